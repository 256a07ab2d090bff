"""The guides and the README show what the programs do: commands, exit codes, messages, excerpts and links."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from caseclose.cli import console
from caseclose.cli.main import caseclose
from caseclose.law.language import LanguageError, read_condition
from caseclose.law.proof import prove_coverage, prove_examples
from caseclose.law.reading import read_policy, shipped
from caseclose.law.rules import Names, fault_of_atom
from caseclose.law.tree import atoms
from tests.docs.shown import (
    PAGES,
    ROOT,
    Block,
    Ran,
    Step,
    anchor,
    blocks,
    faults_of_excerpt,
    faults_of_links,
    faults_of_page,
    faults_of_step,
    folder_with_docs,
    steps,
)

GUIDE = ROOT / "docs" / "guide"
ANALYST = GUIDE / "policy-analyst.md"
WORKER = GUIDE / "assess-and-screen.md"
FORM = GUIDE / "request-form.md"
RUN = [ROOT / "README.md", ANALYST, WORKER, FORM]

EXIT_CODES = {
    console.OK: "done",
    console.CHECK_FAILED: "a check found faults",
    console.UNUSABLE: "the input or the call cannot be used",
    console.ROWS_REFUSED: "done, but some rows were refused",
}


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", RUN, ids=name_of)
def test_what_a_document_shows_is_what_happens(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder_with_docs(tmp_path))
    assert faults_of_page(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", RUN, ids=name_of)
def test_a_document_shows_commands_only_where_they_are_run(page: Path) -> None:
    others = [block for block in blocks(page.read_text(encoding="utf-8")) if block.kind != "console"]
    assert [block.line for block in others if re.search(r"^\$? ?caseclose ", block.text, re.MULTILINE)] == []


def test_the_guides_show_how_to_assess_screen_make_look_up_and_check() -> None:
    shown = [
        step.command
        for page in RUN
        for block in blocks(page.read_text(encoding="utf-8"))
        if block.kind == "console"
        for step in steps(block.text)
    ]
    leaves = ["assess", "screen", "caseload make", "facts list", "facts show", "facts template"]
    leaves += [f"policy {name}" for name in ("list", "show", "diff", "check")]
    assert [
        leaf
        for leaf in leaves
        if not any(each.startswith(f"caseclose {leaf} ") or each == f"caseclose {leaf}" for each in shown)
    ] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_an_excerpt_is_a_part_of_the_file_that_it_names(page: Path) -> None:
    found = blocks(page.read_text(encoding="utf-8"))
    assert [fault for block in found for fault in faults_of_excerpt(block, ROOT)] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_between_the_documents_lead_to_files_and_headings_that_exist(page: Path) -> None:
    assert faults_of_links(page, page.read_text(encoding="utf-8")) == []


def test_the_example_state_passes_the_policy_check() -> None:
    policy = read_policy(GUIDE / "new-state")
    proof, coverage = prove_examples(policy), prove_coverage(policy)
    assert (proof.failures, proof.survivors) == ((), ())
    assert (coverage.missing, coverage.gaps) == ((), ())
    assert "zz" in policy.states


def test_the_example_state_has_one_of_each_kind_of_file() -> None:
    layer = read_policy(GUIDE / "new-state").layer("zz")
    assert [len(shelf) for shelf in (layer.criteria, layer.gates, layer.requests, layer.effects)] == [1, 1, 1, 1]
    assert layer.state is not None
    assert layer.limits
    assert layer.offices


def test_the_example_state_is_marked_as_invented_in_every_source() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (GUIDE / "new-state").rglob("*.toml")]
    texts += [path.read_text(encoding="utf-8") for path in (GUIDE / "exercise").rglob("*.toml")]
    assert [text for text in texts if "nvented" not in text or 'verified = "seen"' in text] == []


def test_the_example_state_does_not_come_with_caseclose() -> None:
    assert "zz" not in shipped().states


def test_the_exercise_is_mended_by_the_example_that_the_guide_gives(tmp_path: Path) -> None:
    guide = ANALYST.read_text(encoding="utf-8")
    missing = next(block.text for block in blocks(guide) if "One cent owed to the state goes on" in block.text)
    place = "states/zz/request/assigned_arrears.toml"
    mended = tmp_path / place
    mended.parent.mkdir(parents=True)
    mended.write_text((GUIDE / "exercise" / place).read_text(encoding="utf-8") + "\n" + missing, encoding="utf-8")
    assert len(prove_examples(read_policy(GUIDE / "new-state", GUIDE / "exercise")).survivors) == 1
    assert prove_examples(read_policy(GUIDE / "new-state", tmp_path)).survivors == ()


CONDITION_ROW = re.compile(r"^\| `([^`]+)` \| `([^`]+)` \|$", re.MULTILINE)


def wrong_conditions() -> list[tuple[str, str]]:
    """The rows of the guide's table of conditions that the language does not allow."""
    _, _, table = ANALYST.read_text(encoding="utf-8").partition("| condition | what the check says |")
    return [(row[1], row[2]) for row in CONDITION_ROW.finditer(table.split("\n\n", 1)[0])]


