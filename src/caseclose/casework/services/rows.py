"""Storing many rows at once, where the usual way of storing takes a statement for each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import AutoField, Model

from caseclose.casework.models import Case, Closure, Task
from caseclose.casework.selectors.law import policy_in_use
from caseclose.closure.state import ClosureState
from caseclose.closure.steps import Step

HELD = "held:"
"""How the keys of tasks begin that ask about what holds a closing."""

_CLOSURE = (
    "step",
    "way",
    "begun_by",
    "may_ask",
    "criterion",
    "outcome",
    "notice",
    "noticed_on",
    "earliest_close_on",
    "reply_count",
    "closed_on",
    "policy",
)


def insert(rows: Sequence[Model]) -> None:
    """Store new rows of one table in one statement, and give each the number that it got.

    They go over as one JSON document: the usual way binds every value by itself, which costs ten times as much.
    """
    if not rows:
        return
    kind = type(rows[0])._meta
    key, fields = kind.pk, [field for field in kind.concrete_fields if not isinstance(field, AutoField)]
    names = ", ".join(_quoted(field.column) for field in fields)
    numbered = isinstance(key, AutoField)
    statement = (
        f"INSERT INTO {_quoted(kind.db_table)} ({names}) SELECT {names} FROM {_rows(fields)}"  # noqa: S608
        + (f" RETURNING {_quoted(key.column)}" if numbered else "")
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [_document(rows, fields)])
        if numbered:
            for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
                row.pk = number


def update(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Store these fields of rows of one table, which are there already, in one statement."""
    if not rows:
        return
    kind = type(rows[0])._meta
    key, fields = kind.pk, [field for field in kind.concrete_fields if field.name in names]
    changes = ", ".join(f"{_quoted(field.column)} = new.{_quoted(field.column)}" for field in fields)
    statement = (
        f"UPDATE {_quoted(kind.db_table)} AS old SET {changes} FROM {_rows([key, *fields], 'new')}"  # noqa: S608
        f" WHERE old.{_quoted(key.column)} = new.{_quoted(key.column)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [_document(rows, [key, *fields])])


def _rows(fields: Sequence[Any], name: str = "new") -> str:
    """Return SQL for the rows of a JSON document that a placeholder stands for."""
    columns = ", ".join(f"{_quoted(field.column)} {field.rel_db_type(connection)}" for field in fields)
    return f"jsonb_to_recordset(%s::jsonb) AS {name} ({columns})"


def _document(rows: Sequence[Model], fields: Sequence[Any]) -> str:
    columns = [(field.column, field.attname) for field in fields]
    return json.dumps([{column: getattr(row, name) for column, name in columns} for row in rows], default=str)


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(str(name))


def put(closure: Closure, state: ClosureState) -> Closure:
    """Put the state into the closure, with the policy that it was reached under. It is not stored by this.

    A closing that has been carried out keeps the policy that it was carried out under.
    """
    if closure.step != Step.CLOSED:
        closure.policy = policy_in_use()
    closure.step = state.step.value
    closure.way = state.way
    closure.begun_by = state.begun_by
    closure.may_ask = state.may_ask
    closure.criterion = state.criterion
    closure.outcome = state.outcome
    closure.notice = state.notice
    closure.noticed_on = state.noticed_on
    closure.earliest_close_on = state.earliest_close_on
    closure.reply_count = state.replies
    closure.closed_on = state.closed_on
    return closure


def store_closures(closures: Sequence[Closure]) -> None:
    """Store closures that are there already as they are now."""
    update(closures, _CLOSURE)


def store_what_cases_became(cases: Sequence[Case]) -> None:
    """Store of what kind each case is now, and since when enforcement is closed in it."""
    update(cases, ("kind", "enforcement_closed_on"))


def close_held_tasks(numbers: Sequence[str], on: date) -> None:
    """Close what people were asked about closings that are over."""
    if numbers:
        Task.objects.filter(case__among=numbers, done_on=None, key__startswith=HELD).update(done_on=on)
