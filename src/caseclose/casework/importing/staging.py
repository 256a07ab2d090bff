"""Rows handed to the database by COPY: into a table for this transaction alone, or straight to where they belong."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import polars as pl
from psycopg import sql

from caseclose.casework.importing.descriptor import Table
from caseclose.casework.importing.targets import TARGETS, Target

_TYPES = {"string": "text", "date": "date", "number": "numeric(12, 2)", "boolean": "boolean"}
_PIECE = 1 << 20
_STAGED = sql.SQL("COPY staged FROM STDIN (FORMAT csv)").format()


def make_staged(cursor: Any, table: Table) -> None:  # noqa: ANN401 - a cursor of Django's
    """Make the empty table `staged` for rows of a table. It goes with the transaction."""
    target = TARGETS[table.name]
    types = {name: _TYPES[column.kind] for name, column in table.columns.items()}
    types |= {name: one.type for name, one in target.made.items()}
    columns = [sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(types[name])) for name in target.staged]
    cursor.execute(sql.SQL("CREATE TEMP TABLE staged ({}) ON COMMIT DROP").format(sql.SQL(", ").join(columns)))


def stage(cursor: Any, target: Target, rows: pl.DataFrame) -> None:  # noqa: ANN401 - a cursor of Django's
    """Bring rows of an extract into `staged`."""
    _copy(cursor, _STAGED, target.staged_rows(rows))


def add_straight(cursor: Any, target: Target, rows: pl.DataFrame) -> None:  # noqa: ANN401 - a cursor of Django's
    """Add rows of an extract to the records, where nothing has to be looked up for them."""
    columns = sql.SQL(", ").join(map(sql.Identifier, target.straight))
    into = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(sql.Identifier(target.table), columns)
    _copy(cursor, into, target.staged_rows(rows).select(target.straight.values()))


def _copy(cursor: Any, into: sql.Composed, rows: pl.DataFrame) -> None:  # noqa: ANN401 - a cursor of Django's
    lines = BytesIO()
    rows.write_csv(lines, include_header=False)
    text = lines.getbuffer()
    with cursor.db.wrap_database_errors, cursor.copy(into) as copy:
        for start in range(0, len(text), _PIECE):
            copy.write(text[start : start + _PIECE])
