"""How long the long tests run: sampled in the ordinary run, whole with CASECLOSE_PROVE=1."""

from __future__ import annotations

import os
import sys

import pytest

PROVE = os.environ.get("CASECLOSE_PROVE") == "1"


def told(capsys: pytest.CaptureFixture[str], line: str) -> None:
    """Print what was counted, and from which seed, past the capture of the test run."""
    with capsys.disabled():
        sys.stdout.write(f"\n{line}\n")
