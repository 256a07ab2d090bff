"""A notice counts from the day on which it really leaves the agency, and no case closes on one that has not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from caseclose.casework.models import Closure, JournalEntry, OutboxMessage, Task
from caseclose.casework.services.daily import work_day
from caseclose.casework.services.outbox.sending import send_waiting
from caseclose.closure.commands import Approve, Close, Propose, RecordReturnedMail, SendNotice
from caseclose.closure.refused import Refused
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, SYSTEM, a_closable_case, do, moment
from tests.casework.factories import known
from tests.casework.releasing import World

pytestmark = pytest.mark.usefixtures("clean_database")
LATE = DAY + timedelta(days=3)


@pytest.fixture(autouse=True)
def _a_notice_that_waits(clean_database: object) -> None:
    del clean_database
    a_closable_case()
    do(Propose("ca.b1"))
    do(Approve(), SUPERVISOR)
    do(SendNotice(DAY), SYSTEM)


def send(on: date, folder: Path) -> None:
    send_waiting(on=on, at=moment(on), ports=World(folder).ports)


def told() -> list[str]:
    return list(JournalEntry.objects.order_by("number").values_list("kind", flat=True))


def test_one_that_goes_out_on_its_day_keeps_its_days(tmp_path: Path) -> None:
    send(DAY, tmp_path)
    assert (Closure.objects.get().earliest_close_on, told()[-1]) == (DUE, "NoticeSent")


def test_one_that_goes_out_later_runs_its_days_from_there(tmp_path: Path) -> None:
    send(LATE, tmp_path)
    closure = Closure.objects.get()
    assert (closure.noticed_on, closure.earliest_close_on) == (LATE, DUE + timedelta(days=3))
    assert told()[-1] == "NoticeWentOut"
    assert (known("notice_sent_on", DAY + timedelta(days=1)), known("notice_sent_on", DUE)) == (DAY, LATE)
    with pytest.raises(Refused, match="2027-01-24"):
        do(Close(), SYSTEM, DUE)


def test_no_case_closes_on_one_that_never_left(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        do(Close(), SYSTEM, DUE)
    assert refused.value.rule == "notice_not_out"
    work_day(on=DUE, at=moment(DUE), ports=World(tmp_path).ports)
    assert Closure.objects.get().step == "noticed"
    assert Closure.objects.get().earliest_close_on == DUE + (DUE - DAY)
    assert Task.objects.filter(kind="notice_not_out", done_on=None).count() == 1


def test_no_case_closes_on_one_that_the_vendor_turned_away(tmp_path: Path) -> None:
    send(DAY, tmp_path)
    world = World(tmp_path)
    world.parties.mail_vendor.say(OutboxMessage.objects.get().key, "refused", "no such place", on=DAY)  # type: ignore[attr-defined]
    world.take(DAY)
    with pytest.raises(Refused) as refused:
        do(Close(), SYSTEM, DUE)
    assert refused.value.rule == "notice_not_out"
    assert Task.objects.filter(kind="letter_refused").exists()


def test_after_returned_mail_only_the_new_notice_counts(tmp_path: Path) -> None:
    send(DAY, tmp_path)
    do(RecordReturnedMail(), CLERK, LATE)
    do(SendNotice(LATE), SYSTEM, LATE)
    send(LATE, tmp_path)
    assert Closure.objects.get().earliest_close_on == DUE + timedelta(days=3)
    assert told()[-2:] == ["MailReturned", "NoticeSent"]


def test_one_that_was_turned_away_no_longer_counts_once_another_has_gone_out(tmp_path: Path) -> None:
    OutboxMessage.objects.update(state="failed")
    do(RecordReturnedMail(), CLERK, LATE)
    do(SendNotice(LATE), SYSTEM, LATE)
    send(LATE, tmp_path)
    do(Close(), SYSTEM, DUE + timedelta(days=3))
    assert Closure.objects.get().step == "closed"
