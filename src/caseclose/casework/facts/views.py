"""The views that derive facts, as statements for a migration.

A view is a set-returning SQL function of the day of decision, so that a record dated later never changes the reading of
an earlier day. Each .sql file is written once and made twice: for a list of cases, and for the cases from one number to
another. In it {cases} stands for the arguments that say which cases, {chosen} for the condition on a case's number, and
{these} for the same arguments passed on to another view.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

FILES = (
    "attempt",
    "findings",
    "order_and_money",
    "aid",
    "children_and_paternity",
    "locate",
    "contact",
    "case_kind",
    "closing",
    "related",
)
"""The .sql files of views, in the order in which they are made: views that others read come first."""

ONE_CASE = "one_case"
LISTED = {"{cases}": "cases text[]", "{chosen}": "= ANY (cases)", "{these}": "cases"}
FROM_TO = {
    "{cases}": "first_case text, last_case text",
    "{chosen}": "BETWEEN first_case AND last_case",
    "{these}": "first_case, last_case",
}

FORGET = """
DO $$
DECLARE
    view regprocedure;
BEGIN
    FOR view IN
        SELECT oid FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND proname IN ({names})
    LOOP
        EXECUTE format('DROP FUNCTION %s', view);
    END LOOP;
END
$$
"""
"""Drops functions by their names, whatever their arguments are."""

_AHEAD = "SET LOCAL check_function_bodies = off"
"""A migration makes the views as they are now; tables that they read may be made by a later one."""

_NAME = re.compile(r"^CREATE FUNCTION (\w+)", re.MULTILINE)


def made() -> list[str]:
    """Return the statements that make every view anew."""
    return [_AHEAD, forgotten(), *_views()]


def forgotten() -> str:
    """Return the statement that drops every view."""
    names = [name for file in (*FILES, ONE_CASE) for name in _NAME.findall(_text(file))]
    return FORGET.replace("{names}", ", ".join(f"'{name}'" for name in names))


def _views() -> Iterator[str]:
    for name in FILES:
        for ways in (LISTED, FROM_TO):
            yield _filled(_text(name), ways)
    yield _text(ONE_CASE)


def _text(name: str) -> str:
    return files(__package__).joinpath(f"{name}.sql").read_text(encoding="utf-8")


def _filled(text: str, ways: dict[str, str]) -> str:
    for mark, words in ways.items():
        text = text.replace(mark, words)
    return text
