"""caseclose hold and caseclose retention, from a legal hold to the receipt of a destruction."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from caseclose.cli.main import caseclose
from caseclose.cli.wiring import Wiring
from caseclose.site.setup import prepare
from tests.casework.ending import a_full_case, an_old_case
from tests.cli.running import PLAIN, Ran

TODAY = date(2022, 5, 15)
WIRING = Wiring(now=lambda: datetime(2022, 5, 15, 20, tzinfo=UTC), today=lambda _zone: TODAY, prepare=prepare)
ON = ("--on", TODAY)

pytestmark = pytest.mark.usefixtures("clean_database")


def run(*args: object) -> Ran:
    runner = CliRunner(env={**PLAIN, "COLUMNS": "100"})
    result = runner.invoke(caseclose, [str(arg) for arg in args], obj=WIRING, catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


def a_recorded_report() -> None:
    done = run("retention", "report", "--state", "ca", "--from", "2018-10-01", "--to", "2019-09-30",
               "--reported-on", "2019-03-01", "--by", "one", *ON)  # fmt: skip
    assert done.code == 1
    assert "report_days_wrong" in done.err
    days = ("--from", "2018-10-01", "--to", "2019-05-15", "--reported-on", "2019-05-15")
    done = run("retention", "report", "--state", "ca", *days, "--by", "one", *ON)
    assert (done.code, done.out.strip()) == (0, "The report is recorded.")


def test_records_go_when_two_people_say_so_and_the_receipt_names_no_one_on_the_case(tmp_path: Path) -> None:
    a_full_case("CA-77")
    an_old_case("CA-78", closed_on=None)
    a_recorded_report()
    assert [row["case"] for row in json.loads(run("retention", "due", *ON, "--json").out)] == ["CA-77"]
    listed = tmp_path / "cases.csv"
    listed.write_text("case_id,office\nCA-77,here\nCA-78,here\nCA-79,here\n")
    proposed = run("retention", "propose", "--cases", listed, "--by", "one", *ON, "--json")
    said = json.loads(proposed.out)
    assert (proposed.code, [row["case"] for row in said["done"]]) == (1, ["CA-77"])
    assert [(row["case"], row["refused"]) for row in said["refused"]] == [
        ("CA-78", "records_end_unknown"), ("CA-79", "no_such_case")]  # fmt: skip
    assert "destruction_by_two" in run("retention", "approve", "CA-77", "--by", "one", *ON).out
    assert run("retention", "approve", "CA-77", "--by", "two", *ON).code == 0
    assert run("retention", "destroy", "CA-77", "--by", "one", *ON).code == 2
    gone = run("retention", "destroy", "CA-77", "--by", "one", *ON, "--yes", "--json")
    receipt = json.loads(gone.out)["done"][0]
    assert (gone.code, receipt["approved_by"], receipt["counts"]["casework_participant"]) == (0, "two", 3)
    assert "CA-77" not in gone.out
    verified = run("retention", "verify", "CA-77")
    assert (verified.code, verified.out.strip()) == (0, "case CA-77: destroyed, with a receipt")
    assert run("retention", "verify", "CA-78").code == 1
    assert run("history", "CA-77").out.strip() == "2022-05-15  The records of this case were destroyed on May 15, 2022."


def test_a_hold_stops_it_and_two_people_lift_it() -> None:
    an_old_case("CA-77")
    a_recorded_report()
    held = run("hold", "set", "CA-77", "--kind", "records", "--owner", "counsel", "--reason", "a secret", "--by", "one")
    assert (held.code, held.out.strip()) == (0, "Hold 1 on case CA-77 is set.")
    listed = run("hold", "list", *ON)
    assert listed.out.strip() == "1  case CA-77  records  counsel  until two people lift it"
    assert "secret" not in run("hold", "list", *ON, "--json").out
    assert "records_held" in run("retention", "propose", "CA-77", "--by", "one", *ON).out
    why = run("retention", "why", "CA-77", *ON).out
    assert "standing: held" in why
    assert "hold 1 on case CA-77, records, counsel" in why
    assert json.loads(run("retention", "why", "CA-77", *ON, "--json").out)["keep_until"] == "2022-05-15"
    assert run("retention", "why", "CA-99", *ON).code == 2
    assert "a second person must lift it" in run("hold", "lift", 1, "--because", "over", "--by", "one").out
    refused = run("hold", "lift", 1, "--because", "over", "--by", "one")
    assert (refused.code, "hold_lifted_by_two" in refused.err) == (1, True)
    assert run("hold", "lift", 1, "--because", "over", "--by", "two").out.strip() == "Hold 1 on case CA-77 is lifted."
    assert run("hold", "list", *ON).out.strip() == "No hold stands on that day."
    assert run("retention", "propose", "CA-77", "--by", "one", *ON).code == 0


def test_a_hold_that_is_none_is_refused_with_what_would_do() -> None:
    an_old_case("CA-77")
    words = ("hold", "set", "CA-77", "--owner", "worker", "--reason", "why", "--by", "one")
    assert "Name the day on which it ends" in run(*words).err
    assert "They can wait for: audit_resolved" in run(*words, "--until", "pigs_fly").err
    assert run("hold", "set", "CA-99", *words[3:]).code == 2
    assert run("hold", "lift", 99, "--because", "x", "--by", "one").code == 2
