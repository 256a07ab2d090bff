"""A first extract written into empty tables: indexes and references set aside, then made again over all rows at once.

That costs a quarter of keeping them up row by row. It takes the rights of the tables' owner, and nobody else can use
the table meanwhile. Each table is one transaction: killed in the middle of one, the database has no row of the table,
and every index and reference as before. No row gets past a check: what is made again is checked over the whole table.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
from django.db import Error, connections, transaction
from psycopg import sql

from caseclose.casework.importing.checking import CheckedTable
from caseclose.casework.importing.staging import add_straight, make_staged, stage
from caseclose.casework.importing.statements import ADD_NEW, run
from caseclose.casework.importing.targets import TARGETS
from caseclose.casework.models import ImportedFile, ImportRun
from caseclose.casework.schema import OWNER

FEWEST_ROWS = 50_000
"""Smaller tables are written like any other extract: setting aside would cost more than it saves."""

PATIENCE = "5s"
"""How long to wait for the table to be free. If it is not, its rows are written one chunk after another."""

MEMORY = "256MB"
"""What the database may use to make one index."""

ASIDE = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', k.conrelid::regclass, k.conname) AS taken,
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)),
    CASE k.contype WHEN 'u' THEN 1 ELSE 3 END AS place
FROM pg_constraint k
WHERE k.conrelid = %(table)s::regclass AND (
    k.contype = 'f'
    OR k.contype = 'u'
    AND NOT EXISTS (SELECT FROM pg_constraint r WHERE r.contype = 'f' AND r.conindid = k.conindid)
)
UNION ALL
SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid), 2
FROM pg_index i
WHERE i.indrelid = %(table)s::regclass AND NOT i.indisprimary
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
ORDER BY place, taken
"""
"""How each index and reference of a table is taken away and made again. The primary key stays: others refer to it."""


WRITTEN = "INSERT INTO casework_importedchunk (file_id, number, added, changed) VALUES (%s, %s, %s, 0)"


class _NotNow(Exception):
    """The table cannot be taken for itself: it is in use, or holds rows, or belongs to somebody else."""


def first_extract() -> bool:
    """Say whether no extract was ever imported whole. Later, people work with the tables, and do not wait for them."""
    return not ImportRun.objects.filter(state=ImportRun.State.DONE).exists()


def fill(table: CheckedTable, file: ImportedFile, one_more: Callable[[], None]) -> bool:
    """Write all chunks of a table in one transaction, if it can be taken for itself. Say whether that was done.

    Raises Error where the database does not take the rows. Then none of them is written.
    """
    if not _have_owner():
        return False
    try:
        with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
            _fill(cursor, table, file, one_more)
    except _NotNow:
        return False
    return True


def _have_owner() -> bool:
    """Say whether this import may act with the rights of the tables' owner. A database can be used without them."""
    try:
        connections[OWNER].ensure_connection()
    except Error:
        return False
    return True


def _fill(cursor: Any, table: CheckedTable, file: ImportedFile, one_more: Callable[[], None]) -> None:  # noqa: ANN401
    target = TARGETS[table.table.name]
    made_again = _set_aside(cursor, target.table)
    for setting in ("work_mem", "maintenance_work_mem"):
        cursor.execute(f"SET LOCAL {setting} = '{MEMORY}'")
    straight = bool(target.straight)
    if not straight:
        make_staged(cursor, table.table)
    for number, path in enumerate(table.chunks):
        rows = pl.read_parquet(path)
        if straight:
            add_straight(cursor, target, rows)
        else:
            stage(cursor, target, rows)
        cursor.execute(WRITTEN, [file.pk, number, rows.height])
        one_more()
    if not straight:
        if target.joins:
            cursor.execute("ANALYZE staged")
        run(cursor, ADD_NEW, target)
    for statement in made_again:
        cursor.execute(statement)
    cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(target.table)))


def _set_aside(cursor: Any, name: str) -> list[str]:  # noqa: ANN401 - a cursor of Django's
    """Take the table for this transaction alone, and return the statements that make again what was set aside."""
    table = sql.Identifier(name)
    try:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(table))
        cursor.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(table))
        if cursor.fetchone()[0]:
            raise _NotNow
        cursor.execute(ASIDE, {"table": name})
        found = cursor.fetchall()
        for taken, _made, _place in reversed(found):
            cursor.execute(taken)
    except Error as error:
        raise _NotNow from error
    return [made for _taken, made, _place in found]
