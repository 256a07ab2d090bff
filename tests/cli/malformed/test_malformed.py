"""Malformed input of every kind: no traceback, the documented exit code, and the place and the reason in words."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.malformed import calls, case_json, case_toml, csv_cells, csv_files, parquet_files, policy_files
from tests.cli.malformed.broken import FINE, OUT, REFUSED, Broken
from tests.cli.running import run

TABLES = (case_toml, case_json, csv_cells, csv_files, parquet_files, policy_files, calls)
ALL: list[Broken] = [broken for table in TABLES for broken in table.CASES]
AT_LEAST = 220


def report(folder: Path) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return the report of refused rows as text, and its rows and columns."""
    path = folder / OUT / "refused.csv"
    if not path.exists():
        return "", ()
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return path.read_text(encoding="utf-8"), tuple((int(row["row"]), row["column"]) for row in rows)


@pytest.mark.parametrize("broken", ALL, ids=lambda broken: broken.name)
def test_malformed_input_is_refused_in_words(broken: Broken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken.lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = run(*broken.command)
    text, refused = report(tmp_path)
    told = ran.out + ran.err + text
    assert ran.code == broken.code, told[-2000:]
    assert "Traceback" not in told
    assert [words for words in broken.says if words not in told] == [], told[-2000:]
    assert refused == broken.refused
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")] == []
    if OUT in broken.command and not any(name.startswith(OUT) for name in broken.files):
        assert (tmp_path / OUT).exists() == (broken.code in {FINE, REFUSED})


def test_the_table_holds_enough_malformed_inputs_and_each_says_what_must_be_told() -> None:
    bad = [broken for broken in ALL if broken.code != FINE]
    assert len(bad) >= AT_LEAST
    assert [broken.name for broken in bad if not broken.says] == []
    assert Counter(broken.name for broken in ALL).most_common(1)[0][1] == 1


def test_a_damaged_number_that_looks_like_a_social_security_number_is_not_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("case.toml").write_text('arrears_total = "987-65-4320"\n', encoding="utf-8")
    Path("cases.csv").write_text("case_id,arrears_total\nA-1,987654320x\n", encoding="utf-8")
    one = run("assess", "case.toml", "--state", "ca", "--on", "2026-11-22")
    run("screen", "cases.csv", "--state", "ca", "--on", "2026-11-22", "--out", OUT)
    told = one.err + report(tmp_path)[0]
    assert "•••-••-••••" in one.err
    assert [number for number in ("987-65-4320", "987654320") if number in told] == []
