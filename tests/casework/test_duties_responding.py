"""A case that we work for another agency: who gets the notice, what its answer does, and closing when it says so."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from caseclose.casework.models import Case, Finding, OutboxMessage, ReleaseOrder, Reply
from caseclose.casework.services.acting import act
from caseclose.casework.services.daily import work_day
from caseclose.casework.services.duties.agencies import EndAgency
from caseclose.closure.commands import Approve, Close, KeepOpen, Propose, RecordReturnedMail, ReviewReply, SendNotice
from caseclose.closure.refused import Refused
from caseclose.outside.registry import ports_for
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, SYSTEM, WORKER, a_closable_case, do, gone_out, moment
from tests.casework.sharing import (
    FAILED_TO_ACT,
    NEVADA,
    World,
    a_responding_case,
    ask,
    close,
    duties,
    open_tasks,
    said,
    the_closure,
    the_duty,
    told,
)

pytestmark = pytest.mark.usefixtures("clean_database")


def noticed(way: str = "network") -> None:
    a_responding_case(way=way, **FAILED_TO_ACT)
    do(Propose("us.b17"))
    do(Approve(), SUPERVISOR)
    do(SendNotice(DAY), SYSTEM)


def test_the_notice_goes_to_the_initiating_agency_and_not_to_the_recipient(tmp_path: Path) -> None:
    noticed()
    assert said() == [("notice_to_initiating_agency", "other_agency", "intent_to_close")]
    assert the_closure().earliest_close_on == DUE
    world = World(tmp_path)
    world.day(DAY)
    (record,) = world.network.remembered().values()
    assert "agency='3200000', case='1', theirs='NV-1', says='intent_to_close', code='R210-18', basis='us.b17'" in record
    assert not OutboxMessage.objects.filter(party="mail_vendor").exists()


def test_an_agency_on_paper_gets_the_notice_by_mail() -> None:
    noticed("mail")
    assert said() == [("notice_to_initiating_agency", "mail_vendor", "intent_to_close")]


def test_without_an_agency_on_record_no_notice_goes_out_and_nothing_changes() -> None:
    a_closable_case(responding_case="true", **FAILED_TO_ACT)
    do(Propose("us.b17"))
    do(Approve(), SUPERVISOR)
    with pytest.raises(Refused, match=r"Put the agency on record first") as refused:
        do(SendNotice(DAY), SYSTEM)
    assert (refused.value.rule, refused.value.cites[0]) == ("no_agency_on_record", "45 CFR 303.11(d)(2)")
    assert (said(), the_closure().step) == ([], "approved")


def test_the_answer_of_the_initiating_agency_counts_as_a_reply_from_the_moment_it_arrived(tmp_path: Path) -> None:
    """Late on the sixtieth day in California, read the day after: it holds the closing."""
    noticed()
    late = datetime(2027, 1, 22, 7, 59, tzinfo=UTC)
    world = World(tmp_path)
    world.write("reply", on=DUE, at=late, words="We have found his employer.")
    world.take(DUE + timedelta(days=1))
    reply = Reply.objects.get()
    assert (reply.arrived_at, reply.channel, reply.words) == (late, "agency", "We have found his employer.")
    with pytest.raises(Refused):
        do(Close(), SYSTEM, DUE + timedelta(days=1))
    assert said()[-1] == ("notice_to_initiating_agency", "other_agency", "reply_received")
    do(ReviewReply(reply.key, could_lead=True, words="names an employer"), WORKER, DUE + timedelta(days=1))
    assert said()[-1] == ("notice_to_initiating_agency", "other_agency", "case_stays_open")
    assert Case.objects.get(number="1").open
    assert duties() == []


def test_after_missed_days_the_answer_is_heard_before_anything_closes(tmp_path: Path) -> None:
    noticed()
    world = World(tmp_path)
    world.write("reply", at=moment(DUE), on=DUE)
    after = DUE + timedelta(days=9)
    work = work_day(on=after, at=moment(after), ports=ports_for(world.parties))
    assert (work.done["agency_messages"], work.done["closings"]["closed"]) == ({"taken": 1}, 0)
    assert (the_closure().step, work.troubles) == ("replied", [])


def test_a_second_notice_after_the_first_came_back_is_a_message_of_its_own() -> None:
    noticed()
    do(RecordReturnedMail(), CLERK, DAY + timedelta(days=3))
    do(SendNotice(DAY + timedelta(days=5)), SYSTEM, DAY + timedelta(days=5))
    assert (
        said(body__says="intent_to_close") == [("notice_to_initiating_agency", "other_agency", "intent_to_close")] * 2
    )


def test_a_closing_given_up_before_its_notice_is_told_to_nobody() -> None:
    a_responding_case(**FAILED_TO_ACT)
    do(Propose("us.b17"))
    do(KeepOpen(("agency_acted",)), WORKER)
    assert said() == []


def test_an_agency_that_left_the_case_is_missed_and_a_person_is_asked() -> None:
    noticed()
    ask(EndAgency("initiating", NEVADA))
    do(KeepOpen(("agency_acted",)), WORKER)
    assert open_tasks() == ["no_agency_on_record"]


def test_after_a_closing_for_its_failure_the_initiating_agency_is_told_once_with_the_basis() -> None:
    noticed()
    gone_out()
    do(Close(), SYSTEM, DUE)
    duty = the_duty("tell_initiating_agency_closed")
    assert (duty.arisen_on, duty.due_on) == (DUE, date(2027, 2, 4))
    assert duty.message is not None
    assert (duty.message.body["says"], duty.message.body["basis"]) == ("case_closed", "us.b17")
    assert [kind for kind, *_ in said()] == ["notice_to_initiating_agency"] * 2 + ["case_closed"]


@pytest.mark.parametrize("criterion", ["us.b18", "us.b19"])
def test_after_a_closing_for_the_other_agencys_word_it_is_told(criterion: str) -> None:
    a_responding_case(initiating_closed="true", initiating_services_not_needed="true")
    close(criterion, notice=False)
    assert the_duty("tell_initiating_agency_closed").trigger == f"closing:{the_closure().pk}"
    assert duties(kind="pass_on_information") == []


def test_a_closing_on_other_grounds_is_new_information_for_the_initiating_agency() -> None:
    a_responding_case()
    close("ca.b1")
    duty = the_duty("pass_on_information")
    assert duty.message is not None
    assert (duty.message.body["says"], duty.message.body["basis"]) == ("case_closed", "ca.b1")


def test_told_to_close_it_proposes_and_asks_a_person_within_ten_working_days_of_receipt(tmp_path: Path) -> None:
    a_responding_case(remedies=("income_withholding",))
    world = World(tmp_path)
    world.write("close_and_stop_withholding")
    world.day(DAY)
    duty = the_duty("stop_and_close")
    assert (duty.arisen_on, duty.due_on) == (DAY, date(2026, 12, 8))
    assert told()[-3:] == ["AgencyMessageArrived", "DutyArose", "ClosureProposed"]
    assert Finding.objects.get(fact="initiating_services_not_needed").found_by == f"agency {NEVADA}"
    assert open_tasks() == ["duty_do"]
    do(Approve(), SUPERVISOR, DAY + timedelta(days=1))
    do(Close(), SYSTEM, DAY + timedelta(days=1))
    duty.refresh_from_db()
    assert (duty.done_on, duty.words) == (DAY + timedelta(days=1), "case_was_closed")
    order = ReleaseOrder.objects.get(kind="income_withholding")
    assert (order.state, order.reason) == ("made", "The initiating agency said to stop")
    assert the_duty("tell_initiating_agency_closed").message is not None
    assert "duty_do" not in open_tasks()


def test_withholding_that_another_open_case_needs_stays_also_when_the_agency_says_stop(tmp_path: Path) -> None:
    case = a_responding_case(remedies=("income_withholding",))
    case.remedies.get().cases.add(a_closable_case("2"))
    world = World(tmp_path)
    world.write("close_and_stop_withholding")
    world.take(DAY)
    do(Approve(), SUPERVISOR)
    do(Close(), SYSTEM)
    assert ReleaseOrder.objects.get().reason == "another open case needs it"


def test_instructions_that_cannot_be_followed_at_once_still_make_the_duty(tmp_path: Path) -> None:
    a_responding_case(served_action_pending="true")
    world = World(tmp_path)
    world.write("close_and_stop_withholding")
    world.take(DAY)
    assert the_duty("stop_and_close").due_on == date(2026, 12, 8)
    assert "ClosureProposed" not in told()
    world.day(date(2026, 12, 8))
    assert "duty_overdue" not in open_tasks()
    world.day(date(2026, 12, 9))
    world.day(date(2026, 12, 10))
    assert open_tasks().count("duty_overdue") == 1


def test_the_reply_of_a_recipient_that_could_lead_somewhere_is_passed_on_to_the_agency() -> None:
    from caseclose.closure.commands import RecordReply

    a_responding_case()
    do(Propose("ca.b1"))
    do(Approve(), SUPERVISOR)
    do(SendNotice(DAY), SYSTEM)
    do(RecordReply("r1", moment(DAY), "phone"), CLERK)
    act(number="1", command=ReviewReply("r1", could_lead=True, words="names an employer"), by=WORKER,
        on=DAY + timedelta(days=3), at=moment(DAY))  # fmt: skip
    duty = the_duty("pass_on_information")
    assert (duty.arisen_on, duty.due_on) == (DAY, date(2026, 12, 8))
    assert said()[-2:] == [("notice_to_initiating_agency", "other_agency", "new_information"),
                           ("case_stays_open", "mail_vendor", "")]  # fmt: skip
