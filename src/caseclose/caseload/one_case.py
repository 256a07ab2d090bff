"""The facts of one case: from a TOML or JSON file, or from a row of a Parquet or CSV caseload."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from caseclose.caseload.checking import check_part
from caseclose.caseload.columns import CASE_ID, ROW, CaseloadError
from caseclose.caseload.files import caseload_files, open_file
from caseclose.caseload.refusals import Refusal
from caseclose.law.errors import nearest
from caseclose.law.facts import FactBook
from caseclose.law.values import BadValue, contradiction, read_value
from caseclose.law.verdict import Facts, Value

SOURCES = "sources"
MOST_BYTES = 1_000_000


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
    if suffix not in {".toml", ".json"}:
        raise CaseloadError(f"{path}: the facts of a case are a .toml, .json, .parquet or .csv file")
    text = _text_of(path)
    return _from_entries(path, text, _parsed(path, text, suffix), book, as_of)


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CaseloadError(f"{path}: the file is larger than {MOST_BYTES} bytes; the facts of one case are short")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CaseloadError(f"{path}: {error.strerror or 'the file cannot be read'}") from None
    except UnicodeDecodeError as error:
        raise CaseloadError(f"{path}: this is not UTF-8 text (byte {error.start})", "Save the file as UTF-8.") from None


def _parsed(path: Path, text: str, suffix: str) -> dict[str, Any]:
    try:
        if suffix == ".toml":
            return tomllib.loads(text, parse_float=Decimal)
        table = json.loads(text, parse_float=Decimal, parse_constant=str, object_pairs_hook=_once)
    except tomllib.TOMLDecodeError as error:
        raise CaseloadError(f"{path}: this is not TOML: {error}{_hint(text)}") from None
    except RecursionError:
        raise CaseloadError(f"{path}: this is nested too deeply to be the facts of a case") from None
    except ValueError as error:
        raise CaseloadError(f"{path}: this is not JSON: {error}") from None
    if not isinstance(table, dict):
        raise CaseloadError(f"{path}: the facts of a case are names with values, {{ … }}, not a list or a single value")
    return table


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f"'{twice}' is given twice")
    return dict(pairs)


def _hint(text: str) -> str:
    """Say what a person most often means where TOML cannot be read."""
    if re.search(r"=\s*(True|False)\b", text):
        return ". Write true and false in small letters"
    if re.search(r"=\s*\$", text):
        return ". Write money without the dollar sign, as in 499.99"
    if re.search(r"=\s*\d{4}-\d{2}-\d{2}", text):
        return ". Check that each date is a day of the calendar"
    return ""


def _from_entries(path: Path, text: str, table: dict[str, Any], book: FactBook, as_of: date) -> OneCase:
    sources = table.pop(SOURCES, {})
    case_id = table.pop(CASE_ID, "")
    facts, faults = _values(table, book, as_of)
    if not isinstance(sources, dict) or any(name not in book for name in sources):
        faults.append((SOURCES, "[sources] names for each fact where it comes from, as text"))
    if not isinstance(case_id, str | int) or isinstance(case_id, bool):
        faults.append((CASE_ID, "case_id is text or a whole number"))
    if not faults and (reason := contradiction(book, facts)):
        faults.append((reason.split(" ", 1)[0], reason))
    if faults:
        listed = "\n".join(f"{path}:{_line(text, name)}: {reason}" for name, reason in faults)
        raise CaseloadError(listed, "See the facts with: caseclose facts list")
    return OneCase(str(case_id), facts, {name: str(said) for name, said in sources.items()})


def _values(table: dict[str, Any], book: FactBook, as_of: date) -> tuple[dict[str, Value], list[tuple[str, str]]]:
    """Read every entry. Returns the known facts, and (name, reason) for each entry that is none."""
    facts: dict[str, Value] = {}
    faults: list[tuple[str, str]] = []
    for name, raw in table.items():
        if name not in book:
            faults.append((name, f"there is no fact called '{name}'.{nearest(name, book)}"))
        elif raw is not None and raw != "":
            try:
                facts[name] = read_value(book[name], raw, as_of=as_of)
            except BadValue as error:
                faults.append((name, f"{name}: {error}"))
    return facts, faults


def _line(text: str, name: str) -> int:
    pattern = re.compile(rf'^\s*[{{\[]?\s*"?{re.escape(name)}"?\s*[=:\]]', re.MULTILINE)
    found = pattern.search(text) or re.search(rf'"{re.escape(name)}"\s*:', text)
    return text.count("\n", 0, found.start() + len(found[0]) - len(found[0].lstrip())) + 1 if found else 1


def _from_table(path: Path, book: FactBook, as_of: date, case_id: str) -> OneCase:
    with TemporaryDirectory() as aside:
        found = [
            (file.name, rows, file.refusals)
            for number, name in enumerate(caseload_files(path))
            for file in [open_file(name, book, Path(aside) / str(number))]
            for rows in [_rows(file.table, case_id)]
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


def _rows(table: Path, case_id: str) -> pl.DataFrame:
    frame = pl.scan_parquet(table)
    if ROW not in frame.collect_schema():
        frame = frame.with_row_index(ROW, offset=1)
    if case_id:
        frame = frame.filter(pl.col(CASE_ID).cast(pl.String).str.strip_chars() == case_id)
    return frame.head(2).collect()


def _which_case(
    path: Path, case_id: str, rows: int, found: list[tuple[str, pl.DataFrame, tuple[Refusal, ...]]]
) -> tuple[str, str]:
    refused = [f"{r.file}: row {r.row}: {r.reason}" for _, _, refusals in found for r in refusals[:5]]
    if rows == 0:
        what = f"{path}: there is no case {case_id!r} in it" if case_id else f"{path}: there is no row that can be read"
        return "\n".join([what, *refused]), "Name a case that is in the file: --case ID"
    if case_id:
        return f"{path}: case {case_id!r} is there more than once", "Keep one row for each case."
    return f"{path}: there is more than one case in it", "Say which one: --case ID"
