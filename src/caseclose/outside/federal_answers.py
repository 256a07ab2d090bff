"""Reconciling: what an acknowledgement, and later a list of what is still held, say about each message of our file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from caseclose.outside.federal_files import Item, read_lines
from caseclose.outside.ports import Answer

UNREADABLE = "unreadable"


def unreadable(name: str, why: str) -> Answer:
    """Return the answer that says that (a part of) a file could not be read."""
    return Answer(f"{name}:{UNREADABLE}", "", UNREADABLE, f"{name}: {why}")


def from_acknowledgement(name: str, sequence: int, items: Sequence[Item], text: str) -> list[Answer]:
    """Weigh an acknowledgement against the file that it answers. A message is accepted when all its items are.

    What it does not name is unnamed. A line that names no item of ours word for word is not taken for any. A file of
    which nothing can be read counts as not having come.
    """
    records, bad = read_lines(text)
    said: dict[int, tuple[str, str]] = {}
    ours = {item.item: item for item in items}
    for record in records:
        if record["record"] == "acknowledgement":
            if record.get("sequence") != sequence:
                return [unreadable(name, "it speaks of another file")]
        elif (number := _named_by(record, ours)) is None:
            bad += 1
        elif said.get(number, ("",))[0] != "refused":
            said[number] = (record["says"], str(record.get("why", "")))
    answers = _weighed(name, sequence, items, said) if said else []
    return [*answers, unreadable(name, f"{bad} lines cannot be read")] if bad or not said else answers


def _named_by(record: dict[str, Any], ours: dict[int, Item]) -> int | None:
    """Return the number of the item that a line names, where the whole line fits it."""
    number = record.get("item")
    item = ours.get(number) if isinstance(number, int) else None
    fits = (
        item is not None
        and record["record"] == "item"
        and record.get("says") in {"accepted", "refused"}
        and (record.get("key"), record.get("case_type")) == (item.key, item.case_type)
    )
    return number if fits else None


def _weighed(name: str, sequence: int, items: Sequence[Item], said: dict[int, tuple[str, str]]) -> list[Answer]:
    answers = []
    for key, own in _by_key(items).items():
        words = [said[item.item] for item in own if item.item in said]
        refusals = [why for says, why in words if says == "refused"]
        if refusals:
            says, why = "refused", refusals[0]
        elif len(words) < len(own):
            says, why = "unnamed", f"file {sequence} was acknowledged without it"
        else:
            says, why = "accepted", ""
        answers.append(Answer(f"{name}:{key}", key, says, why, own[0].case))
    return answers


def from_held(name: str, sequence: int, items: Sequence[Item], text: str) -> list[Answer]:
    """Weigh the list of what is still held after our file. What is not on it has been let go of.

    Nothing is concluded from a list that cannot be read to the last line: an item might stand in the lost part.
    """
    records, bad = read_lines(text)
    header = records[0] if records and records[0]["record"] == "held" else {}
    if bad or header.get("sequence") != sequence or header.get("items") != len(records) - 1:
        return [unreadable(name, "the list of what is held is not whole")]
    held = {(record.get("case"), record.get("case_type"), record.get("process")) for record in records[1:]}
    answers = []
    for key, own in _by_key(items).items():
        still = any((item.case, item.case_type, item.process) in held for item in own)
        says, why = ("refused", f"still on the federal list after file {sequence}") if still else ("confirmed", "")
        answers.append(Answer(f"{name}:{key}", key, says, why, own[0].case))
    return answers


def _by_key(items: Sequence[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.key, []).append(item)
    return found
