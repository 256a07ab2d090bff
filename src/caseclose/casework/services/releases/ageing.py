"""Ageing: a release that nobody answers in time becomes unknown, and a person is asked about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from caseclose.casework.models import ReleaseOrder
from caseclose.casework.selectors.releases import overdue_releases, unasked_releases
from caseclose.casework.services.locking import lock_case
from caseclose.casework.services.releases.moves import State, move
from caseclose.casework.services.releases.tasks import open_tasks

NO_ANSWER = "no answer in time"


@dataclass(slots=True)
class Aged:
    """How many releases became unknown, and how many tasks were opened for others that had none."""

    unknown: int = 0
    tasks: int = 0


def age_releases(*, on: date, at: datetime) -> Aged:
    """Make every release unknown that has gone without an answer for too long by `on`; ask a person about each.

    A refused or unknown release about which nobody is asked gets its task too. Run again, it finds nothing to do.
    """
    aged = Aged()
    for release, number in overdue_releases(on).values_list("pk", "closure__case_id"):
        with transaction.atomic():
            lock_case(number)
            order = overdue_releases(on).filter(pk=release).select_related("closure").first()
            if order is not None:
                move([order], State.UNKNOWN, reason=NO_ANSWER, on=on, at=at)
                aged.unknown += 1
    for release, number in unasked_releases().values_list("pk", "closure__case_id"):
        with transaction.atomic():
            lock_case(number)
            order = ReleaseOrder.objects.select_related("closure").get(pk=release)
            if order.state in {State.REFUSED, State.UNKNOWN}:
                aged.tasks += open_tasks([order], on)
    return aged
