"""The proof of one closing: its entries in the journal hold, and the chain holds from them to its head.

Each entry of the closing is checked whole. Of the others between it and the head the links alone are, which is done in
the database. `caseclose audit verify` checks every entry, and compares the chain with heads kept outside the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from caseclose.casework.models import JournalEntry
from caseclose.casework.services.journal import link_of, seal_of

FARTHEST = 200_000
"""Over so many entries the links are walked. To a head that is farther on they are not known to hold."""

_WALK = """
    WITH walk AS (
        SELECT number, previous,
            lag(number) OVER (ORDER BY number) AS before, lag(hash) OVER (ORDER BY number) AS link
        FROM casework_journalentry WHERE number BETWEEN %s AND %s
    ), head AS (SELECT number, hash, at FROM casework_journalentry ORDER BY number DESC LIMIT 1)
    SELECT head.number, head.hash, head.at,
        (SELECT min(number) FROM walk WHERE before IS NOT NULL AND (previous <> link OR number <> before + 1)),
        (SELECT max(number) FROM walk)
    FROM head
"""


@dataclass(frozen=True, slots=True)
class ChainProof:
    """What was found of the journal of a closing.

    `broken` are the entries that are not what they were; `linked` says whether the chain holds from the first of them
    to the head: None where the head is too far on to say. `emptied` counts entries whose words were destroyed.
    """

    checked: int
    first: int
    last: int
    broken: tuple[int, ...]
    emptied: int
    linked: bool | None
    break_at: int | None
    head: int
    head_hash: str
    head_at: datetime

    @property
    def whole(self) -> bool | None:
        """Whether all of it holds: False where anything does not, None where that cannot be told."""
        if self.broken or self.linked is False:
            return False
        return None if self.linked is None or self.emptied else True


def chain_proof(entries: Sequence[JournalEntry], *, farthest: int = FARTHEST) -> ChainProof | None:
    """Check these entries of one closing, in the order of their numbers; None where there are none."""
    if not entries:
        return None
    first, last = entries[0].number, entries[-1].number
    with connection.cursor() as cursor:
        cursor.execute(_WALK, [first - 1, max(last, first + farthest)])
        head, head_hash, head_at, break_at, walked = cursor.fetchone()
    linked = False if break_at is not None else True if walked == head else None
    return ChainProof(
        checked=len(entries),
        first=first,
        last=last,
        broken=tuple(entry.number for entry in entries if not _holds(entry)),
        emptied=sum(not entry.salt for entry in entries),
        linked=linked,
        break_at=break_at,
        head=head,
        head_hash=head_hash,
        head_at=head_at,
    )


def _holds(entry: JournalEntry) -> bool:
    if link_of(entry) != entry.hash:
        return False
    if not entry.salt:
        return entry.body is None and not entry.by
    return seal_of(entry) == entry.seal
