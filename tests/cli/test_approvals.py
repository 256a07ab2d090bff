"""`caseclose approval`: what waits for a second person, and the paper that this person reads."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from tests.casework.closable import a_closable_case
from tests.casework.mailing import text_of, with_people
from tests.cli.test_closing_commands import BOSS, DONE, REFUSED, run, step

pytestmark = pytest.mark.usefixtures("clean_database")


def proposed() -> None:
    with_people(a_closable_case(remedies=("driver_license",)))
    assert step("propose").code == DONE


def test_what_waits_is_listed_and_its_paper_written_in_either_language(tmp_path: Path) -> None:
    proposed()
    (row,) = json.loads(run("approval", "list", "--json").out)
    assert (row["case"], row["criterion"], row["begun_by"]) == ("1", "ca.b1", "worker one")
    assert run("approval", "list").out.strip() == "case 1  proposal ca.b1  2026-11-22  by worker one"
    for lang, said in (("en", "Approve it, or send it back"), ("es", "Apruébelo, o devuélvalo")):
        place = tmp_path / f"{lang}.pdf"
        ran = run("approval", "paper", "1", "--to", "supervisor.2", "--lang", lang, "--out", place)
        assert (ran.code, ran.err) == (DONE, "")
        assert said in text_of(place.read_bytes())
        with pikepdf.open(place) as pdf:
            assert "worker" not in str(pdf.docinfo) + str(pdf.open_metadata())
    run("approval", "paper", "1", "--html", "--out", tmp_path / "page.html")
    assert "22 CCR 118203(a)(1)" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_where_there_is_nothing_to_approve_the_refusal_is_told_and_no_file_is_written(tmp_path: Path) -> None:
    proposed()
    assert step("approve", by=BOSS).code == DONE
    ran = run("approval", "paper", "1", "--out", tmp_path / "a.pdf")
    assert (ran.code, "wrong_step" in ran.err) == (REFUSED, True)
    assert list(tmp_path.iterdir()) == []
    assert run("approval", "list").out.strip() == "Nothing waits."
    assert "there is no case" in run("approval", "paper", "9", "--out", tmp_path / "a.pdf").err
