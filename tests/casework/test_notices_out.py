"""A notice counts from the day on which it was mailed, by the vendor's proof; no case closes on one without proof."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from caseclose.casework.models import Closure, JournalEntry, OutboxMessage, Task
from caseclose.casework.selectors.service_levels import service_span
from caseclose.casework.services.daily import work_day
from caseclose.casework.services.outbox.mailed import ask_for_proofs, prove_mailing
from caseclose.casework.services.outbox.sending import send_waiting
from caseclose.closure.commands import Approve, Close, Propose, RecordReturnedMail, SendNotice
from caseclose.closure.refused import Refused
from caseclose.law.spans import after
from caseclose.outside.fakes import FakeMailVendor
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


PROVEN = timedelta(days=3)
"""How long the practice vendor takes to prove what it mailed."""


def send(on: date, folder: Path) -> None:
    """Give what waits to the vendor, who mails it on that day and proves it days later."""
    give(on, folder)
    World(folder).take(on + PROVEN)


def give(on: date, folder: Path) -> None:
    send_waiting(on=on, at=moment(on), ports=World(folder).ports)


def vendor(folder: Path) -> FakeMailVendor:
    """The practice vendor, who can be made to say anything."""
    found = World(folder).parties.mail_vendor
    assert isinstance(found, FakeMailVendor)
    return found


def told() -> list[str]:
    return list(JournalEntry.objects.order_by("number").values_list("kind", flat=True))


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
    vendor(tmp_path).mails(key(), LATE)
    World(tmp_path).take(LATE)
    closure = Closure.objects.get()
    assert (closure.noticed_on, closure.earliest_close_on) == (LATE, DUE + timedelta(days=3))
    with pytest.raises(Refused, match="2027-01-24"):
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
    with pytest.raises(Refused, match="2027-01-24"):
        do(Close(), SYSTEM, DUE)


def test_no_case_closes_on_one_that_never_left(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        do(Close(), SYSTEM, DUE)
    assert refused.value.rule == "notice_not_out"
    work_day(on=DUE, at=moment(DUE), ports=World(tmp_path).ports)
    assert Closure.objects.get().step == "noticed"
    World(tmp_path).take(DUE + PROVEN)
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
    assert told()[-3:] == ["MailReturned", "NoticeSent", "NoticeWentOut"]


def test_one_that_was_turned_away_no_longer_counts_once_another_has_gone_out(tmp_path: Path) -> None:
    OutboxMessage.objects.update(state="failed")
    do(RecordReturnedMail(), CLERK, LATE)
    do(SendNotice(LATE), SYSTEM, LATE)
    send(LATE, tmp_path)
    do(Close(), SYSTEM, DUE + timedelta(days=3))
    assert Closure.objects.get().step == "closed"
