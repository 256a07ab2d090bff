"""The files that go to and come from the federal office for tax refunds, other federal payments and passports.

These are our own records, a JSON object a line, with every field named. They are not the official fixed-width layout:
its positions are not known well enough to build on. Whoever turns them into it must know two things. A record exists
for each of the two case types, and each is stopped by itself. And the official delete ends every process of a record at
once, so it may stand only for a case type of which nothing is to go on; else the process is excluded from the record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from caseclose.outside.orders import Outgoing

CASE_TYPES = ("tanf", "non_tanf")
PROCESSES = {
    "federal_tax_offset": "tax_refund",
    "administrative_offset": "administrative_payment",
    "passport": "passport",
}
"""The federal process behind each remedy."""

ACKNOWLEDGEMENT, STATUS = "ack", "status"
"""What they answer with: first whether they took each item, later whether it is stopped or still held."""

_OURS = re.compile(r"federal-([0-9]{6,})\.jsonl")
_THEIRS = re.compile(r"federal-([0-9]{6,})\.(ack|status)(?:\.[0-9]+)?\.jsonl")


@dataclass(frozen=True, slots=True)
class Item:
    """Stop one process for one case type of one case. `key` is that of the message that asks for it."""

    item: int
    key: str
    case: str
    case_type: str
    process: str
    action: str = "stop"


def our_name(sequence: int) -> str:
    """Return the name of our file with this sequence number."""
    return f"federal-{sequence:06d}.jsonl"


def our_sequence(name: str) -> int | None:
    """Return the sequence number in the name of one of our files."""
    match = _OURS.fullmatch(name)
    return int(match[1]) if match else None


def their_file(name: str) -> tuple[int, str] | None:
    """Return which of our files one of theirs is about, and of which kind it is."""
    match = _THEIRS.fullmatch(name)
    return (int(match[1]), match[2]) if match else None


def items_for(messages: Iterable[Outgoing]) -> list[Item]:
    """Return the items of a file: for each message one for each case type. Raises LookupError for another remedy."""
    found: list[Item] = []
    for message in messages:
        process = PROCESSES[message.party]
        found += [Item(0, message.key, message.case, case_type, process) for case_type in CASE_TYPES]
    return [Item(number, *_named(item)) for number, item in enumerate(found, 1)]


def _named(item: Item) -> tuple[str, str, str, str]:
    return item.key, item.case, item.case_type, item.process


def file_text(agency: str, sequence: int, made_on: date, items: Sequence[Item]) -> str:
    """Return a whole file: a header with the count, then the items."""
    header = {"agency": agency, "sequence": sequence, "made_on": made_on.isoformat(), "items": len(items)}
    return as_lines([{"record": "header", **header}, *({"record": "item", **asdict(item)} for item in items)])


def as_lines(records: Iterable[dict[str, Any]]) -> str:
    """Return records as text, one a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def read_items(text: str) -> list[Item]:
    """Read the items of one of our own files."""
    records, _ = read_lines(text)
    fields = [{name: value for name, value in record.items() if name != "record"} for record in records[1:]]
    return [Item(**values) for values in fields]


def read_lines(text: str) -> tuple[list[dict[str, Any]], int]:
    """Read records a line at a time; return them and how many lines could not be read."""
    records, unreadable = [], 0
    for line in text.splitlines():
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        if isinstance(record, dict) and isinstance(record.get("record"), str):
            records.append(record)
        else:
            unreadable += 1
    return records, unreadable
