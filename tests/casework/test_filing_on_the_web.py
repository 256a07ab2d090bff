"""Acts on the web: filed alike whoever's they are, weighed inside, and slowed down when there are too many."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from caseclose.casework.models import (
    Case,
    Closure,
    Document,
    IncomingPaper,
    JournalEntry,
    KeyedIn,
    Office,
    OutboxMessage,
    Reply,
    Task,
    WebFiling,
)
from caseclose.casework.selectors.papers import ON_PAPER
from caseclose.casework.services.daily.closings import close_due
from caseclose.casework.services.papers.dropping import drop_papers
from caseclose.casework.services.papers.placing import SetAside, set_paper_aside
from caseclose.casework.services.web.day import from_the_web
from caseclose.casework.services.web.references import mark_of_reference
from caseclose.closure.refused import Refused
from caseclose.law.safeguards import web_limits
from tests.casework.closable import CLERK, DAY, DUE, moment, noticed
from tests.casework.filing import ASKS, a_case, answers, code_on, sends, weighed
from tests.papers.hostile import EICAR, picture


@pytest.fixture(autouse=True)
def _office(clean_database: object) -> None:  # noqa: ARG001 - it must be empty first
    Office.objects.create(code="ca", state="ca", name="An office", zone="America/Los_Angeles")


def tasks() -> list[str]:
    return sorted(Task.objects.filter(done_on=None).values_list("kind", flat=True))


def test_a_request_of_the_person_who_opened_the_case_is_recorded_as_of_its_arrival() -> None:
    a_case()
    sends("request", ASKS)
    assert (Closure.objects.count(), IncomingPaper.objects.get().case) == (0, None)
    assert weighed() == {"taken": 1}
    closure, keyed = Closure.objects.get(), KeyedIn.objects.get()
    assert (closure.step, closure.may_ask, keyed.channel, keyed.arrived_at) == ("requested", True, "web", moment(DAY))
    assert Document.objects.get().evidence == "signed_request"
    assert OutboxMessage.objects.filter(kind="request_received").count() == 1
    assert weighed() == {}


@pytest.mark.parametrize(
    "other", [{"number": "2"}, {"born_on": "1988-03-05"}, {"given": "Ana"}, {"family": "Other"}, {"born_on": "soon"}]
)
def test_what_does_not_fit_waits_for_a_clerk_as_a_paper(other: dict[str, str]) -> None:
    a_case()
    sends("request", {**ASKS, **other})
    assert weighed() == {"unknown": 1}
    paper = IncomingPaper.objects.get()
    assert (paper.case, paper.state, paper.office_id, Closure.objects.count(), tasks()) == (
        None,
        "waiting",
        "ca",
        0,
        [],
    )


@pytest.mark.parametrize("typed", [{"family": "MÁKER  1"}, {"given": "rosa "}, {"number": " 1 "}])
def test_names_and_numbers_are_compared_without_accents_spaces_and_case(typed: dict[str, str]) -> None:
    a_case()
    sends("request", {**ASKS, **typed})
    assert weighed() == {"taken": 1}


def test_a_request_of_somebody_who_may_be_at_risk_waits_for_a_person_with_its_case() -> None:
    a_case()
    sends("request", {**ASKS, "safety": "talk"})
    assert weighed() == {"placed": 1}
    assert (Closure.objects.count(), tasks()) == (0, ["web_request_to_read"])
    assert IncomingPaper.objects.get().case_id == "1"
    assert not OutboxMessage.objects.exists()


def test_a_request_signed_on_a_paper_waits_for_a_person_who_sees_the_signature() -> None:
    a_case()
    said = {name: value for name, value in ASKS.items() if name != "signer"}
    sends("request", {**said, ON_PAPER: "yes"}, files=(picture(),))
    assert weighed() == {"placed": 1}
    assert (Closure.objects.count(), OutboxMessage.objects.count(), tasks()) == (0, 0, ["web_signature_to_see"])
    assert list(IncomingPaper.objects.values_list("case", "state")) == [("1", "waiting")] * 2


def test_a_request_for_a_person_whose_address_is_guarded_waits_for_a_person_too() -> None:
    case = a_case()
    case.opened_by.family_violence = True  # type: ignore[union-attr]
    case.opened_by.save()  # type: ignore[union-attr]
    sends("request", ASKS)
    assert (weighed(), Closure.objects.count()) == ({"placed": 1}, 0)


def test_an_answer_by_the_code_holds_the_closing_from_its_own_moment_on() -> None:
    a_case()
    noticed()
    answers(at=moment(DUE, 7))
    assert IncomingPaper.objects.get().case_id == "1"
    assert close_due(on=DUE, at=moment(DUE))["closed"] == 0
    assert weighed(DUE) == {"taken": 1}
    reply = Reply.objects.get()
    assert (Closure.objects.get().step, reply.arrived_at, reply.channel) == ("replied", moment(DUE, 7), "web")
    assert Case.objects.get(number="1").open


def test_one_code_answers_again_until_the_notice_ends() -> None:
    a_case()
    noticed()
    answers("first")
    answers("second", at=moment(DAY, 11))
    assert weighed() == {"taken": 2}
    assert Closure.objects.get().reply_count == 2


def test_a_call_that_is_asked_for_reaches_a_person() -> None:
    a_case()
    noticed()
    sends("reply", {"family": "Maker 1", "code": code_on(), "words": "", "signer": "R", "call": "555-0142, mornings"})
    weighed()
    assert "web_call_asked" in tasks()


@pytest.mark.parametrize(("name", "code"), [("Somebody", ""), ("Maker 1", "BBBB-BBBB-BBBB"), ("", "")])
def test_an_answer_with_a_wrong_name_or_code_is_kept_as_a_paper_of_no_case(name: str, code: str) -> None:
    a_case()
    noticed()
    receipt = answers(name=name, code=code)
    assert (receipt.whole, IncomingPaper.objects.get().case) == (True, None)
    assert weighed() == {"unknown": 1}
    assert Closure.objects.get().step == "noticed"


def test_a_code_ends_after_the_span_of_the_policy() -> None:
    a_case()
    noticed()
    late = moment(DAY + timedelta(days=web_limits().code_days + 1))
    answers(at=late)
    assert IncomingPaper.objects.get().case is None


def test_files_are_looked_into_and_come_to_the_case_with_the_answer() -> None:
    a_case()
    noticed()
    with pytest.raises(Refused) as refused:
        answers(files=(EICAR,))
    assert (refused.value.rule, IncomingPaper.objects.count()) == ("paper_infected", 0)
    answers(files=(picture(),))
    weighed()
    assert list(IncomingPaper.objects.order_by("pk").values_list("case", "state")) == [("1", "keyed"), ("1", "waiting")]


def test_the_same_key_again_gives_the_same_receipt_and_files_nothing_more() -> None:
    a_case()
    once, again = (sends("request", ASKS, key="k" * 20) for _ in range(2))
    assert (once, IncomingPaper.objects.count()) == (again, 1)


def test_no_reference_stands_in_the_records_and_another_name_finds_nothing() -> None:
    receipt = sends("request", ASKS)
    filing = WebFiling.objects.get()
    assert filing.reference == mark_of_reference(receipt.reference.lower(), "maker 1")
    assert filing.reference != mark_of_reference(receipt.reference, "Other")
    assert receipt.reference not in str(list(WebFiling.objects.values()) + list(JournalEntry.objects.values()))


def test_a_withdrawal_by_reference_ends_the_request_before_the_closing() -> None:
    a_case()
    receipt = sends("request", ASKS)
    weighed()
    sends("withdrawal", {"family": "Maker 1", "signer": "Rosa"}, follows=receipt.reference)
    assert weighed() == {"taken": 1}
    assert Closure.objects.get().step == "withdrawn"


def test_a_withdrawal_of_a_request_that_nobody_could_place_waits_beside_it() -> None:
    receipt = sends("request", ASKS)
    weighed()
    sends("withdrawal", {"family": "Maker 1", "signer": "Rosa"}, follows=receipt.reference)
    assert weighed() == {"unknown": 1}


def test_who_asks_to_come_back_reaches_a_person() -> None:
    a_case()
    sends("reopening", {**ASKS, "words": "He found work"})
    assert (weighed(), tasks()) == ({"placed": 1}, ["web_reopening_asked"])


def test_what_the_closing_refuses_waits_with_the_reason() -> None:
    a_case()
    noticed()
    sends("request", ASKS)
    assert weighed() == {"placed": 1}
    assert "web_act_refused" in tasks()
    assert IncomingPaper.objects.get().state == "waiting"


def test_the_days_work_weighs_what_arrived_before_anything_closes() -> None:
    a_case()
    sends("request", ASKS)
    assert from_the_web(on=DAY, at=moment(DAY)) == {"taken": 1}


def test_a_filing_stays_as_it_came_and_goes_with_its_paper() -> None:
    sends("request", ASKS)
    with pytest.raises(DatabaseError), transaction.atomic():
        WebFiling.objects.update(said={})
    aside = SetAside(IncomingPaper.objects.get().pk, "not_ours", "not of this office")
    long_ago = DAY - timedelta(days=120)
    set_paper_aside(office="ca", aside=aside, by=CLERK, on=long_ago, at=moment(long_ago))
    assert (drop_papers(DAY), WebFiling.objects.count()) == (1, 0)
