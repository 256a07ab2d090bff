"""caseclose bulk: a list of cases, looked at and then acted on."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from caseclose.casework.models import Candidate
from caseclose.cli.main import caseclose
from caseclose.cli.wiring import Wiring
from caseclose.site.setup import prepare
from tests.casework.closable import a_closable_case
from tests.cli.running import PLAIN, Ran

TODAY = date(2026, 11, 22)
WIRING = Wiring(now=lambda: datetime(2026, 11, 22, 20, tzinfo=UTC), today=lambda _zone: TODAY, prepare=prepare)
ON = ("--on", TODAY)
ODD = "=HYPERLINK(1)"

pytestmark = pytest.mark.usefixtures("clean_database")


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of two cases that can be closed and two that cannot, one of them with a number that is a formula."""
    monkeypatch.chdir(tmp_path)
    for number in ("CA-1", "CA-2"):
        a_closable_case(number)
    a_closable_case(ODD, current_order="true")
    path = tmp_path / "cases.txt"
    path.write_text(f"# the list of November\nCA-1\n{ODD}\n\nCA-2\nCA-1\nCA-9\n")
    return path


def run(*args: object) -> Ran:
    runner = CliRunner(env={**PLAIN, "COLUMNS": "100"})
    result = runner.invoke(caseclose, ["bulk", *map(str, args)], obj=WIRING, catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


def test_a_list_is_looked_at_proposed_and_approved(listed: Path) -> None:
    looked = run("propose", "--under", "ca.b1", "--cases", listed, *ON, "--preview")
    assert looked.code == 3
    assert "2 cases would be proposed, 2 would be refused." in looked.out
    assert f"case {ODD}: criterion_not_met" in looked.out
    done = json.loads(run("propose", "--from-preview", 1, "--by", "one", *ON, "--json").out)
    assert (done["state"], done["done"], done["waiting"]) == ("done", ["CA-1", "CA-2"], [])
    assert [row["case"] for row in done["refused"]] == [ODD, "CA-9"]
    assert run("approve", "--batch", 1, *ON, "--preview").code == 0
    own = run("approve", "--from-preview", 2, "--by", "one", *ON)
    assert (own.code, "bulk_own_proposals" in own.err) == (1, True)
    assert run("approve", "--from-preview", 2, "--by", "two", *ON).out.strip() == "Batch 2: 2 approved, 0 refused."
    assert run("show", 2).code == 0
    assert run("list").out.splitlines() == [
        "2  approve  done  2026-11-22  done 2", "1  propose  done  2026-11-22  done 2, refused 2"]  # fmt: skip
    ended = run("keep-open", "--batch", 1, "--reason", "begun_by_mistake", *ON, "--preview", "--json")
    kept = run("keep-open", "--from-preview", json.loads(ended.out)["batch"], "--by", "one", *ON)
    assert kept.out.strip() == "Batch 3: 2 kept open, 0 refused."


def test_the_list_of_refused_cases_runs_nothing_in_a_spreadsheet_and_tells_nothing_of_the_family(listed: Path) -> None:
    run("propose", "--under", "ca.b1", "--cases", listed, *ON, "--preview")
    text = Path("refused.csv").read_text()
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["case"], row["rule"]) for row in rows] == [(f"'{ODD}", "criterion_not_met"), ("CA-9", "no_such_case")]
    assert "312" not in text
    assert rows[0]["why"] == "ca.b1 is not_met today."
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_a_call_that_cannot_be_says_what_to_do(listed: Path) -> None:
    for words, todo in (
        (("propose", *ON), "Give --preview, or --from-preview NUMBER."),
        (("propose", *ON, "--preview", "--cases", listed), "Name it with --under"),
        (("propose", *ON, "--preview", "--under", "ca.b1"), "--cases FILE"),
        (("propose", *ON, "--from-preview", 7, "--by", "one"), "caseclose bulk list"),
        (("propose", *ON, "--from-preview", 7), "--from-preview goes with --by"),
        (("approve", *ON, "--preview"), "Name a batch with --batch"),
        (("reopen", *ON, "--preview", "--batch", 1), "Say why, with --reason."),
        (("show", 7), "there is no batch 7"),
    ):
        ran = run(*words)
        assert (ran.code, todo in ran.err) == (2, True), (words, ran.err)
    empty = run("approve", *ON, "--preview", "--batch", 7)
    assert (empty.code, "bulk_nothing_selected" in empty.err) == (1, True)
    assert run("list").out.strip() == "There is no batch."


def test_candidates_of_a_screening_are_chosen_by_office_and_day(listed: Path) -> None:
    for number, found in (("CA-1", ["ca.b1", "us.b1"]), ("CA-2", ["ca.b1"]), (ODD, [])):
        Candidate.objects.create(case_id=number, closable_under=found, held_by=[], must_close=True,
                                 screened_on=TODAY, policy="law")  # fmt: skip

    def would(*more: object) -> list[str]:
        return list(json.loads(run("propose", "--candidates", *more, *ON, "--preview", "--json").out)["waiting"])

    under = ("--under", "ca.b1")
    assert would(*under) == ["CA-1", "CA-2"]
    assert would(*under, "--first", 1, "--office", "ca", "--screened-on", TODAY) == ["CA-1"]
    for others in (("--office", "nowhere"), ("--screened-on", "2026-11-21")):
        assert "no candidate like this" in run("propose", "--candidates", *under, *others, *ON, "--preview").err
    assert "Give --candidates too." in run("propose", *under, "--office", "ca", *ON, "--preview").err
    both = run("propose", *under, "--candidates", "--cases", listed, *ON, "--preview")
    assert "Give --candidates, or --cases FILE." in both.err


def test_a_list_that_is_no_text_is_refused(listed: Path) -> None:
    listed.write_bytes(b"CA-\xff\n")
    assert "this is not UTF-8 text" in run("propose", "--under", "ca.b1", "--cases", listed, *ON, "--preview").err
    listed.write_text("x" * 65)
    assert "hold no case number" in run("propose", "--under", "ca.b1", "--cases", listed, *ON, "--preview").err
    listed.write_text("\n")
    assert "no case is named" in run("propose", "--under", "ca.b1", "--cases", listed, *ON, "--preview").err
