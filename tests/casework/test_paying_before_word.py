"""A closed case of which the responding agency has not been told yet: what it collects is still paid out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caseclose.casework.models import Case, Duty, OtherAgency
from caseclose.casework.services.duties.owing import fulfil, owe
from caseclose.casework.services.occasions import Occasion
from tests.casework.factories import at_noon
from tests.casework.paying import MONDAY, NEXT_MONDAY, TUESDAY, WORKER, a_paying_case, adds_up, receive
from tests.casework.sharing import OREGON

pytestmark = pytest.mark.usefixtures("clean_database")


def a_closed_case(*, aid: bool | None = False, order: str = "runs") -> Case:
    """A case closed on Monday, which Oregon works too and has not heard of."""
    case = a_paying_case(kind="closed", aid=aid, order=order)
    agency = OtherAgency.objects.create(
        case=case, role="responding", code=OREGON, their_case="OR-1", way="network", begun_on=MONDAY
    )
    occasion = Occasion(WORKER, MONDAY, at_noon(MONDAY))
    for kind in ("tell_responding_agency_closed", "keep_paying_out"):
        owe(case, kind, trigger="closing:1", since=MONDAY, occasion=occasion, agency=agency)
    return case


def test_what_arrives_before_it_was_told_goes_to_the_family_by_the_paragraph_that_says_so() -> None:
    a_closed_case()
    done = receive("57.69")
    assert (done.rule, str(done.family), done.held) == ("us.money.not_told", "57.69", Decimal(0))
    assert adds_up()


def test_what_arrives_after_it_was_told_waits_for_a_person() -> None:
    a_closed_case()
    told = Duty.objects.get(kind="tell_responding_agency_closed")
    fulfil(told, done_on=TUESDAY, words="message_went_out", occasion=Occasion(WORKER, TUESDAY, at_noon(TUESDAY)))
    done = receive("57.69", received_on=NEXT_MONDAY)
    assert (done.rule, str(done.held)) == ("", "57.69")


def test_while_the_family_gets_aid_a_person_says_whose_it_is() -> None:
    a_closed_case(aid=True)
    done = receive("57.69")
    assert (done.rule, str(done.held)) == ("us.money.not_told_aid", "57.69")


def test_a_tax_refund_is_no_money_that_the_other_agency_collected() -> None:
    a_closed_case()
    assert receive("300.00", source="federal_offset").rule == ""


def test_a_case_that_nobody_shares_holds_what_arrives() -> None:
    a_paying_case(kind="closed")
    assert receive("57.69").rule == ""