def what_the_check_says(condition: str) -> list[str]:
    policy = shipped()
    names = Names(policy.facts, policy.limits("us"))
    try:
        found = atoms(read_condition(condition))
    except LanguageError as error:
        return [str(error)]
    return [reason for atom in found if (reason := fault_of_atom(atom, names, (date(2020, 1, 1), None)))]


@pytest.mark.parametrize(("condition", "message"), wrong_conditions())
def test_the_check_says_what_the_guide_says_of_a_wrong_condition(condition: str, message: str) -> None:
    assert what_the_check_says(condition) == [message]


WRITTEN_ROW = re.compile(r"^\| `([^`]+)` \| (?!`)", re.MULTILINE)


def test_every_form_that_the_guide_teaches_is_in_the_law_language() -> None:
    guide = ANALYST.read_text(encoding="utf-8")
    table = guide[guide.index("| write | it means |") : guide.index("A case file holds only what is known")]
    forms = [
        form.replace("A", "incarcerated").replace("B", "receives_ssi").replace("C", "receives_ssdi")
        for form in WRITTEN_ROW.findall(table)
    ]
    assert len(forms) > 8
    assert [(form, said) for form in forms if (said := what_the_check_says(form))] == []


def codes_in_words(text: str) -> dict[int, str]:
    """The exit codes of a sentence such as "Exit codes: 0 done; 1 a check found faults."."""
    said = " ".join(text.split("Exit codes:", 1)[1].split("\n\n", 1)[0].split())
    return {
        int(code): words.strip(" ·;.,")
        for code, words in re.findall(r"(?<![\w-])([0-9]) (.*?)(?=[;·.]| [0-9] |$)", said)
    }


def codes_in_table(text: str) -> dict[int, str]:
    return {int(code): words.strip() for code, words in re.findall(r"^\| ([0-9]) \| ([^|]+) \|$", text, re.MULTILINE)}


@pytest.mark.parametrize("place", ["README", "guide", "help"])
def test_the_exit_codes_in_words_are_those_of_the_console(place: str) -> None:
    said = {
        "README": lambda: codes_in_words((ROOT / "README.md").read_text(encoding="utf-8")),
        "guide": lambda: codes_in_table(WORKER.read_text(encoding="utf-8")),
        "help": lambda: codes_in_words(CliRunner().invoke(caseclose, ["--help"]).output),
    }[place]()
    assert sorted(said) == sorted(EXIT_CODES)
    assert {code: words for code, words in said.items() if not words.startswith(EXIT_CODES[code])} == {}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_document_names_another_exit_code(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"(?i)\bexits? (?:with|code) (?:a )?([0-9]+)", text)
    named += [str(step.code) for block in blocks(text) if block.kind == "console" for step in steps(block.text)]
    assert {int(code) for code in named} <= set(EXIT_CODES)


def test_the_checkers_find_planted_defects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wrong_code = "```console\n$ caseclose facts show no_such_fact\n```\n"
    assert "exits with 2, not 0" in faults_of_page(wrong_code)[0]
    wrong_words = "```console\n$ caseclose facts show current_order\nkind      money\n```\n"
    assert "does not print" in faults_of_page(wrong_words)[0]
    assert faults_of_step(Step("x", ("b", "a"), 0), Ran("a\nb\n", 0)) != []
    assert faults_of_step(Step("x", ("a …", "…", "c"), 0), Ran("a lot\nb\nc\n", 0)) == []
    page = tmp_path / "page.md"
    page.write_text("# One\n", encoding="utf-8")
    assert len(faults_of_links(page, "[a](nowhere.md) [b](page.md#two) [c](page.md#one) [d](https://example.org)")) == 2
    wrong_part = Block("toml", "# docs/guide/cases/small-debt.toml\narrears_total = 313.40\n", 1)
    assert faults_of_excerpt(wrong_part, ROOT) != []
    assert codes_in_words("Exit codes: 0 done; 7 something else.") == {0: "done", 7: "something else"}


def test_a_heading_is_linked_by_its_words() -> None:
    assert anchor("`seen` and `unverified`") == "seen-and-unverified"
    assert anchor("The check, and what the mutation run tells") == "the-check-and-what-the-mutation-run-tells"
