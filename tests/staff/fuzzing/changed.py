"""What a request changed of what counts: cases, closings, journal, releases, tasks, money, papers, accounts.

A request runs in a transaction that is taken back afterwards, so that each finds the same records. The database itself
counts the rows that were written in it, table by table; where any were, the table is compared with what it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction

from caseclose.casework.services.audit import verify

_WRITTEN = """
SELECT relname FROM pg_stat_xact_user_tables
WHERE relname ~ '^(casework|staff|mfa|socialaccount|account)_' AND n_tup_ins + n_tup_upd + n_tup_del > 0
ORDER BY relname
"""
_PRINT = "SELECT coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') FROM {0} t"
_ODD = "SELECT count(*) FROM {0} t WHERE t::text ~ {1}"
_CONTROLS = "[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
"""Signs that would harm a screen, a letter or a line of a log: control signs, and those that turn the direction."""
_EVERY = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^(casework|staff|mfa|socialaccount|account)_'"


class Records:
    """The records as they were at first, table by table, `besides` some tables that do not count."""

    def __init__(self, besides: frozenset[str] = frozenset()) -> None:
        self._besides = besides
        with connection.cursor() as cursor:
            cursor.execute(_EVERY)
            self._prints = {name: self._print(name) for (name,) in cursor.fetchall()}

    @staticmethod
    def _print(table: str) -> str:
        with connection.cursor() as cursor:
            cursor.execute(_PRINT.format(connection.ops.quote_name(table)))
            return str(cursor.fetchone()[0])

    def changed(self) -> list[str]:
        """The tables that are not what they were, in this transaction."""
        with connection.cursor() as cursor:
            cursor.execute(_WRITTEN)
            written = [name for (name,) in cursor.fetchall()]
        return [name for name in written if name not in self._besides and self._print(name) != self._prints[name]]


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever happens within leaves nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def not_valid(tables: list[str]) -> Iterator[str]:
    """What is wrong with records that were changed: a rule of the database, the journal's chain, signs that harm."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in tables:
                cursor.execute(_ODD.format(connection.ops.quote_name(table), "%s"), [_CONTROLS])
                if cursor.fetchone()[0]:
                    yield f"{table} holds control signs"
    except DatabaseError as error:
        yield f"the database does not take it: {type(error).__name__}"
    if "casework_journalentry" in tables:
        yield from (f"the journal at {each.number}: {each.reason}" for each in verify())
