"""The views that derive facts, as statements for a migration.

A view is a set-returning SQL function of the day of decision, so that a record dated later never changes the reading of
an earlier day. Each .sql file is written once and made twice: for a list of cases, and for the cases from one number to
another. In it {cases} stands for the arguments that say which cases, {chosen} for the condition on a case's number, and
{these} for the same arguments passed on to another view.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

FILES = (
    "attempt",
    "order_and_money",
    "aid",
    "children_and_paternity",
    "noncustodial_parent",
    "locate",
    "contact",
    "case_kind",
    "closing",
    "related",
)
"""The .sql files, in the order in which they are made: views that others read come first."""

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
        SELECT p.oid
        FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace
            AND (p.proname LIKE 'fact\\_%' OR p.proname IN ('attempt_in_progress', 'replies_in_hand'))
    LOOP
        EXECUTE format('DROP FUNCTION %s', view);
    END LOOP;
END
$$
"""
"""Drops every view of facts, whatever its arguments were."""


def statements() -> Iterator[str]:
    """Yield the statements that make every view anew."""
    yield FORGET
    for name in FILES:
        text = files(__package__).joinpath(f"{name}.sql").read_text(encoding="utf-8")
        for ways in (LISTED, FROM_TO):
            yield _filled(text, ways)


def _filled(text: str, ways: dict[str, str]) -> str:
    for mark, words in ways.items():
        text = text.replace(mark, words)
    return text
