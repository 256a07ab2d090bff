"""How a case ends that was kept to process payments, or for a debt to the state."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caseclose.casework.models import Case, OutboxMessage, ReleaseOrder, Task
from caseclose.casework.services.findings import RecordFinding, record_finding
from caseclose.closure.commands import (
    Actor,
    Approve,
    Close,
    Command,
    DeclineRequest,
    KeepOpen,
    Propose,
    RecordRequest,
)
from caseclose.closure.refused import Refused
from tests.casework.closable import SUPERVISOR, SYSTEM, WORKER, moment
from tests.casework.factories import a_closing, a_document, a_remedy, clear_for_closing, findings, known, opened_by
from tests.casework.paying import (
    CLERK,
    MONDAY,
    NEXT_MONDAY,
    THURSDAY,
    Outside,
    a_paying_case,
    adds_up,
    receive,
    the_day,
)

pytestmark = pytest.mark.usefixtures("clean_database")
RULE = {"ar": "ar.payment_processing", "ca": "us.payment_processing"}
LATER = date(2026, 12, 7)


def do(command: Command, by: Actor = WORKER, on: date = MONDAY, number: str = "1") -> str:
    from caseclose.casework.services.acting import act

    return act(number=number, command=command, by=by, on=on, at=moment(on)).step


def a_payment_case(state: str = "ar", **more: object) -> Case:
    """A payment-processing case in which nothing else bars an end."""
    case = a_paying_case(kind="payment_processing", state=state, arrears=None, **more)  # type: ignore[arg-type]
    nothing_else_bars(case)
    a_document(case, "court_record")
    return case


def nothing_else_bars(case: Case) -> None:
    clear_for_closing(case)
    findings(case, satisfaction_of_judgment_filed=True, youngest_child_born_on=date(2000, 1, 1))


def ended(rule: str, on: date = MONDAY) -> str:
    """Propose, approve and close, each by who may."""
    do(Propose(rule), on=on)
    do(Approve(), SUPERVISOR, on=on)
    return do(Close(), SYSTEM, on=on)


@pytest.mark.parametrize("state", ["ar", "ca"])
@pytest.mark.parametrize("who", ["court_asked_to_close", "other_agency_asked_to_close"])
def test_a_payment_processing_case_ends_when_a_court_or_another_agency_asks(state: str, who: str) -> None:
    case = a_payment_case(state)
    asked = RecordFinding(who, "true", case.documents.get().pk)
    record_finding(number="1", finding=asked, by=WORKER, on=MONDAY, at=moment(MONDAY))
    assert ended(RULE[state]) == "closed"
    case = Case.objects.get()
    assert (case.kind, case.closures.get().outcome) == ("closed", "closed")


def test_a_payment_processing_case_ends_when_the_duty_to_pay_has_ended() -> None:
    case = a_paying_case(kind="payment_processing", state="ar", order="ended", arrears=("0.00", "0.00"))
    clear_for_closing(case)
    a_document(case, "support_order")
    assert ended("ar.payment_processing") == "closed"
    assert receive("57.69", received_on=LATER).back == Decimal("57.69")  # what comes in by mistake goes back


def test_it_does_not_end_while_the_duty_to_pay_goes_on_and_nobody_asked() -> None:
    case = a_payment_case()
    findings(case, court_asked_to_close=False, other_agency_asked_to_close=False, obligation_ended=False)
    with pytest.raises(Refused) as refused:
        do(Propose("ar.payment_processing"))
    assert (refused.value.rule, "not_met" in str(refused.value)) == ("criterion_not_met", True)


def test_a_parents_wish_does_not_end_it_and_the_refusal_says_why_and_cites() -> None:
    a_payment_case()
    with pytest.raises(Refused) as refused:
        do(RecordRequest(MONDAY, "mail", signed=True, may_ask=True), CLERK)
    assert refused.value.rule == "gate_shut"
    assert "already a payment-processing case" in str(refused.value)
    assert "closes only by its own rule" in str(refused.value)
    assert "Arkansas OCSE, Closing a Case (custodial parties)" in refused.value.cites
    assert not Case.objects.get().closures.exists()


@pytest.mark.parametrize("rule", ["us.b12", "ar.b1", "us.b14", "us.b4"])
def test_no_other_rule_ends_it(rule: str) -> None:
    case = a_payment_case()
    opened_by(case)
    with pytest.raises(Refused) as refused:
        do(Propose(rule))
    assert refused.value.rule in {"gate_shut", "criterion_not_met"}


def test_money_that_is_here_keeps_it_open() -> None:
    case = a_payment_case()
    findings(case, court_asked_to_close=True)
    outside = Outside()
    receive("57.69")
    with pytest.raises(Refused, match="Money on the case is held"):
        do(Propose("ar.payment_processing"))
    the_day(MONDAY, outside)
    the_day(THURSDAY, outside)
    assert ended("ar.payment_processing", NEXT_MONDAY) == "closed"
    assert adds_up()


def test_its_end_makes_no_second_release_and_lets_go_of_what_was_kept() -> None:
    case = a_payment_case("ca", order="ended")
    findings(case, court_asked_to_close=True, other_case_needs_remedy=False)
    kept, on_its_way = a_remedy(case), a_remedy(case, kind="bank_levy")
    before = a_closing(case, MONDAY, step="closed", outcome="payment_processing", closed_on=MONDAY)
    ReleaseOrder.objects.create(closure=before, remedy=on_its_way, kind="bank_levy", state="sent", made_on=MONDAY)
    ReleaseOrder.objects.create(closure=before, remedy=kept, kind="income_withholding", state="kept", made_on=MONDAY)
    assert ended("us.payment_processing", LATER) == "closed"
    new = ReleaseOrder.objects.exclude(closure=before)
    assert list(new.values_list("remedy", flat=True)) == [kept.pk]
    assert OutboxMessage.objects.filter(kind="release").count() <= 1


def test_the_proposal_to_end_it_can_be_given_up() -> None:
    case = a_payment_case()
    findings(case, court_asked_to_close=True)
    do(Propose("ar.payment_processing"))
    assert do(KeepOpen(("other",), "The court took it back.")) == "kept_open"
    assert Case.objects.get().kind == "payment_processing"


def a_case_for_state_debt(assigned: str) -> Case:
    """A case whose recipient asked to close it, and that was kept for the debt to the state."""
    case = a_paying_case(kind="state_debt_only", state="ca", order="ended", arrears=("0.00", assigned))
    opened_by(case)
    nothing_else_bars(case)
    findings(case, receives_medicaid=False, receives_foster_care=False, medical_support_assigned=False)
    findings(case, enforcement_risks_harm=False)
    a_document(case, "signed_request")
    case.closures.create(step="closed", way="request", begun_by="clerk", begun_on=date(2026, 9, 1), may_ask=True,
                         outcome="state_debt_only", closed_on=date(2026, 9, 2))  # fmt: skip
    return case


def test_a_case_kept_for_the_debt_to_the_state_closes_on_the_request_that_stands_once_it_is_paid() -> None:
    a_case_for_state_debt("100.00")
    with pytest.raises(Refused):
        do(Propose("us.b12"))
    outside = Outside()
    receive("300.00", source="federal_offset")
    for day in (MONDAY, THURSDAY):
        the_day(day, outside)
    assert Task.objects.filter(kind="state_debt_paid", done_on=None).exists()
    assert known("recipient_asked_to_close", THURSDAY) is True
    assert known("arrears_assigned", THURSDAY) == 0
    assert ended("us.b12", LATER) == "closed"
    assert Case.objects.get().kind == "closed"
    assert adds_up()


def test_a_new_request_while_the_debt_stands_changes_nothing() -> None:
    a_case_for_state_debt("100.00")
    do(RecordRequest(MONDAY, "mail", signed=True, may_ask=True), CLERK)
    with pytest.raises(Refused) as refused:
        do(Approve(), SUPERVISOR)
    assert refused.value.rule in {"state_debt_goes_on", "not_granted"}
    assert Case.objects.get().kind == "state_debt_only"


def test_a_case_that_is_closed_takes_no_step() -> None:
    a_paying_case(kind="closed")
    for command in (Propose("us.b1"), RecordRequest(MONDAY, "mail", signed=True, may_ask=True)):
        with pytest.raises(Refused) as refused:
            do(command, WORKER)
        assert refused.value.rule == "case_not_open"


def test_one_who_asked_before_it_became_a_payment_processing_case_is_still_answered() -> None:
    case = a_payment_case()
    case.closures.create(step="requested", way="request", begun_by="clerk", begun_on=MONDAY, may_ask=False)
    opened_by(case)
    with pytest.raises(Refused):
        do(Approve(), SUPERVISOR)
    assert do(DeclineRequest(), WORKER) == "declined"
