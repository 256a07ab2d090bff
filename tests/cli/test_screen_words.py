"""What people see: plain text where there is no terminal, both languages, and a template that can be filled in."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from caseclose.caseload.one_case import read_case
from caseclose.law.facts import Fact
from caseclose.law.reading import shipped
from caseclose.law.verdict import Value
from tests.cli.made import ON, a_case, read_json
from tests.cli.running import command, environment, run, run_apart

DAY = date(2026, 11, 22)
CALLS: list[tuple[str, ...]] = [
    ("assess", "case.toml", *ON),
    ("assess", "case.toml", *ON, "--request"),
    ("assess", "none.toml", *ON),
    ("screen", "cases.csv", *ON, "--out", "out", "--replace"),
    ("policy", "list", "--state", "ca"),
    ("policy", "show", "us.b7"),
    ("policy", "diff", "2016-12-31", "2020-07-09"),
    ("policy", "check"),
    ("facts", "list"),
    ("facts", "show", "arrears_total"),
    ("facts", "template"),
    ("caseload", "make", "made.csv", "--cases", "5", "--state", "ca", "--replace"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    a_case(tmp_path)
    (tmp_path / "cases.csv").write_text("case_id,arrears_total\nB-1,5.00\nB-2,five\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("call", CALLS, ids=lambda call: " ".join(call[:2]))
def test_no_colour_codes_are_printed_where_there_is_no_terminal(call: tuple[str, ...]) -> None:
    ran = run(*call)
    assert ran.out + ran.err
    assert "\x1b" not in ran.out + ran.err


def test_colours_are_for_terminals(folder: Path) -> None:
    """The test above would prove little if nothing ever had colours."""
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as screen:
        env = environment(TERM="xterm-256color")
        done = subprocess.run(command(*CALLS[0]), cwd=folder, env=env, stdout=theirs, stdin=theirs, check=False)
        os.close(theirs)
        shown = screen.read(4096).decode("utf-8", errors="replace")
    assert done.returncode == 0
    assert "\x1b[1m" in shown


def test_errors_go_to_stderr_and_results_to_stdout(folder: Path) -> None:
    failed = run_apart("assess", "none.toml", *ON, "--json", cwd=folder)
    assert (failed.code, failed.out) == (2, "")
    assert failed.err.startswith("error: none.toml: ")
    assert run_apart("assess", "case.toml", *ON, cwd=folder).err == ""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_the_output_is_utf_8_whatever_the_machine_is_set_to(encoding: str, folder: Path) -> None:
    spanish = ("assess", "case.toml", *ON, "--lang", "es")
    ran = run_apart(*spanish, cwd=folder, PYTHONIOENCODING=encoding, LC_ALL="C", PYTHONUTF8="0")
    assert (ran.code, ran.err) == (0, "")
    assert "número" in ran.out or "según" in ran.out


def test_a_file_whose_name_is_no_text_is_named_without_a_traceback(folder: Path) -> None:
    (folder / os.fsdecode(b"caf\xe9.toml")).write_text("monny_held = true\n", encoding="utf-8")
    ran = run_apart("assess", b"caf\xe9.toml", *ON, cwd=folder)
    assert ran.code == 2
    assert "monny_held" in ran.err
    assert "Traceback" not in ran.err


def test_a_reader_that_stops_early_gets_no_traceback(folder: Path) -> None:
    words = [str(word) for word in command("facts", "list")]
    piped = ["sh", "-c", '"$@" | head -n 1', "sh", *words]
    done = subprocess.run(piped, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    assert done.stdout.startswith("fact")
    assert done.stderr == ""


@pytest.mark.usefixtures("folder")
def test_with_lang_es_the_words_are_spanish() -> None:
    english, spanish = (run("assess", "case.toml", *ON, "--request", "--lang", lang).out for lang in ("en", "es"))
    assert "Answer to the request" in english
    assert "Respuesta a la solicitud" in spanish
    assert "22 de noviembre de 2026" in spanish
    same = set(sentences(english)) & set(sentences(spanish))
    assert same == set()


def sentences(text: str) -> list[str]:
    """The lines of at least four words, without ids and citations."""
    return [line.strip() for line in text.split("\n") if len(re.findall(r"[^\W\d_]{3,}", line)) >= 4]


@pytest.mark.usefixtures("folder")
def test_with_lang_es_the_words_in_json_are_spanish_and_the_rest_is_the_same() -> None:
    english, spanish = (read_json("assess", "case.toml", *ON, "--request", "--lang", lang) for lang in ("en", "es"))
    assert english["closable_under"] == spanish["closable_under"]
    assert english["pins"] == spanish["pins"]
    for one, other in zip(english["criteria"], spanish["criteria"], strict=True):
        assert one["heading"] != other["heading"]
        assert (one["id"], one["verdict"], one["missing"]) == (other["id"], other["verdict"], other["missing"])
        assert [each["atom"] for each in one["because"]] == [each["atom"] for each in other["because"]]
        assert {each["words"] for each in one["because"]}.isdisjoint(each["words"] for each in other["because"])


@pytest.mark.parametrize(
    "call", [("facts", "list"), ("policy", "list", "--state", "ca"), ("facts", "show", "money_held")]
)
def test_lists_are_told_in_spanish_too(call: tuple[str, ...]) -> None:
    assert run(*call, "--lang", "es").out != run(*call).out


def legal(fact: Fact) -> Value:
    """A value that the fact can have beside the same of all others: sums of zero, dates in the past, yes."""
    choices = next(iter(fact.text.choices), "")
    values: dict[str, Value] = {"yes_no": True, "money": Decimal("0.00"), "date": date(2020, 2, 29), "count": 2}
    return values.get(fact.kind, choices or "the desk")


def written(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("state", ["us", "ca", "ar"])
def test_a_template_with_every_line_filled_in_is_read(state: str, lang: str, tmp_path: Path) -> None:
    book = shipped().facts
    template = run("facts", "template", "--state", state, "--lang", lang).out
    names = re.findall(r"^# (\w+) =$", template, re.MULTILINE)
    assert len(names) > 60
    filled = re.sub(
        r"^# (\w+) =$", lambda line: f"{line[1]} = {written(legal(book[line[1]]))}", template, flags=re.MULTILINE
    )
    filled = re.sub(r'^# (\w+ = ")', r"\1", filled, flags=re.MULTILINE)
    case = read_case(a_case(tmp_path, filled), book, DAY)
    assert dict(case.facts) == {name: legal(book[name]) for name in names}
    assert case.sources
    page = read_json("assess", tmp_path / "case.toml", "--state", state, "--on", DAY.isoformat())
    assert page["missing"] == []


def test_a_template_as_it_comes_is_a_case_of_which_nothing_is_known(tmp_path: Path) -> None:
    template = run("facts", "template").out
    assert tomllib.loads(template) == {"case_id": "", "sources": {}}
    page = read_json("assess", a_case(tmp_path, template), *ON)
    assert page["closable_under"] == []
    assert {item["verdict"] for item in page["criteria"]} == {"unknown"}
