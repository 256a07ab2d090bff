"""The facts that a made caseload has a column for, and the type of each column."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import polars as pl

TYPES: dict[str, pl.DataType] = {
    "yes_no": pl.Boolean(),
    "money": pl.Decimal(12, 2),
    "date": pl.Date(),
    "count": pl.Int32(),
    "choice": pl.String(),
    "text": pl.String(),
}


def fact_kinds() -> dict[str, str]:
    """Return the kind of every fact in facts.toml, in the order written there."""
    written = files("caseclose").joinpath("policy", "facts.toml").read_text("utf-8")
    return {name: str(fact["kind"]) for name, fact in tomllib.loads(written).items()}


def columns(kinds: dict[str, str]) -> pl.Schema:
    """Return the columns of a facts-level table: `case_id`, then one for each fact."""
    return pl.Schema({"case_id": pl.String(), **{name: TYPES[kind] for name, kind in kinds.items()}})
