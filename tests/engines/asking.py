"""The same texts put to each engine. Every answer comes back as a table of codes: a row a case, a column a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import polars as pl
import psycopg
from numpy.typing import NDArray

from caseclose.law.tree import Node
from caseclose.law.verdict import missing, weighed, weigher
from tests.engines.cases import Cases

Codes = NDArray[np.uint8]
NOT_MET, MET, UNKNOWN = 0, 1, 2
ROW = "row_number_of_case"
AT_ONCE = 500
"""PostgreSQL answers with at most 1,664 columns."""
COLUMN_TYPES = {
    pl.Boolean(): "BOOLEAN",
    pl.Decimal(12, 2): "NUMERIC(12,2)",
    pl.Date(): "DATE",
    pl.Int32(): "INTEGER",
    pl.String(): "TEXT",
}
_CODES = {True: MET, False: NOT_MET, None: UNKNOWN}


def by_walk(trees: Sequence[Node], cases: Cases) -> Codes:
    """Weigh each tree for each case, one by one."""
    weighers = [weigher(tree) for tree in trees]
    rows = (bytes([_CODES[weigh(facts)] for weigh in weighers]) for facts in cases.rows())
    return np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(-1, len(trees))


def missing_by_walk(places: Sequence[tuple[Node, str]], cases: Cases, every: int) -> Codes:
    """Say for each tree and fact, and for one case in `every`, whether that fact is missing evidence."""
    trees = list(dict.fromkeys(tree for tree, _ in places))
    rows = []
    for facts in cases.rows(every):
        found = {tree: missing(weighed(tree, facts)) for tree in trees}
        rows.append([fact in found[tree] for tree, fact in places])
    return np.array(rows, dtype=np.uint8)


def by_polars(texts: Sequence[str], frame: pl.DataFrame) -> Codes:
    """Let Polars answer."""
    return _codes(frame.lazy().select(pl.sql_expr(text).alias(str(n)) for n, text in enumerate(texts)).collect())


def by_postgres(texts: Sequence[str], frame: pl.DataFrame, address: str) -> Codes:
    """Let PostgreSQL answer, from a table that is loaded for this connection alone."""
    numbered = frame.with_row_index(ROW)
    columns = ", ".join(f"{name} {COLUMN_TYPES[dtype]}" for name, dtype in frame.schema.items())
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE facts ({ROW} INTEGER, {columns})")
        with cursor.copy("COPY facts FROM STDIN (FORMAT csv)") as copy:
            copy.write(numbered.write_csv(include_header=False).encode())
        return np.hstack([_answered(cursor, some) for some in _in_turn(texts)])


def _answered(cursor: Any, texts: Sequence[str]) -> Codes:
    asked = ", ".join(f"({text})::INTEGER" for text in texts)
    with cursor.copy(f"COPY (SELECT {ROW}, {asked} FROM facts ORDER BY {ROW}) TO STDOUT (FORMAT csv)") as copy:
        written = b"".join(copy)
    schema = {ROW: pl.Int32()} | {str(n): pl.UInt8() for n in range(len(texts))}
    return _codes(pl.read_csv(written, has_header=False, schema=schema).drop(ROW))


def by_spark(texts: Sequence[str], frame: pl.DataFrame, spark: Any, folder: Path) -> Codes:
    """Let Spark answer, from one Parquet file to another in `folder`."""
    folder = Path(mkdtemp(dir=folder))
    frame.with_row_index(ROW).write_parquet(folder / "facts.parquet")
    facts = spark.read.parquet(str(folder / "facts.parquet"))
    parts = []
    for number, some in enumerate(_in_turn(texts)):
        answered = folder / f"answers-{number}"
        facts.selectExpr(ROW, *(f"({text}) AS q{n}" for n, text in enumerate(some))).write.parquet(str(answered))
        parts.append(_codes(pl.read_parquet(answered / "*.parquet").sort(ROW).drop(ROW)))
    return np.hstack(parts)


def _in_turn(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE))


def _codes(answers: pl.DataFrame) -> Codes:
    return answers.select(pl.all().cast(pl.UInt8).fill_null(UNKNOWN)).to_numpy()
