"""The facts that a made caseload has a column for, and the type of each column."""

from __future__ import annotations

import polars as pl

from caseclose.caseload.columns import CASE_ID, TYPES
from caseclose.law.reading import shipped


def fact_kinds() -> dict[str, str]:
    """Return the kind of every fact in facts.toml, in the order written there."""
    return {name: fact.kind for name, fact in shipped().facts.items()}


def columns(kinds: dict[str, str]) -> pl.Schema:
    """Return the columns of a facts-level table: `case_id`, then one for each fact."""
    return pl.Schema({CASE_ID: pl.String(), **{name: TYPES[kind] for name, kind in kinds.items()}})
