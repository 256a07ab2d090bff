"""caseclose policy: list, show, check and compare the rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from caseclose.cli import options
from caseclose.cli.console import DAY, out, print_json, stop
from caseclose.cli.policy_check import check
from caseclose.cli.policy_duties import duties
from caseclose.law.compare import between_days, spelled
from caseclose.law.errors import UnknownName
from caseclose.law.in_force import LawInForce, Standing, law_in_force
from caseclose.law.policy import Policy
from caseclose.law.rules import Rule


@click.group()
def policy() -> None:
    """Read the law that Caseclose applies."""


policy.add_command(check)
policy.add_command(duties)


@policy.command("list")
@options.state_option(required=False)
@options.day_option(required=False)
@options.language
@options.policy_dirs
@options.as_json
def list_rules(state: str, on: date | None, lang: str, policy_dirs: tuple[Path, ...], *, as_json: bool) -> None:
    """List the criteria, gates and request rules of a state on a day (default: the newest texts)."""
    book = options.load_policy(policy_dirs)
    law = options.load_law(book, state, on or book.newest)
    shelves = {"criterion": law.criteria, "gate": law.gates, "request": law.requests}
    if as_json:
        print_json([_row(kind, standing, lang) for kind, shelf in shelves.items() for standing in shelf])
        return
    for kind, shelf in shelves.items():
        table = Table(title=f"{kind}, {state}, {law.as_of}", title_justify="left", box=None, padding=(0, 2, 0, 0))
        for column in ("id", "words", "law", "in force from", "read in"):
            table.add_column(column, overflow="fold")
        for standing in shelf:
            row = _row(kind, standing, lang)
            governs = "" if row["governs"] else " (does not govern here)"
            table.add_row(row["id"], row["heading"] + governs, "; ".join(row["cites"]), row["from"], row["verified"])
        out().print(table)


def _row(kind: str, standing: Standing, lang: str) -> dict[str, Any]:
    text = standing.version.text
    return {
        "kind": kind,
        "id": standing.id,
        "heading": standing.rule.text.heading[lang],
        "cites": text.cites,
        "from": text.since.isoformat(),
        "until": text.until.isoformat() if text.until else None,
        "verified": text.verified,
        "governs": standing.governs,
        "notice": standing.notice,
    }


@policy.command()
@click.argument("rule_id", metavar="RULE")
@options.day_option(required=False)
@options.language
@options.policy_dirs
@options.as_json
def show(rule_id: str, on: date | None, lang: str, policy_dirs: tuple[Path, ...], *, as_json: bool) -> None:
    """Show one rule, such as us.b7, as in force on a day (default: its newest text)."""
    book = options.load_policy(policy_dirs)
    try:
        rule = book.rule(rule_id)
    except UnknownName as error:
        stop(str(error), todo="See the rules with: caseclose policy list")
    day = on or (book.newest if rule.on(book.newest) else rule.versions[-1].since)
    version = rule.on(day)
    if version is None:
        first = rule.versions[0].since
        stop(f"no text of {rule_id} is in force on {day}", todo=f"Its first text is in force from {first}.")
    page = _page(book, rule, day, lang)
    if as_json:
        print_json(page)
    else:
        _print_page(page)


def _page(book: Policy, rule: Rule, day: date, lang: str) -> dict[str, Any]:
    law = law_in_force(book, rule.layer, day)
    version = rule.on(day)
    if version is None:
        raise ValueError(rule.id)
    standing = _standing(law, rule.id)
    notice = book.notices.get(standing.notice) if standing else None
    return {
        "id": rule.id,
        "file": rule.file,
        "heading": rule.text.heading[lang],
        "plain": rule.text.plain[lang],
        "on": day,
        "from": version.since,
        "until": version.until,
        "cites": version.text.cites,
        "verified": version.text.verified,
        "source": version.text.source,
        "under": rule.text.under,
        "effect": rule.text.effect,
        "when": version.text.when,
        "limbs": [{"id": limb.id, "cites": limb.cites, "when": limb.when} for limb in version.text.limb],
        "spelled_out": spelled(standing) if standing else str(law.condition(rule)),
        "notice": {"id": notice.id, "paragraph": notice.paragraph, "heading": notice.heading[lang]} if notice else None,
        "evidence": [book.evidence[name].name[lang] for name in rule.text.evidence],
        "note": rule.text.note,
        "examples": [
            {"say": example.say, "on": example.on, "given": example.given, "then": example.then, "limb": example.limb}
            for example in rule.text.example
            if version.in_force(example.on or rule.versions[-1].since)
        ],
    }


def _standing(law: LawInForce, rule_id: str) -> Standing | None:
    shelves = (law.criteria, law.gates, law.requests, law.outcomes)
    return next((standing for shelf in shelves for standing in shelf if standing.id == rule_id), None)


def _print_page(page: dict[str, Any]) -> None:
    console = out()
    console.print(f"[bold]{page['id']}[/]  {page['heading']}")
    console.print(page["plain"], markup=False)
    console.print()
    until = f" to {page['until']}" if page["until"] else ""
    rows = {
        "Law": "; ".join(page["cites"]),
        "In force": f"from {page['from']}{until} (asked for {page['on']})",
        "Read in": f"{page['source'] or 'not stated'} ({page['verified']})",
        "File": page["file"],
        "Under": page["under"],
        "Effect": page["effect"],
        "Notice": f"{page['notice']['heading']} ({page['notice']['paragraph']})" if page["notice"] else "",
        "Evidence": ", ".join(page["evidence"]),
        "Note": page["note"],
    }
    for name, words in rows.items():
        if words:
            console.print(f"[bold]{name:<9}[/] ", end="")
            console.print(words, markup=False)
    console.print("\n[bold]Condition[/]")
    if page["when"]:
        console.print(f"  {page['when']}", markup=False)
    for limb in page["limbs"]:
        console.print(f"  ({limb['id']}) {limb['when']}", markup=False)
    console.print("[bold]With its limits on that day[/]")
    console.print(f"  {page['spelled_out']}", markup=False)
    console.print("\n[bold]Examples[/]")
    for example in page["examples"]:
        console.print(f"  {example['then']:<8} {example['say']}", markup=False)


@policy.command()
@click.argument("first", type=DAY)
@click.argument("second", type=DAY)
@options.state_option(required=False)
@options.language
@options.policy_dirs
@options.as_json
def diff(first: date, second: date, state: str, lang: str, policy_dirs: tuple[Path, ...], *, as_json: bool) -> None:
    """Show what the law of a state says differently on two days."""
    book = options.load_policy(policy_dirs)
    options.load_law(book, state, first)
    found = between_days(book, state.lower(), first, second, lang)
    if as_json:
        print_json(
            [
                {"id": d.id, "change": d.change, "heading": d.heading, "before": d.before, "after": d.after}
                for d in found
            ]
        )
        return
    console = out()
    for item in found:
        console.print(f"[bold]{item.id}[/]  {item.heading}  ({item.change})")
        if item.before:
            console.print(f"  - {item.before}", markup=False, style="red")
        if item.after:
            console.print(f"  + {item.after}", markup=False, style="green")
    console.print(f"{len(found)} rule(s) differ between {first} and {second} in {state}.", markup=False)
