"""Aid begins: a closed recipient comes back, and a closing under way does not slip through."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caseclose.casework.models import AssistancePeriod, Balance, Case, Closure, MedicalAssignment, OutboxMessage
from caseclose.casework.selectors.facts import facts_of_case
from caseclose.casework.selectors.history import history_of
from caseclose.casework.services.daily import work_day
from caseclose.casework.services.duties.day import duties_due
from caseclose.casework.services.duties.seen import notice_aid_changes
from caseclose.casework.services.keys import KeyReused
from caseclose.casework.services.reopening import Reopened, reopen_case
from caseclose.closure.commands import Close, RecordRequest
from caseclose.closure.refused import Refused
from tests.casework.closable import CLERK, DAY, DUE, SYSTEM, WORKER, closed, do, moment, noticed
from tests.casework.families import answers, asked_and_closed, begins, ends, granted, later, on_record, settle
from tests.casework.sharing import duties, open_tasks, the_closure, the_duty, told

pytestmark = pytest.mark.usefixtures("clean_database")


def reopen(basis: str = "application", on: date = DAY, key: str = "", fee: str | None = None) -> Reopened:
    return reopen_case(
        number="1", basis=basis, by=WORKER, on=on, at=moment(on), key=key,
        application_on=on if basis == "application" else None, fee=None if fee is None else Decimal(fee),
    )  # fmt: skip


def test_a_closed_recipient_comes_back_on_aid_the_whole_story() -> None:
    """Aid ends, the family wants no services, the case closes; then aid begins anew, and support is the state's."""
    case = on_record("1", "cash_aid")
    Balance.objects.create(case=case, as_of=DAY, family="312.40", assigned="0.00")
    ends()
    answers(wants=False)
    do_the_rest()
    back = later(200)
    done = begins("cash_aid", back, told_on=back)
    assert done.events == ("AidBegan", "DutyArose", "CaseReopened", "DutyDone")
    case = Case.objects.get(number="1")
    assert (case.open, case.reopened_on, case.service_basis, case.application_fee_cents) == (True, back, "cash_aid", 0)
    duty = the_duty("open_on_referral")
    assert (duty.due_on, duty.done_on) == (later(20, back), back)
    assert duty.message is not None
    assert (duty.message.kind, duty.message.party) == ("case_reopened", "mail_vendor")
    assert OutboxMessage.objects.filter(kind="case_reopened").count() == 1
    known = facts_of_case("1", back).facts
    assert known["receives_cash_aid"] is True
    assert "arrears_assigned" not in known, "the old balance does not say what is assigned from here on"
    assert "draw_up_arrears" in open_tasks()
    request = RecordRequest(later(1, back), "mail", signed=True, may_ask=True)
    do(request, CLERK, later(1, back))
    with pytest.raises(Refused, match="cash_aid"):
        do_the_rest(later(1, back))
    assert [kind for kind in told() if kind in {"CaseClosed", "CaseReopened"}] == ["CaseClosed", "CaseReopened"]
    assert "Basis: a referral" in "\n".join(sentence.words for sentence in history_of("1"))


def do_the_rest(on: date = DAY) -> None:
    from caseclose.closure.commands import Approve
    from tests.casework.closable import SUPERVISOR

    do(Approve(), SUPERVISOR, on)
    do(Close(), WORKER, on)


@pytest.mark.parametrize("kind", ["payment_processing", "state_debt_only", "closed"])
def test_whatever_the_closing_made_of_the_case_aid_opens_it_again(kind: str) -> None:
    """Also one that was closed before it came here, of which no closing is on record."""
    on_record("1")
    Case.objects.filter(number="1").update(kind=kind)
    begins("medicaid")
    case = Case.objects.get(number="1")
    assert (case.open, case.service_basis) == (True, "medicaid")
    assert Closure.objects.count() == 0


def test_the_second_kind_of_aid_finds_the_case_open_and_one_letter_goes_out() -> None:
    on_record("1")
    asked_and_closed()
    begins("cash_aid", later(5))
    begins("medicaid", later(5))
    assert told().count("CaseReopened") == 1
    assert OutboxMessage.objects.filter(kind="case_reopened").count() == 1
    assert MedicalAssignment.objects.get().begun_on == later(5)


@pytest.mark.parametrize(("assigned", "rows"), [(True, 1), (False, 0), (None, 1)])
def test_medicaid_assigns_medical_support_unless_the_program_says_that_it_does_not(
    assigned: bool | None,  # noqa: FBT001
    rows: int,
) -> None:
    on_record("1")
    begins("medicaid", assigned=assigned)
    begins("cash_aid")
    assert MedicalAssignment.objects.count() == rows


def test_foster_care_opens_a_closed_case_only_when_a_person_says_so() -> None:
    on_record("1")
    asked_and_closed()
    begins("foster_care", later(3))
    duty = the_duty("open_on_referral")
    assert (duty.to_decide, Case.objects.get(number="1").open, open_tasks()) == (True, False, ["duty_decide"])
    settle(duty.pk, "go_on", on=later(4))
    duty.refresh_from_db()
    assert (Case.objects.get(number="1").open, duty.done_on) == (True, later(4))


