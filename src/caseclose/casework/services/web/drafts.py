"""Unfinished requests: sealed with a secret that only the person has, and gone when their time is over.

The secret lies in a cookie, or on the person's own note. The records hold its fingerprint, and what was typed as
nobody without the secret can read it.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from caseclose.casework.models import WebDraft
from caseclose.casework.services.fingerprints import fingerprint
from caseclose.casework.services.mail.drawn import as_drawn, drawn_code
from caseclose.law.safeguards import web_limits

_OF = "draft"
_HALVES = 2


def drawn_secret() -> str:
    """Draw the secret of a new draft: two codes, 115 bits, that can be written down."""
    return "-".join(drawn_code() for _ in range(_HALVES))


def as_secret(text: str) -> str:
    """Return a secret as it was drawn, however it was typed."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    half = len(signs) // _HALVES
    return "-".join(as_drawn(part) for part in (signs[:half], signs[half:]))


def keep_draft(secret: str, said: Mapping[str, Any], at: datetime) -> None:
    """Keep what was said so far, for a span from now."""
    sealed = _seal(secret).encrypt(json.dumps(said).encode())
    ends = at + timedelta(hours=web_limits().draft_hours)
    WebDraft.objects.update_or_create(mark=_mark(secret), defaults={"sealed": sealed, "ends_at": ends})


def draft_of(secret: str, at: datetime) -> dict[str, Any]:
    """Return what was said so far; nothing where there is no such draft any more."""
    found = WebDraft.objects.filter(mark=_mark(secret), ends_at__gt=at).first() if secret else None
    if found is None:
        return {}
    try:
        said: dict[str, Any] = json.loads(_seal(secret).decrypt(bytes(found.sealed)))
    except InvalidToken:
        return {}
    return said


def drop_draft(secret: str) -> None:
    """Forget a draft."""
    WebDraft.objects.filter(mark=_mark(secret)).delete()


def sweep_drafts(at: datetime) -> int:
    """Forget the drafts whose time is over; return how many."""
    return WebDraft.objects.filter(ends_at__lte=at).delete()[0]


def _mark(secret: str) -> str:
    return fingerprint(_OF, as_secret(secret))


def _seal(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"{_OF} {as_secret(secret)}".encode()).digest()))
