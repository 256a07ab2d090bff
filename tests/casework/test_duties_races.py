"""Aid that begins at the very moment of closing, and an agency's answer at that moment: nothing slips through."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from caseclose.casework.models import Case, Duty, Reply
from caseclose.casework.services.duties.incoming import Arrived, record_agency_message
from caseclose.closure.commands import Approve, Close, Propose, ReviewReply
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, SYSTEM, WORKER, do, moment, send_notice
from tests.casework.families import begins, granted, on_record
from tests.casework.sharing import FAILED_TO_ACT, NEVADA, World, a_responding_case, open_tasks, said
from tests.proofs.crew import at_once

pytestmark = pytest.mark.usefixtures("clean_database")
ROUNDS = 8


def test_aid_that_begins_while_a_granted_request_closes_leaves_the_case_open_whoever_was_first() -> None:
    for n in range(ROUNDS):
        number = f"race-{n}"
        on_record(number)
        granted(number=number)
        at_once(lambda c=number: do(Close(), SYSTEM, DAY, c), lambda c=number: begins("cash_aid", number=c))  # type: ignore[misc]
        assert Case.objects.get(number=number).open
        looked_at = "aid_began_during_closing" in open_tasks(number)
        opened = Duty.objects.filter(case_id=number, kind="open_on_referral").exclude(done_on=None).exists()
        assert looked_at is not opened


def test_the_same_message_taken_twice_at_once_is_acted_on_once() -> None:
    for n in range(ROUNDS):
        number = f"race-{n}"
        a_responding_case(number)
        message = Arrived(f"m{n}", NEVADA, "close_and_stop_withholding", moment(DAY))
        fates = at_once(
            *[lambda c=number, m=message: record_agency_message(number=c, message=m, by=CLERK, on=DAY, at=moment(DAY))]
            * 2
        )
        assert sorted(each.repeated for each in fates) == [False, True]  # type: ignore[attr-defined]
        assert Duty.objects.filter(case_id=number).count() == 1


def test_an_answer_of_the_initiating_agency_that_is_taken_in_after_the_closing_can_undo_it(tmp_path: Path) -> None:
    a_responding_case(**FAILED_TO_ACT)
    do(Propose("us.b17"))
    do(Approve(), SUPERVISOR)
    send_notice()
    do(Close(), SYSTEM, DUE)
    world = World(tmp_path)
    world.write("reply", on=DUE, at=moment(DUE), words="He works in Reno.")
    world.day(DUE + timedelta(days=1))
    reply = Reply.objects.get()
    assert (reply.words, said()[-1][2]) == ("He works in Reno.", "reply_received")
    do(ReviewReply(reply.key, could_lead=True, words="names an employer"), WORKER, DUE + timedelta(days=2))
    assert Case.objects.get(number="1").open
    assert said(kind="notice_to_initiating_agency")[-1][2] == "case_reopened"
