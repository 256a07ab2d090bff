"""What a superuser can do to the journal past the application: to each entry, each column, at each place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db import connections, transaction

from caseclose.casework.models import JournalEntry
from caseclose.casework.services.audit import Head
from caseclose.casework.services.journal import FIRST_LINK, link_of, seal_of

TABLE = "casework_journalentry"
CHANGES = {
    "number": "number + 100000",
    "case_id": "CASE WHEN case_id = 'P' THEN 'Q' ELSE 'P' END",
    "closure_id": "coalesce(closure_id, 0) + 1",
    "kind": "kind || 'x'",
    "on": '"on" - 1',
    "at": "at + interval '1 microsecond'",
    "by": "\"by\" || 'x'",
    "role": "role || 'x'",
    "body": "coalesce(body, '{}') || '{\"x\": 1}'",
    "salt": "substr(md5(salt || 'x'), 1, 32)",
    "seal": "md5(seal) || md5(seal)",
    "previous": "md5(previous) || md5(previous)",
    "hash": "md5(hash) || md5(hash)",
}
"""For each column of the journal another value that it could have."""


@dataclass(frozen=True)
class Tampering:
    """Something done to the journal. What only a head can show is silent in the chain."""

    what: str
    do: Callable[[Any], None]
    only_by_head: bool = False


def columns() -> list[str]:
    """The columns of the journal, as the database calls them."""
    return [str(field.column) for field in JournalEntry._meta.concrete_fields]


def all_tamperings(length: int) -> list[Tampering]:
    """Everything that is tried on a journal of this length."""
    numbers = range(1, length + 1)
    found = [_changed(number, column) for number in numbers for column in columns()]
    found += [_deleted(number) for number in numbers if number < length]
    found += [_swapped(one, other) for one, other in combinations(numbers, 2)]
    found += [_put_in(number) for number in numbers]
    found += [_cut(number) for number in range(length)]
    found += [_rewritten(number) for number in numbers]
    return found


def _changed(number: int, column: str) -> Tampering:
    statement = f'UPDATE {TABLE} SET "{column}" = {CHANGES[column]} WHERE number = {number}'
    return Tampering(f"entry {number}: {column} changed", lambda cursor: cursor.execute(statement))


def _deleted(number: int) -> Tampering:
    statement = f"DELETE FROM {TABLE} WHERE number = {number}"
    return Tampering(f"entry {number} deleted", lambda cursor: cursor.execute(statement))


def _swapped(one: int, other: int) -> Tampering:
    def swap(cursor: Any) -> None:
        for a, b in ((one, -one), (other, one), (-one, other)):
            cursor.execute(f"UPDATE {TABLE} SET number = {b} WHERE number = {a}")

    return Tampering(f"entries {one} and {other} swapped", swap)


def _put_in(number: int) -> Tampering:
    """A forged entry that follows the one before it, with those behind it moved by one."""

    def put_in(cursor: Any) -> None:
        cursor.execute(f"UPDATE {TABLE} SET number = -number - 1 WHERE number >= {number}")
        cursor.execute(f"UPDATE {TABLE} SET number = -number WHERE number < 0")
        forged = JournalEntry.objects.get(number=number + 1)
        forged.number, forged.by, forged.body, forged.salt = number, "somebody", {"forged": True}, "0" * 32
        forged.previous = _link_before(number)
        forged.seal = seal_of(forged)
        forged.hash = link_of(forged)
        forged.save(force_insert=True)

    return Tampering(f"a forged entry put in as {number}", put_in)


def _link_before(number: int) -> str:
    return JournalEntry.objects.filter(number=number - 1).values_list("hash", flat=True).first() or FIRST_LINK


def _cut(left: int) -> Tampering:
    statement = f"DELETE FROM {TABLE} WHERE number > {left}"
    return Tampering(f"cut after entry {left}", lambda cursor: cursor.execute(statement), only_by_head=True)


def _rewritten(number: int) -> Tampering:
    """What a superuser with this very program can do: change an entry and make every later link fit again."""

    def rewrite(_cursor: Any) -> None:
        link = _link_before(number)
        for entry in JournalEntry.objects.filter(number__gte=number).order_by("number"):
            if entry.number == number:
                entry.on, entry.role = entry.on.replace(year=entry.on.year - 1), "somebody"
            entry.previous = link
            entry.hash = link = link_of(entry)
            entry.save()

    return Tampering(f"written anew from entry {number} on", rewrite, only_by_head=True)


@contextmanager
def as_superuser() -> Iterator[Any]:
    """Let whoever works on the records do so as a superuser, past the triggers. Nothing of it remains."""
    owner, application = connections["owner"], connections["default"]
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SAVEPOINT untouched")
        connections["default"] = owner
        try:
            yield cursor
        finally:
            connections["default"] = application
            cursor.execute("ROLLBACK TO SAVEPOINT untouched")


Auditor = Callable[[tuple[Head, ...]], Sequence[object]]


def missed(tamperings: Sequence[Tampering], auditor: Auditor, heads: tuple[Head, ...]) -> list[str]:
    """Return what the auditor does not see. What the chain must see by itself is looked for without heads."""
    found = []
    for tampering in tamperings:
        with as_superuser() as cursor:
            tampering.do(cursor)
            if not auditor(heads if tampering.only_by_head else ()):
                found.append(f"{tampering.what}: not found")
    return found
