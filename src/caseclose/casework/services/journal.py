"""Appending to the journal. Entries are numbered without gaps and chained: each hash covers the one before it.

Who acted and what was said are in the hash only through a salted seal, so that they can be destroyed later while the
chain still holds. Without the salt nobody can find out by trying what a destroyed entry said.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from django.db import connection

from caseclose.casework.models import JournalEntry
from caseclose.casework.services.rows import insert

FIRST_LINK = "0" * 64
_SALT_BYTES = 16
_CHAIN_LOCK = 4_510_303
"""Number of the database's advisory lock that lets one transaction at a time append to the chain."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one entry is to say."""

    case: str | None
    closure: int | None
    kind: str
    on: date
    at: datetime
    by: str
    role: str
    body: dict[str, Any]


def append(lines: Sequence[Line]) -> None:
    """Append `lines` to the journal in this transaction. Others who append wait until it ends."""
    if not lines:
        return
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
    last = JournalEntry.objects.order_by("-number").values_list("number", "hash").first()
    number, link = last or (0, FIRST_LINK)
    entries = []
    for line in lines:
        number += 1
        entry = JournalEntry(
            number=number,
            case_id=line.case,
            closure_id=line.closure,
            kind=line.kind,
            on=line.on,
            at=line.at,
            by=line.by,
            role=line.role,
            body=line.body,
            salt=secrets.token_hex(_SALT_BYTES),
            previous=link,
        )
        entry.seal = seal_of(entry)
        entry.hash = link = link_of(entry)
        entries.append(entry)
    insert(entries)


def seal_of(entry: JournalEntry) -> str:
    """Return the seal that an entry must carry while who acted and what was said are still there."""
    return _hash({"salt": entry.salt, "by": entry.by, "body": entry.body})


def link_of(entry: JournalEntry) -> str:
    """Return the hash that an entry must carry. It does not change when what the seal covers is destroyed.

    Its moment is told in UTC, whatever zone the session that reads it keeps.
    """
    return _hash(
        {
            "number": entry.number,
            "case": entry.case_id,
            "closure": entry.closure_id,
            "kind": entry.kind,
            "on": entry.on.isoformat(),
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "role": entry.role,
            "seal": entry.seal,
            "previous": entry.previous,
        }
    )


def _hash(said: dict[str, Any]) -> str:
    return sha256(json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()
