"""Checking the journal: the chain inside the database, and signed heads that are kept outside it.

The chain alone finds a changed, missing, moved or re-dated entry. It does not find a cut tail, or a chain that was
written anew as a whole; for these the heads are compared, which whoever can write to the database cannot sign.
What was destroyed with its case is told from what was only removed by the receipt further on in the chain.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from caseclose.casework.models import JournalEntry
from caseclose.casework.services.journal import FIRST_LINK, link_of, seal_of
from caseclose.casework.services.retention.emptied import Emptied

CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Head:
    """How long the journal was at a moment, and its last hash, signed with a key that is not in the database."""

    number: int
    hash: str
    at: str
    signature: str


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the journal is not what it was."""

    number: int
    reason: str


class BadHead(Exception):
    """A head that was not signed with this key, or is no head at all."""


def take_head(*, key: bytes, at: datetime) -> Head:
    """Return the journal's head as of now, signed. It is to be kept outside the database."""
    last = JournalEntry.objects.order_by("-number").values_list("number", "hash").first() or (0, FIRST_LINK)
    return Head(last[0], last[1], at.isoformat(), _signature(key, last[0], last[1], at.isoformat()))


def _signature(key: bytes, number: int, link: str, at: str) -> str:
    return hmac.new(key, json.dumps([number, link, at]).encode(), sha256).hexdigest()


def head_as_text(head: Head) -> str:
    """Return a head as one line of JSON."""
    return json.dumps(asdict(head), sort_keys=True)


def read_head(text: str, *, key: bytes) -> Head:
    """Read a head and check its signature. Raises BadHead."""
    try:
        head = Head(**json.loads(text))
    except (ValueError, TypeError):
        raise BadHead("this line is not a head of the journal") from None
    if not hmac.compare_digest(head.signature, _signature(key, head.number, head.hash, head.at)):
        raise BadHead(f"the head of entry {head.number} was not signed with this key")
    return head


def verify(heads: tuple[Head, ...] = ()) -> list[Break]:
    """Walk the whole journal, and compare it with `heads`. Returns every break; none means that it is whole.

    Two heads that name one entry by different hashes show that it was written anew between them.
    """
    breaks, wanted = [], _by_number(heads)
    link, number, emptied = FIRST_LINK, 0, Emptied()
    for entry in _entries():
        number += 1
        breaks += _breaks_of(entry, number, link)
        breaks += [Break(*each) for each in emptied.met(entry)]
        number, link = entry.number, entry.hash
        if wanted.pop(entry.number, {entry.hash}) != {entry.hash}:
            breaks.append(Break(entry.number, "it is not the entry that a signed head names; the chain was rewritten"))
    breaks += [Break(gone, "what it said is gone, and no receipt says so") for gone in sorted(emptied.uncovered())]
    gone = "a signed head names this entry, and it is gone; the tail was cut"
    return breaks + [Break(number, gone) for number in sorted(wanted) if number]


def _by_number(heads: tuple[Head, ...]) -> dict[int, set[str]]:
    named: dict[int, set[str]] = {}
    for head in heads:
        named.setdefault(head.number, set()).add(head.hash)
    return named


def _entries() -> Iterator[JournalEntry]:
    return JournalEntry.objects.order_by("number").iterator(chunk_size=CHUNK)


def _breaks_of(entry: JournalEntry, number: int, link: str) -> list[Break]:
    if entry.number != number:
        return [Break(number, f"the entry is missing; the next one is {entry.number}")]
    if entry.previous != link:
        return [Break(entry.number, "it does not follow the entry before it")]
    if link_of(entry) != entry.hash:
        return [Break(entry.number, "it was changed")]
    if not entry.salt:
        left = entry.body is not None or entry.by
        return [Break(entry.number, "part of what it said is gone")] if left else []
    return [] if seal_of(entry) == entry.seal else [Break(entry.number, "what it said was changed")]
