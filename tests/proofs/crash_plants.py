"""Defects of the kind that a kill shows: marked before it is done, split over two transactions, without a key."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from caseclose.casework.services import acting, journal, occasions
from caseclose.casework.services.outbox import mailed, sending
from caseclose.closure.commands import Actor, Command
from caseclose.outside import exchange
from caseclose.outside.fakes import FakeParty, Keyed
from tests.casework.closable import DAY
from tests.proofs.killing import THE_END
from tests.proofs.life_scene import LAST_DAY

STATEMENTS = frozenset({"SQL statements"})


@dataclass(frozen=True)
class CrashPlant:
    """A defect: what it is, how it is put into a process, the act in which it lies, and the steps that may show it."""

    what: str
    plant: Callable[[], None]
    act: str
    shows_at: frozenset[str] = STATEMENTS


def marked_before_it_is_sent() -> None:
    """Messages are marked as sent in one transaction and given to the party after it."""

    def send(keys: list[int], port: Any, on: Any, at: Any, tally: Any) -> None:
        with transaction.atomic():
            held = sending._held(sending._begin(keys, tally), on, tally)
            sending._mark(held, on, at, tally)
        sending._give(held, port, on)

    vars(sending)["_send"] = send


def journal_in_a_transaction_of_its_own() -> None:
    """What happened is written down after the case has changed, not with it."""
    waiting: list[journal.Line] = []
    whole = acting.act

    def later(lines: Sequence[journal.Line]) -> None:
        waiting.extend(lines)

    def act(**said: Any) -> acting.Done:
        vars(occasions)["journal"] = _Journal(later)
        done = whole(**said)
        with transaction.atomic():
            journal.append(waiting)
        return done

    vars(acting)["act"] = act


class _Journal:
    Line = journal.Line

    def __init__(self, append: Callable[[Sequence[journal.Line]], None]) -> None:
        self.append = append


def a_command_without_its_key() -> None:
    """The key of a command is not looked at."""
    whole = acting.act

    def act(*, number: str, command: Command, by: Actor, on: Any, at: Any, key: str = "") -> acting.Done:
        del key
        return whole(number=number, command=command, by=by, on=on, at=at)

    vars(acting)["act"] = act


def nobody_locks() -> None:
    """No row is locked before it is looked at."""
    QuerySet.select_for_update = lambda self, **_how: self  # type: ignore[method-assign]


def a_party_without_memory() -> None:
    """A party does what it is told as often as it is told."""
    take = FakeParty._take

    def forgetful(self: FakeParty, record: Keyed, on: Any) -> None:
        if self.arrivals(record.key):
            self._say(record, "accepted", "", on)
        take(self, record, on)

    FakeParty._take = forgetful  # type: ignore[method-assign]


def a_file_written_where_it_is_read() -> None:
    """A file for a party is written in place, not aside."""

    def in_place(path: Path, text: str) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())

    exchange.write_whole = in_place


def answers_told_before_they_are_stored() -> None:
    """A party is told that its answer was taken before it is stored here."""
    from caseclose.casework.services.outbox import answers

    store = answers._store

    def told_first(heard: Sequence[Any], hearing: Any) -> Any:
        hearing.port.taken(*[answer.id for answer in heard])
        return store(heard, hearing)

    vars(answers)["_store"] = told_first


def a_receipt_that_is_not_looked_at() -> None:
    """A payment is taken as often as it is recorded."""
    from caseclose.casework.services.payments import receiving

    vars(receiving)["_known"] = lambda *_said: False


def days_of_a_notice_moved_afterwards() -> None:
    """When a notice was mailed is written down in one transaction, and its days are moved in the next."""
    went_out = vars(mailed)["went_out"]

    def later(left: Any, *, on: Any, at: Any) -> list[journal.Line]:
        transaction.on_commit(lambda: _in_its_own(left, on, at))
        return []

    def _in_its_own(left: Any, on: Any, at: Any) -> None:
        with transaction.atomic():
            journal.append(went_out(left, on=on, at=at))

    vars(mailed)["went_out"] = later


def letters_marked_before_their_batch_is_in_place() -> None:
    """Letters are marked as handed over in one transaction, and their batch is put in place after it."""
    from caseclose.casework.services.mail import batches

    put = vars(batches)["put_in_place"]

    def later(aside: Path, home: Path, batch: int) -> Path:
        transaction.on_commit(lambda: put(aside, home, batch))
        return aside

    vars(batches)["put_in_place"] = later


FIRST_DAY = f"day:{DAY.isoformat()}"
PROOF_COMES = f"day:{LAST_DAY.isoformat()}"
PLANTS: Sequence[CrashPlant] = (
    CrashPlant(
        "messages marked before they are sent", marked_before_it_is_sent, FIRST_DAY, frozenset({"messages sent"})
    ),
    CrashPlant(
        "the journal in a transaction of its own", journal_in_a_transaction_of_its_own, f"P:propose:{DAY.isoformat()}"
    ),
    CrashPlant(
        "a command whose key is not looked at",
        a_command_without_its_key,
        f"P:propose:{DAY.isoformat()}",
        frozenset({THE_END}),
    ),
    CrashPlant("a party without memory", a_party_without_memory, FIRST_DAY),
    CrashPlant(
        "a file written where it is read", a_file_written_where_it_is_read, FIRST_DAY, frozenset({"files flushed"})
    ),
    CrashPlant("an answer told before it is stored", answers_told_before_they_are_stored, FIRST_DAY),
    CrashPlant("a receipt that is not looked at", a_receipt_that_is_not_looked_at, "pay:Q", frozenset({THE_END})),
    CrashPlant("the days of a notice moved after its proof", days_of_a_notice_moved_afterwards, PROOF_COMES),
    CrashPlant(
        "letters marked before their batch is in its place",
        letters_marked_before_their_batch_is_in_place,
        f"mail:{DAY.isoformat()}",
        frozenset({"renames"}),
    ),
)
