"""The check of a whole column and the reader of one value take the same cells and read the same values from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclose.caseload.checking import check_part
from caseclose.caseload.columns import CASE_ID, ROW
from caseclose.law.facts import Fact
from caseclose.law.reading import shipped
from caseclose.law.values import BLANKS, EARLIEST, LATEST, MOST_COUNT, BadValue, contradiction, read_value
from caseclose.law.verdict import Value

AS_OF = date(2024, 2, 29)
MANY = settings(max_examples=40, deadline=None, database=None)
FACTS = {
    "yes_no": "money_held",
    "money": "arrears_family",
    "date": "locate_efforts_since",
    "ahead": "bypass_expires_on",
    "count": "recipient_interviews",
    "choice": "service_basis",
    "text": "bypass_owner",
}
ODD_BLANKS = st.sampled_from(["", "", "", " ", "\t", "\u00a0", "\u2003", "\x1c", "\x0b", "\u3000", "\r\n"])
NOTHINGS = st.sampled_from(["null", "None", "N/A", "na", "NaN", "unknown", "-", "?", "\\N", ""])
REFUSED = object()
"""Stands for a value that is not taken."""


def near(*texts: str) -> st.SearchStrategy[str]:
    """Texts a few letters away from `texts`, and what spreadsheets and other alphabets make of them."""
    letters = st.sampled_from([*"0123456789.-+eE,$() _x/:TZ", "٣", "３", "²", "\u212a", "\u0130", "ſ"])
    swapped = st.builds(
        lambda text, at, letter: text[:at] + letter + text[at + 1 :],
        st.sampled_from(texts),
        st.integers(0, 12),
        letters,
    )
    return (
        st.sampled_from(texts) | swapped | st.sampled_from(texts).map(str.upper) | st.sampled_from(texts).map(str.title)
    )


def days() -> st.SearchStrategy[str]:
    turns = [EARLIEST, LATEST, AS_OF, date(2023, 12, 31)]
    near_turns = st.builds(lambda day, step: day + timedelta(days=step), st.sampled_from(turns), st.integers(-1, 1))
    made = st.builds("{:04}-{:02}-{:02}".format, st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
    return near_turns.map(date.isoformat) | made | near("2024-02-29", "2023-02-29", "02/29/2024", "2024-W09-4")


CELLS: dict[str, st.SearchStrategy[str]] = {
    "yes_no": near("true", "false", "yes", "no", "1", "t"),
    "money": st.from_regex(r"[-+]?[0-9]{0,13}(\.[0-9]{0,3}0{0,30})?", fullmatch=True)
    | near("499.99", "500.00", "0500.5", "9999999999.99", "10000000000", "1e5", "$5", "(5.00)", "-0.00", "1,234.00"),
    "date": days(),
    "ahead": days(),
    "count": st.integers(-3, 2**34).map(str) | near("0", "007", str(MOST_COUNT), str(MOST_COUNT + 1), "1.0", "1e3"),
    "choice": near("application", "cash_aid", "medicaid", "foster_care"),
    "text": st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=6)
    | st.integers(197, 203).map(lambda size: "e\u0301" * (size // 2) + "é" * (size - size // 2))
    | st.sampled_from(["a\u202eb", "a\u2066b", "a\u200bb", "e\u0301", "\u212b", "ﬁ", "a\nb", "a\x85b", "\ufeffa"]),
}  # fmt: skip


def cells(kind: str) -> st.SearchStrategy[list[str]]:
    anything = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=8)
    one = st.builds("{}{}{}".format, ODD_BLANKS, CELLS[kind] | NOTHINGS | anything, ODD_BLANKS)
    return st.lists(one, min_size=1, max_size=40)


def fact_of(kind: str) -> Fact:
    return shipped().facts[FACTS[kind]]


def one_by_one(fact: Fact, raw: object) -> object:
    """What the reader of one value makes of `raw`: a value, None where it is blank, REFUSED where it is not taken."""
    if raw is None or (isinstance(raw, str) and not raw.strip(BLANKS)):
        return None
    try:
        return read_value(fact, raw, as_of=AS_OF)
    except BadValue:
        return REFUSED


def all_at_once(fact: Fact, column: pl.Series) -> list[object]:
    """What the check of a column makes of each of its cells."""
    rows = range(len(column))
    part = pl.DataFrame({CASE_ID: [str(row) for row in rows], fact.id: column, ROW: list(rows)})
    checked = check_part("cases", part, shipped().facts, AS_OF, frozenset())
    assert [each.column for each in checked.refusals] == [fact.id] * len(checked.refusals)
    found: dict[int, object] = dict.fromkeys((each.row for each in checked.refusals), REFUSED)
    found.update(zip(map(int, checked.good[CASE_ID]), checked.good[fact.id], strict=True))
    return [found[row] for row in rows]


def assert_same(fact: Fact, column: pl.Series, raws: list[Any]) -> None:
    expected = [one_by_one(fact, raw) for raw in raws]
    found = all_at_once(fact, column)
    assert [(raw, got, wanted) for raw, got, wanted in zip(raws, found, expected, strict=True) if got != wanted] == []
    assert [type(got) for got in found] == [type(wanted) for wanted in expected]


@pytest.mark.parametrize("kind", FACTS)
@MANY
@given(data=st.data())
def test_cells_of_text_are_read_alike_one_by_one_and_all_at_once(kind: str, data: st.DataObject) -> None:
    drawn = data.draw(cells(kind))
    assert_same(fact_of(kind), pl.Series(drawn, dtype=pl.String), drawn)


TYPED: dict[str, tuple[str, Any, st.SearchStrategy[Any]]] = {
    "decimals of two places": ("money", pl.Decimal(12, 2), st.decimals(-5, 9999999999, places=2)),
    "decimals of four places": ("money", pl.Decimal(20, 4), st.decimals(-5, 10**11, places=4)),
    "decimals of no places": ("money", pl.Decimal(20, 0), st.decimals(-5, 10**14, places=0)),
    "whole dollars": ("money", pl.Int64, st.integers(-5, 10**15) | st.sampled_from([0, 9999999999, 10**10])),
    "dates": ("date", pl.Date, st.dates() | st.sampled_from([EARLIEST, LATEST, AS_OF, AS_OF + timedelta(days=1)])),
    "dates that may lie ahead": ("ahead", pl.Date, st.dates()),
    "small counts": ("count", pl.Int8, st.integers(-128, 127)),
    "large counts": ("count", pl.UInt64, st.integers(0, 2**64 - 1) | st.sampled_from([MOST_COUNT, MOST_COUNT + 1])),
    "yes and no": ("yes_no", pl.Boolean, st.booleans()),
    "categories": ("choice", pl.Categorical, st.sampled_from(["cash_aid", " medicaid", "tanf", ""])),
}


@pytest.mark.parametrize("name", TYPED)
@MANY
@given(data=st.data())
def test_typed_columns_are_read_alike_one_by_one_and_all_at_once(name: str, data: st.DataObject) -> None:
    kind, dtype, values = TYPED[name]
    drawn = data.draw(st.lists(st.none() | values, min_size=1, max_size=40))
    assert_same(fact_of(kind), pl.Series(drawn, dtype=dtype), drawn)


@MANY
@given(st.lists(st.integers(0, 10**12 - 1), min_size=1, max_size=40))
def test_a_floating_amount_of_whole_cents_is_taken_to_the_cent(amounts: list[int]) -> None:
    exact = [Decimal(cents) / 100 for cents in amounts]
    assert all_at_once(fact_of("money"), pl.Series([float(amount) for amount in exact])) == exact


@MANY
@given(st.lists(st.floats(width=64) | st.floats(9e9, 2e10), min_size=1, max_size=40))
def test_a_floating_amount_is_taken_to_the_nearest_cent_or_refused(amounts: list[float]) -> None:
    for raw, read in zip(amounts, all_at_once(fact_of("money"), pl.Series(amounts, dtype=pl.Float64)), strict=True):
        if read is not REFUSED:
            assert isinstance(read, Decimal)
            assert abs(read - Decimal(raw)) < Decimal("0.0001")


SUM = ("arrears_total", "arrears_family", "arrears_assigned")
PAID = ("arrears_payment_made", "last_arrears_payment_on")
few = st.none() | st.sampled_from([Decimal("0.00"), Decimal("1.00"), Decimal("2.00"), Decimal("9999999999.99")])


@MANY
@given(rows=st.lists(st.tuples(few, few, few, st.none() | st.booleans(), st.booleans()), min_size=1, max_size=30))
def test_facts_that_contradict_each_other_are_refused_alike(rows: list[tuple[Any, ...]]) -> None:
    book = shipped().facts
    table = [dict(zip((*SUM, *PAID), (*row[:4], AS_OF if row[4] else None), strict=True)) for row in rows]
    kinds: dict[str, pl.DataType] = dict.fromkeys(SUM, pl.Decimal(12, 2))
    kinds |= {PAID[0]: pl.Boolean(), PAID[1]: pl.Date()}
    part = (
        pl.DataFrame(table, schema=kinds).with_row_index(ROW).with_columns(pl.col(ROW).cast(pl.String).alias(CASE_ID))
    )
    checked = check_part("cases", part, book, AS_OF, frozenset())
    wrong = [n for n, row in enumerate(table) if contradiction(book, {k: v for k, v in row.items() if v is not None})]
    assert sorted({each.row for each in checked.refusals}) == wrong


Ids = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=66) | st.sampled_from(
    ["1.2E+11", "1E5", "9" * 64]
)


@MANY
@given(st.lists(Ids, min_size=1, max_size=30))
def test_each_id_is_taken_trimmed_or_refused(names: list[str]) -> None:
    part = pl.DataFrame({CASE_ID: pl.Series(names, dtype=pl.String), ROW: list(range(len(names)))})
    checked = check_part("cases", part, shipped().facts, AS_OF, frozenset())
    refused = {each.row for each in checked.refusals}
    assert checked.good[CASE_ID].to_list() == [name.strip(BLANKS) for n, name in enumerate(names) if n not in refused]
    assert all(name for name in checked.good[CASE_ID])


def test_the_comparison_would_see_a_difference() -> None:
    reads: Callable[[object], Value] = lambda raw: read_value(fact_of("money"), raw)  # noqa: E731
    assert reads("5") == Decimal("5.00")
    with pytest.raises(AssertionError):
        assert_same(fact_of("money"), pl.Series(["5"]), ["6"])
    with pytest.raises(AssertionError):
        assert_same(fact_of("money"), pl.Series(["5"]), ["five"])
