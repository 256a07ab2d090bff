"""Words that the policy owns, and the values that a finding may have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

import polars as pl

from caseclose.caseload.checking import bad_value, typed_value
from caseclose.law.facts import Fact
from caseclose.law.reading import shipped

PLAINLY = {
    "yes_no": "write true or false",
    "money": "write only digits and a point, as in 1234.50",
    "date": "write year, month and day, as in 2026-11-22, and no day after the extract",
    "count": "write only digits",
    "choice": "write one of the words that the fact has",
    "text": "write text without control characters",
}


@cache
def vocabulary(name: str) -> frozenset[str]:
    """Return the names of all facts, kinds of evidence or remedies."""
    policy = shipped()
    shelves: dict[str, Iterable[str]] = {
        "facts": policy.facts,
        "evidence": policy.evidence,
        "remedies": (name for name, remedy in policy.remedies.items() if remedy.text.kind == "remedy"),
    }
    return frozenset(shelves[name])


def misfits(facts: pl.Series, values: pl.Series, on: date) -> dict[str, list[int]]:
    """Return the places of the values that the fact beside them cannot have, by the reason."""
    found: dict[str, list[int]] = {}
    pairs = pl.DataFrame({"fact": facts, "value": values}).with_row_index("place").drop_nulls()
    for (name,), group in pairs.group_by("fact", maintain_order=True):
        fact = shipped().facts.get(str(name))
        if fact is not None:
            bad = group.filter(_bad(fact, group["value"], on))["place"].to_list()
            found.setdefault(f"this is not a value that the fact can have; {PLAINLY[fact.kind]}", []).extend(bad)
    return found


def _bad(fact: Fact, values: pl.Series, on: date) -> pl.Series:
    text = pl.String()
    frame = pl.DataFrame({f"raw:{fact.id}": values, fact.id: values}).with_columns(typed_value(fact, text))
    return frame.select(bad_value(fact, text, on)).to_series()
