"""A run that is killed leaves results that are whole, or none, and does not stand in the way of the next run."""

from __future__ import annotations

import contextlib
import json
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from caseclose.caseload.aside import written_aside
from caseclose.caseload.making.make import make_caseload
from tests.cli.running import begin, run_apart

DAY = date(2026, 11, 22)
CASES = 10_000
KILLS = 10
SCREEN = ("screen", "cases.csv", "--state", "ca", "--on", DAY.isoformat(), "--out", "out")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("killed")
    make_caseload(path / "cases.csv", cases=CASES, seed=5, state="CA", as_of=DAY)
    return path


@pytest.fixture(scope="module")
def seconds(folder: Path) -> float:
    """How long a whole run takes. Its results stay where they are."""
    started = time.monotonic()
    done = run_apart(*SCREEN, cwd=folder)
    assert done.code == 0, done.err
    return time.monotonic() - started


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def assert_whole(out: Path) -> None:
    assert sorted(path.name for path in out.iterdir()) == ["candidates", "missing", "summary.json", "verdicts"]
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["cases"] == CASES
    for name in ("verdicts", "missing"):
        assert pl.scan_parquet(out / name / "*.parquet").select(pl.len()).collect().item() == CASES


@pytest.mark.parametrize("kill", range(KILLS))
def test_a_run_killed_at_any_moment_leaves_whole_results_or_none(kill: int, folder: Path, seconds: float) -> None:
    moment = random.Random(kill).uniform(0.35, 1.0) * seconds  # noqa: S311 - a moment, not a secret
    running = begin(*SCREEN, "--replace", cwd=folder)
    with contextlib.suppress(subprocess.TimeoutExpired):
        running.wait(moment)
    running.send_signal(signal.SIGKILL)
    running.wait()
    if (folder / "out").exists():
        assert_whole(folder / "out")


def test_the_next_run_succeeds_and_clears_what_killed_runs_left(folder: Path, seconds: float) -> None:
    running = begin(*SCREEN, "--replace", cwd=folder)
    deadline = time.monotonic() + 10 * seconds
    while not left_over(folder) and time.monotonic() < deadline:
        time.sleep(0.01)
    running.kill()
    running.wait()
    assert left_over(folder) != []
    done = run_apart(*SCREEN, "--replace", cwd=folder)
    assert (done.code, done.err) == (0, "")
    assert_whole(folder / "out")
    assert left_over(folder) == []


def test_a_run_stopped_with_ctrl_c_ends_quietly_and_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    with (tmp_path / "err").open("wb+") as told:
        running = begin(*SCREEN[:-1], tmp_path / "results" / "out", cwd=folder, err=told)
        while running.poll() is None and not (tmp_path / "results").exists():
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 1
        told.seek(0)
        assert told.read().strip() == b"Aborted!"
    assert list((tmp_path / "results").iterdir()) == []


def test_results_that_are_there_are_not_written_over_unasked(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("case_id\nB-1\n", encoding="utf-8")
    assert run_apart(*SCREEN, cwd=tmp_path).code == 0
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    done = run_apart(*SCREEN, cwd=tmp_path)
    assert done.code == 2
    assert "out is there already" in done.err
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before


def test_what_fails_half_way_leaves_the_earlier_results_in_place(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("earlier", encoding="utf-8")
    with pytest.raises(RuntimeError, match="half way"):
        write_half(out)
    assert out.read_text(encoding="utf-8") == "earlier"
    assert list(tmp_path.iterdir()) == [out]


def write_half(out: Path) -> None:
    with written_aside(out) as aside:
        aside.write_text("later", encoding="utf-8")
        raise RuntimeError("half way")


def test_a_run_that_still_goes_on_is_not_cleared_away(tmp_path: Path) -> None:
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        going_on = tmp_path / f".out.making-{sleeper.pid}"
        ended = tmp_path / ".out.making-before-999999999"
        for path in (going_on, ended):
            path.mkdir()
        with written_aside(tmp_path / "out") as aside:
            aside.mkdir()
        assert sorted(tmp_path.iterdir()) == [going_on, tmp_path / "out"]
    finally:
        sleeper.kill()
        sleeper.wait()
