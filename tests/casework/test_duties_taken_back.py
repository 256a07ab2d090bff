"""Messages to other agencies that are taken back. One that was tried may have arrived, and is never just forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from caseclose.casework.models import OutboxMessage, Task
from caseclose.casework.ports import Message
from caseclose.casework.services.duties.agencies import AskToStop
from caseclose.casework.services.duties.deciding import SettleDuty, settle_duty
from caseclose.casework.services.outbox.messages import OTHER_AGENCY
from caseclose.casework.services.outbox.sending import send_waiting
from caseclose.casework.services.reopening import reopen_case
from caseclose.outside.ports import Answer, Unreachable
from tests.casework.closable import DAY, DUE, WORKER, closed, moment
from tests.casework.sharing import an_initiating_case, ask, open_tasks, said, the_duty

pytestmark = pytest.mark.usefixtures("clean_database")
NEXT = DUE + timedelta(days=1)


class LineDown:
    """A port that may have taken what it is given: the word of it is lost."""

    at_a_time = 10

    def send(self, messages: Sequence[Message], *, on: date) -> None:
        raise Unreachable(f"no word on {on}", keys=[message.key for message in messages])

    def answers(self, *, on: date) -> Sequence[Answer]:
        return [] if on else []

    def taken(self, *answers: str) -> None:
        raise AssertionError(answers)


def tried() -> None:
    """Send what waits while the line is down: of no message is it known whether it arrived."""
    send_waiting(on=DUE, at=moment(DUE), ports={OTHER_AGENCY: LineDown()})


def taken_back() -> OutboxMessage:
    return OutboxMessage.objects.get(body__says__in=["case_closed", "close_and_stop_withholding"])


def test_a_message_that_was_tried_stays_and_a_reopening_tells_the_agency_that_the_case_is_open_again() -> None:
    an_initiating_case()
    closed()
    tried()
    reopen_case(number="1", basis="correction", by=WORKER, on=DUE, at=moment(DUE))
    assert [says for _, _, says in said(kind="notice_to_responding_agency")] == ["case_closed", "case_reopened"]
    assert (taken_back().state, taken_back().tries) == ("failed", 1)
    assert "message_taken_back" not in open_tasks(), "the second message sets it right"
    tried()
    assert taken_back().tries == 1, "it is not sent again"


def test_an_agency_that_was_told_by_hand_hears_of_the_reopening_too() -> None:
    an_initiating_case()
    closed()
    tried()
    duty = the_duty("tell_responding_agency_closed")
    settle_duty(settle=SettleDuty(duty.pk, "done", "by telephone"), by=WORKER, on=DUE, at=moment(DUE))
    assert taken_back().state == "failed"
    assert "message_taken_back" not in open_tasks(), "what it says is so"
    reopen_case(number="1", basis="correction", by=WORKER, on=NEXT, at=moment(NEXT))
    assert [says for _, _, says in said(kind="notice_to_responding_agency")] == ["case_closed", "case_reopened"]


def test_where_the_agencies_agree_otherwise_a_person_sets_right_what_may_have_arrived() -> None:
    an_initiating_case()
    ask(AskToStop())
    tried()
    ask(AskToStop(agreed="both withhold until 1 March"))
    assert taken_back().state == "failed"
    task = Task.objects.get(kind="message_taken_back")
    assert "close the case and stop your withholding" in task.words
    assert task.due_on == DAY


@pytest.mark.parametrize("down", [True, False])
def test_a_duty_that_a_person_lifts_leaves_a_task_only_where_its_message_was_tried(*, down: bool) -> None:
    an_initiating_case()
    closed()
    if down:
        tried()
    duty = the_duty("tell_responding_agency_closed")
    settle_duty(settle=SettleDuty(duty.pk, "lift", "not shared any more"), by=WORKER, on=NEXT, at=moment(NEXT))
    assert ("message_taken_back" in open_tasks()) is down
    assert OutboxMessage.objects.filter(body__says="case_closed").exists() is down
