"""Imports in processes of their own that are killed at some moment, and begun again."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from caseclose.casework.models import ImportedChunk
from tests.importing.extracts import ON

ROOT = Path(__file__).parents[2]
CHUNK_ROWS = 300
PATIENCE = 600.0


def begin(folder: Path, where: Path, *, chunk_rows: int = CHUNK_ROWS) -> subprocess.Popen[bytes]:
    """Begin to import a folder, so many rows in a transaction; refused rows are listed in `where`."""
    return _begun(["tests.importing.small_chunks", str(chunk_rows)], folder, where)


def _begun(program: list[str], folder: Path, where: Path) -> subprocess.Popen[bytes]:
    words = ["records", "import", folder, "--on", str(ON), "--by", "records officer", "--report", where / "refused.csv"]
    command = [sys.executable, "-m", *program, *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def killed_while_filling(folder: Path, where: Path, pattern: str, nth: int) -> bool:
    """Import a folder into empty tables, and die after the nth statement like this. Say whether it came to that."""
    process = _begun(["tests.importing.killed_at", str(CHUNK_ROWS), pattern, str(nth)], folder, where)
    process.communicate(timeout=PATIENCE)
    return process.returncode == -signal.SIGKILL


def kill_when(process: subprocess.Popen[bytes], written: int, chance: random.Random) -> bool:
    """Kill the process when that many chunks are written, or a moment later. Say whether it was still at work."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and ImportedChunk.objects.count() < written and time.monotonic() < end:
        time.sleep(0.005)
    time.sleep(chance.random() * 0.05)
    process.kill()
    process.communicate()
    return process.returncode < 0


def run_to_the_end(folder: Path, where: Path, *, chunk_rows: int = CHUNK_ROWS) -> int:
    """Import a folder, and return the exit code."""
    process = begin(folder, where, chunk_rows=chunk_rows)
    out, err = process.communicate(timeout=PATIENCE)
    assert b"Traceback" not in out + err, err.decode()
    return process.returncode
