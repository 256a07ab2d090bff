"""Where the disk takes no more, a command says so, exits with 2 and leaves nothing half written."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.made import ON, a_case
from tests.cli.running import command, environment, run_apart

BLOCKS = 64
"""A limit on the size of files, in blocks of 512 bytes, does to a run what a full disk does."""

CALLS: list[tuple[str, ...]] = [
    ("caseload", "make", "made.parquet", "--cases", "3000", "--state", "ca"),
    ("caseload", "make", "made", "--cases", "3000", "--state", "ca"),
    ("assess", "cases.csv", *ON, "--case", "B-1"),
    ("screen", "cases.csv", *ON, "--out", "out"),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: " ".join(call[:3]))
def test_a_full_disk_ends_a_command_in_words_and_leaves_nothing(call: tuple[str, ...], tmp_path: Path) -> None:
    rows = "".join(f"B-{n},the unit of the {n}th floor\n" for n in range(3_000))
    (tmp_path / "cases.csv").write_text(f"case_id,bypass_owner\n{rows}", encoding="utf-8")
    words = [str(word) for word in command(*call)]
    limited = ["sh", "-c", f'ulimit -f {BLOCKS}; exec "$@"', "sh", *words]
    done = subprocess.run(limited, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stdout + done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["cases.csv"]


def test_an_output_that_takes_no_more_is_told_in_words(tmp_path: Path) -> None:
    a_case(tmp_path)
    words = [str(word) for word in command("assess", "case.toml", *ON, "--json")]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(words, cwd=tmp_path, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: output: No space left on device")


def test_the_same_commands_succeed_where_there_is_room(tmp_path: Path) -> None:
    """The tests above would prove little about calls that cannot succeed at all."""
    assert run_apart(*CALLS[0], cwd=tmp_path).code == 0
