"""The facts of cases on a day, read off their records: of one case, of many, or as the columns of a caseload."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from django.db import connection

from caseclose.casework.facts.arguments import evidence_asked_for, limits_on
from caseclose.casework.facts.asking import Chosen, FromTo, Listed, There, of_findings, of_view, rows_of
from caseclose.casework.facts.reading import BadRecords, CaseFacts, Fault, Row, put_together, views
from caseclose.casework.models import Case
from caseclose.law.reading import shipped

if TYPE_CHECKING:
    import polars as pl

CHUNK = 5_000
PART = 50_000
"""So many cases are read as one part: what the database has in hand of them stays in memory."""


def facts_of_case(number: str, as_of: date, *, proposed: str | None = None) -> CaseFacts:
    """Return what is known of the case on the day, with the source of each fact.

    `proposed` names the criterion of a closing that is about to be proposed: only of a criterion can it be said whether
    its documents are on file. Raises Case.DoesNotExist, and BadRecords where a stored value cannot be a fact.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT facts_of_one_case(%s, %s, %s, %s, %s)",
            [as_of, number, limits_on(as_of), evidence_asked_for(), proposed],
        )
        (answer,) = cursor.fetchone()
    if answer is None:
        raise Case.DoesNotExist(f"there is no case {number}")
    found = json.loads(answer, parse_float=Decimal)
    return put_together(number, found, found["findings"], shipped().facts, as_of)


def facts_of_cases(
    as_of: date, numbers: Iterable[str] | None = None, *, chunk: int = CHUNK, proposed: str | None = None
) -> Iterator[CaseFacts]:
    """Yield what is known of each case on the day: of the cases `numbers` that there are, or of all, by their numbers.

    Each chunk of cases takes one query for each view. Raises BadRecords before the first case of a chunk that has some.
    """
    for chosen in _all_cases(chunk) if numbers is None else _listed(numbers, chunk):
        yield from _facts_of_chunk(as_of, chosen, proposed)


def facts_frames(as_of: date, *, rows: int = PART, state: str = "") -> Iterator[pl.DataFrame]:
    """Yield the facts of all cases, or of one state's, as parts of a caseload: `case_id` and a typed column a fact.

    Raises BadRecords before the first part that has some.
    """
    from caseclose.casework.facts.parts import frames_of

    return frames_of(as_of, _all_cases(rows, state))


def facts_frame(as_of: date) -> pl.DataFrame:
    """Return the facts of all cases as one caseload. Raises BadRecords."""
    import polars as pl

    from caseclose.casework.facts.frames import no_cases

    return pl.concat([no_cases(), *facts_frames(as_of)])


def _listed(numbers: Iterable[str], chunk: int) -> Iterator[Chosen]:
    waiting = iter(sorted(set(numbers)))
    while some := list(islice(waiting, chunk)):
        yield Listed(some)


def _all_cases(chunk: int, state: str = "") -> Iterator[Chosen]:
    """Yield all cases, or all of one state, in the order of their numbers.

    Where every case is the state's, a part is read as a span of numbers: that is quicker than a list of them.
    """
    cases = Case.objects.filter(office__state__iexact=state) if state else Case.objects.all()
    spans = not state or not Case.objects.exclude(office__state__iexact=state).exists()
    numbers = cases.order_by("number").values_list("number", flat=True)
    last = ""
    while some := list(numbers.filter(number__gt=last)[:chunk]):
        last = some[-1]
        yield FromTo(some) if spans else There(some)


def _facts_of_chunk(as_of: date, chosen: Chosen, proposed: str | None) -> list[CaseFacts]:
    rows: dict[str, dict[str, Row]] = {number: {} for number in chosen.existing()}
    for view in views():
        for row in rows_of(of_view(view, as_of, chosen, proposed)):
            rows.setdefault(row["case_number"], {})[view] = row
    findings: dict[str, list[Row]] = {}
    for row in rows_of(of_findings(as_of, chosen)):
        findings.setdefault(row["case_number"], []).append(row)
    book, known, faults = shipped().facts, [], list[Fault]()
    for number, derived in rows.items():
        try:
            known.append(put_together(number, derived, findings.get(number, ()), book, as_of))
        except BadRecords as error:
            faults += error.faults
    if faults:
        raise BadRecords(faults)
    return known
