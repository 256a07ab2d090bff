"""caseclose letter: listing, showing and checking letters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import run


def test_the_list_names_every_letter_and_whom_it_goes_to() -> None:
    told = json.loads(run("letter", "list", "--json").out)
    assert {"notice", "case_closed", "enforcement_ended"} <= {each["name"] for each in told}
    assert all(each["owed"] and each["languages"] == ["en", "es"] for each in told)
    assert "other parent" in run("letter", "list", "--lang", "es").out


def test_a_line_of_an_office_that_nobody_read_in_an_official_text_is_named(tmp_path: Path) -> None:
    for state, said in (("ar", True), ("ca", False)):
        done = run("letter", "preview", "notice", "--state", state, "--criterion", "us.b15", "--out", tmp_path / state)
        assert done.code == 0
        assert ("not read in an official text" in done.err) is said


def test_a_preview_is_a_pdf_or_a_page(tmp_path: Path) -> None:
    done = run("letter", "preview", "notice", "--state", "CA", "--lang", "es", "--out", tmp_path / "a.pdf", "--both")
    assert (done.code, done.out.strip()) == (0, f"{tmp_path / 'a.pdf'}: Pensamos cerrar su caso de manutención")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-1.7")
    run("letter", "preview", "case_closed", "--state", "ar", "--outcome", "closed", "--html", "--large",
        "--out", tmp_path / "a.html")  # fmt: skip
    assert "<h1>We closed your child support case</h1>" in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("notise", "--state", "ca"), "notice"),
        (("notice", "--state", "zz"), "There is policy for"),
        (("notice", "--state", "ca", "--criterion", "us.b99"), "no criterion 'us.b99' governs in 'ca'"),
        (("notice", "--state", "ca", "--criterion", "us.b12"), "closes_on"),
        (("case_closed", "--state", "ca", "--outcome", "won"), "payment_processing"),
    ],
)
def test_what_cannot_be_shown_is_told_and_nothing_is_written(args: tuple[str, ...], told: str, tmp_path: Path) -> None:
    done = run("letter", "preview", *args, "--out", tmp_path / "a.pdf")
    assert done.code == 2
    assert told in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_check_of_one_letter_says_what_it_made() -> None:
    done = run("letter", "check", "request_withdrawn", "--json")
    told = json.loads(done.out)
    assert (done.code, told["ok"], told["letters"], told["faults"]) == (0, True, 1, [])
    assert told["made"] > 10
    assert run("letter", "check", "request_withdrawm").code == 2
