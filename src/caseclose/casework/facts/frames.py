"""The facts of many cases as columns: each view is copied out whole, and findings are read once for each value."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from caseclose.caseload.checking import check_part
from caseclose.caseload.columns import CASE_ID, ROW, TYPES
from caseclose.casework.facts.asking import Chosen, Question, csv_of, of_findings, of_view
from caseclose.casework.facts.reading import BadRecords, Fault, value_found, views, weighs_more
from caseclose.law.facts import FactBook
from caseclose.law.reading import shipped
from caseclose.law.values import BadValue
from caseclose.law.verdict import Value

WHERE_FROM = "case records"
FINDINGS = "findings"
_FOUND: dict[str, pl.DataType] = {CASE_ID: pl.String(), "fact": pl.String(), "value": pl.String()}
_PLACE = "__place"
"""The place of a case in the list of cases."""

Columns = dict[str, pl.Series]


def no_cases() -> pl.DataFrame:
    """Return a caseload with every column and no case."""
    facts = {name: TYPES[fact.kind] for name, fact in shipped().facts.items()}
    return pl.DataFrame(schema={CASE_ID: pl.String(), **facts})


def frame_of(day: date, chosen: Chosen) -> pl.DataFrame:
    """Return the facts of the chosen cases as a caseload. Raises BadRecords."""
    book = shipped().facts
    places = pl.DataFrame({CASE_ID: chosen.existing()}, schema={CASE_ID: pl.String()}).with_row_index(_PLACE)
    texts = {name: csv_of(*question) for name, question in _questions(day, chosen, book).items()}
    found = _found(_read(texts.pop(FINDINGS), _FOUND), day, places, book)
    derived = _derived(texts, places, book)
    columns = [_merged(book, name, derived, found, places.height) for name in book]
    frame = places.select(CASE_ID).with_columns(columns)
    _refuse_bad(frame, book, day)
    return frame


def _questions(day: date, chosen: Chosen, book: FactBook) -> dict[str, Question]:
    """Return what to ask of the findings and of each view."""
    asked: dict[str, Question] = {FINDINGS: (["case_number", "fact", "value"], of_findings(day, chosen))}
    for view, words in views().items():
        wanted = [f"{name}::text" if book[name].kind == "yes_no" else name for name in words]
        asked[view] = (["case_number", *wanted], of_view(view, day, chosen))
    return asked


def _derived(texts: dict[str, bytearray], places: pl.DataFrame, book: FactBook) -> Columns:
    """Read the answer of every view: a column for each fact, with a cell for each case."""
    columns: Columns = {}
    for view, words in views().items():
        schema = {CASE_ID: pl.String(), **{name: TYPES[book[name].kind] for name in words}}
        placed = places.join(_read(texts.pop(view), schema), on=CASE_ID, how="left", maintain_order="left")
        columns |= {name: placed[name] for name in words}
    return columns


def _read(text: bytearray, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    if not text:
        return pl.DataFrame(schema=schema)
    return pl.read_csv(bytes(text), has_header=False, new_columns=list(schema), schema_overrides=schema)


def _found(rows: pl.DataFrame, day: date, places: pl.DataFrame, book: FactBook) -> Columns:
    """Read the newest findings: a column for each fact that one was made of. Raises BadRecords."""
    rows = rows.with_columns(pl.col("fact", "value").fill_null("")).join(places, on=CASE_ID)
    values, wrong = _values(rows, book, day)
    if wrong:
        bad = rows.join(pl.DataFrame(list(wrong), schema=["fact", "value"], orient="row"), on=["fact", "value"])
        listed = bad.sort(CASE_ID, "fact").select(CASE_ID, "fact", "value").iter_rows()
        raise BadRecords(Fault(case, fact, wrong[fact, value]) for case, fact, value in listed)
    return {
        str(name): _placed(part, book[str(name)].kind, values[str(name)], places.height)
        for (name,), part in rows.partition_by("fact", as_dict=True).items()
    }


Values = dict[str, dict[str, Value]]


def _values(rows: pl.DataFrame, book: FactBook, day: date) -> tuple[Values, dict[tuple[str, str], str]]:
    """Read each value of each fact once. Returns the values, and the reasons why some cannot be read."""
    values: Values = {}
    wrong: dict[tuple[str, str], str] = {}
    for name, text in rows.select("fact", "value").unique().iter_rows():
        try:
            values.setdefault(name, {})[text] = value_found(book, name, text, day)
        except BadValue as error:
            wrong[name, text] = str(error)
    return values, wrong


def _placed(part: pl.DataFrame, kind: str, values: dict[str, Value], height: int) -> pl.Series:
    """Put each finding's value in the place of its case."""
    order = {text: number for number, text in enumerate(values)}
    numbers = np.full(height, -1, dtype=np.int64)
    numbers[part[_PLACE].to_numpy()] = part["value"].replace_strict(order, return_dtype=pl.Int64).to_numpy()
    there = pl.Series(numbers)
    return pl.Series(list(values.values()), dtype=TYPES[kind]).gather(there.set(there < 0, None))


def _merged(book: FactBook, name: str, derived: Columns, found: Columns, height: int) -> pl.Series:
    """Join what records show with what people found; which of them counts for more is the fact's own matter."""
    kinds = [found, derived] if weighs_more(book[name]) else [derived, found]
    columns = [kind[name] for kind in kinds if name in kind]
    if not columns:
        return pl.Series(name, [None], dtype=TYPES[book[name].kind]).extend_constant(None, height - 1)
    first = columns[0].alias(name)
    return first if len(columns) == 1 else first.zip_with(first.is_not_null(), columns[1])


def _refuse_bad(frame: pl.DataFrame, book: FactBook, day: date) -> None:
    """Check every value as those of a caseload are checked. Raises BadRecords."""
    known = [name for name in frame.columns if name == CASE_ID or frame[name].null_count() < frame.height]
    part = frame.select(known).with_row_index(ROW)
    refusals = check_part(WHERE_FROM, part, book, day, frozenset()).refusals
    cases = frame[CASE_ID]
    if refusals:
        raise BadRecords(Fault(cases[each.row], each.column, each.reason) for each in refusals)
