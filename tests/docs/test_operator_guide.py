"""Every command of the guide for operators does what the guide says, in its order, from an empty database."""

from __future__ import annotations

import re
import shlex
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from caseclose.caseload.making.records import make_records
from caseclose.cli.main import caseclose
from caseclose.cli.wiring import Wiring
from caseclose.site.parties import connect
from caseclose.site.setup import prepare
from tests.cli.running import PLAIN

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "operator.md"
FIRST, NEXT = date(2026, 11, 22), date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)
WIRING = Wiring(now=lambda: NOW, today=lambda _zone: NEXT, prepare=prepare, connect=connect)


def commands() -> list[tuple[str, int]]:
    """Return each command that stands by itself, with its exit code."""
    lines = [line for line in GUIDE.read_text("utf-8").splitlines() if line.startswith("    caseclose ")]
    codes = [re.search(r"# exits with (\d)$", line) for line in lines]
    return [(line.strip(), int(code[1]) if code else 0) for line, code in zip(lines, codes, strict=True)]


def a_later_extract(folder: Path) -> None:
    """The same cases once more, with a minus sign before the first balance."""
    made = folder / "made"
    make_records(made, cases=200, seed=7, state="AR", as_of=FIRST, ending="csv")
    shutil.move(made, folder / "extract-2")
    balances = folder / "extract-2" / "balances.csv"
    head, first, *rest = balances.read_text("utf-8").splitlines(keepends=True)
    cells = dict(zip(head.strip().split(","), first.strip().split(","), strict=True))
    balances.write_text(head + ",".join({**cells, "family": "-12.00"}.values()) + "\n" + "".join(rest), "utf-8")


@pytest.mark.usefixtures("clean_database")
def test_the_commands_of_the_guide_can_be_given_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    a_later_extract(tmp_path)
    Path("journal.key").write_bytes(bytes(32))
    said: dict[str, str] = {}
    for command, code in commands():
        words = shlex.split(command, comments=True)[1:]
        result = CliRunner(env=PLAIN).invoke(caseclose, words, obj=WIRING, catch_exceptions=False)
        assert result.exit_code == code, f"{command}\n{result.output}"
        said[" ".join(words[:2])] = result.stdout
    assert len(said) > 12
    assert Path("refused.csv").read_text("utf-8").splitlines()[1].startswith("balances.csv,2,family,")
    assert "rows of theirs were refused: 1 case." in said["records import"]
    assert said["hold list"].count("case AR-") == 1
    assert "The journal is whole (1 signed head compared)." in said["audit verify"]
