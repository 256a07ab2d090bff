"""The functions that watch over the end of records, as statements for the owner of the tables.

They are the owner's, so that the application can neither change nor pass them by. What the law gives in years they are
told by the policy, in a function of its own. All are written anew whenever the tables are brought up to date.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from caseclose.law.limits import Limit
from caseclose.law.policy import FEDERAL
from caseclose.law.reading import shipped
from caseclose.law.spans import Span

FUNCTIONS, GUARDS = ("linked", "retention", "destroy", "papers"), "guards"
WATCHED = ("retention_span", "destruction_approval_span", "criminal_history_longest_span", "set_aside_span")
"""The spans that the database keeps watch over."""

_SPANS = """
CREATE OR REPLACE FUNCTION casework_policy_spans()
RETURNS TABLE (name text, state text, since date, until date, span interval, cites text)
LANGUAGE sql IMMUTABLE AS $$ VALUES {rows} $$;

CREATE OR REPLACE FUNCTION casework_policy_span(name text, state text, day date) RETURNS interval
LANGUAGE sql IMMUTABLE AS $$ {which} $$;

CREATE OR REPLACE FUNCTION casework_policy_cites(name text, state text, day date) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ {cites} $$;
"""
_ONE = """
SELECT s.{column} FROM casework_policy_spans() s
WHERE s.name = $1 AND s.since <= $3 AND (s.until IS NULL OR $3 <= s.until)
    AND s.state = CASE
        WHEN EXISTS (SELECT FROM casework_policy_spans() t WHERE t.state = $2) THEN $2 ELSE '{federal}'
    END
"""


def made() -> list[str]:
    """Return the statements that make every function and guard anew, in one transaction."""
    return [*functions(), _text_of(GUARDS)]


def functions() -> list[str]:
    """Return the statements that make the functions anew, in one transaction. They lock no table.

    A function may name a table that a later migration makes: its body is looked at when it is called.
    """
    return ["SET LOCAL check_function_bodies = off", policy_spans(), *(_text_of(name) for name in FUNCTIONS)]


def _text_of(name: str) -> str:
    return files(__package__).joinpath(f"{name}.sql").read_text(encoding="utf-8")


def policy_spans() -> str:
    """Return the statement that tells the database the spans of the policy, of each state and of the federal rule."""
    policy = shipped()
    rows = [row for code in policy.layers for row in _rows(code, policy.limits(code))]
    which, cites = (_ONE.format(column=column, federal=FEDERAL) for column in ("span", "cites"))
    return _SPANS.format(rows=", ".join(rows), which=which, cites=cites)


def _rows(code: str, limits: dict[str, Limit]) -> Iterator[str]:
    for name in WATCHED:
        limit = limits.get(name)
        for number, (since, until, worth) in enumerate(limit.values if limit else ()):
            if limit is None or not isinstance(worth, Span):
                raise TypeError(f"the limit '{name}' of '{code}' is no span")
            last = f"'{until.isoformat()}'" if until else "NULL"
            cites = "; ".join(limit.cites[number])
            yield (
                f"({_text(name)}, {_text(code)}, date '{since.isoformat()}', {last}::date, "
                f"interval '{worth.count} {worth.unit}', {_text(cites)})"
            )


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
