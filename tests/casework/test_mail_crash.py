"""A batch that is killed at any point goes on where it was: every letter goes once, and what changed is made anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from caseclose.casework.models import MailBatch, OutboxMessage, StoredLetter
from caseclose.casework.services.audit import verify
from caseclose.casework.services.mail import batches, folder
from caseclose.casework.services.mail.folder import read_manifest
from caseclose.casework.services.mail.stored import check_letters, letter_as_sent
from tests.casework.closable import DAY
from tests.casework.mailing import HOME, PROGRAM, a_waiting_notice, batch, letter, recipient, text_of

pytestmark = pytest.mark.usefixtures("clean_database")


class Killed(BaseException):
    """As if the process were gone: nothing catches it."""


class Killer:
    """Kills at the n-th thing that is written: a statement that changes something, a commit, or a file."""

    def __init__(self, at: int) -> None:
        self.at, self.seen = at, 0

    def step(self) -> None:
        self.seen += 1
        if self.seen == self.at:
            raise Killed

    def __call__(self, execute: Callable[..., object], sql: str, params: object, many: bool, context: object) -> object:  # noqa: FBT001
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "RELEASE", "SAVEPOINT")):
            self.step()
        return execute(sql, params, many, context)


def _between(killer: Killer, real: Callable[..., None]) -> Callable[..., None]:
    """Do the real thing, with a step before it and one after it."""

    def stepped(*args: object) -> None:
        killer.step()
        real(*args)
        killer.step()

    return stepped


@pytest.fixture
def killable(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Path], int]:
    """Make a batch that is killed at a step; return how many steps were seen."""

    def run(at: int, home: Path) -> int:
        killer = Killer(at)
        for name in ("_write", "_flush"):
            monkeypatch.setattr(folder, name, _between(killer, getattr(folder, name)))
        try:
            with connection.execute_wrapper(killer):
                batch(home)
        except Killed:
            pass
        finally:
            monkeypatch.undo()
        return killer.seen

    return run


def test_killed_at_every_step_each_letter_goes_once(tmp_path: Path, killable: Callable[[int, Path], int]) -> None:
    """The letters of one batch after the other: each is killed one step later than the one before, until none is."""
    at, gone = 0, set[str]()
    while True:
        at += 1
        number = str(at)
        a_waiting_notice(number)
        home = tmp_path / number
        seen = killable(at, home)
        batch(home)
        entries = [entry for place in home.glob("batch-*") for entry in read_manifest(place)]
        keys = {entry.key for entry in entries}
        assert len(entries) == len(keys) == 1, f"killed at step {at}"
        assert not keys & gone
        assert letter_as_sent(entries[0].key).sha256 == entries[0].sha256
        gone |= keys
        if seen < at:
            break
    assert at > 10
    assert not OutboxMessage.objects.exclude(state="sent").exists()
    assert not MailBatch.objects.filter(handed_over_on=None).exists()
    assert (list(check_letters()), verify()) == ([], [])


def killed_before_its_place(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a batch that is killed when all of it is written and nothing is in its place."""

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(batches, "put_in_place", killed)
        with pytest.raises(Killed):
            batch(home)


def test_a_letter_in_a_batch_that_was_not_handed_over_is_made_anew_when_safety_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_waiting_notice("1")
    a_waiting_notice("2")

    killed_before_its_place(tmp_path, monkeypatch)
    assert HOME[0] in text_of(letter().pdf)
    person = recipient()
    person.family_violence, person.substitute_address = True, list(PROGRAM)
    person.save()
    done = batch(tmp_path)
    assert (done.letters, done.resumed) == (2, True)
    printed = text_of((Path(done.place) / "letters-001.pdf").read_bytes())
    assert PROGRAM[0] in printed
    assert printed.count(HOME[0]) == 1, "the other letter's own address"
    assert (StoredLetter.objects.filter(case="1").count(), StoredLetter.objects.filter(case="2").count()) == (2, 1)


def test_one_that_changes_while_its_batch_is_written_is_made_anew_before_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_waiting_notice()
    written = folder.write_aside

    def flagged_meanwhile(*args: object) -> Path:
        aside = written(*args)  # type: ignore[arg-type]
        person = recipient()
        if not person.substitute_address:
            person.substitute_address = list(PROGRAM)
            person.save()
        return aside

    monkeypatch.setattr(batches, "write_aside", flagged_meanwhile)
    place = Path(batch(tmp_path).place)
    assert HOME[0] not in text_of((place / "letters-001.pdf").read_bytes())


def test_one_that_may_no_longer_be_written_to_is_taken_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_waiting_notice("1")
    a_waiting_notice("2")
    written = folder.write_aside

    def stopped_meanwhile(*args: object) -> Path:
        aside = written(*args)  # type: ignore[arg-type]
        person = recipient()
        person.safe_contact = "none"
        person.save()
        return aside

    monkeypatch.setattr(batches, "write_aside", stopped_meanwhile)
    done = batch(tmp_path)
    assert (done.letters, done.unwritten) == (1, 1)
    assert HOME[0] in text_of((Path(done.place) / "letters-001.pdf").read_bytes())
    assert OutboxMessage.objects.get(case="1").state == "waiting"


def test_a_batch_that_goes_on_later_bears_the_later_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_waiting_notice()

    killed_before_its_place(tmp_path, monkeypatch)
    later = DAY + timedelta(days=5)
    batch(tmp_path, later)
    assert letter().made_on == OutboxMessage.objects.get().sent_on == later
    assert "January 26, 2027" in text_of(letter().pdf)
