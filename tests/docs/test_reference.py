"""docs/reference says what the programs say: it is rendered from them here, and compared with what is committed."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from caseclose.law.facts import Fact
from caseclose.law.policy import Policy
from caseclose.law.reading import shipped
from caseclose.site.command import caseclose

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
WRITE = "CASECLOSE_WRITE_REFERENCE"
HOW = f"Write it anew with: {WRITE}=1 .venv/bin/python -m pytest tests/docs/test_reference.py"
WIDTH = 100
NO_RULE = "no rule; it is shown"


def commands_page() -> str:
    """The help of every command, as Markdown."""
    pages = [f"## {context.command_path}\n\n```text\n{help_of(context)}\n```\n" for context in contexts()]
    head = "# Commands\n\nThe help of every command, as the program prints it. The tests keep this page true.\n"
    return "\n".join([head, *pages])


def contexts() -> Iterator[click.Context]:
    """The context of each command, groups before what is in them."""
    waiting = [caseclose.make_context("caseclose", [], resilient_parsing=True)]
    while waiting:
        context = waiting.pop(0)
        yield context
        if isinstance(context.command, click.Group):
            inner = [
                (name, context.command.get_command(context, name)) for name in context.command.list_commands(context)
            ]
            waiting[:0] = [
                click.Context(each, parent=context, info_name=name) for name, each in inner if each is not None
            ]


def help_of(context: click.Context) -> str:
    """The help text at a fixed width, so that it does not depend on the terminal."""
    context.terminal_width = WIDTH
    return "\n".join(line.rstrip() for line in context.get_help().splitlines())


def facts_page(book: Policy) -> str:
    """The table of all facts, as Markdown."""
    head = (
        "# Facts\n\nEvery fact that the law can ask about. Tests keep this page true. An absent fact is unknown, and\n"
        "unknown is not no. `caseclose facts show NAME` says more of one fact, and with `--lang es` in Spanish.\n"
    )
    rows = [
        f"| `{fact.id}` | {fact.kind} | {words_of(fact)} | {', '.join(asked_by(book, fact)) or NO_RULE} |"
        for fact in book.facts.values()
    ]
    return "\n".join([head, "| fact | kind | in words | asked by |", "|---|---|---|---|", *rows, ""])


def words_of(fact: Fact) -> str:
    """A fact's name and meaning in English, with what yes and no say, or each of its choices."""
    text = fact.text
    lines = [text.name.en, text.meaning.en]
    lines += [f"yes: {text.yes.en}", f"no: {text.no.en}"] if fact.kind == "yes_no" else []
    lines += [f"`{name}`: {words.en}" for name, words in text.choices.items()]
    return "<br>".join(line for line in lines if line).replace("|", "\\|")


def asked_by(book: Policy, fact: Fact) -> list[str]:
    """The rules that ask about a fact. Effects are named by their remedy, with the layers that have them."""
    names: list[str] = []
    remedies: dict[str, set[str]] = defaultdict(set)
    for rule in book.rules():
        if fact.id not in rule.facts:
            continue
        if rule.kind == "effect":
            remedies[rule.id.split(".")[1]].add(rule.layer)
        else:
            names.append(rule.id)
    return sorted(names) + [f"remedy {name} ({', '.join(sorted(layers))})" for name, layers in sorted(remedies.items())]


PAGES: dict[str, Callable[[], str]] = {"commands.md": commands_page, "facts.md": lambda: facts_page(shipped())}


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_says_what_the_programs_say(name: str) -> None:
    path, wanted = FOLDER / name, PAGES[name]()
    if os.environ.get(WRITE) == "1":
        FOLDER.mkdir(exist_ok=True)
        path.write_text(wanted, encoding="utf-8")
    there = path.read_text(encoding="utf-8") if path.is_file() else ""
    assert there == wanted, f"docs/reference/{name} is not what the programs say. {HOW}"


def test_the_reference_has_every_command_of_the_program() -> None:
    paths = [context.command_path for context in contexts()]
    assert len(paths) == len(set(paths))
    assert {"caseclose", "caseclose policy check", "caseclose facts template", "caseclose screen"} <= set(paths)
    assert all(f"## {path}\n" in commands_page() for path in paths)


def test_the_table_of_facts_has_a_row_for_every_fact_and_nothing_breaks_its_columns() -> None:
    rows = [line for line in facts_page(shipped()).splitlines() if line.startswith("| `")]
    assert len(rows) == len(shipped().facts)
    assert {row.replace("\\|", "").count("|") for row in rows} == {5}


def test_a_fact_that_only_an_effect_asks_about_names_the_remedy() -> None:
    book = shipped()
    asked = asked_by(book, book.facts["arrears_total"])
    assert "us.b1" in asked
    assert "remedy real_property_lien (ar, ca, us)" in asked
