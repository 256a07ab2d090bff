"""Which scanners look at a file that comes in: our own short list always, and ClamAV where CASECLOSE_CLAMD names it."""

from __future__ import annotations

import os

from caseclose.outside.scanner import Clamd, known_by_signature, one_after_another


def scan(data: bytes) -> str:
    """Return the name of harm that the file is known for; empty where none is known. Raises OSError."""
    clamd = os.environ.get("CASECLOSE_CLAMD", "")
    return one_after_another([known_by_signature, *([Clamd(clamd)] if clamd else [])])(data)
