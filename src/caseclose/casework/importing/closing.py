"""The end of an import, in one transaction: cases held or let go, one entry in the journal, and the import is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum

from caseclose.casework.importing.runs import Standing
from caseclose.casework.models import ImportedChunk, ImportRun
from caseclose.casework.services import journal
from caseclose.closure.steps import Role
from caseclose.law.values import LATEST

HOLDER = "records import"
WHY_HELD = "Rows of this case in the statewide system's extract were refused, so its records may not be whole."
JOURNALLED = "RecordsImported"

REFUSED_NOW = """
WITH newest AS (
    SELECT DISTINCT ON (f.resource) f.id
    FROM casework_importedfile f JOIN casework_importrun r ON r.id = f.run_id
    WHERE r.state = 'done' OR r.id = %(run)s
    ORDER BY f.resource, f.run_id DESC
), refused AS (
    SELECT DISTINCT c.number FROM casework_refusedcase c WHERE c.file_id IN (SELECT id FROM newest)
)
"""
HOLD = (
    REFUSED_NOW  # noqa: S608 - a constant
    + """
INSERT INTO casework_hold (case_id, kind, owner, reason, begun_on, ends_on)
SELECT c.number, 'closing', %(holder)s, %(why)s, %(on)s, %(last)s
FROM casework_case c JOIN refused r ON r.number = c.number
WHERE c.kind <> 'destroyed' AND NOT EXISTS (
    SELECT FROM casework_hold h WHERE h.case_id = c.number AND h.owner = %(holder)s AND h.lifted_on IS NULL
)
"""
)
LET_GO = (
    REFUSED_NOW  # noqa: S608 - a constant
    + """
UPDATE casework_hold h SET lifted_on = %(on)s
WHERE h.owner = %(holder)s AND h.lifted_on IS NULL AND h.case_id NOT IN (SELECT number FROM refused)
"""
)


@dataclass(frozen=True, slots=True)
class Written:
    """What an import did to one table."""

    added: int
    changed: int


@dataclass(frozen=True, slots=True)
class Ending:
    """What an import did in all: by table, and how many cases it held back from closing or let go of."""

    tables: dict[str, Written]
    held: int
    let_go: int


def end(standing: Standing, *, on: date, at: datetime, by: str) -> Ending:
    """Hold back the cases of which rows were refused, let go of those that came right, and journal the import."""
    with transaction.atomic():
        ending = Ending(_written(standing), *_holds(standing.run, on))
        if ending.held or ending.let_go or any(table.added or table.changed for table in ending.tables.values()):
            journal.append([_line(standing, ending, on, at, by)])
        ImportRun.objects.filter(pk=standing.run.pk).update(state=ImportRun.State.DONE, finished_at=at)
    _look_anew()
    return ending


def _look_anew() -> None:
    """Have the database see what is in its tables now. Until it does, it plans for tables that are still empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_look_anew()")


def _written(standing: Standing) -> dict[str, Written]:
    sums = (
        ImportedChunk.objects.filter(file__run=standing.run)
        .values_list("file__resource")
        .annotate(added=Sum("added"), changed=Sum("changed"))
    )
    found = {resource: Written(added, changed) for resource, added, changed in sums}
    return {name: found.get(name, Written(0, 0)) for name in standing.files}


def _holds(run: ImportRun, on: date) -> tuple[int, int]:
    """A case is held while the newest file of some table holds a refused row of it. The hold does not end by itself."""
    given: dict[str, Any] = {"run": run.pk, "holder": HOLDER, "why": WHY_HELD, "on": on, "last": LATEST}
    with connection.cursor() as cursor:
        cursor.execute(HOLD, given)
        held = cursor.rowcount
        cursor.execute(LET_GO, given)
        return held, cursor.rowcount


def _line(standing: Standing, ending: Ending, on: date, at: datetime, by: str) -> journal.Line:
    tables = {
        name: {
            "sha256": file.sha256,
            "rows": file.rows,
            "refused": file.refused,
            "added": ending.tables[name].added,
            "changed": ending.tables[name].changed,
        }
        for name, file in standing.files.items()
    }
    body = {"import": standing.run.pk, "tables": tables, "held": ending.held, "let_go": ending.let_go}
    return journal.Line(None, None, JOURNALLED, on, at, by, Role.SYSTEM.value, body)
