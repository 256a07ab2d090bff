"""The ten criteria that every engine answers, the facts that they ask for, and how answers are compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.caseload import DAY, STATE
from caseclose.law.in_force import Standing, law_in_force
from caseclose.law.reading import shipped
from caseclose.law.sql import as_sql
from caseclose.law.tree import facts_read

TEN = ("b1", "b2", "b4", "b7", "b9", "b10", "b12", "b15", "b16", "b19")


def criteria() -> dict[str, Standing]:
    """Return the ten federal criteria as Caseclose has them."""
    standing = {one.id: one for one in law_in_force(shipped(), STATE, DAY).criteria}
    return {name: standing[f"us.{name}"] for name in TEN}


def questions() -> list[pl.Expr]:
    """Return the ten criteria as Caseclose asks them of many cases at once."""
    return [pl.sql_expr(as_sql(one.tree)).alias(name) for name, one in criteria().items()]


def facts_asked() -> list[str]:
    """Return the facts that the ten criteria ask for."""
    return list(dict.fromkeys(name for one in criteria().values() for name in facts_read(one.tree)))


def frame(folder: str, cases: int) -> pl.DataFrame:
    """Return the facts of the first cases of the caseload."""
    files = sorted(Path(folder).glob("*.parquet"))
    return pl.scan_parquet(files).select(facts_asked()).head(cases).collect()


def one_by_one(table: pl.DataFrame) -> list[dict[str, Any]]:
    """Return each case as its known facts."""
    return [{name: value for name, value in row.items() if value is not None} for row in table.iter_rows(named=True)]


def compared(table: pl.DataFrame, theirs: pl.DataFrame) -> dict[str, int]:
    """Count where the answers of a peer, a column of true and false for each criterion, differ from ours."""
    ours = table.select(questions())
    pairs = [(ours[name], theirs[name]) for name in TEN]
    return {
        "answers": sum(len(mine) for mine, _ in pairs),
        "met": sum(int(mine.sum()) for mine, _ in pairs),
        "unknown": sum(mine.null_count() for mine, _ in pairs),
        "unknown_told_as_not_met": sum(int((mine.is_null() & ~other).sum()) for mine, other in pairs),
        "unknown_told_as_met": sum(int((mine.is_null() & other).sum()) for mine, other in pairs),
        "known_but_different": sum(int((mine != other).fill_null(value=False).sum()) for mine, other in pairs),
    }
