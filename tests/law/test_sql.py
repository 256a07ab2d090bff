"""The SQL text of a condition says what the tree says, for each case of a whole frame."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclose.law.in_force import law_in_force
from caseclose.law.reading import shipped
from caseclose.law.sql import as_sql, missing_sql
from caseclose.law.tree import All, AnyOf, Compare, Holds, Node, Not, OneOf, Reached, facts_read
from caseclose.law.verdict import Facts, missing, weighed, weigher
from tests.law.trees import CHOICE, COUNTS, DATES, MONEY, SOME, YES_NO, all_facts, some_facts, trees

SCHEMA: dict[str, pl.DataType] = {
    **dict.fromkeys(YES_NO, pl.Boolean()),
    **dict.fromkeys(MONEY, pl.Decimal(12, 2)),
    **dict.fromkeys(COUNTS, pl.Int64()),
    **dict.fromkeys(DATES, pl.Date()),
    CHOICE: pl.String(),
}
CASES = st.lists(some_facts() | all_facts(), min_size=10, max_size=25)


def _frame(cases: list[Facts]) -> pl.DataFrame:
    return pl.DataFrame([{name: case.get(name) for name in SCHEMA} for case in cases], schema=SCHEMA)


def _asked(frame: pl.DataFrame, text: str) -> list[bool | None]:
    answers: list[bool | None] = frame.select(pl.sql_expr(text).alias("answer"))["answer"].to_list()
    return answers


@SOME
@given(trees(), CASES)
def test_the_sql_text_gives_the_verdict_of_the_tree_for_every_case(tree: Node, cases: list[Facts]) -> None:
    weigh = weigher(tree)
    assert _asked(_frame(cases), as_sql(tree)) == [weigh(case) for case in cases]


@SOME
@given(trees(), CASES)
def test_the_sql_text_finds_the_same_evidence_missing(tree: Node, cases: list[Facts]) -> None:
    frame = _frame(cases)
    texts = missing_sql(tree)
    assert set(texts) == set(facts_read(tree))
    found = {fact: _asked(frame, text) for fact, text in texts.items()}
    for number, case in enumerate(cases):
        wanted = set(missing(weighed(tree, case)))
        assert {fact for fact, answers in found.items() if answers[number] is True} == wanted
        assert all(answers[number] is not None for answers in found.values())


@pytest.mark.parametrize("state", ["us", *shipped().states])
def test_the_sql_text_of_every_shipped_rule_leaves_an_empty_case_unknown(state: str) -> None:
    law = law_in_force(shipped(), state, date(2026, 11, 22))
    frame = pl.DataFrame({name: [None] for name in shipped().facts}, schema=_columns())
    for standing in (*law.criteria, *law.gates, *law.requests):
        assert _asked(frame, as_sql(standing.tree)) == [None], standing.id


def _columns() -> dict[str, pl.DataType]:
    kinds = {
        "yes_no": pl.Boolean(),
        "money": pl.Decimal(12, 2),
        "count": pl.Int64(),
        "date": pl.Date(),
        "choice": pl.String(),
        "text": pl.String(),
    }
    return {name: kinds[fact.kind] for name, fact in shipped().facts.items()}


def test_the_sql_text_is_plain_enough_for_every_engine() -> None:
    tree = All(
        (
            Not(Holds("current_order")),
            AnyOf((Compare("arrears_total", "<", Decimal("500.00")), Compare("recipient_interviews", ">=", 2))),
            Reached("locate_efforts_since", None, latest=date(2024, 2, 29)),
            OneOf("service_basis", ("medicaid", "cash_aid")),
        )
    )
    assert as_sql(tree) == (
        "(NOT (current_order) AND (arrears_total < CAST('500.00' AS DECIMAL(12,2)) OR recipient_interviews >= 2) "
        "AND locate_efforts_since <= DATE '2024-02-29' AND service_basis IN ('medicaid', 'cash_aid'))"
    )


def test_a_quotation_mark_in_a_choice_cannot_end_the_text() -> None:
    frame = pl.DataFrame({"word": ["it's", "x"]})
    assert _asked(frame, as_sql(OneOf("word", ("it's",)))) == [True, False]


def test_a_cent_decides_because_money_is_never_a_float() -> None:
    frame = _frame([{"arrears_total": Decimal(text)} for text in ("499.99", "500.00", "500.01")])
    assert _asked(frame, as_sql(Compare("arrears_total", "<", Decimal("500.00")))) == [True, False, False]
    assert _asked(frame, as_sql(Compare("arrears_total", "=", Decimal("500.00")))) == [False, True, False]
