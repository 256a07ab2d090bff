"""Entries of the journal that were emptied, and the receipts that must cover each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import Q

from caseclose.casework.models import JournalEntry

RECEIPT = "RecordsDestroyed"


@dataclass(slots=True)
class _OfCase:
    """What the walk has met of one case: its entries so far, how many of them are still whole, and their hashes."""

    numbers: list[int] = field(default_factory=list)
    whole: int = 0
    hashes: Any = field(default_factory=sha256)


@dataclass(slots=True)
class Emptied:
    """Walks along with a check of the chain and tells *destroyed with a receipt* from *gone*.

    A receipt covers all entries of its case before it: it must name their count, the last one and the hash of their
    hashes, and none of them may have been left.
    """

    cases: dict[str | None, _OfCase] = field(default_factory=dict)
    touched: frozenset[str | None] = field(default_factory=lambda: frozenset(_touched()))
    """The cases of which the journal holds an emptied entry or a receipt. Of others nothing need be kept in mind."""

    def met(self, entry: JournalEntry) -> Iterator[tuple[int, str]]:
        """Take the next entry. Yields what is wrong with a receipt, as (number, reason)."""
        if entry.case_id not in self.touched:
            return
        if entry.kind == RECEIPT and entry.salt and entry.case_id is not None:
            yield from self._receipt(entry)
        seen = self.cases.setdefault(entry.case_id, _OfCase())
        if not entry.salt:
            seen.numbers.append(entry.number)
        else:
            seen.whole += 1
        seen.hashes.update(entry.hash.encode())

    def uncovered(self) -> Iterator[int]:
        """Yield the entries that are emptied although no receipt covers them."""
        for seen in self.cases.values():
            yield from seen.numbers

    def _receipt(self, entry: JournalEntry) -> Iterator[tuple[int, str]]:
        seen = self.cases.pop(entry.case_id, _OfCase())
        last = max(seen.numbers, default=0)
        said = entry.said
        if seen.whole:
            yield entry.number, f"it says that {said.get('entries')} entries were emptied, and {seen.whole} were not"
        elif (said.get("entries"), said.get("through")) != (len(seen.numbers), last):
            yield entry.number, "the entries that it says were destroyed are not those that are empty"
        elif said.get("sealed") != seen.hashes.hexdigest():
            yield entry.number, "the entries that it says were destroyed are not those that stand before it"


def _touched() -> Iterator[str | None]:
    found = JournalEntry.objects.filter(Q(salt="") | Q(kind=RECEIPT))
    yield from found.order_by().values_list("case_id", flat=True).distinct()
