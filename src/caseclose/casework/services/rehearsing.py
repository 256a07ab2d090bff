"""Rehearsing an act: it is done, looked at, and taken back. So what is shown before never differs from the doing.

Nothing is left of it. Letters are gathered as the mail room would gather them; only the code to answer with is not
drawn yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.db.models import Max

from caseclose.casework.models import JournalEntry, OutboxMessage, ReleaseOrder, Task
from caseclose.casework.selectors.letters.from_records import Gathered, Unwritable, letters_of
from caseclose.casework.services.outbox.messages import MAIL_VENDOR, OTHER_AGENCY
from caseclose.letters.facts import ReplyWay

NOT_DRAWN = ReplyWay("-----", "")
"""Stands where the code of a letter will be, which is drawn when the letter is made."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What an act would lead to: what the journal would tell, letters, messages to other agencies, releases, and tasks.

    The orders to let go stand under releases, and not once more among the messages.
    """

    told: tuple[JournalEntry, ...]
    letters: tuple[Gathered | Unwritable, ...]
    messages: tuple[OutboxMessage, ...]
    releases: tuple[ReleaseOrder, ...]
    tasks: tuple[Task, ...]


def rehearse(number: str, doing: Callable[[], object], on: date) -> Rehearsed:
    """Return what `doing` would lead to in case `number` on the day. Raises what it raises, Refused before all."""
    with transaction.atomic():
        before = _newest(number)
        doing()
        found = _after(number, before, on)
        transaction.set_rollback(True)
    return found


@dataclass(frozen=True, slots=True)
class _Newest:
    entry: int
    message: int
    release: int
    task: int


def _newest(number: str) -> _Newest:
    ours = (JournalEntry.objects.filter(case=number), OutboxMessage.objects.filter(case=number),
            ReleaseOrder.objects.filter(closure__case=number), Task.objects.filter(case=number))  # fmt: skip
    return _Newest(*(int(each.aggregate(newest=Max("pk"))["newest"] or 0) for each in ours))


def _after(number: str, before: _Newest, on: date) -> Rehearsed:
    entries = JournalEntry.objects.filter(case=number, pk__gt=before.entry).order_by("pk")
    messages = list(OutboxMessage.objects.filter(case=number, pk__gt=before.message).order_by("pk"))
    letters = [message for message in messages if message.party == MAIL_VENDOR]
    releases = ReleaseOrder.objects.filter(closure__case=number, pk__gt=before.release).select_related("remedy")
    return Rehearsed(
        told=tuple(entries),
        letters=tuple(_gathered(letters, on)),
        messages=tuple(message for message in messages if message.party == OTHER_AGENCY),
        releases=tuple(releases.order_by("pk")),
        tasks=tuple(Task.objects.filter(case=number, pk__gt=before.task, done_on=None).order_by("due_on", "pk")),
    )


def _gathered(letters: Sequence[OutboxMessage], on: date) -> Sequence[Gathered | Unwritable]:
    return letters_of(letters, {message.pk: NOT_DRAWN for message in letters}, on) if letters else ()
