"""Candidates: the cases that the law lets the agency close, under which criteria, and what holds them back."""

from __future__ import annotations

import polars as pl

from caseclose.caseload.columns import CASE_ID
from caseclose.law.in_force import LawInForce, Standing
from caseclose.screening.evidence import BETWEEN

STEP = "propose"


def candidates(law: LawInForce, ids: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each case that meets a governing criterion.

    `closable_under` lists the criteria that no shut gate holds; `held_by` the gates that hold the others; `must_close`
    says that the law leaves no choice.
    """
    governing = [standing for standing in law.criteria if standing.governs]
    met = pl.any_horizontal(pl.col(standing.id) for standing in governing).fill_null(value=False)
    rows = ids.hstack(answers).filter(met)
    barring = {s.id: [gate.id for gate in law.gates if _bars(gate, s)] for s in governing}
    gates = dict.fromkeys(name for names in barring.values() for name in names)
    return rows.select(
        CASE_ID,
        _named({s.id: pl.col(s.id) for s in governing}, "met"),
        _named({s.id: _free(s, barring) for s in governing}, "closable_under"),
        _named({limb.id: pl.col(limb.id) for s in governing for limb in s.limbs}, "limbs"),
        _named({gate: pl.col(gate) & _meets_one(gate, barring) for gate in gates}, "held_by"),
        pl.any_horizontal(_must(law, s) & _free(s, barring) for s in governing).alias("must_close"),
    )


def _named(flags: dict[str, pl.Expr], name: str) -> pl.Expr:
    """Return a list column with the names whose flag is true."""
    nothing = pl.lit([], dtype=pl.List(pl.String))
    if not flags:
        return nothing.alias(name)
    words = [pl.when(flag).then(pl.lit(each)) for each, flag in flags.items()]
    text = pl.concat_str(words, separator=BETWEEN, ignore_nulls=True)
    return pl.when(text != "").then(text.str.split(BETWEEN)).otherwise(nothing).alias(name)


def _bars(gate: Standing, criterion: Standing) -> bool:
    text = gate.rule.text
    if STEP not in text.shuts or criterion.under in text.not_for:
        return False
    return not text.only_for or criterion.under in text.only_for


def _free(standing: Standing, barring: dict[str, list[str]]) -> pl.Expr:
    """The criterion is met and none of its gates is known to be shut."""
    shut = [pl.col(gate).fill_null(value=False) for gate in barring[standing.id]]
    met = pl.col(standing.id).fill_null(value=False)
    return met & ~pl.any_horizontal(shut) if shut else met


def _meets_one(gate: str, barring: dict[str, list[str]]) -> pl.Expr:
    return pl.any_horizontal(pl.col(name).fill_null(value=False) for name, gates in barring.items() if gate in gates)


def _must(law: LawInForce, standing: Standing) -> pl.Expr:
    return pl.lit(value=law.duty == "shall" or standing.rule.text.effect == "must_close")
