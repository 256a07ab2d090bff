"""Fingerprints of what only one person is to know: codes, references, addresses of callers. They are made with a key.

The key lies in a file outside the database. So whoever reads the database, or a copy of it, finds no code in it, and
cannot find one out by trying.
"""

from __future__ import annotations

import os
import secrets
from functools import cache
from hashlib import sha256
from hmac import digest
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 16
"""Bytes of a key."""


class NoCodeKey(ImproperlyConfigured):
    """No key is named, or it is too short: codes can be neither made nor found."""


def fingerprint(of: str, text: str) -> str:
    """Return the fingerprint of a text, in hexadecimal. `of` is what it is; another thing has another fingerprint."""
    return _mac(of, text).hex()


def number_of(of: str, text: str) -> int:
    """Return a number that follows from the text and the key, and tells nothing of either."""
    return int.from_bytes(_mac(of, text), "big")


def _mac(of: str, text: str) -> bytes:
    return digest(code_key(settings.CODE_KEY_FILE), f"{of}\0{text}".encode(), sha256)


@cache
def code_key(file: str) -> bytes:
    """Return the key in this file. Only where it lies beside a database of our own, it is drawn when it is not there.

    Raises NoCodeKey.
    """
    if not file:
        raise NoCodeKey("CASECLOSE_CODE_KEY_FILE is not set: it names the file with the key of codes")
    path = Path(file)
    if settings.CODE_KEY_DRAWN and not path.exists():
        _draw(path)
    try:
        key = path.read_bytes().strip()
    except OSError as error:
        raise NoCodeKey(f"the key of codes cannot be read: {error.strerror}") from None
    if len(key) < SHORTEST_KEY:
        raise NoCodeKey(f"the key of codes has fewer than {SHORTEST_KEY} bytes")
    return key


def _draw(path: Path) -> None:
    """Put a key in place whole, once, whoever else draws one now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
