"""Former recipients who come back: the same case is opened again."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from caseclose.casework.models import Closure
from caseclose.casework.services.reopening import reopen_case
from caseclose.closure.steps import Role, Step
from caseclose.practice.desk import Desk, book, days_after, rate


def take_back(desk: Desk) -> None:
    """Reopen the cases whose former recipient applies again today."""
    since = desk.days[0] - timedelta(days=book()["days"]["comes_back"][1])
    closed = Closure.objects.filter(step=Step.CLOSED, closed_on__gte=since, case__office__state=desk.state)
    for closure in closed.filter(case__reopened_on=None).exclude(case__kind="enforcement").order_by("id"):
        days = days_after("comes_back", desk.chance.share("comes back on", closure.pk))
        if closure.closed_on is None or closure.closed_on + timedelta(days=days) not in desk.days:
            continue
        if desk.chance.happens(rate("reopened"), "comes back", closure.pk):
            worker = desk.somebody(Role.CASEWORKER, closure.case_id)
            reopen_case(
                number=closure.case_id,
                basis="application",
                by=worker,
                on=desk.on,
                at=desk.at,
                application_on=desk.on,
                fee=Decimal(0),
            )