def test_a_case_that_closed_for_good_cause_opens_only_when_a_person_says_so() -> None:
    on_record("1")
    Case.objects.filter(number="1").update(kind="closed")
    Closure.objects.create(
        case_id="1", step="closed", way="proposal", begun_by="worker", begun_on=DAY, closed_on=DAY, criterion="us.b14"
    )
    begins("cash_aid", later(3))
    assert the_duty("open_on_referral").to_decide
    assert not Case.objects.get(number="1").open


def test_a_referral_that_nobody_decides_in_twenty_days_reaches_a_person_again_once() -> None:
    on_record("1")
    asked_and_closed()
    begins("foster_care", DAY)
    for n in (20, 21, 22):
        duties_due(on=later(n), at=moment(later(n)))
    assert open_tasks() == ["duty_decide", "duty_overdue"]


def test_aid_that_begins_while_a_request_is_granted_is_looked_at_at_once_and_the_case_stays_open() -> None:
    on_record("1")
    granted()
    begins("cash_aid")
    assert open_tasks() == ["aid_began_during_closing"]
    with pytest.raises(Refused) as refused:
        do(Close(), SYSTEM)
    assert refused.value.rule == "not_granted"
    work_day(on=DAY, at=moment(DAY), ports={})
    assert (Case.objects.get(number="1").open, the_closure().step) == (True, "kept_open")


def test_medicaid_that_begins_after_a_request_was_granted_holds_it_in_a_state_with_no_rule_of_its_own() -> None:
    """An old finding that no medical support is assigned does not outweigh the assignment."""
    on_record("1", state="us")
    granted()
    begins("medicaid")
    with pytest.raises(Refused) as refused:
        do(Close(), SYSTEM)
    assert refused.value.rule == "not_granted"


def test_aid_that_begins_while_a_notice_runs_is_looked_at_once() -> None:
    on_record("1")
    noticed()
    begins("cash_aid", later(3))
    begins("medicaid", later(3))
    assert open_tasks() == ["aid_began_during_closing"] * 2
    do(Close(), SYSTEM, DUE)
    assert not Case.objects.get(number="1").open, "the agency's own ground still holds"


def test_aid_that_an_extract_brings_is_found_by_the_days_work_and_acted_on_once() -> None:
    for number in ("1", "2", "3"):
        on_record(number)
    asked_and_closed()
    granted(number="2")
    for number in ("1", "2", "3"):
        AssistancePeriod.objects.create(case_id=number, kind="cash_aid", begun_on=later(2), source_key=number)
    found = [notice_aid_changes(on=later(n), at=moment(later(n)))["aid_began"] for n in (1, 2, 3)]
    assert found == [0, 1, 0]
    assert Case.objects.get(number="1").open
    assert open_tasks("2") == ["aid_began_during_closing"]
    assert (open_tasks("3"), duties(case_id="3")) == ([], [])


def test_aid_that_ran_before_the_closing_sends_nobody_back() -> None:
    on_record("1")
    AssistancePeriod.objects.create(case_id="1", kind="cash_aid", begun_on=later(-90), ended_on=later(-30),
                                    source_key="1")  # fmt: skip
    Balance.objects.create(case_id="1", as_of=later(-1), family="312.40", assigned="0.00")
    asked_and_closed()
    assert notice_aid_changes(on=later(1), at=moment(later(1)))["aid_began"] == 0


def test_who_refused_services_and_comes_back_applies_and_says_what_fee_was_paid() -> None:
    case = on_record("1", "cash_aid")
    Balance.objects.create(case=case, as_of=DAY, family="312.40", assigned="0.00")
    ends()
    answers(wants=False)
    do_the_rest()
    for fee, rule in ((None, "fee_not_stated"), ("25.01", "fee_too_high")):
        with pytest.raises(Refused) as refused:
            reopen(fee=fee)
        assert refused.value.rule == rule
        assert refused.value.cites[0].startswith("45 CFR 302.33")
    reopen(fee="25.00")
    assert Case.objects.get(number="1").application_fee_cents == 2500


def test_who_never_refused_may_come_back_without_word_of_a_fee() -> None:
    on_record("1")
    asked_and_closed()
    reopen()
    case = Case.objects.get(number="1")
    assert (case.open, case.service_basis) == (True, "application")


def test_nobody_is_sent_by_an_aid_program_while_no_aid_is_on_record() -> None:
    on_record("1")
    asked_and_closed()
    with pytest.raises(Refused) as refused:
        reopen("referral")
    assert refused.value.rule == "no_aid_on_record"
    assert not Case.objects.get(number="1").open


def test_reopening_under_the_same_key_is_done_once_and_the_key_serves_nothing_else() -> None:
    on_record("1")
    asked_and_closed()
    first, again = reopen(key="k"), reopen(key="k")
    assert (first.repeated, again.repeated, first.closure) == (False, True, again.closure)
    assert told().count("CaseReopened") == 1
    with pytest.raises(KeyReused):
        reopen("correction", key="k")


def test_a_case_reopened_twice_gets_two_letters() -> None:
    on_record("1")
    for n in (0, 10):
        asked_and_closed(later(n))
        reopen("correction", later(n + 1))
    assert OutboxMessage.objects.filter(kind="case_reopened").count() == 2


def test_a_closing_with_a_referral_behind_it_can_be_begun_again_and_closes_as_before() -> None:
    on_record("1")
    closed()
    begins("medicaid", later(1, DUE))
    assert Case.objects.get(number="1").open
