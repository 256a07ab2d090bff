"""Jobs by the clock: when a zone's day has come, what is put out, and what is parked when it breaks again and again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from caseclose.casework.jobs import days, mail, outbox
from caseclose.casework.jobs.parking import is_parked, park
from caseclose.casework.jobs.surroundings import Surroundings
from caseclose.casework.models import Case, Closure, OutboxMessage, Person, Task, WorkedDay
from caseclose.casework.services.daily import Ended
from caseclose.casework.services.daily.running import Rounds
from caseclose.casework.services.outbox import sending
from caseclose.casework.services.tasks import FinishTask, finish_task
from caseclose.outside.mail_vendor import batches_in
from tests.casework.closable import DAY, DUE, SUPERVISOR, a_closable_case, moment, noticed
from tests.casework.factories import a_case, an_office
from tests.casework.mailing import LINK, a_waiting_notice
from tests.casework.releasing import World, a_closed_case

pytestmark = pytest.mark.usefixtures("clean_database")
PACIFIC, ATLANTIC = "America/Los_Angeles", "America/New_York"


def never() -> bool:
    return False


def around(at: datetime, folder: Path) -> Surroundings:
    return Surroundings(now=lambda: at, connect=lambda: World(folder).ports, say=lambda _words: None, link=LINK)


def utc(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (utc(DUE, 5, 59), []),
        (utc(DUE, 6), [(ATLANTIC, DUE)]),
        (utc(DUE, 8, 59), [(ATLANTIC, DUE)]),
        (utc(DUE, 9), [(PACIFIC, DUE), (ATLANTIC, DUE)]),
        (utc(DUE + timedelta(days=1), 4), [(PACIFIC, DUE), (ATLANTIC, DUE)]),
    ],
)
def test_a_zones_day_is_due_from_one_in_its_own_morning(
    at: datetime, due: list[tuple[str, date]], tmp_path: Path
) -> None:
    for zone, code in ((PACIFIC, "ca"), (ATLANTIC, "ny")):
        an_office(code, zone=zone)
    for zone in (PACIFIC, ATLANTIC):
        WorkedDay.objects.create(zone=zone, on=DUE - timedelta(days=1), begun_at=at, ended_at=at)
    assert days.days_to_work(around(at, tmp_path)) == due


def test_a_day_is_worked_once_and_a_missed_one_is_not_made_up_for(tmp_path: Path) -> None:
    a_closable_case("1")
    noticed("1")
    late = utc(DUE + timedelta(days=3), 12)
    here = around(late, tmp_path)
    assert days.days_to_work(here) == [(PACIFIC, late.date())]
    assert "closed 1" in days.work(here, PACIFIC, late.date(), never)
    assert days.days_to_work(here) == []
    assert days.work(here, PACIFIC, late.date(), never) == "was done before"


def test_no_case_closes_before_its_own_offices_day_has_come(tmp_path: Path) -> None:
    a_closable_case("west")
    noticed("west")
    east = a_closable_case("east")
    Case.objects.filter(number=east.number).update(office=an_office("ca", zone=ATLANTIC))
    noticed("east")
    at = utc(DUE, 7)
    days.work(around(at, tmp_path), ATLANTIC, DUE, never)
    assert dict(Closure.objects.values_list("case", "step")) == {"west": "noticed", "east": "closed"}


def test_a_day_that_is_ended_in_the_middle_is_not_counted_as_worked(tmp_path: Path) -> None:
    a_closable_case("1")
    here = around(utc(DUE, 12), tmp_path)
    with pytest.raises(Ended):
        days.work(here, PACIFIC, DUE, lambda: True)
    assert days.days_to_work(here) == [(PACIFIC, DUE)]


def test_a_day_with_a_broken_duty_does_the_others_and_is_not_counted_as_worked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_closable_case("1")
    noticed("1")
    whole = Rounds.__call__

    def breaks(self: Rounds, **given: object) -> object:
        if self.kinds == (("NoticeSent", "sent"),):
            raise ZeroDivisionError("about John Doe")
        return whole(self, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(Rounds, "__call__", breaks)
    here = around(utc(DUE, 12), tmp_path)
    with pytest.raises(days.BrokenDuties, match=r"notices: ZeroDivisionError at test_jobs.py:\d+$") as told:
        days.work(here, PACIFIC, DUE, never)
    assert "Doe" not in str(told.value)
    assert Closure.objects.get().step == "closed"
    assert days.days_to_work(here) == [(PACIFIC, DUE)]


def test_a_case_that_breaks_the_work_is_set_apart_and_the_others_are_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseclose.casework.services import acting

    for number in ("1", "2", "3"):
        a_closable_case(number)
        noticed(number)
    whole = acting._follow_all

    def breaks(each: acting._Decided, *rest: object) -> bool:
        if each.matter.case.number == "2":
            raise ZeroDivisionError
        return whole(each, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(acting, "_follow_all", breaks)
    days.work(around(utc(DUE, 12), tmp_path), PACIFIC, DUE, never)
    assert dict(Closure.objects.values_list("case", "step")) == {"1": "closed", "2": "noticed", "3": "closed"}
    task = Task.objects.get(done_on=None)
    assert (task.case_id, task.kind) == ("2", "work_breaks")


def test_the_outbox_is_put_out_in_trays_and_sent_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "TRAY", 2)
    for n in range(5):
        a_closed_case(f"A{n}")
    trays = outbox.trays()
    assert trays == [(1, 2), (3, 4), (5, 5)]
    here = around(moment(DAY), tmp_path)
    assert [outbox.send(here, *tray) for tray in trays] == ["sent 2", "sent 2", "sent 1"]
    assert outbox.send(here, *trays[0]) == "nothing waited"
    assert outbox.trays() == []
    assert "moved 5" in outbox.take(here)


def test_letters_are_in_no_tray_of_the_outbox(tmp_path: Path) -> None:
    a_waiting_notice()
    assert outbox.trays() == []
    assert mail.mail_to_go(around(moment(DAY), tmp_path)) == DAY


def test_the_mail_of_a_day_goes_into_the_vendors_tray_once(tmp_path: Path) -> None:
    a_waiting_notice("1")
    here = around(moment(DAY), tmp_path)
    with pytest.raises(Ended):
        mail.hand_over(here, DAY, lambda: True)
    assert mail.hand_over(here, DAY, never) == "batch 1: 1 letters"
    a_waiting_notice("2")
    assert mail.mail_to_go(here) is None
    assert mail.mail_to_go(around(moment(DUE), tmp_path)) == DUE
    assert len(batches_in(tmp_path / "mail")) == 1


def test_the_mail_of_an_eager_office_goes_as_soon_as_a_letter_waits(tmp_path: Path) -> None:
    here = replace(around(moment(DAY), tmp_path), eager=True)
    for number in ("1", "2"):
        assert mail.mail_to_go(here) is None
        a_waiting_notice(number)
        assert mail.mail_to_go(here) == DAY
        mail.hand_over(here, DAY, never)
    assert len(batches_in(tmp_path / "mail")) == 2


def test_letters_that_cannot_be_written_are_tried_once_a_day(tmp_path: Path) -> None:
    a_waiting_notice()
    Person.objects.update(mailing_address=[])
    here = around(moment(DAY), tmp_path)
    assert mail.hand_over(here, DAY, never) == "batch 0: 0 letters, 1 cannot be written"
    assert mail.mail_to_go(here) is None


def test_where_nobody_outside_has_a_tray_letters_wait_for_the_mail_room() -> None:
    a_waiting_notice()
    here = Surroundings(now=lambda: moment(DAY), connect=dict, say=lambda _words: None)
    assert mail.mail_to_go(here) is None
    assert mail.hand_over(here, DAY, never) == "nobody has a tray"


def test_a_message_that_breaks_the_sender_is_set_apart_and_those_beside_it_go_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders = [a_closed_case(f"A{n}")[0] for n in range(3)]
    whole = sending._mark

    def breaks(held: sending.Held, *rest: object) -> None:
        if any(row.case_id == "A1" for row in held.rows):
            raise ZeroDivisionError
        whole(held, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(sending, "_mark", breaks)
    sent = World(tmp_path).send()
    assert (sent.sent, sent.failed) == (2, 1)
    assert dict(OutboxMessage.objects.values_list("case", "state")) == {"A0": "sent", "A1": "failed", "A2": "sent"}
    assert Task.objects.get(kind="message_not_sent").case_id == orders[1].closure.case_id


def test_a_job_that_breaks_again_and_again_is_parked_until_a_person_has_looked() -> None:
    a_case("1")
    park("day:x", ZeroDivisionError("about John Doe"), DAY)
    park("day:x", ZeroDivisionError(), DAY)
    (task,) = Task.objects.all()
    assert (task.case_id, task.kind, "Doe" in task.words) == (None, "job_parked", False)
    assert is_parked("day:x")
    finish_task(done=FinishTask(task.pk, "mended"), by=SUPERVISOR, on=DAY, at=moment(DAY))
    assert not is_parked("day:x")
    park("day:x", ZeroDivisionError(), DAY)
    assert is_parked("day:x")


def test_the_tables_of_jobs_are_those_of_the_installed_procrastinate() -> None:
    theirs = files("procrastinate.sql").joinpath("schema.sql").read_text(encoding="utf-8")
    ours = files("caseclose.casework.jobs").joinpath("procrastinate_3_10.sql").read_text(encoding="utf-8")
    assert ours.endswith(theirs)
