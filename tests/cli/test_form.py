"""caseclose form, as a clerk and an operator use it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from caseclose.cli import form_returned
from caseclose.cli.main import caseclose
from caseclose.forms.codes import form_code
from tests.casework.factories import a_case
from tests.cli.made import read_json
from tests.cli.running import PLAIN, run
from tests.cli.test_findings import WIRING

KEY = b"a secret of the agency, long enough"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    path.write_bytes(KEY + b"\n")
    return path


def test_a_blank_form_is_written(tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    ran = run("form", "request", "--state", "CA", "--lang", "es", "--out", out)
    assert (ran.code, ran.err) == (0, "")
    assert out.read_bytes().startswith(b"%PDF-")
    assert "Solicitud voluntaria" in ran.out


def test_a_form_for_a_case_tells_its_code_and_nobodys_name(tmp_path: Path, key_file: Path) -> None:
    words = ("--state", "ca", "--case", "0042", "--name", "Ana Ruiz", "--stop", "support", "--key-file", key_file)
    told = read_json("form", "request", *words, "--out", tmp_path / "form.pdf")
    assert told["code"] == form_code("0042", KEY)
    assert "Ana" not in json.dumps(told)


def test_without_a_key_the_form_has_no_code_and_the_clerk_is_told(tmp_path: Path) -> None:
    ran = run("form", "request", "--state", "ca", "--case", "0042", "--out", tmp_path / "form.pdf")
    assert (ran.code, "It carries no form code" in ran.out) == (0, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--state", "zz"), "There is policy for: us, ar, ca"),
        (("--state", "ar"), "central, local"),
        (("--state", "ca", "--office", "x"), "There is: san_mateo"),
        (("--state", "ca", "--name", "Ana\x01"), "cannot be printed (U+0001)"),
    ],
)
def test_a_refusal_says_what_is_known_and_writes_nothing(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    out = tmp_path / "form.pdf"
    ran = run("form", "request", *words, "--out", out)
    assert (ran.code, ran.out, out.exists()) == (2, "", False)
    assert said in " ".join(ran.err.split())


def test_a_file_that_is_there_is_kept_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    out.write_text("mine")
    assert run("form", "request", "--state", "ca", "--out", out).code == 2
    assert out.read_text() == "mine"
    assert run("form", "request", "--state", "ca", "--out", out, "--replace").code == 0


def test_a_key_that_is_too_short_or_missing_is_refused(tmp_path: Path) -> None:
    short = tmp_path / "short"
    short.write_text("abc")
    words = ("form", "request", "--state", "ca", "--case", "1", "--out", tmp_path / "form.pdf", "--key-file")
    assert "needs 16 or more" in run(*words, short).err
    assert "No such file" in run(*words, tmp_path / "none").err


def find(*args: object) -> tuple[int, str, str]:
    runner = CliRunner(env={**PLAIN, "COLUMNS": "100"})
    ran = runner.invoke(caseclose, ["form", "find", *map(str, args)], obj=WIRING, catch_exceptions=False)
    return ran.exit_code, ran.stdout, ran.stderr


@pytest.mark.usefixtures("clean_database")
def test_a_code_from_a_form_that_came_back_finds_its_case(key_file: Path) -> None:
    for number in ("CA-1", "CA-2"):
        a_case(number)
    code, out, _ = find(form_code("CA-2", KEY).lower(), "--key-file", key_file)
    assert (code, "is case CA-2" in out) == (0, True)
    code, _, err = find(form_code("CA-3", KEY), "--key-file", key_file)
    assert (code, "no case has the form code" in err) == (2, True)


@pytest.mark.usefixtures("clean_database")
def test_a_misread_code_is_told_apart_from_one_without_a_case(key_file: Path) -> None:
    code, _, err = find("0000-0000-0000-0001", "--key-file", key_file)
    assert (code, "is wrong" in err) == (2, True)


def check(*args: object) -> tuple[int, str, str]:
    runner = CliRunner(env={**PLAIN, "COLUMNS": "100"})
    ran = runner.invoke(caseclose, ["form", "check", *map(str, args)], obj=WIRING, catch_exceptions=False)
    return ran.exit_code, ran.stdout, ran.stderr


def returned_form(tmp_path: Path, key_file: Path, number: str) -> Path:
    path = tmp_path / f"{number}.pdf"
    run("form", "request", "--state", "ca", "--case", number, "--key-file", key_file, "--out", path)
    return path


@pytest.mark.usefixtures("clean_database")
def test_a_form_that_came_back_is_held_against_the_case_that_it_is_said_to_be_of(key_file: Path) -> None:
    for number in ("CA-1", "CA-2"):
        a_case(number)
    code, out, _ = check("--case", "CA-1", "--code", f"{form_code('CA-1', KEY).lower()}/2", "--key-file", key_file)
    assert (code, "is that of this case" in out, "Nothing speaks against it." in out) == (0, True, True)
    code, out, _ = check("--case", "CA-1", "--code", form_code("CA-2", KEY), "--key-file", key_file)
    assert (code, "is that of another case: CA-2" in out) == (1, True)
    code, out, _ = check("--case", "CA-1", "--code", form_code("CA-9", KEY), "--key-file", key_file, "--lang", "es")
    assert (code, "Ningún caso registrado tiene el código" in out) == (1, True)
    code, out, _ = check("--case", "CA-9")
    assert (code, "There is no case CA-9 on record." in out) == (1, True)
    code, out, _ = check("--case", "CA-1", "--code", "0000-0000-0000-0001", "--key-file", key_file)
    assert (code, "read it from the form once more" in out) == (1, True)
    code, out, _ = check("--case", "CA-1", "--code", "CA-SAN-MATEO-EN/1", "--key-file", key_file)
    assert (code, "given out blank" in out) == (0, True)


@pytest.mark.usefixtures("clean_database")
def test_a_form_filled_in_on_a_screen_is_read_and_its_number_and_codes_are_compared(
    tmp_path: Path, key_file: Path
) -> None:
    for number in ("CA-1", "CA-2"):
        a_case(number)
    own, other = (returned_form(tmp_path, key_file, number) for number in ("CA-1", "CA-2"))
    code, out, _ = check("--case", "CA-1", "--form", own, "--key-file", key_file, "--json")
    told = json.loads(out)
    assert (code, told["fits"]) == (0, True)
    assert [each["says"] for each in told["found"]] == ["on_record", "same_number", "same_code"]
    code, out, _ = check("--case", "CA-1", "--form", other, "--key-file", key_file, "--json")
    told = json.loads(out)
    assert (code, told["fits"]) == (1, False)
    assert [each["says"] for each in told["found"]] == ["on_record", "other_number", "code_of_other"]


def test_what_cannot_be_looked_at_is_said_and_nothing_is_looked_up(tmp_path: Path, key_file: Path) -> None:
    letter = tmp_path / "letter.pdf"
    run("letter", "preview", "notice", "--state", "ca", "--out", letter)
    for args, said in (
        (("--case", "1", "--form", letter, "--key-file", key_file), "has not the fields of a request form"),
        (("--case", "1", "--form", key_file), "cannot be read as a form"),
        (("--case", "1", "--code", "0000"), "no key file is named"),
        (("--code", "0000"), "go with --case"),
    ):
        code, _, err = check(*args)
        assert (code, said in " ".join(err.split())) == (2, True), err


def test_what_is_said_of_a_returned_form_stands_in_both_languages_with_the_same_values() -> None:
    book = form_returned._book()
    assert book["en"].keys() == book["es"].keys()
    place = re.compile(r"\{(\w+)\}")
    assert all(set(place.findall(text)) == set(place.findall(book["es"][name])) for name, text in book["en"].items())
