"""Rows of one chunk written into the records, set-wise: staged by COPY, added where new, changed where they differ."""

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
        if all_new and target.as_they_are:
            return Merged(_add_straight(cursor, target, rows), 0)
        _stage(cursor, table, rows)
        added = _run(cursor, ADD_NEW if all_new else ADD, target)
        if added == rows.height:
            return Merged(added, 0)
        cursor.execute("ANALYZE staged")
        if target.known_by and _ask(cursor, PRESENT, target) < rows.height:
            _run(cursor, REKEY, target)
        changed = 0
        if target.others and _ask(cursor, COUNT_CHANGED, target):
            if target.touches:
                _run(cursor, LOCK, target)
            changed = _run(cursor, CHANGE, target)
        if _ask(cursor, PRESENT, target) != rows.height:
            raise ImportStopped(f"{table.name}: rows collide with rows on record that have other keys")
    return Merged(added, changed)


def _add_straight(cursor: Any, target: Target, rows: pl.DataFrame) -> int:  # noqa: ANN401 - a cursor of Django's
    """Add rows that stand in the records as they stand in the extract."""
    columns = sql.SQL(", ").join(map(_name, target.as_they_are))
    into = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(_name(target.table), columns)
    _copy(cursor, into, rows.select(target.as_they_are.values()))
    return rows.height


def _copy(cursor: Any, into: sql.Composed, rows: pl.DataFrame) -> None:  # noqa: ANN401 - a cursor of Django's
    lines = BytesIO()
    rows.write_csv(lines, include_header=False)
    text = lines.getbuffer()
    with cursor.copy(into) as copy:
        for start in range(0, len(text), _PIECE):
            copy.write(text[start : start + _PIECE])


def _stage(cursor: Any, table: Table, rows: pl.DataFrame) -> None:  # noqa: ANN401 - a cursor of Django's
    """Bring `rows` into a table of this transaction's own."""
    columns = [
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(_TYPES[column.kind]))
        for name, column in table.columns.items()
    ]
    for setting in SETTINGS:
        cursor.execute(f"SET LOCAL {setting} = off")
    cursor.execute(sql.SQL("CREATE TEMP TABLE staged ({}) ON COMMIT DROP").format(sql.SQL(", ").join(columns)))
    _copy(cursor, sql.SQL("COPY staged FROM STDIN (FORMAT csv)").format(), rows.select(list(table.columns)))


ADD_NEW = sql.SQL("INSERT INTO {table} ({columns}) SELECT {values} FROM staged s {joins}")
ADD = sql.SQL("INSERT INTO {table} ({columns}) SELECT {values} FROM staged s {joins} ON CONFLICT {conflict} DO NOTHING")
PRESENT = sql.SQL("SELECT count(*) FROM {table} t JOIN {rows} n ON {same_key}")
REKEY = sql.SQL("UPDATE {table} t SET {take_key} FROM {rows} n WHERE {same_row} AND NOT ({same_key})")
COUNT_CHANGED = sql.SQL("SELECT count(*) FROM {changed} t")
LOCK = sql.SQL("SELECT c.number FROM casework_case c WHERE c.number IN ({touched}) ORDER BY c.number FOR NO KEY UPDATE")
CHANGE = sql.SQL("UPDATE {table} t SET {take_others} FROM {rows} n WHERE {same_key} AND {differs}")


def _run(cursor: Any, statement: sql.SQL, target: Target) -> int:  # noqa: ANN401 - a cursor of Django's
    cursor.execute(statement.format(**_parts(target)))
    return int(cursor.rowcount)


def _ask(cursor: Any, statement: sql.SQL, target: Target) -> int:  # noqa: ANN401 - a cursor of Django's
    cursor.execute(statement.format(**_parts(target)))
    return int(cursor.fetchone()[0])


def _parts(target: Target) -> dict[str, sql.Composable]:
    """Return the pieces of SQL that the statements are put together from."""
    table, joins = sql.Identifier(target.table), sql.SQL(target.joins)
    made = [sql.SQL("{} AS {}").format(sql.SQL(how), _name(column)) for column, how in target.columns.items()]
    rows = sql.SQL("(SELECT {} FROM staged s {})").format(sql.SQL(", ").join(made), joins)
    same_key = _and("t.{0} = n.{0}", target.key)
    new = {name: sql.SQL(target.settled.get(name, f'n."{name}"')) for name in target.others}
    old = sql.SQL(", ").join(sql.SQL("t.{}").format(_name(name)) for name in new)
    differs = sql.SQL("ROW({}) IS DISTINCT FROM ROW({})").format(old, sql.SQL(", ").join(new.values()))
    changed = sql.SQL("(SELECT t.* FROM {} t JOIN {} n ON {} WHERE {})").format(table, rows, same_key, differs)
    conflict = sql.SQL("" if target.known_by else "({})").format(*[sql.SQL(", ").join(map(_name, target.key))])
    return {
        "table": table,
        "columns": sql.SQL(", ").join(map(_name, target.columns)),
        "values": sql.SQL(", ").join(map(sql.SQL, target.columns.values())),
        "joins": joins,
        "conflict": conflict,
        "rows": rows,
        "same_key": same_key,
        "same_row": _and("t.{0} = n.{0}", target.known_by),
        "take_key": _list("{0} = n.{0}", target.key),
        "take_others": sql.SQL(", ").join(sql.SQL("{} = {}").format(_name(name), how) for name, how in new.items()),
        "differs": differs,
        "changed": changed,
        "touched": sql.SQL(target.touches).format(changed=changed),
    }


def _name(name: str) -> sql.Identifier:
    return sql.Identifier(name)


def _list(form: str, names: tuple[str, ...], between: str = ", ") -> sql.Composed:
    return sql.SQL(between).join(sql.SQL(form).format(_name(name)) for name in names)


def _and(form: str, names: tuple[str, ...]) -> sql.Composed:
    return _list(form, names, " AND ")
