"""Every command of the guide to bulk work, holds and the end of records does what the guide says, in its order."""

from __future__ import annotations

import shlex
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from caseclose.cli.main import caseclose
from caseclose.cli.wiring import Wiring
from caseclose.site.setup import prepare
from tests.cli.running import PLAIN

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "records-and-bulk.md"
TODAY = date(2026, 11, 22)
WIRING = Wiring(now=lambda: datetime(2026, 11, 22, 20, tzinfo=UTC), today=lambda _zone: TODAY, prepare=prepare)


def commands() -> list[str]:
    return [
        line.strip() for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("    caseclose ")
    ]


@pytest.mark.usefixtures("clean_database")
def test_the_commands_of_the_guide_can_be_given_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.casework.closable import a_closable_case
    from tests.casework.ending import an_old_case

    monkeypatch.chdir(tmp_path)
    for number in ("CA-1", "CA-2"):
        a_closable_case(number)
    an_old_case("CA-77")
    Path("cases.txt").write_text("CA-1\nCA-2\n")
    said = {}
    for command in commands():
        words = shlex.split(command)[1:]
        result = CliRunner(env=PLAIN).invoke(caseclose, words, obj=WIRING, catch_exceptions=False)
        assert result.exit_code == 0, f"{command}\n{result.output}"
        said[command] = result.stdout
    assert len(said) > 20
    assert said["caseclose retention verify CA-77"].strip() == "case CA-77: destroyed, with a receipt"
    assert said["caseclose hold list --on 2026-12-01"].count("case CA-") == 2
