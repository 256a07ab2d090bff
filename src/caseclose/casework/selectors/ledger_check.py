"""Checking the ledger: every place of the whole database that does not add up, by name. It changes nothing.

Each check is one statement over all cases, a file of casework/ledger_checks. Its first line says what is wrong where
it finds something. It names the case, the thing and the figures. One check holds each movement against what the journal
was told of it: so somebody who got past the guards of the ledger and kept it in balance is found, and somebody who
changed the journal as well is found by its chain.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from django.db import connection

from caseclose.casework.models.money import DEBTS, HERE, OUT

WAITING = "waiting.sql"


@dataclass(frozen=True, slots=True)
class Fault:
    """One place that does not add up. `check` says what is wrong, `at` where, and `words` the figures."""

    check: str
    case: str
    at: str
    words: str


def faults_of_ledger() -> list[Fault]:
    """Return every place of the database that does not add up; nothing where all of it does."""
    return [fault for name in sorted(_checks()) if name != WAITING for fault in _asked(name)]


def forgotten_money(before: date) -> list[Fault]:
    """Return the money that came in before the day, is still here, and about which no open task asks a person."""
    return _asked(WAITING, before)


def _asked(name: str, *arguments: date) -> list[Fault]:
    says, statement = _checks()[name]
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments or None)
        return [Fault(says, *row) for row in cursor.fetchall()]


@cache
def _checks() -> dict[str, tuple[str, str]]:
    """What each check says, and its SQL, by file name."""
    found = {}
    for file in files("caseclose.casework").joinpath("ledger_checks").iterdir():
        if file.name.endswith(".sql"):
            first, _, rest = file.read_text(encoding="utf-8").partition("\n")
            found[file.name] = (first.removeprefix("--").strip(), _filled(rest))
    return found


def _filled(text: str) -> str:
    for mark, accounts in {"{debts}": DEBTS, "{here}": HERE, "{out}": OUT}.items():
        text = text.replace(mark, "(" + ", ".join(f"'{account.value}'" for account in accounts) + ")")
    return text


_NEW_STATEMENTS = """
    SELECT DISTINCT b.case_id
    FROM casework_balance b
    JOIN (
        SELECT m.case_id, max(m.counts_on) AS as_of
        FROM casework_movement m WHERE m.kind = 'statement' GROUP BY m.case_id
    ) taken ON taken.case_id = b.case_id
    WHERE b.as_of > taken.as_of AND b.as_of <= %s
        AND NOT EXISTS (SELECT FROM casework_movement m WHERE m.case_id = b.case_id AND m."on" > %s)
    ORDER BY b.case_id
"""
_OWED = "12_owed.sql"


def cases_with_new_statements(on: date) -> list[str]:
    """Return the cases in the ledger for which a newer statement of what is owed came in, or one was corrected."""
    with connection.cursor() as cursor:
        cursor.execute(_NEW_STATEMENTS, [on, on])
        newer = [number for (number,) in cursor.fetchall()]
    return sorted({*newer, *(fault.case for fault in _asked(_OWED))})
