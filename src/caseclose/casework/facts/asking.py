"""Asking the views: of a list of cases, or of all cases from one number to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import psycopg
from django.db import connection

from caseclose.casework.facts.arguments import evidence_asked_for, limits_on
from caseclose.casework.facts.copying import copied_out
from caseclose.casework.facts.reading import Row
from caseclose.casework.models import Case

Arguments = tuple[str, list[Any]]
"""Arguments of a view as SQL, and the values for its placeholders."""


Question = tuple[Sequence[str], Arguments]
"""Columns, and what to select them from."""


class Chosen(Protocol):
    """Some of the cases."""

    def existing(self) -> Sequence[str]:
        """Return the numbers of those that there are, in order."""

    def arguments(self) -> Arguments:
        """Return the arguments that choose them."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The cases with these numbers."""

    numbers: Sequence[str]

    def existing(self) -> Sequence[str]:
        """Return the numbers of those that there are, in order."""
        return list(Case.objects.filter(number__among=self.numbers).order_by("number").values_list("number", flat=True))

    def arguments(self) -> Arguments:
        """Return the list."""
        return "%s::text[]", [list(self.numbers)]


@dataclass(frozen=True, slots=True)
class There(Listed):
    """Cases that are known to be there, by their numbers in order: nobody needs to ask again."""

    def existing(self) -> Sequence[str]:
        """Return the numbers."""
        return self.numbers


@dataclass(frozen=True, slots=True)
class FromTo:
    """Cases whose numbers follow each other: here are all the numbers, from the first to the last."""

    numbers: Sequence[str]

    def existing(self) -> Sequence[str]:
        """Return the numbers."""
        return self.numbers

    def arguments(self) -> Arguments:
        """Return the first number and the last."""
        return "%s::text, %s::text", [self.numbers[0], self.numbers[-1]]


def of_view(view: str, day: date, chosen: Chosen, proposed: str | None = None) -> Arguments:
    """Return a view of facts as something to select from."""
    which, values = chosen.arguments()
    values = [day, *values]
    if view == "locate":
        which, values = f"{which}, %s::jsonb", [*values, limits_on(day)]
    if view == "closing":
        which, values = f"{which}, %s::jsonb, %s::text", [*values, evidence_asked_for(), proposed]
    return f"fact_{view}(%s::date, {which})", values


def of_findings(day: date, chosen: Chosen) -> Arguments:
    """Return the newest findings as something to select from."""
    which, values = chosen.arguments()
    return f"newest_findings(%s::date, {which})", [day, *values]


def rows_of(asked: Arguments) -> Iterator[Row]:
    """Yield every row, with its columns by name."""
    text, values = asked
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {text}", values)  # noqa: S608 - the text is written here
        names = [column.name for column in cursor.description]
        for row in cursor.fetchall():
            yield dict(zip(names, row, strict=True))


def csv_of(columns: Sequence[str], asked: Arguments) -> bytearray:
    """Return these columns of every row as CSV without a header. What is null has no text and no quotes."""
    text, values = asked
    query = f"COPY (SELECT {', '.join(columns)} FROM {text}) TO STDOUT (FORMAT csv)"  # noqa: S608 - as above
    with connection.cursor(), connection.wrap_database_errors:
        return copied_out(connection.connection, psycopg.ClientCursor(connection.connection).mogrify(query, values))
