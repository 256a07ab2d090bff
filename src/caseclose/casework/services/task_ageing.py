"""Tasks that nobody does: after the time that policy gives, a supervisor is to hear of them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from caseclose.casework.models import Task
from caseclose.casework.selectors.offices import states_worked
from caseclose.casework.selectors.service_levels import service_span
from caseclose.law.policy import FEDERAL
from caseclose.law.spans import latest_start

SPAN = "task_span"


def raise_tasks(*, on: date) -> int:
    """Raise every open task that has been due for too long by `on`; return how many. None is raised twice."""
    return _waiting_too_long(on).update(raised_on=on)


def _waiting_too_long(on: date) -> QuerySet[Task]:
    before = on - timedelta(days=1)
    late = Q(case=None, due_on__lte=latest_start(before, service_span(SPAN, FEDERAL, on)))
    for state in states_worked():
        late |= Q(case__office__state=state, due_on__lte=latest_start(before, service_span(SPAN, state, on)))
    return Task.objects.filter(pk__in=Task.objects.filter(late, done_on=None, raised_on=None).values("pk"))
