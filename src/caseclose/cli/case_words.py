"""One case in words, for a terminal of 80 columns: what is to be done first, then the records behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import wrap
from typing import Any

from caseclose.cli.console import out
from caseclose.closure.steps import BEFORE_CLOSING

Row = dict[str, Any]
Say = Callable[[Row], tuple[object, str]]
"""What is said of one row: its day, or what else stands in front of it, and the rest of the line."""

MOST_SHOWN = 6
_LANGUAGES = {"en": "English", "es": "Spanish"}
_CONTACT = {"mail": "by mail", "phone": "by phone only", "email": "by e-mail only", "none": "no contact"}


def print_case(page: Row, *, everything: bool) -> None:
    """Print the page of a case; of a long list only the beginning, unless everything is wanted."""
    console = out()
    console.print(f"[bold]Case {page['case']}[/]: ", end="")
    console.print(_said(plain(page["kind"]), "working for another agency" if page["responding"] else ""), markup=False)
    _print_hanging(_said(f"{page['office']} ({page['state']})", *_days(page)))
    if page["kind"] == "destroyed":
        console.print("Its records were destroyed. What is left: caseclose history, caseclose retention verify")
        return
    for title, rows, say in _sections(page):
        most = len(rows) if everything else MOST_SHOWN
        _print_section(title, [say(row) for row in rows[:most]], len(rows) - most)
    empty = [title.lower() for title, rows, _ in _sections(page) if not rows]
    if empty:
        console.print()
        _print_hanging(f"Not on record: {', '.join(empty)}")


def _days(page: Row) -> list[str]:
    basis = (
        f"after an {page['service_basis']}" if page["service_basis"] == "application" else plain(page["service_basis"])
    )
    said = [_said(f"opened {page['opened_on']}", basis)]
    for name, words in (("enforcement_closed_on", "enforcement closed"), ("reopened_on", "opened again")):
        said += [f"{words} {page[name]}"] if page[name] else []
    return said


def _sections(page: Row) -> list[tuple[str, Sequence[Row], Say]]:
    """Return the parts of the page in the order in which a worker needs them."""
    return [
        ("Closing", page["closings"], _closing),
        ("Replies", page["replies"], _reply),
        ("To do", page["tasks"], _task),
        ("Duties", page["duties"], lambda row: (row["due_on"], _said(_named("duty", row["kind"]), _owed(row)))),
        ("Holds", page["holds"], _hold),
        ("People", page["participants"], _participant),
        ("Children", page["children"], _child),
        ("Other cases", page["related_cases"], lambda row: (row["case"], plain(row["kind"]))),
        ("Agencies", page["agencies"], lambda row: (row["code"], _said(row["role"], f"its case {row['their_case']}"))),
        ("Orders", page["orders"], _order),
        ("Owed", [page["owed"]] if page["owed"]["balance_on"] else [], _debt),
        ("Balances", page["balances"], lambda row: (row["as_of"], _split(row["family"], row["assigned"]))),
        ("Payments", page["payments"], _payment),
        ("Aid", page["assistance"], lambda row: (row["begun_on"], _said(plain(row["kind"]), _until(row)))),
        ("Medical assignment", page["medical_assignments"], lambda row: (row["begun_on"], _until(row))),
        ("Remedies", page["remedies"], _remedy),
        ("Findings", page["findings"], _finding),
        ("Documents", page["documents"], _document),
        ("Searches for the parent", page["locate_efforts"], _search),
        ("Contact with the recipient", page["contact_attempts"], _contact),
    ]


def _print_section(title: str, lines: Sequence[tuple[object, str]], left_out: int) -> None:
    if not lines:
        return
    console = out()
    console.print(f"\n[bold]{title}[/]")
    widest = max(len(str(before)) for before, _ in lines)
    for before, words in lines:
        start = f"  {before!s:<{widest}}  "
        _print_hanging(f"{start}{words}", len(start))
    if left_out > 0:
        console.print(f"  … and {left_out} more: --all shows them", markup=False)


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


def _named(kind: str, value: object) -> str:
    """What the policy calls a thing, or its id in words."""
    from caseclose.casework.selectors.naming import policy_name

    return policy_name(kind, value, "en") or plain(value)


def _until(row: Row) -> str:
    return f"until {row['ended_on']}" if row["ended_on"] else "goes on"


def _money(amount: Any) -> str:  # noqa: ANN401 - an amount, or None
    return "unknown" if amount is None else f"${amount:,.2f}"


def _split(family: Any, state: Any) -> str:  # noqa: ANN401 - amounts, or None
    return f"{_money(family)} to the family, {_money(state)} to the state"


def _closing(row: Row) -> tuple[object, str]:
    runs = row["step"] in BEFORE_CLOSING
    return row["begun_on"], _said(
        plain(row["step"]),
        "asked for by the recipient" if row["way"] == "request" else "proposed by the agency",
        f"under {_named('criterion', row['criterion'])}" if row["criterion"] else "",
        f"notice of {row['noticed_on']}" if row["noticed_on"] else "",
        f"not before {row['earliest_close_on']}" if runs and row["earliest_close_on"] else "",
        f"closed {row['closed_on']}" if row["closed_on"] else "",
        f"the case becomes {plain(row['outcome'])}" if runs and row["outcome"] else "",
    )


def _reply(row: Row) -> tuple[object, str]:
    lead = {None: "not reviewed yet", True: "it could lead somewhere", False: "it leads nowhere"}[row["could_lead"]]
    return f"{row['arrived_at']:%Y-%m-%d}", _said(f"by {plain(row['channel'])}", lead)


def _task(row: Row) -> tuple[object, str]:
    waited = "waited too long" if row["raised_on"] else ""
    return f"by {row['due_on']}", _said(f"task {row['task']}: {row['words'].rstrip('.')}", row["assigned_to"], waited)


def _owed(row: Row) -> str:
    return "somebody decides whether it is owed" if row["to_decide"] else ""


def _hold(row: Row) -> tuple[object, str]:
    end = f"until {row['ends_on'] or plain(row['until'])}" if row["ends_on"] or row["until"] else "until it is lifted"
    return row["begun_on"], _said(f"hold {row['hold']} on {plain(row['kind'])}", f"in the care of {row['owner']}", end)


def _participant(row: Row) -> tuple[object, str]:
    return plain(row["role"]), _said(
        "PROTECTED" if row["protected"] else "",
        _CONTACT.get(row["safe_contact"], plain(row["safe_contact"])),
        _LANGUAGES.get(row["language"], row["language"]),
        "opened the case" if row["opened_the_case"] else "",
        f"died {row['died_on']}" if row["died_on"] else "",
    )


def _child(row: Row) -> tuple[object, str]:
    paternity = {None: "paternity not known", True: "paternity established", False: "paternity not established"}
    return f"born {row['born_on']}" if row["born_on"] else "birth date unknown", _said(
        "PROTECTED" if row["protected"] else "",
        paternity[row["paternity_established"]],
        f"died {row['died_on']}" if row["died_on"] else "",
    )


def _order(row: Row) -> tuple[object, str]:
    medical = "with medical support" if row["medical"] else ""
    return row["begun_on"], _said(f"{_money(row['monthly'])} a month", medical, _until(row))


def _debt(row: Row) -> tuple[object, str]:
    if row["family"] is None and row["total"] is not None:
        return "now", f"{_money(row['total'])}; who is owed what is not known since aid began"
    return "now", f"{_split(row['family'], row['state'])}; balance of {row['balance_on']} and what moved since"


def _payment(row: Row) -> tuple[object, str]:
    waiting = [each for each in row["orders"] if each["state"] != "confirmed"]
    state = f"paid out {row['disbursed_on']}" if row["disbursed_on"] else "still here"
    return row["received_on"], _said(
        f"{_money(row['amount'])} from {plain(row['source'])}",
        state,
        *(f"{_money(each['amount'])} to {plain(each['payee'])} {plain(each['state'])}" for each in waiting),
    )


def _remedy(row: Row) -> tuple[object, str]:
    release = row["release"]
    return row["placed_on"], _said(
        _named("remedy", row["kind"]),
        f"ended {row['ended_on']}" if row["ended_on"] else "in place",
        f"release {release['release']} {plain(release['state'])}" if release else "",
        release["reason"] if release and release["reason"] else "",
        f"serves {', '.join(row['serves_too'])} too" if row["serves_too"] else "",
    )


def _finding(row: Row) -> tuple[object, str]:
    value = {"true": "yes", "false": "no"}.get(row["value"], plain(row["value"]))
    said = "protected" if row["fact"] == "protected" else f"{_named('fact', row['fact'])}: {value}"
    return row["found_on"], _said(said, f"by {row['found_by']}" if row["found_by"] else "")


def _document(row: Row) -> tuple[object, str]:
    kind = "protected" if row["evidence"] == "protected" else _named("evidence", row["evidence"])
    return row["received_on"], f"{kind} (document {row['document']})"


def _search(row: Row) -> tuple[object, str]:
    return row["on"], _said(plain(row["source"]), "found" if row["found"] else "not found")


def _contact(row: Row) -> tuple[object, str]:
    return row["on"], _said(plain(row["method"]), "reached" if row["reached"] else "not reached")
