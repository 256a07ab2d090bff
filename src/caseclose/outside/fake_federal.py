"""A faithful fake of the federal office. It remembers no keys: a file counts once, by its sequence number.

Each day that somebody looks for its files it first does its own work: it takes the files that it has not seen, stops
what they ask for, and writes an acknowledgement for the next day and a status report for a week later.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from caseclose.outside import federal_files as files
from caseclose.outside.exchange import IN, Folder, write_whole
from caseclose.outside.weather import CALM, Weather

_DUE = {files.ACKNOWLEDGEMENT: 1, files.STATUS: 7}
_TABLES = """
create table if not exists held (case_number text, case_type text, process text,
    primary key (case_number, case_type, process));
create table if not exists seen (sequence integer primary key);
create table if not exists stops (case_number text, case_type text, process text, sequence integer);
create table if not exists mail (name text primary key, body text not null, due_on text not null);
"""
_STILL = "delete from held where case_number = ? and case_type = ? and process = ?"


class FakeFederalFolder(Folder):
    """The shared folder, with the fake office at its other end. What it holds and did can be asked of it."""

    def __init__(self, home: Path, weather: Weather = CALM) -> None:
        super().__init__(home)
        self.weather = weather
        self._memory = sqlite3.connect(home / "office.sqlite", isolation_level=None)
        self._memory.execute("pragma synchronous = off")
        self._memory.executescript(_TABLES)

    def certify(self, case: str, processes: Iterable[str]) -> None:
        """Put a case on the office's list, for both case types."""
        rows = [(case, case_type, process) for process in processes for case_type in files.CASE_TYPES]
        self._memory.executemany("insert or ignore into held values (?, ?, ?)", rows)

    def held(self) -> frozenset[tuple[str, str, str]]:
        """Return what the office holds: case, case type and process."""
        return frozenset(self._memory.execute("select * from held"))

    def stops(self) -> Counter[tuple[str, str, str]]:
        """Return how often each thing that was held was stopped."""
        return Counter(self._memory.execute("select case_number, case_type, process from stops"))

    def arrived(self, *, on: date) -> Sequence[str]:
        """Let the office do its day's work, and return the names of its files that are here by then."""
        for name in self.sent():
            self._take(name, on)
        mail = self._memory.execute("select name, body from mail where due_on <= ?", (on.isoformat(),)).fetchall()
        for name, body in mail:
            write_whole(self.home / IN / name, body)
            self._memory.execute("delete from mail where name = ?", (name,))
        return super().arrived(on=on)

    def _take(self, name: str, on: date) -> None:
        """Take one file, once, in one step."""
        sequence = files.our_sequence(name) or 0
        with self._memory:
            self._memory.execute("begin")
            new = self._memory.execute("insert or ignore into seen values (?)", (sequence,)).rowcount
            if not new or self.weather.loses("federal", "file", sequence):
                return
            items = files.read_items(self.read(name))
            self._answer(sequence, files.ACKNOWLEDGEMENT, [self._stop(item, sequence) for item in items], on)
            self._answer(sequence, files.STATUS, [self._status(item) for item in items], on)

    def _stop(self, item: files.Item, sequence: int) -> dict[str, object]:
        what = (item.case, item.case_type, item.process)
        if self.weather.refuses("federal", item.key, item.case_type):
            return _line(item, "refused", "the record could not be matched")
        if self._memory.execute(_STILL, what).rowcount:
            self._memory.execute("insert into stops values (?, ?, ?, ?)", (*what, sequence))
        return _line(item, "accepted", "")

    def _status(self, item: files.Item) -> dict[str, object]:
        still = (item.case, item.case_type, item.process) in self.held()
        return _line(item, "held" if still else "stopped", "")

    def _answer(self, sequence: int, kind: str, lines: list[dict[str, object]], on: date) -> None:
        if self.weather.loses("federal", kind, sequence):
            return
        header: dict[str, object] = {"record": kind, "sequence": sequence, "items": len(lines)}
        told = [line for line in lines if not self.weather.loses("federal", kind, "line", line["key"])]
        body = self._garbled(kind, files.as_lines([header, *told]))
        due = on + timedelta(days=_DUE[kind] + self.weather.days_late("federal", kind, sequence))
        names = [f"federal-{sequence:06d}.{kind}.jsonl"]
        if self.weather.doubles("federal", kind, sequence):
            names.append(f"federal-{sequence:06d}.{kind}.2.jsonl")
        rows = [(name, body, (due + timedelta(days=nth)).isoformat()) for nth, name in enumerate(names)]
        self._memory.executemany("insert or replace into mail values (?, ?, ?)", rows)

    def _garbled(self, kind: str, text: str) -> str:
        """Return the text with some of its lines cut off in the middle, or naming another item's key."""
        lines = text.splitlines(keepends=True)
        for nth, line in enumerate(lines):
            if self.weather.garbles("federal", kind, "cut", line):
                lines[nth] = line[: len(line) // 2] + "\ufffd\n"
            elif self.weather.garbles("federal", kind, "swap", line):
                lines[nth] = line.replace('"key": "release:', '"key": "release:9')
        return "".join(lines)


def _line(item: files.Item, says: str, why: str) -> dict[str, object]:
    named = {"item": item.item, "key": item.key, "case_type": item.case_type, "process": item.process}
    return {"record": "item", **named, "says": says, "why": why}
