"""One case in words, for a terminal of 80 columns: what is to be done first, then the records behind it.

The words are case_words.toml, in English and Spanish.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from textwrap import wrap
from typing import Any

from caseclose.cli.console import out
from caseclose.closure.steps import BEFORE_CLOSING

Row = dict[str, Any]
Line = tuple[object, str]
"""What is said of one row: its day, or what else stands in front of it, and the rest of the line."""

MOST_SHOWN = 6


@cache
def _book() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("case_words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Told:
    """The words of the page in one language."""

    lang: str

    def __call__(self, text: str, **values: object) -> str:
        """Fill in one text of the book."""
        return str(_book()[self.lang][text]).format(**values)

    def title(self, part: str) -> str:
        """What a part of the page is called."""
        return str(_book()[self.lang]["title"][part])

    def word(self, value: object, about: str = "") -> str:
        """A word of the records as people write it; `about` sets apart words that mean another thing there."""
        words = _book()[self.lang]["word"]
        return str(words.get(f"{about}{value}", "")) or plain(value)

    def named(self, kind: str, value: object) -> str:
        """What the policy calls a thing, or its id in words."""
        from caseclose.casework.selectors.naming import policy_name

        return policy_name(kind, value, self.lang) or plain(value)

    def money(self, amount: Any) -> str:  # noqa: ANN401 - an amount, or None
        """An amount, or that it is not known."""
        return self("unknown") if amount is None else f"${amount:,.2f}"

    def split(self, family: Any, state: Any) -> str:  # noqa: ANN401 - amounts, or None
        """What is owed to whom."""
        return self("split", family=self.money(family), state=self.money(state))

    def when(self, text: str, day: object) -> str:
        """A text about a day; nothing where there is no day."""
        return self(text, day=day) if day else ""

    def until(self, row: Row) -> str:
        """Until when something lasts, or that it goes on."""
        return self.when("until", row["ended_on"]) or self("goes_on")


def print_case(page: Row, *, everything: bool, lang: str = "en") -> None:
    """Print the page of a case; of a long list only the beginning, unless everything is wanted."""
    console, told = out(), Told(lang)
    console.print(f"[bold]{told('case', case=page['case'])}[/]: ", end="")
    console.print(_said(told.word(page["kind"]), told("for_another") if page["responding"] else ""), markup=False)
    _print_hanging(_said(f"{page['office']} ({page['state']})", *_days(page, told)))
    if page["kind"] == "destroyed":
        console.print(told("destroyed"))
        return
    empty = []
    for part, say in _SECTIONS.items():
        rows = _rows(page, part)
        most = len(rows) if everything else MOST_SHOWN
        _print_section(told.title(part), [say(row, told) for row in rows[:most]])
        if len(rows) > most:
            console.print(f"  {told('more', count=len(rows) - most)}", markup=False)
        empty += [] if rows else [told.title(part).lower()]
    if empty:
        console.print()
        _print_hanging(told("absent", titles=", ".join(empty)))


def _rows(page: Row, part: str) -> Sequence[Row]:
    if part == "owed":
        return [page["owed"]] if page["owed"]["balance_on"] else []
    rows: Sequence[Row] = page[part]
    return rows


def _days(page: Row, told: Told) -> list[str]:
    opened = _said(told("opened", day=page["opened_on"]), told.word(page["service_basis"]))
    return [opened, *(told.when(name, page[name]) for name in ("enforcement_closed_on", "reopened_on"))]


def _print_section(title: str, lines: Sequence[Line]) -> None:
    if not lines:
        return
    out().print(f"\n[bold]{title}[/]")
    widest = max(len(str(before)) for before, _ in lines)
    for before, words in lines:
        start = f"  {before!s:<{widest}}  "
        _print_hanging(f"{start}{words}", len(start))


def _print_hanging(text: str, indent: int = 2) -> None:
    """Print a line, and where the terminal is too narrow for it, the rest below, further in."""
    console = out()
    narrow = wrap(text, console.width, subsequent_indent=" " * indent, break_long_words=False, drop_whitespace=True)
    console.print("\n".join(narrow), markup=False, soft_wrap=True)


def plain(value: object) -> str:
    """A word of the records as people write it."""
    return str(value or "").replace("_", " ")


def _said(*words: str | None) -> str:
    return ", ".join(each for each in words if each)


def _closing(row: Row, told: Told) -> Line:
    runs = row["step"] in BEFORE_CLOSING
    return row["begun_on"], _said(
        told.word(row["step"]),
        told(f"way_{row['way']}"),
        told("under", rule=told.named("criterion", row["criterion"])) if row["criterion"] else "",
        told.when("notice_of", row["noticed_on"]),
        told.when("not_before", runs and row["earliest_close_on"]),
        told.when("closed", row["closed_on"]),
        told("becomes", what=told.word(row["outcome"])) if runs and row["outcome"] else "",
    )


def _reply(row: Row, told: Told) -> Line:
    lead = {None: "not_reviewed", True: "could_lead", False: "leads_nowhere"}[row["could_lead"]]
    return f"{row['arrived_at']:%Y-%m-%d}", _said(told("by", what=told.word(row["channel"])), told(lead))


def _task(row: Row, told: Told) -> Line:
    words = told("task", task=row["task"], words=row["words"].rstrip("."))
    return told("by", what=row["due_on"]), _said(words, row["assigned_to"], told("waited") if row["raised_on"] else "")


def _duty(row: Row, told: Told) -> Line:
    return row["due_on"], _said(told.named("duty", row["kind"]), told("to_decide") if row["to_decide"] else "")


def _hold(row: Row, told: Told) -> Line:
    end = told.when("until", row["ends_on"] or (row["until"] and told.word(row["until"]))) or told("until_lifted")
    what = told("hold", hold=row["hold"], kind=told.word(row["kind"]))
    return row["begun_on"], _said(what, told("care_of", owner=row["owner"]), end)


def _participant(row: Row, told: Told) -> Line:
    return told.word(row["role"]), _said(
        told("protected") if row["protected"] else "",
        told.word(row["safe_contact"], "contact_"),
        told.word(row["language"]),
        told("opened_it") if row["opened_the_case"] else "",
        told.when("died", row["died_on"]),
    )


def _child(row: Row, told: Told) -> Line:
    paternity = {None: "paternity_unknown", True: "paternity_yes", False: "paternity_no"}
    return told.when("born", row["born_on"]) or told("no_birth_date"), _said(
        told("protected") if row["protected"] else "",
        told(paternity[row["paternity_established"]]),
        told.when("died", row["died_on"]),
    )


def _agency(row: Row, told: Told) -> Line:
    return row["code"], _said(told.word(row["role"]), told("their_case", number=row["their_case"]))


def _order(row: Row, told: Told) -> Line:
    monthly = told("a_month", amount=told.money(row["monthly"]))
    return row["begun_on"], _said(monthly, told("medical") if row["medical"] else "", told.until(row))


def _debt(row: Row, told: Told) -> Line:
    if row["family"] is None and row["total"] is not None:
        return told("now"), told("total_only", total=told.money(row["total"]))
    split = told.split(row["family"], row["state"])
    return told("now"), told("since_balance", split=split, day=row["balance_on"])


def _payment(row: Row, told: Told) -> Line:
    waiting = [each for each in row["orders"] if each["state"] != "confirmed"]
    return row["received_on"], _said(
        told("from", amount=told.money(row["amount"]), source=told.word(row["source"])),
        told.when("paid_out", row["disbursed_on"]) or told("still_here"),
        *(_order_to_pay(each, told) for each in waiting),
    )


def _order_to_pay(row: Row, told: Told) -> str:
    return told(
        "order_to_pay", amount=told.money(row["amount"]), payee=told.word(row["payee"]), state=told.word(row["state"])
    )


def _remedy(row: Row, told: Told) -> Line:
    from caseclose.casework.selectors.sentences import in_words

    release = row["release"] or {}
    return row["placed_on"], _said(
        told.named("remedy", row["kind"]),
        told.when("ended", row["ended_on"]) or told("in_place"),
        told("release", release=release["release"], state=told.word(release["state"])) if release else "",
        in_words("reason", release["reason"], told.lang) if release.get("reason") else "",
        told("serves_too", cases=", ".join(row["serves_too"])) if row["serves_too"] else "",
    )


def _finding(row: Row, told: Told) -> Line:
    value = {"true": told("yes"), "false": told("no")}.get(row["value"], told.word(row["value"]))
    said = f"{told.named('fact', row['fact'])}: {value}"
    words = told.word("protected") if row["fact"] == "protected" else said
    return row["found_on"], _said(words, told("by", what=row["found_by"]) if row["found_by"] else "")


def _document(row: Row, told: Told) -> Line:
    kind = told.word("protected") if row["evidence"] == "protected" else told.named("evidence", row["evidence"])
    return row["received_on"], told("document", kind=kind, document=row["document"])


_SECTIONS: dict[str, Callable[[Row, Told], Line]] = {
    "closings": _closing,
    "replies": _reply,
    "tasks": _task,
    "duties": _duty,
    "holds": _hold,
    "participants": _participant,
    "children": _child,
    "related_cases": lambda row, told: (row["case"], told.word(row["kind"])),
    "agencies": _agency,
    "orders": _order,
    "owed": _debt,
    "balances": lambda row, told: (row["as_of"], told.split(row["family"], row["assigned"])),
    "payments": _payment,
    "assistance": lambda row, told: (row["begun_on"], _said(told.word(row["kind"]), told.until(row))),
    "medical_assignments": lambda row, told: (row["begun_on"], told.until(row)),
    "remedies": _remedy,
    "findings": _finding,
    "documents": _document,
    "locate_efforts": lambda row, told: (
        row["on"],
        _said(told.word(row["source"]), told("found" if row["found"] else "not_found")),
    ),
    "contact_attempts": lambda row, told: (
        row["on"],
        _said(told.word(row["method"]), told("reached" if row["reached"] else "not_reached")),
    ),
}
"""The parts of the page, in the order in which a worker needs them."""
