"""caseclose facts: the fact dictionary, and an empty facts file to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.table import Table

from caseclose.cli import options
from caseclose.cli.console import out, print_json, stop
from caseclose.law.errors import UnknownName
from caseclose.law.facts import Fact, fact_named
from caseclose.law.policy import Policy

SHAPES = {
    "yes_no": "true or false",
    "money": "dollars and cents, as in 499.99",
    "date": "a date, as in 2024-02-29",
    "count": "a whole number",
    "text": "text in quotes",
}


@click.group()
def facts() -> None:
    """Look up the facts that the law asks about."""


@facts.command("list")
@options.language
@options.policy_dirs
@options.as_json
def list_facts(lang: str, policy_dirs: tuple[Path, ...], *, as_json: bool) -> None:
    """List every fact with its kind and name."""
    book = options.load_policy(policy_dirs)
    if as_json:
        print_json([_page(book, fact, lang) for fact in book.facts.values()])
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("fact", "kind", "said by", "words"):
        table.add_column(column, overflow="fold")
    for fact in book.facts.values():
        table.add_row(fact.id, fact.kind, fact.text.said_by, fact.text.name[lang])
    out().print(table)


@facts.command()
@click.argument("name", metavar="FACT")
@options.language
@options.policy_dirs
@options.as_json
def show(name: str, lang: str, policy_dirs: tuple[Path, ...], *, as_json: bool) -> None:
    """Show one fact: what it means, who says so, what proves it, which rules ask about it."""
    book = options.load_policy(policy_dirs)
    try:
        fact = fact_named(book.facts, name)
    except UnknownName as error:
        stop(str(error), todo="See the facts with: caseclose facts list")
    page = _page(book, fact, lang)
    if as_json:
        print_json(page)
        return
    console = out()
    console.print(f"[bold]{fact.id}[/]  {page['name']}")
    for label in ("meaning", "kind", "write", "yes", "no", "said_by", "evidence", "asked_by"):
        words = page[label]
        if words:
            console.print(f"[bold]{label.replace('_', ' '):<9}[/] ", end="")
            console.print(", ".join(words) if isinstance(words, list) else words, markup=False)


def _page(book: Policy, fact: Fact, lang: str) -> dict[str, Any]:
    text = fact.text
    return {
        "fact": fact.id,
        "kind": fact.kind,
        "name": text.name[lang],
        "meaning": text.meaning[lang],
        "write": shape_of(fact),
        "yes": text.yes[lang],
        "no": text.no[lang],
        "said_by": text.said_by,
        "evidence": [book.evidence[name].name[lang] for name in text.evidence],
        "asked_by": [rule.id for rule in book.rules() if rule.versions and fact.id in rule.facts],
    }


def shape_of(fact: Fact) -> str:
    """Say how a value of the fact is written."""
    return SHAPES.get(fact.kind) or "one of: " + ", ".join(fact.text.choices)


@facts.command()
@options.state_option(required=False)
@options.language
@options.policy_dirs
def template(state: str, lang: str, policy_dirs: tuple[Path, ...]) -> None:
    """Write an empty facts file for one case, with the meaning of each fact as a comment.

    \b
    caseclose facts template > my-case.toml
    """
    book = options.load_policy(policy_dirs)
    try:
        layer = book.layer(state.lower())
    except UnknownName as error:
        stop(str(error))
    asked = {name for rule in book.rules() if rule.layer in {"us", layer.code} for name in rule.facts}
    click.echo(_TEMPLATE_HEAD)
    for fact in book.facts.values():
        if fact.id in asked or fact.kind == "text":
            meaning = fact.text.meaning[lang] or fact.text.name[lang]
            if fact.kind == "yes_no":
                meaning = f"true: {fact.text.yes[lang]}. false: {fact.text.no[lang]}"
            click.echo(f"# {meaning} ({shape_of(fact)})\n# {fact.id} =\n")
    click.echo(_TEMPLATE_TAIL)


_TEMPLATE_HEAD = """\
# The facts of one case. Take away the '#' before a fact that is known and write its value.
# Leave what is not known as it is: unknown is not "no".

case_id = ""
"""
_TEMPLATE_TAIL = """\
# Where a fact comes from, for the record (optional).
[sources]
# arrears_total = "ledger of 2026-11-01"
"""
