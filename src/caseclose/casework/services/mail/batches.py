"""Handing letters to the mail vendor in batches. Killed anywhere, a batch goes on where it was: none lost, none twice.

A letter is in a batch from when it is stored. Before the batch is put in its place, the cases and people of its letters
are locked and each letter is compared with the records once more: what has changed is made anew. The folder decides:
what is in its place was handed over, and a batch that is not there was not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from django.db import connection, transaction
from django.db.models import Sum

from caseclose.casework.models import MailBatch, OutboxMessage, StoredLetter
from caseclose.casework.services.mail.codes import code_of, messages_of
from caseclose.casework.services.mail.folder import Sheet, name_of, put_in_place, read_manifest, write_aside
from caseclose.casework.services.mail.making import (
    AT_ONCE,
    Making,
    changed,
    letters_in,
    lock_people,
    make_letters,
    waiting,
)
from caseclose.casework.services.mail.press import Press
from caseclose.casework.services.outbox.pointers import post_pointers

_ALONE = 4_510_309
"""Number of the database's advisory lock that lets one process at a time make a batch."""

_READ = 50
"""How many stored letters are read together."""


class Busy(Exception):
    """Another process is making a batch."""


class Shown(Protocol):
    """Told how many letters of how many are made."""

    def __call__(self, done: int, of: int) -> None:
        """Show it."""


@dataclass(frozen=True, slots=True)
class Batched:
    """What became of a batch: its number, where it is, its letters and pages, and how many letters were not written.

    Where nothing could be mailed there is no batch, and its number is 0.
    """

    batch: int = 0
    place: str = ""
    letters: int = 0
    pages: int = 0
    unwritten: int = 0
    resumed: bool = False


def hand_over_letters(
    *,
    on: date,
    at: datetime,
    home: Path,
    link: str,
    processes: int = 1,
    show: Shown = lambda _done, _of: None,
) -> Batched:
    """Make all letters that wait for the mail vendor, and put them into a folder in `home` as one batch.

    `link` is where reply codes are asked for on the web. One that was begun and not handed over goes on first. Raises
    Busy, and OSError where the folder cannot be written; then nothing was handed over.
    """
    with _alone(), Press(processes) as press:
        batch, resumed = _begun(on)
        if batch is None:
            return Batched()
        making = Making(batch, press, link, at)
        place = home / name_of(batch.pk)
        if not place.exists():
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            unwritten = _make_until_right(making, home, show)
            if not place.exists():
                return Batched(unwritten=unwritten)
            return replace(_account(batch, place), unwritten=unwritten, resumed=resumed)
        with transaction.atomic():
            _hand_over(making, on, [entry.key for entry in read_manifest(place)])
        return replace(_account(batch, place), resumed=resumed)


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ALONE])
        if not cursor.fetchone()[0]:
            raise Busy
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ALONE])


def _begun(on: date) -> tuple[MailBatch | None, bool]:
    """Return the batch that was not handed over yet, or a new one where letters wait; say whether it was begun before.

    One that goes on at a later day bears that day: its letters are then made anew.
    """
    batch = MailBatch.objects.filter(handed_over_on=None).first()
    if batch is None:
        return (MailBatch.objects.create(on=on), False) if next(waiting(), None) else (None, False)
    resumed = batch.stored.exists()
    if batch.on != on:
        batch.on = on
        batch.save(update_fields=["on"])
    return batch, resumed


def _make_until_right(making: Making, home: Path, show: Shown) -> int:
    """Make letters, and hand them over once none of them has changed meanwhile; return how many were not written."""
    with transaction.atomic():
        _make_anew(_stale(making))
    while True:
        unwritten = _make_all(making, show)
        if not letters_in(making.batch).exists():
            return unwritten
        aside = write_aside(home, making.batch.pk, _sheets(making.batch))
        with transaction.atomic():
            stale = _stale(making)
            if not stale:
                place = put_in_place(aside, home, making.batch.pk)
                _hand_over(making, making.on, [entry.key for entry in read_manifest(place)])
                return unwritten
            _make_anew(stale)


def _make_all(making: Making, show: Shown) -> int:
    """Make every letter that waits, and again those whose records changed while they were made."""
    while True:
        of = sum(len(some) for some in waiting())
        done, stored, unwritten = 0, 0, 0
        for some in waiting():
            made, lacking = make_letters(some, making)
            done, stored, unwritten = done + len(some), stored + made, unwritten + lacking
            show(done, of)
        if done == stored + unwritten:
            return unwritten


def _in_batch(batch: MailBatch) -> list[int]:
    rows = OutboxMessage.objects.filter(state=OutboxMessage.State.BATCHED, letters__batch=batch)
    return list(rows.order_by("pk").distinct().values_list("pk", flat=True))


def _stale(making: Making) -> list[int]:
    """Return the letters that the records have overtaken. Cases and people stay locked until the transaction ends."""
    numbers = _in_batch(making.batch)
    lock_people(numbers)
    parts = (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))
    return [number for part in parts for number in changed(part, making)]


def _make_anew(numbers: list[int]) -> None:
    OutboxMessage.objects.filter(pk__among=numbers).update(state=OutboxMessage.State.WAITING)


def _sheets(batch: MailBatch) -> Iterator[Sheet]:
    """Yield the letters as a print house wants them: by their pages, and then by where the post takes them.

    Their order is read first and they some at a time, so that the database need not lay out all of them at once.
    """
    rows = letters_in(batch).filter(message__state=OutboxMessage.State.BATCHED).order_by("pages", "postal", "message")
    numbers = list(rows.values_list("pk", flat=True))
    for start in range(0, len(numbers), _READ):
        some = StoredLetter.objects.select_related("message").in_bulk(numbers[start : start + _READ])
        for letter in (some[number] for number in numbers[start : start + _READ]):
            yield Sheet(code_of(letter.message.key), letter.sha256, letter.pages, bytes(letter.pdf))


def _hand_over(making: Making, on: date, codes: list[str]) -> None:
    """Mark the letters of a batch that is in its place. What it does not hold goes with the next one.

    Who agreed to it is told by e-mail or text that the letter is on its way.
    """
    going = {message.pk for message in messages_of(codes).values()}
    letters = list(OutboxMessage.objects.filter(pk__among=going, state=OutboxMessage.State.BATCHED).order_by("pk"))
    pages = letters_in(making.batch).filter(message__among=going).aggregate(Sum("pages"))["pages__sum"] or 0
    OutboxMessage.objects.filter(pk__among=[letter.pk for letter in letters]).update(
        state=OutboxMessage.State.SENT, sent_on=on
    )
    post_pointers(letters, on)
    making.batch.letters = len(letters)
    making.batch.pages, making.batch.handed_over_on = pages, on
    making.batch.save(update_fields=["letters", "pages", "handed_over_on"])
    _make_anew([number for number in _in_batch(making.batch) if number not in going])


def _account(batch: MailBatch, place: Path) -> Batched:
    return Batched(batch.pk, str(place), batch.letters, batch.pages)
