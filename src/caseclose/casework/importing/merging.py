"""Rows of one chunk written into the records, set-wise: staged by COPY, added where they are new, changed where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import polars as pl
from django.db import connection
from psycopg import sql

from caseclose.casework.importing.descriptor import Table
from caseclose.casework.importing.targets import TARGETS, Target

_TYPES = {"string": "text", "date": "date", "number": "numeric(12, 2)", "boolean": "boolean"}
_PIECE = 1 << 20


class ImportStopped(Exception):
    """The import cannot go on. What was written stays, whole chunk by whole chunk. The message says why."""

    def __init__(self, reason: str, todo: str = "") -> None:
        self.todo = todo
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Merged:
    """How many rows were new, and how many changed what is on record."""

    added: int
    changed: int


def merge(table: Table, rows: pl.DataFrame) -> Merged:
    """Write `rows` into the records, in the transaction that is open. The same rows again change nothing."""
    target = TARGETS[table.name]
    with connection.cursor() as cursor:
        _stage(cursor, table, rows)
        added = _run(cursor, _add(table, target))
        if added == rows.height:
            return Merged(added, 0)
        if target.known_by:
            _run(cursor, _rekey(table, target))
            added += _run(cursor, _add(table, target))
        changed = _change(cursor, table, target) if target.others else 0
        cursor.execute(_present(table, target))
        if cursor.fetchone()[0] != rows.height:
            raise ImportStopped(f"{table.name}: rows collide with records that have other keys")
    return Merged(added, changed)


def _run(cursor: Any, statement: sql.Composed) -> int:  # noqa: ANN401 - a cursor of Django's
    cursor.execute(statement)
    return int(cursor.rowcount)
