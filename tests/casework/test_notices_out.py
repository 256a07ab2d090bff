"""A notice counts from the day on which it was mailed, by the vendor's proof; no case closes on one without proof."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from caseclose.casework.models import Closure, JournalEntry, OutboxMessage, Task
from caseclose.casework.selectors.service_levels import service_span
from caseclose.casework.services.daily import work_day
from caseclose.casework.services.mail.making import STORED
from caseclose.casework.services.outbox.mailed import ask_for_proofs, prove_mailing
from caseclose.closure.commands import Close, RecordReturnedMail, SendNotice
from caseclose.closure.refused import Refused
from caseclose.law.spans import after
from caseclose.outside.fakes import FakeMailVendor
from tests.casework.closable import CLERK, DAY, DUE, SYSTEM, do, moment
from tests.casework.factories import known
from tests.casework.mailing import a_waiting_notice, code, mail_goes, vendor_of
from tests.casework.releasing import World

pytestmark = pytest.mark.usefixtures("clean_database")
LATE = DAY + timedelta(days=3)


@pytest.fixture(autouse=True)
def _a_notice_that_waits(clean_database: object) -> None:
    del clean_database
    a_waiting_notice()


PROVEN = timedelta(days=3)
"""How long the practice vendor takes to prove what it mailed."""


def send(on: date, folder: Path) -> None:
    """Hand what waits to the vendor, who mails it on that day and proves it days later."""
    give(on, folder)
    World(folder).take(on + PROVEN)


def give(on: date, folder: Path) -> None:
    mail_goes(World(folder).parties, on)


def vendor(folder: Path) -> FakeMailVendor:
    return vendor_of(World(folder).parties)


def told() -> list[str]:
    """What the journal tells, without the letters that were made."""
    return list(JournalEntry.objects.exclude(kind=STORED).order_by("number").values_list("kind", flat=True))


def test_one_that_goes_out_on_its_day_keeps_its_days(tmp_path: Path) -> None:
    send(DAY, tmp_path)
    assert (Closure.objects.get().earliest_close_on, told()[-1]) == (DUE, "NoticeWentOut")
    assert OutboxMessage.objects.get().mailed_on == DAY


def test_no_case_closes_while_nothing_proves_that_it_was_mailed(tmp_path: Path) -> None:
    give(DAY, tmp_path)
    with pytest.raises(Refused) as refused:
        do(Close(), SYSTEM, DUE)
    assert refused.value.rule == "notice_not_out"


def test_one_that_was_mailed_days_after_it_was_given_over_runs_its_days_from_there(tmp_path: Path) -> None:
    give(DAY, tmp_path)
    vendor(tmp_path).mails(code(), LATE)
    World(tmp_path).take(LATE)
    closure = Closure.objects.get()
    assert (closure.noticed_on, closure.earliest_close_on) == (LATE, DUE + timedelta(days=3))
    with pytest.raises(Refused, match="January 24, 2027"):
        do(Close(), SYSTEM, DUE)
    do(Close(), SYSTEM, DUE + timedelta(days=3))


@pytest.mark.parametrize(
    ("mailed_on", "why"),
    [(LATE + timedelta(days=1), "yet to come"), (DAY - timedelta(days=1), "before"), (None, "which day")],
)
def test_a_proof_that_cannot_be_reaches_a_person_and_changes_nothing(mailed_on: date | None, why: str) -> None:
    OutboxMessage.objects.update(state="sent", sent_on=DAY)
    before = told()
    assert prove_mailing(key=key(), mailed_on=mailed_on, on=LATE, at=moment(LATE)) == "reported"
    assert (OutboxMessage.objects.get().mailed_on, Closure.objects.get().noticed_on, told()) == (None, DAY, before)
    assert why in Task.objects.get(kind="proof_does_not_fit").words


def test_a_second_proof_repeats_the_first_or_is_reported() -> None:
    OutboxMessage.objects.update(state="sent", sent_on=DAY)
    fates = [prove_mailing(key=key(), mailed_on=day, on=LATE, at=moment(LATE)) for day in (DAY, DAY, LATE)]
    assert fates == ["mailed", "repeated", "reported"]
    assert (told().count("NoticeWentOut"), Closure.objects.get().noticed_on) == (1, DAY)


def test_a_proof_of_one_that_was_never_given_over_is_early_and_changes_nothing() -> None:
    assert prove_mailing(key=key(), mailed_on=DAY, on=LATE, at=moment(LATE)) == "early"
    assert OutboxMessage.objects.get().mailed_on is None


def test_the_proof_of_a_letter_that_came_back_does_not_start_the_days_of_the_next(tmp_path: Path) -> None:
    give(DAY, tmp_path)
    first = key()
    do(RecordReturnedMail(), CLERK, LATE)
    do(SendNotice(LATE), SYSTEM, LATE)
    prove_mailing(key=first, mailed_on=DAY, on=LATE, at=moment(LATE))
    assert Closure.objects.get().noticed_on == LATE
    with pytest.raises(Refused, match="proves"):
        do(Close(), SYSTEM, DUE + timedelta(days=3))


def test_a_person_is_asked_once_about_one_that_is_not_proven_in_time_and_no_longer_when_it_is(tmp_path: Path) -> None:
    give(DAY, tmp_path)
    last = after(DAY, service_span("mailing_proof_span", "ca", DAY))
    assert [ask_for_proofs(on=day) for day in (last, last + timedelta(days=1), last + timedelta(days=2))] == [0, 1, 0]
    World(tmp_path).take(DUE)
    assert not Task.objects.filter(kind="mailing_not_proven", done_on=None).exists()


def key() -> str:
    """The key of the notice."""
    return OutboxMessage.objects.get(kind="notice").key


def test_one_that_goes_out_later_runs_its_days_from_there(tmp_path: Path) -> None:
    send(LATE, tmp_path)
    closure = Closure.objects.get()
    assert (closure.noticed_on, closure.earliest_close_on) == (LATE, DUE + timedelta(days=3))
    assert told()[-1] == "NoticeWentOut"
    assert (known("notice_sent_on", DAY + timedelta(days=1)), known("notice_sent_on", DUE)) == (DAY, LATE)
    with pytest.raises(Refused, match="January 24, 2027"):
        do(Close(), SYSTEM, DUE)


def test_no_case_closes_on_one_that_never_left(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        do(Close(), SYSTEM, DUE)
    assert refused.value.rule == "notice_not_out"
    work_day(on=DUE, at=moment(DUE), ports=World(tmp_path).ports)
    assert Closure.objects.get().step == "noticed"
    send(DUE, tmp_path)
    assert Closure.objects.get().earliest_close_on == DUE + (DUE - DAY)
    assert Task.objects.filter(kind="notice_not_out", done_on=None).count() == 1


def test_no_case_closes_on_one_that_the_vendor_turned_away(tmp_path: Path) -> None:
    send(DAY, tmp_path)
    vendor(tmp_path).say(code(), "refused", "no such place", on=DAY)
    World(tmp_path).take(DAY)
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
    assert told()[-3:] == ["MailReturned", "NoticeSent", "NoticeWentOut"]


def test_one_that_was_turned_away_no_longer_counts_once_another_has_gone_out(tmp_path: Path) -> None:
    OutboxMessage.objects.update(state="failed")
    do(RecordReturnedMail(), CLERK, LATE)
    do(SendNotice(LATE), SYSTEM, LATE)
    send(LATE, tmp_path)
    do(Close(), SYSTEM, DUE + timedelta(days=3))
    assert Closure.objects.get().step == "closed"
