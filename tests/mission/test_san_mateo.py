"""The sentences of the San Mateo page, each a story that ends as it says. The ids are those of docs/mission.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from caseclose.closure.commands import Approve, Close, Propose, RecordReply, ReturnRequest, ReviewReply, SendNotice
from caseclose.law.reading import shipped
from caseclose.law.verdict import Value
from tests.casework.closable import CLERK, DAY, SUPERVISOR, SYSTEM, WORKER, gone_out
from tests.mission.stories import Story, answer, fate, kind, the_case

pytestmark = pytest.mark.usefixtures("clean_database")
SIXTIETH = DAY + timedelta(days=60)
GROUNDS: dict[str, dict[str, Value]] = {
    "ca.b1": {"current_order": False, "arrears_payment_made": False},
    "ca.b4": {"ncp_deceased": True, "estate_action_possible": False, "death_verified": True},
    "ca.b6": {"alleged_father_excluded": True, "other_father_identifiable": False, "no_other_father_attested": True},
    "us.b8": {"cannot_pay_through_minority": True, "support_potential": False, "disability_verified": True,
              "ncp_leviable_means": False},
    "us.b20": {"referral_inappropriate": True, "referred_by_program": True, "custodial_parent_applied": False,
               "noncustodial_parent_applied": False},
}  # fmt: skip
"""Facts under which the agency may close, by criterion."""


def taken_to_notice(criterion: str, facts: Mapping[str, Value]) -> Story:
    """A case that the agency proposes to close, with its notice out."""
    the_case("ca", facts, arrears=("300.00", "0.00"))
    story = Story()
    story.proposes(criterion)
    story.does(Approve(), SUPERVISOR)
    story.does(SendNotice(DAY), SYSTEM)
    gone_out()
    return story


def test_sm_01_the_person_who_asked_for_services_closes_with_a_signed_letter() -> None:
    the_case("ca")
    story = Story()
    story.asks()
    assert story.is_granted().step == "closed"


def test_sm_01_a_letter_that_is_not_signed_goes_back() -> None:
    the_case("ca")
    story = Story()
    story.asks(signed=False)
    assert story.does(ReturnRequest(("signature",)), CLERK).step == "returned"
    assert kind() == "enforcement"


def test_sm_02_closing_does_not_end_the_obligation_under_the_court_order() -> None:
    assert fate("ca", "court_order") == "goes_on"


def test_sm_03_the_department_closes_a_case_that_meets_a_requirement() -> None:
    story = taken_to_notice("ca.b1", GROUNDS["ca.b1"])
    assert story.does(Close(), SYSTEM, SIXTIETH).step == "closed"


@pytest.mark.parametrize(("arrears", "closable"), [("499.99", True), ("500.00", False)])
def test_sm_04_no_enforceable_order_and_less_than_the_small_debt_limit(arrears: str, *, closable: bool) -> None:
    the_case("ca", GROUNDS["ca.b1"], arrears=(arrears, "0.00"))
    story = Story()
    if closable:
        assert story.proposes("ca.b1").step == "proposed"
    else:
        assert story.refusal(Propose("ca.b1")).rule == "criterion_not_met"


def test_sm_05_the_obligor_has_died_and_the_estate_cannot_be_reached() -> None:
    assert taken_to_notice("ca.b4", GROUNDS["ca.b4"]).does(Close(), SYSTEM, SIXTIETH).step == "closed"


def test_sm_06_paternity_cannot_be_established() -> None:
    assert taken_to_notice("ca.b6", GROUNDS["ca.b6"]).does(Close(), SYSTEM, SIXTIETH).step == "closed"


def test_sm_07_the_obligor_cannot_be_found_despite_the_departments_efforts() -> None:
    from tests.casework.factories import a_search

    case = the_case("ca", {"automated_locate_possible": True}, arrears=("9000.00", "0.00"))
    quarters = [date(2024, 1, 10) + timedelta(days=90 * turn) for turn in range(12)]
    for day in quarters:
        for source in ("new_hire_directory", "motor_vehicles", "postal_service", "state_workforce"):
            a_search(case, day, source)
    story = Story()
    assert story.proposes("us.b7").step == "proposed"


def test_sm_08_the_obligor_cannot_earn_and_owns_nothing_that_can_be_taken() -> None:
    assert taken_to_notice("us.b8", GROUNDS["us.b8"]).does(Close(), SYSTEM, SIXTIETH).step == "closed"


def test_sm_09_the_obligor_lives_in_a_country_without_reciprocity() -> None:
    facts: dict[str, Value] = {
        "ncp_foreign_citizen": True, "ncp_lives_abroad": True, "ncp_works_for_us_government": False,
        "ncp_works_for_us_company": False, "ncp_reachable_us_means": False, "reciprocity_with_country": False,
    }  # fmt: skip
    assert taken_to_notice("us.b10", facts).does(Close(), SYSTEM, SIXTIETH).step == "closed"


def test_sm_10_the_case_was_opened_in_error() -> None:
    the_case("ca", GROUNDS["us.b20"])
    assert Story().proposes("us.b20").step == "proposed"


def test_sm_11_the_recipient_is_told_in_writing_sixty_days_before() -> None:
    from caseclose.casework.models import OutboxMessage

    story = taken_to_notice("ca.b1", GROUNDS["ca.b1"])
    assert OutboxMessage.objects.filter(kind__startswith="notice").count() == 1
    assert story.refusal(Close(), SYSTEM, SIXTIETH - timedelta(days=1)).rule == "too_soon"
    assert story.does(Close(), SYSTEM, SIXTIETH).step == "closed"


@pytest.mark.parametrize(("could_lead", "step"), [(True, "kept_open"), (False, "noticed")])
def test_sm_12_an_answer_to_the_notice_is_reviewed_before_anything_is_decided(step: str, *, could_lead: bool) -> None:
    story = taken_to_notice("ca.b1", GROUNDS["ca.b1"])
    arrived = datetime(2026, 12, 1, 18, tzinfo=UTC)
    story.does(RecordReply("R1", arrived, "mail"), CLERK, arrived.date())
    assert story.refusal(Close(), SYSTEM, SIXTIETH).rule in {"reply_open", "wrong_step"}
    review = ReviewReply("R1", could_lead, "It names an employer." if could_lead else "It brings nothing new.")
    assert story.does(review, WORKER, SIXTIETH).step == step


def test_sm_13_while_a_parent_gets_public_assistance_enforcement_goes_on() -> None:
    the_case("ca", {"receives_cash_aid": True})
    story = Story()
    story.asks()
    assert story.is_declined() == "ca.request.cash_aid"
    assert kind() == "enforcement"


def test_sm_14_when_aid_has_ended_the_debt_to_the_government_is_still_collected() -> None:
    the_case("ca", arrears=("100.00", "2500.00"))
    story = Story()
    story.asks()
    story.is_granted()
    assert kind() == "state_debt_only"
    assert fate("ca", "assigned_arrears", "state_debt_only") == "state_debt_only"


def test_sm_15_there_is_a_number_to_call() -> None:
    assert shipped().layer("ca").offices["ca.office.san_mateo"].phone == "1-866-901-3212"


def test_sm_16_a_parent_can_stop_all_that_is_owed_to_them_with_the_countys_form() -> None:
    assert shipped().layer("ca").offices["ca.office.san_mateo"].fax == "(650) 366-4711"
    the_case("ca", arrears=("1800.00", "0.00"))
    story = Story()
    story.asks()
    assert answer().outcome == "closes_to_payment_processing"
    story.is_granted()
    assert kind() == "payment_processing"
    assert fate("ca", "new_enforcement") == "ends"
