"""Reconciling: what an acknowledgement, and later a status report, say about each message of one of our files.

Both name every item that they speak of. Nothing is ever concluded from silence, except that nobody knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from caseclose.outside.federal_files import ACKNOWLEDGEMENT, STATUS, Item, read_lines
from caseclose.outside.ports import Answer

UNREADABLE = "unreadable"
_WORDS: Mapping[str, tuple[str, str, str]] = {
    ACKNOWLEDGEMENT: ("accepted", "refused", "accepted"),
    STATUS: ("stopped", "held", "confirmed"),
}
"""For each kind of file: the good word, the bad word, and what the good word says about a message."""


def unreadable(name: str, why: str) -> Answer:
    """Return the answer that says that a file, or a part of it, could not be read."""
    return Answer(f"{name}:{UNREADABLE}", "", UNREADABLE, f"{name}: {why}")


def reconciled(name: str, kind: str, sequence: int, items: Sequence[Item], text: str) -> list[Answer]:
    """Weigh their file against ours. A message has the good word only where all its items have it.

    What their file does not name is unnamed. A line that fits no item of ours word for word is not taken for any. A
    file of which nothing can be read, or that speaks of another one, counts as not having come.
    """
    good, bad, means = _WORDS[kind]
    records, lost = read_lines(text)
    said: dict[int, tuple[str, str]] = {}
    ours = {item.item: item for item in items}
    for record in records:
        if record["record"] == kind:
            if record.get("sequence") != sequence:
                return [unreadable(name, "it speaks of another file")]
        elif (number := _named_by(record, ours)) is None or record.get("says") not in {good, bad}:
            lost += 1
        elif number not in said or said[number][0] == good:
            said[number] = (record["says"], str(record.get("why") or record["says"]))
    if not said:
        return [unreadable(name, "nothing in it can be read")]
    answers = [
        Answer(f"{name}:{key}", key, *_weighed(own, said, good, means, sequence), own[0].case)
        for key, own in _by_key(items).items()
    ]
    return [*answers, unreadable(name, f"{lost} lines cannot be read")] if lost else answers


def _named_by(record: dict[str, Any], ours: dict[int, Item]) -> int | None:
    """Return the number of the item that a line names, where the whole line fits it."""
    number = record.get("item")
    item = ours.get(number) if isinstance(number, int) else None
    if item is None or record["record"] != "item":
        return None
    fits = (record.get("key"), record.get("case_type"), record.get("process"))
    return number if fits == (item.key, item.case_type, item.process) else None


def _weighed(
    own: list[Item], said: dict[int, tuple[str, str]], good: str, means: str, sequence: int
) -> tuple[str, str]:
    words = [said[item.item] for item in own if item.item in said]
    for says, why in words:
        if says != good:
            return "refused", why
    if len(words) < len(own):
        return "unnamed", f"file {sequence} was answered without naming it"
    return means, ""


def _by_key(items: Sequence[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.key, []).append(item)
    return found
