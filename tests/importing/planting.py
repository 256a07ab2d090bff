"""Faults planted in a made extract, with the answer key: which cells of which lines must be refused, and no others.

The key is worked out from the planted cells alone, with sets and loops, and knows nothing of how the import checks.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from caseclose.casework.importing.descriptor import shipped_text

Cell = tuple[str, int, str]
"""A file, a line and a column; a line that cannot be read has no column."""

FIRST_LINE = 2
UNTOUCHED = frozenset({"offices"})
AHEAD = {
    "as_of",
    "on",
    "received_on",
    "found_on",
    "died_on",
    "electronic_consent_on",
    "electronic_withdrawn_on",
    "disbursed_on",
    "placed_on",
}
"""Dates that may not lie ahead, and that no later date of the row is held against."""

SCHEMA: dict[str, dict[str, Any]] = {one["name"]: one["schema"] for one in json.loads(shipped_text())["resources"]}


@dataclass
class Planted:
    """An extract with faults: where it is, how many faults were planted, and every cell that must be refused."""

    folder: Path
    rows: int
    faults: int = 0
    key: set[Cell] = field(default_factory=set)
    kinds: dict[str, int] = field(default_factory=dict)


@dataclass
class _Sheet:
    """One table in the making: rows as lists of cells, the lines that are spoiled, and what must be refused."""

    name: str
    columns: list[str]
    rows: list[list[str]]
    spoiled: dict[int, Callable[[bytes], bytes]] = field(default_factory=dict)
    refused: dict[int, set[str]] = field(default_factory=dict)

    def cell(self, row: int, column: str) -> str:
        return self.rows[row][self.columns.index(column)]

    def put(self, row: int, column: str, text: str) -> None:
        self.rows[row][self.columns.index(column)] = text

    def refuse(self, row: int, column: str) -> None:
        self.refused.setdefault(row, set()).add(column)


def plant(made: Path, folder: Path, *, seed: int, share: float, on: date) -> Planted:
    """Copy the made CSV extract to `folder` with faults in `share` of its rows."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    sheets = {name: _read(made, name) for name in SCHEMA if (made / f"{name}.csv").exists()}
    planted = Planted(folder, sum(len(sheet.rows) for sheet in sheets.values()))
    for sheet in sheets.values():
        if sheet.name not in UNTOUCHED:
            _spoil(sheet, chance, share, on, planted)
    _follow(sheets)
    folder.mkdir(parents=True)
    for sheet in sheets.values():
        _write(folder, sheet)
        for row, columns in sheet.refused.items():
            planted.key |= {(f"{sheet.name}.csv", row + FIRST_LINE, column) for column in columns}
    return planted


def _read(made: Path, name: str) -> _Sheet:
    frame = pl.read_csv(made / f"{name}.csv", infer_schema=False).fill_null("")
    return _Sheet(name, frame.columns, [list(row) for row in frame.iter_rows()])


def _spoil(sheet: _Sheet, chance: random.Random, share: float, on: date, planted: Planted) -> None:
    count = round(len(sheet.rows) * share)
    rows = chance.sample(range(len(sheet.rows)), min(2 * count, len(sheet.rows)))
    spare = rows[count:]
    kinds = _kinds(sheet, on)
    for row in rows[:count]:
        kind = chance.choice(sorted(kinds))
        if kind == "doubled key" and not spare:
            continue
        kinds[kind](row, chance, spare)
        planted.faults += 1
        planted.kinds[kind] = planted.kinds.get(kind, 0) + 1


Plant = Callable[[int, random.Random, list[int]], None]


def _kinds(sheet: _Sheet, on: date) -> dict[str, Plant]:
    """Return what can be planted in this table."""
    schema = SCHEMA[sheet.name]
    key: list[str] = schema["primaryKey"]
    found: dict[str, Plant] = {
        "line with a cell too many": _line(sheet, lambda line: line + b",x"),
        "line that is no UTF-8": _line(sheet, lambda line: line[:1] + b"\xe9\xff" + line[1:]),
        "line with an open quote": _line(sheet, lambda line: b'"' + line),
        "line with a NUL": _line(sheet, lambda line: line[:2] + b"\0" + line[2:]),
        "doubled key": _doubled(sheet, key),
    }
    references = [one["fields"][0] for one in schema.get("foreignKeys", [])]
    if references:
        found["dangling"] = _dangling(sheet, references)
    found |= {kind: _text(sheet, columns, bad) for kind, (columns, bad) in _texts(sheet, on).items() if columns}
    orders = [pair for pair in schema.get("caseclose:inOrder", []) if pair[1] in sheet.columns]
    if orders:
        found["dates the wrong way round"] = _turned(sheet, orders)
    return found


