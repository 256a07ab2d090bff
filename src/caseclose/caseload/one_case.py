"""The facts of one case: from a TOML or JSON file, or from a row of a Parquet or CSV caseload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from caseclose.caseload.checking import LONGEST_ID, check_part
from caseclose.caseload.columns import CASE_ID, ROW, TYPES, CaseloadError
from caseclose.caseload.files import CaseFile, caseload_files, open_file, whole
from caseclose.caseload.one_text import line_of, parsed, text_of
from caseclose.caseload.refusals import Refusal
from caseclose.law.errors import nearest
from caseclose.law.facts import FactBook
from caseclose.law.values import BLANKS, BadValue, contradiction, harmless, read_text, read_value
from caseclose.law.verdict import Facts, Value

SOURCES = "sources"
ONE_CASE = frozenset({".toml", ".json"})
MOST_FAULTS = 20


@dataclass(frozen=True)
class OneCase:
    """The known facts of one case, and where each comes from."""

    case_id: str
    facts: Facts
    sources: Mapping[str, str] = field(default_factory=dict)


def read_case(path: Path, book: FactBook, as_of: date, case_id: str = "") -> OneCase:
    """Read one case. From a table, `case_id` says which row. Raises CaseloadError naming place, reason and way on."""
    suffix = path.suffix.lower()
    if suffix in {".parquet", ".csv"} or path.is_dir():
        return _from_table(path, book, as_of, case_id)
    if suffix not in ONE_CASE:
        raise CaseloadError(f"{path}: the facts of a case are a .toml, .json, .parquet or .csv file")
    text = text_of(path)
    case = _from_entries(path, text, parsed(path, text), book, as_of)
    if case_id and case_id != case.case_id:
        reason = f"{path}: the case in this file is {harmless(case.case_id)}, not {harmless(case_id)}"
        raise CaseloadError(reason, "--case says which case of a caseload; leave it out here.")
    return case


def one_case_file(path: Path, book: FactBook, as_of: date, aside: Path) -> CaseFile:
    """Make the one case in a TOML or JSON file ready to be screened like a caseload. Raises CaseloadError."""
    case = read_case(path, book, as_of)
    columns = {CASE_ID: [case.case_id or path.stem], **{name: [value] for name, value in case.facts.items()}}
    types = {name: TYPES[book[name].kind] for name in case.facts}
    aside.mkdir(parents=True)
    table = aside / "one.parquet"
    pl.DataFrame(columns, schema_overrides=types).write_parquet(table)
    return CaseFile(path.name, table, 1)


def _from_entries(path: Path, text: str, table: dict[str, Any], book: FactBook, as_of: date) -> OneCase:
    sources, case_id = table.pop(SOURCES, {}), table.pop(CASE_ID, "")
    facts, faults = _values(table, book, as_of)
    said, wrong = _sources(sources, book)
    faults += wrong
    try:
        case_id = _case_id(case_id)
    except BadValue as error:
        faults.append((CASE_ID, f"case_id: {error}"))
    if not faults and (reason := contradiction(book, facts)):
        faults.append((reason.split(" ", 1)[0], reason))
    if faults:
        lines = [(line_of(text, name), reason) for name, reason in faults[:MOST_FAULTS]]
        listed = "\n".join(f"{path}:{line}: {reason}" if line else f"{path}: {reason}" for line, reason in lines)
        raise CaseloadError(listed, "See the facts with: caseclose facts list")
    return OneCase(case_id, facts, said)


Faults = list[tuple[str, str]]
"""For each entry at fault its name and the reason."""


def _values(table: dict[str, Any], book: FactBook, as_of: date) -> tuple[dict[str, Value], Faults]:
    facts: dict[str, Value] = {}
    faults: Faults = []
    for name, raw in table.items():
        if len(faults) == MOST_FAULTS:
            break
        if name not in book:
            faults.append((name, f"there is no fact called {harmless(name)}.{nearest(name, book)}"))
        elif raw is not None and not _is_blank(raw):
            try:
                facts[name] = read_value(book[name], raw, as_of=as_of)
            except BadValue as error:
                faults.append((name, f"{name}: {error}"))
    return facts, faults


def _is_blank(raw: object) -> bool:
    return isinstance(raw, str) and not raw.strip(BLANKS)


def _sources(table: object, book: FactBook) -> tuple[dict[str, str], Faults]:
    if not isinstance(table, dict):
        return {}, [(SOURCES, "[sources] names for each fact where it comes from, as text")]
    said: dict[str, str] = {}
    faults: Faults = []
    for name, raw in table.items():
        if name not in book:
            return {}, [(name, f"sources: there is no fact called {harmless(name)}.{nearest(name, book)}")]
        try:
            said[name] = read_text(raw)
        except BadValue as error:
            faults.append((name, f"sources: {name}: {error}"))
    return said, faults


def _case_id(raw: object) -> str:
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < 10**LONGEST_ID:
        return str(raw)
    return "" if raw is None else read_text(raw, LONGEST_ID)


def _from_table(path: Path, book: FactBook, as_of: date, case_id: str) -> OneCase:
    with TemporaryDirectory() as aside:
        found = [
            (file.name, rows, file.refusals)
            for number, name in enumerate(caseload_files(path))
            for file in [open_file(name, book, Path(aside) / str(number))]
            for rows in [_rows(file, case_id.strip(BLANKS))]
        ]
    frames = [(name, rows) for name, rows, _ in found if rows.height]
    if sum(rows.height for _, rows in frames) != 1:
        raise CaseloadError(*_which_case(path, case_id, sum(rows.height for _, rows in frames), found))
    name, rows = frames[0]
    checked = check_part(name, rows, book, as_of, frozenset())
    if checked.refusals:
        lines = "\n".join(f"{r.file}: row {r.row}, column {r.column}: {r.reason}" for r in checked.refusals)
        raise CaseloadError(lines, "Correct the row and try again.")
    entries = checked.good.row(0, named=True)
    return OneCase(entries[CASE_ID], {k: v for k, v in entries.items() if k != CASE_ID and v is not None})


def _rows(file: CaseFile, case_id: str) -> pl.DataFrame:
    with whole(file.name):
        frame = pl.scan_parquet(file.table, glob=False)
        if ROW not in frame.collect_schema():
            frame = frame.with_row_index(ROW, offset=1)
        if case_id:
            frame = frame.filter(pl.col(CASE_ID).cast(pl.String).str.strip_chars(BLANKS) == case_id)
        return frame.head(2).collect()


def _which_case(
    path: Path, case_id: str, rows: int, found: list[tuple[str, pl.DataFrame, tuple[Refusal, ...]]]
) -> tuple[str, str]:
    refused = [f"{r.file}: row {r.row}: {r.reason}" for _, _, refusals in found for r in refusals[:5]]
    if rows == 0:
        what = (
            f"{path}: there is no case {harmless(case_id)} in it"
            if case_id
            else f"{path}: there is no row that can be read"
        )
        return "\n".join([what, *refused]), "Name a case that is in the file: --case ID"
    if case_id:
        return f"{path}: case {harmless(case_id)} is there more than once", "Keep one row for each case."
    return f"{path}: there is more than one case in it", "Say which one: --case ID"
