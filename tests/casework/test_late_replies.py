"""A reply that had arrived in time and was keyed after the closing is never dropped: it can still undo the closing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from caseclose.casework.models import Case, Closure, JournalEntry, OutboxMessage, ReleaseOrder, Reply, Task
from caseclose.casework.services.reopening import reopen_case
from caseclose.closure.commands import Propose, RecordReply, ReviewReply
from caseclose.closure.refused import Refused
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, WORKER, a_closable_case, closed, do, moment, noticed

pytestmark = pytest.mark.usefixtures("clean_database")
LATER = DUE + timedelta(days=2)
LAST_MINUTE = datetime(2027, 1, 22, 7, 59, tzinfo=UTC)
"""One minute before midnight of the closing day in California."""


@pytest.fixture(autouse=True)
def a_closed_case(clean_database: object) -> None:
    del clean_database
    a_closable_case(remedies=("driver_license",))
    closed()


def keyed(arrived_at: datetime = LAST_MINUTE, reply: str = "r1") -> tuple[str, ...]:
    return do(RecordReply(reply, arrived_at, "mail"), CLERK, LATER).events


def kinds() -> list[str]:
    return list(JournalEntry.objects.order_by("number").values_list("kind", flat=True))


def open_tasks() -> list[str]:
    return list(Task.objects.filter(done_on=None).values_list("kind", flat=True))


@pytest.mark.parametrize("arrived_at", [moment(DAY), moment(DUE - timedelta(days=1)), LAST_MINUTE])
def test_it_is_recorded_and_a_person_is_asked(arrived_at: datetime) -> None:
    policy = Closure.objects.get().policy
    assert keyed(arrived_at) == ("ReplyFoundAfterClosing",)
    reply = Reply.objects.get()
    assert (reply.arrived_at, reply.keyed_on, reply.reviewed_by) == (arrived_at, LATER, "")
    assert open_tasks() == ["reply_keyed_late"]
    assert OutboxMessage.objects.filter(kind="reply_received").count() == 1
    assert (Closure.objects.get().step, Closure.objects.get().policy) == ("closed", policy)


@pytest.mark.parametrize("arrived_at", [moment(DAY - timedelta(days=1)), LAST_MINUTE + timedelta(minutes=1)])
def test_one_that_arrived_before_the_notice_or_after_the_closing_day_is_refused(arrived_at: datetime) -> None:
    with pytest.raises(Refused) as refused:
        keyed(arrived_at)
    assert refused.value.rule == "wrong_step"
    assert not Reply.objects.exists()


def test_one_that_could_lead_somewhere_undoes_the_closing_once_it_is_reviewed() -> None:
    keyed()
    done = do(ReviewReply("r1", could_lead=True, words="names an employer"), WORKER, LATER)
    assert done.events == ("ReplyReviewed", "CaseReopened")
    assert kinds()[-4:] == ["ReplyFoundAfterClosing", "ReplyReviewed", "CaseReopened", "ReleaseKept"]
    assert JournalEntry.objects.get(kind="CaseReopened").said["basis"] == "correction"
    assert Case.objects.get().open
    assert ReleaseOrder.objects.get().state == "kept"
    assert open_tasks() == []
    do(Propose("ca.b1"), WORKER, LATER)


def test_one_that_brings_nothing_new_leaves_the_case_closed() -> None:
    keyed()
    do(ReviewReply("r1", could_lead=False, words="asks for a copy"), WORKER, LATER)
    assert (Case.objects.get().open, Closure.objects.get().step, open_tasks()) == (False, "closed", [])


def test_it_is_still_asked_about_when_somebody_opens_the_case_again_first() -> None:
    keyed()
    reopen_case(number="1", basis="correction", by=SUPERVISOR, on=LATER, at=moment(LATER))
    assert open_tasks() == ["reply_keyed_late"]
    assert do(ReviewReply("r1", could_lead=True, words="names an employer"), WORKER, LATER).events == ("ReplyReviewed",)
    assert open_tasks() == []


def test_the_same_reply_is_not_recorded_twice_under_one_key() -> None:
    first = do(RecordReply("r1", LAST_MINUTE, "mail"), CLERK, LATER, key="k")
    again = do(RecordReply("r1", LAST_MINUTE, "mail"), CLERK, LATER, key="k")
    assert (first.repeated, again.repeated, Reply.objects.count()) == (False, True, 1)


def test_a_reply_under_a_name_that_is_on_record_is_refused_and_changes_nothing() -> None:
    a_closable_case("2")
    noticed("2")
    reply = RecordReply("r1", moment(DAY), "mail")
    do(reply, CLERK, number="2")
    with pytest.raises(Refused) as refused:
        do(reply, CLERK, number="2")
    assert refused.value.rule == "reply_known"
    assert Reply.objects.count() == 1
