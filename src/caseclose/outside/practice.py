"""Where practice parties keep what they remember."""

from __future__ import annotations

import shutil
from pathlib import Path

EMBEDDED = "embedded"
"""The name of the practice parties of the embedded database."""


def practice_folder(home: Path) -> Path:
    """Return the folder of all practice parties on this machine."""
    return home / "practice"


def forget_practice(home: Path) -> None:
    """Make the practice parties of the embedded database forget: its keys mean nothing once it is gone."""
    shutil.rmtree(practice_folder(home) / EMBEDDED, ignore_errors=True)
