"""Recording the financial reports that the retention clock runs from."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from caseclose.casework.models import FinancialReport
from caseclose.casework.services import journal
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role

OFFICERS = frozenset({Role.RECORDS_OFFICER, Role.SUPERVISOR})


def record_report(
    *, state: str, begins_on: date, ends_on: date, reported_on: date, by: Actor, on: date, at: datetime
) -> bool:
    """Record that the state's final financial report for a time was handed in on `reported_on`; say whether it is new.

    Raises Refused where the days cannot be. Of several reports for one time the last one counts.
    """
    require_role(by, OFFICERS, "record_report")
    if not begins_on <= ends_on <= reported_on <= on:
        raise Refused("report_days_wrong")
    with transaction.atomic():
        _, new = FinancialReport.objects.get_or_create(
            state=state.lower(), begins_on=begins_on, ends_on=ends_on, reported_on=reported_on,
            defaults={"recorded_by": by.name},
        )  # fmt: skip
        if new:
            days = {"begins_on": begins_on, "ends_on": ends_on, "reported_on": reported_on}
            body = {"state": state.lower(), **{name: day.isoformat() for name, day in days.items()}}
            line = journal.Line(None, None, "FinancialReportRecorded", on, at, by.name, by.role.value, body)
            journal.append([line])
    return new
