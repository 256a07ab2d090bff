"""The proportions of a made caseload are those of made.toml and of the published figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl
import pytest
from polars import col

from caseclose.caseload.making.answers import Odds
from caseclose.caseload.making.batch import Batch
from caseclose.caseload.making.book import OURS, rows_of, shipped_book
from caseclose.caseload.making.cases import BATCH_ROWS, drawn
from caseclose.caseload.making.facts import fact_kinds
from caseclose.caseload.making.shapes import by_row
from caseclose.law.spans import latest_start, read_span
from tests.caseload.made import AS_OF

# ---- like real caseloads as a whole ------------------------------------------------------------------------------


def among(numerator: pl.Expr, denominator: pl.Expr) -> Callable[[pl.DataFrame], float]:
    return lambda cases: float(cases.filter(denominator).select(numerator.mean()).item())


CERTIFIED = col("arrears_total") >= 500
MEASURES: dict[str, Callable[[pl.DataFrame], float]] = {
    "current_assistance": among(col("receives_cash_aid") | col("receives_foster_care"), pl.lit(value=True)),
    "owes_500_or_more": lambda cases: len(cases.filter(CERTIFIED)) / len(cases) / (1 - 0.02),
    "debts_under_10000": among(col("arrears_total") < 10_000, CERTIFIED),
    "debts_over_40000": among(col("arrears_total") >= 40_000, CERTIFIED),
    "debts_over_100000": among(col("arrears_total") >= 100_000, CERTIFIED),
    "dollars_owed_to_the_state": lambda cases: float(
        cases.select(col("arrears_assigned").sum().cast(float) / (col("arrears_total").sum().cast(float))).item()
    ),
    "paid_on_debt_in_a_year": lambda cases: float(
        cases.filter(col("arrears_total") > 0)
        .select(
            (
                col("last_arrears_payment_on").fill_null(date(1900, 1, 1)) > latest_start(AS_OF, read_span("12 months"))
            ).mean()
        )
        .item()
    ),
    "medicaid": among(col("receives_medicaid"), pl.lit(value=True)),
    "parent_abroad": among(col("ncp_lives_abroad"), pl.lit(value=True)),
    "parent_in_prison": among(col("incarcerated"), pl.lit(value=True)),
}


@pytest.mark.parametrize("name", MEASURES)
def test_the_caseload_as_a_whole_shows_what_was_published(caseload: pl.DataFrame, name: str) -> None:
    figure = shipped_book().published[name]
    assert MEASURES[name](caseload) == pytest.approx(figure.worth, abs=figure.within)


@pytest.mark.parametrize(("name", "asked"), [("with_order", "ordered"), ("former_assistance", "assistance is former")])
def test_what_has_no_column_of_its_own_shows_what_was_published(batch: Batch, name: str, asked: str) -> None:
    figure = shipped_book().published[name]
    assert batch.holds([asked]).mean() == pytest.approx(figure.worth, abs=figure.within)


def test_every_published_figure_is_measured() -> None:
    assert {*MEASURES, "with_order", "former_assistance"} == set(shipped_book().published)


def test_every_share_of_yes_answers_is_the_one_in_made_toml(batch: Batch) -> None:
    for name, recipe in shipped_book().make.items():
        if not isinstance(recipe, Odds):
            continue
        for row, here in by_row(recipe.rows, batch):
            cases = int(here.sum())
            if row.share is None or cases == 0:
                continue
            drift = 5 * np.sqrt(row.share * (1 - row.share) / cases)
            assert batch.made[name].values[here].mean() == pytest.approx(row.share, abs=drift + 1e-9), (name, row)


@pytest.mark.parametrize(("state", "share"), [("AR", 0.87), ("NC", 0.8693), ("MD", 0.775)])
def test_a_state_has_its_own_share_of_orders_where_a_source_says_so(state: str, share: float) -> None:
    made = drawn(shipped_book().recipes(state), seed=1, number=0, as_of=AS_OF)
    assert made.holds(["ordered"]).mean() == pytest.approx(share, abs=0.006)


def test_every_figure_names_its_source_or_says_that_it_is_an_assumption() -> None:
    book = shipped_book()
    rows = [
        row for recipes in [book.make, *book.state.values()] for recipe in recipes.values() for row in rows_of(recipe)
    ]
    assert all(row.source in book.source or row.source in OURS for row in rows)
    used = {row.source for row in rows} | {figure.source for figure in book.published.values()}
    assert set(book.source) - used <= {"crs-2016"}


# ---- what is unknown ---------------------------------------------------------------------------------------------


def test_every_fact_has_its_own_rate_of_being_unknown() -> None:
    rates = {name: recipe.unknown for name, recipe in shipped_book().make.items() if recipe.unknown is not None}
    assert set(rates) == set(fact_kinds())
    assert all(0 < rate < 1 for rate in rates.values())


def test_each_fact_is_unknown_as_often_as_its_rate_says(caseload: pl.DataFrame, batch: Batch) -> None:
    first = caseload.head(BATCH_ROWS)
    for name in fact_kinds():
        rate = shipped_book().make[name].unknown or 0.0
        arises = ~batch.made[name].absent
        missing = first[name].is_null().to_numpy()
        assert missing[~arises].all(), name
        drift = 5 * np.sqrt(rate * (1 - rate) / max(1, int(arises.sum())))
        assert missing[arises].mean() == pytest.approx(rate, abs=drift), name


def test_findings_of_workers_are_unknown_far_more_often_than_records(facts: dict[str, dict[str, object]]) -> None:
    def mean_rate(said_by: str) -> float:
        rates = [shipped_book().make[name].unknown or 0.0 for name in facts if facts[name]["said_by"] == said_by]
        return float(np.mean(rates))

    assert mean_rate("worker") > 8 * mean_rate("records")
