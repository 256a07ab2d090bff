"""Rows of one chunk written into the records, set-wise: staged by COPY, added where new, changed where they differ."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from django.db import connection

from caseclose.casework.importing.descriptor import Table
from caseclose.casework.importing.staging import add_straight, make_staged, stage
from caseclose.casework.importing.statements import ADD, ADD_NEW, CHANGE, COUNT_CHANGED, LOCK, PRESENT, REKEY, ask, run
from caseclose.casework.importing.targets import TARGETS

SETTINGS = ("jit", "enable_hashjoin", "enable_mergejoin")
"""What is switched off for a chunk. Its rows find theirs by key: what that costs does not grow with the table."""


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


def merge(table: Table, rows: pl.DataFrame, *, all_new: bool = False) -> Merged:
    """Write `rows` into the records, in the transaction that is open. The same rows again change nothing.

    Cases whose rows change are locked first, as everyone does who changes a case. Rows that are said to be `all_new`
    are added without a look at what is there, which is quicker.
    """
    target = TARGETS[table.name]
    with connection.cursor() as cursor:
        if all_new and target.straight:
            add_straight(cursor, target, rows)
            return Merged(rows.height, 0)
        for setting in SETTINGS:
            cursor.execute(f"SET LOCAL {setting} = off")
        make_staged(cursor, table)
        stage(cursor, target, rows)
        added = run(cursor, ADD_NEW if all_new else ADD, target)
        if added == rows.height:
            return Merged(added, 0)
        cursor.execute("ANALYZE staged")
        if target.known_by and ask(cursor, PRESENT, target) < rows.height:
            run(cursor, REKEY, target)
        changed = 0
        if target.others and ask(cursor, COUNT_CHANGED, target):
            if target.touches:
                run(cursor, LOCK, target)
            changed = run(cursor, CHANGE, target)
        if ask(cursor, PRESENT, target) != rows.height:
            raise ImportStopped(f"{table.name}: rows collide with rows on record that have other keys")
    return Merged(added, changed)
