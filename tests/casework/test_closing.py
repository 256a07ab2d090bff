"""A case is taken from proposal to closing on the real database, and what follows is all there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseclose.closure.commands import (
    Approve,
    Close,
    KeepOpen,
    Propose,
    RecordReply,
    RecordRequest,
    RecordReturnedMail,
    ReviewReply,
)
from caseclose.closure.refused import Refused
from tests.casework.closable import (
    CLERK,
    DAY,
    DUE,
    SUPERVISOR,
    SYSTEM,
    WORKER,
    a_closable_case,
    closed,
    do,
    moment,
    noticed,
    send_notice,
)

pytestmark = pytest.mark.usefixtures("clean_database")


def kinds(number: str = "1") -> list[str]:
    from caseclose.casework.models import JournalEntry

    return list(JournalEntry.objects.filter(case_id=number).order_by("number").values_list("kind", flat=True))


def test_a_proposal_goes_through_notice_and_sixty_days_to_closing() -> None:
    from caseclose.casework.models import Case, Closure

    a_closable_case()
    closed()
    case, closure = Case.objects.get(number="1"), Closure.objects.get(case_id="1")
    assert (case.kind, case.enforcement_closed_on) == ("payment_processing", DUE)
    assert (closure.step, closure.criterion, closure.earliest_close_on, closure.closed_on) == (
        "closed",
        "ca.b1",
        DUE,
        DUE,
    )
    assert kinds() == ["ClosureProposed", "ClosureApproved", "NoticeSent", "CaseClosed"]


def test_the_day_before_the_sixtieth_is_too_soon() -> None:
    a_closable_case()
    noticed()
    with pytest.raises(Refused, match="January 21, 2027") as refused:
        do(Close(), SYSTEM, DUE - timedelta(days=1))
    assert refused.value.rule == "too_soon"
    assert kinds()[-1] == "NoticeSent"


def test_a_reply_that_nobody_reviewed_holds_the_closing() -> None:
    a_closable_case()
    noticed()
    do(RecordReply("r1", moment(DUE - timedelta(days=1)), "phone"), CLERK, DUE)
    with pytest.raises(Refused):
        do(Close(), SYSTEM, DUE)
    do(ReviewReply("r1", could_lead=False, words="asks when the case will close"), WORKER, DUE)
    do(Close(), SYSTEM, DUE)
    assert kinds()[-1] == "CaseClosed"


def test_a_reply_that_could_lead_somewhere_keeps_the_case_open() -> None:
    from caseclose.casework.models import Case

    a_closable_case()
    noticed()
    do(RecordReply("r1", moment(DAY), "mail"), CLERK)
    do(ReviewReply("r1", could_lead=True, words="names an employer"), WORKER)
    assert kinds()[-2:] == ["ReplyReviewed", "CaseKeptOpen"]
    assert Case.objects.get(number="1").open


def test_returned_mail_starts_a_new_clock() -> None:
    a_closable_case()
    noticed()
    do(RecordReturnedMail(), CLERK, DAY + timedelta(days=10))
    send_notice(on=DAY + timedelta(days=20))
    with pytest.raises(Refused, match="February 10, 2027"):
        do(Close(), SYSTEM, DUE)


def test_facts_that_changed_before_the_day_stop_the_closing() -> None:
    from caseclose.casework.models import Balance

    case = a_closable_case()
    noticed()
    Balance.objects.create(case=case, as_of=DUE - timedelta(days=1), family="500.00", assigned="0.00")
    with pytest.raises(Refused) as refused:
        do(Close(), SYSTEM, DUE)
    assert refused.value.rule == "criterion_not_met"


def test_the_person_who_proposed_cannot_approve() -> None:
    a_closable_case()
    do(Propose("ca.b1"))
    with pytest.raises(Refused) as refused:
        do(Approve(), WORKER)
    assert refused.value.rule == "same_person"


def test_a_case_without_documents_on_file_is_not_proposed() -> None:
    a_closable_case(documentation_on_file="false")
    with pytest.raises(Refused) as refused:
        do(Propose("ca.b1"))
    assert refused.value.rule == "evidence_not_on_file"
    assert kinds() == []


def test_there_is_one_attempt_at_a_time() -> None:
    a_closable_case()
    noticed()
    with pytest.raises(Refused) as refused:
        do(Propose("ca.b1"))
    assert refused.value.rule == "attempt_in_progress"


def test_after_an_attempt_ended_another_can_begin() -> None:
    a_closable_case()
    noticed()
    do(KeepOpen(("new_information",)), WORKER)
    do(Propose("ca.b1"), WORKER)
    assert kinds()[-2:] == ["CaseKeptOpen", "ClosureProposed"]


def test_the_same_key_does_its_work_once() -> None:
    a_closable_case()
    first = do(Propose("ca.b1"), key="k-1")
    again = do(Propose("ca.b1"), key="k-1")
    assert (first.repeated, again.repeated) == (False, True)
    assert kinds() == ["ClosureProposed"]


def test_a_key_that_was_used_for_something_else_is_refused() -> None:
    from caseclose.casework.services.keys import KeyReused

    a_closable_case()
    do(Propose("ca.b1"), key="k-1")
    with pytest.raises(KeyReused):
        do(Approve(), SUPERVISOR, key="k-1")


def test_a_parent_asks_and_the_case_closes_without_the_sixty_days() -> None:
    a_closable_case(receives_cash_aid="false", receives_foster_care="false", medical_support_assigned="false",
                    receives_medicaid="false")  # fmt: skip
    do(RecordRequest(DAY, "mail", signed=True, may_ask=True), CLERK)
    do(Approve(), SUPERVISOR)
    do(Close(), WORKER, DAY)
    assert kinds() == ["RequestRecorded", "ClosureApproved", "CaseClosed"]


def test_every_remedy_has_an_order_after_the_closing_and_those_that_end_are_in_the_outbox() -> None:
    from caseclose.casework.models import OutboxMessage, ReleaseOrder

    a_closable_case(remedies=("passport", "income_withholding", "no_such_remedy"))
    closed()
    found = dict(ReleaseOrder.objects.values_list("kind", "state"))
    assert found["income_withholding"] == "kept"
    assert found["no_such_remedy"] == "unknown"
    assert set(found) == {"passport", "income_withholding", "no_such_remedy"}
    released = [kind for kind, state in found.items() if state == "made"]
    assert OutboxMessage.objects.filter(kind="release").count() == len(released)


def test_a_remedy_that_another_open_case_needs_is_kept() -> None:
    from caseclose.casework.models import ReleaseOrder, Remedy

    a_closable_case(remedies=("bank_levy",))
    other = a_closable_case("2")
    Remedy.objects.get(kind="bank_levy").cases.add(other)
    closed()
    order = ReleaseOrder.objects.get(kind="bank_levy")
    assert (order.state, order.reason) == ("kept", "another open case needs it")
