"""Runs the command with chunks of few rows, so that a small extract is written in many transactions."""

from __future__ import annotations

import sys

from caseclose.casework.importing import checking
from caseclose.site.command import run

if __name__ == "__main__":
    checking.CHUNK_ROWS = int(sys.argv.pop(1))
    run()
