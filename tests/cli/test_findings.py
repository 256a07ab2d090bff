"""caseclose finding and caseclose document, as a worker uses them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from caseclose.cli.main import caseclose
from caseclose.cli.wiring import Wiring
from caseclose.site.setup import prepare
from tests.casework.factories import a_case
from tests.cli.running import PLAIN, Ran

TODAY = date(2026, 11, 22)
WIRING = Wiring(now=lambda: datetime(2026, 11, 22, 20, tzinfo=UTC), today=lambda _zone: TODAY, prepare=prepare)
REFUSED = 1

pytestmark = pytest.mark.usefixtures("clean_database")


def run(*args: object) -> Ran:
    runner = CliRunner(env={**PLAIN, "COLUMNS": "100"})
    result = runner.invoke(caseclose, [str(arg) for arg in args], obj=WIRING, catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


def test_a_paper_is_filed_with_its_fingerprint_and_a_finding_names_it(tmp_path: Path) -> None:
    a_case("CA-1")
    paper = tmp_path / "note.txt"
    paper.write_text("approved")
    words = ("--evidence", "written_approval", "--title", "Approval", "--received-on", "2026-11-20", "--by", "clerk")
    filed = json.loads(run("document", "file", "CA-1", paper, *words, "--json").out)
    found = run("finding", "record", "CA-1", "--fact", "served_action_pending", "--value", "no",
                "--document", filed["document"], "--by", "worker")  # fmt: skip
    assert found.code == 0
    assert "is on record in case CA-1" in found.out
    from caseclose.casework.models import Document, Finding

    assert Document.objects.get().sha256 == sha256(b"approved").hexdigest()
    assert Finding.objects.get().document_id == filed["document"]


def test_a_refusal_says_what_is_wrong_and_what_to_do() -> None:
    a_case("CA-1")
    ran = run("finding", "record", "CA-1", "--fact", "mony_held", "--value", "no", "--by", "worker")
    assert (ran.code, ran.out) == (REFUSED, "")
    assert "there is no fact called 'mony_held'" in ran.err
    assert "money_held" in ran.err


def test_a_case_that_is_not_there_is_named() -> None:
    ran = run("finding", "record", "CA-9", "--fact", "money_held", "--value", "no", "--by", "worker")
    assert ran.code == 2
    assert "there is no case CA-9" in ran.err
