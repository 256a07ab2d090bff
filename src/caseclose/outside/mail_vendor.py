"""The mail vendor, who prints and mails letters. It gets them in batches: print files with a manifest, in its tray.

It knows a letter by the code that is printed on it, and by nothing else. A code that it gets twice it mails once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NAME = "mail_vendor"
MANIFEST = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class BatchedLetter:
    """One letter of a batch, as its manifest has it: its place, its code, where it is printed, and its own SHA-256."""

    batch: str
    sequence: int
    key: str
    file: str
    page: int
    pages: int
    sha256: str


def batches_in(tray: Path) -> Sequence[Path]:
    """Return the batches that are in a tray, the oldest first. What is still being written has no place there yet."""
    return sorted(path for path in tray.glob("batch-*") if path.is_dir())


def letters_in(batch: Path) -> Sequence[BatchedLetter]:
    """Return the letters of a batch, in the order of their pages. Raises OSError, ValueError and TypeError."""
    lines = (batch / MANIFEST).read_text(encoding="utf-8").splitlines()
    return [BatchedLetter(batch.name, **json.loads(line)) for line in lines]