def _texts(sheet: _Sheet, on: date) -> dict[str, tuple[list[str], list[str]]]:
    """Return for each kind of bad cell the columns where it can stand, and what may stand there."""
    fields = [one for one in SCHEMA[sheet.name]["fields"] if one["name"] in sheet.columns]
    key: list[str] = SCHEMA[sheet.name]["primaryKey"]
    must = {one["name"]: one["constraints"] for one in fields}
    ahead = [str(on + timedelta(days=days)) for days in (1, 4000)]
    return {
        "no value": ([name for name in must if must[name].get("required")], [""]),
        "date in another form": (_of(fields, "date"), ["02/29/2024", "24-02-29", "2024-2-9", "20240229"]),
        "no day of the calendar": (_of(fields, "date"), ["2027-02-29", "2026-02-30", "2026-13-01"]),
        "unlikely date": (_of(fields, "date"), ["0001-01-01", "9999-12-31", "1899-12-31"]),
        "date ahead": (sorted(AHEAD & set(sheet.columns)), ahead),
        "no amount": (_of(fields, "number"), ["five", "$5.00", "1,234.00", "(500.00)", "NaN", "1e400", "Infinity"]),
        "amount below zero": (_of(fields, "number"), ["-0.01", "-5"]),
        "parts of a cent": (_of(fields, "number"), ["499.999", "0.001"]),
        "neither yes nor no": (_of(fields, "boolean"), ["maybe", "2", "yes"]),
        "no such word": ([name for name in must if "enum" in must[name]], ["tanf", "Enforcement"]),
        "rounded key": (key[:1] if len(key) == 1 else [], ["1.23E+11", "1E+05"]),
        "Social Security number in a name": (sorted({"given_name", "family_name"} & set(sheet.columns)),
                                             ["987-65-4320", "Made 987654320"]),
        "control character": (sorted({"given_name", "title", "found_by"} & set(sheet.columns)), ["a\x07", "a\u202eb"]),
        "not in the vocabulary": ([one["name"] for one in fields if "caseclose:vocabulary" in one], ["no_such_thing"]),
        "too long": ([name for name in must if must[name].get("maxLength") == 200], ["x" * 201]),
        "value that the fact cannot have": ([one["name"] for one in fields if "caseclose:valueOf" in one], ["perhaps"]),
    }  # fmt: skip


def _of(fields: list[dict[str, Any]], kind: str) -> list[str]:
    return [one["name"] for one in fields if one["type"] == kind]


def _text(sheet: _Sheet, columns: list[str], bad: list[str]) -> Plant:
    def put(row: int, chance: random.Random, _spare: list[int]) -> None:
        column = chance.choice(columns)
        sheet.put(row, column, chance.choice(bad))
        sheet.refuse(row, column)

    return put


def _dangling(sheet: _Sheet, columns: list[str]) -> Plant:
    def put(row: int, chance: random.Random, _spare: list[int]) -> None:
        column = chance.choice(columns)
        sheet.put(row, column, f"Z-{row}")
        sheet.refuse(row, column)

    return put


def _line(sheet: _Sheet, spoil: Callable[[bytes], bytes]) -> Plant:
    def put(row: int, _chance: random.Random, _spare: list[int]) -> None:
        sheet.spoiled[row] = spoil
        sheet.refuse(row, "")

    return put


def _doubled(sheet: _Sheet, key: list[str]) -> Plant:
    """Give the row the key of a row that is fine. Both must be refused."""

    def put(row: int, _chance: random.Random, spare: list[int]) -> None:
        other = spare.pop()
        for column in key:
            sheet.put(row, column, sheet.cell(other, column))
        for one in (row, other):
            sheet.refuse(one, " + ".join(key))

    return put


def _turned(sheet: _Sheet, orders: list[list[str]]) -> Plant:
    def put(row: int, chance: random.Random, _spare: list[int]) -> None:
        first, second = chance.choice(orders)
        day = date.fromisoformat(sheet.cell(row, first) or "2001-02-03")
        sheet.put(row, first, day.isoformat())
        sheet.put(row, second, (day - timedelta(days=1)).isoformat())
        sheet.refuse(row, second)

    return put


def _follow(sheets: dict[str, _Sheet]) -> None:
    """Refuse what refers to a refused row, or to none."""
    good: dict[tuple[str, str], set[str]] = {}
    for name, sheet in sheets.items():
        for reference in SCHEMA[name].get("foreignKeys", []):
            target, column = reference["reference"], reference["fields"][0]
            place = sheet.columns.index(column)
            there = good[target["resource"], target["fields"][0]]
            for row, cells in enumerate(sheet.rows):
                if row not in sheet.spoiled and cells[place] and cells[place] not in there:
                    sheet.refuse(row, column)
        key = SCHEMA[name]["primaryKey"][0]
        place = sheet.columns.index(key)
        good[name, key] = {cells[place] for row, cells in enumerate(sheet.rows) if row not in sheet.refused}


def _write(folder: Path, sheet: _Sheet) -> None:
    path = folder / f"{sheet.name}.csv"
    frame = pl.DataFrame(sheet.rows, schema=dict.fromkeys(sheet.columns, pl.String), orient="row")
    frame.with_columns(pl.when(pl.all() != "").then(pl.all())).write_csv(path)
    if sheet.spoiled:
        lines = path.read_bytes().split(b"\n")
        for row, spoil in sheet.spoiled.items():
            lines[row + 1] = spoil(lines[row + 1])
        path.write_bytes(b"\n".join(lines))
