"""Settling a release that no answer settled: a person has found out what became of it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from caseclose.casework.models import ReleaseOrder
from caseclose.casework.services.locking import lock_case
from caseclose.casework.services.releases.moves import IllegalMove, State, may_become, move
from caseclose.closure.commands import Actor


def settle_release(*, release: int, to: State, words: str, by: Actor, on: date, at: datetime) -> None:
    """Write down what a person found out about a release that was refused or is unknown. Raises IllegalMove.

    `to` is confirmed, refused or kept, and `words` say how the person knows. What was asked of people is then done.
    """
    number = ReleaseOrder.objects.values_list("closure__case_id", flat=True).get(pk=release)
    with transaction.atomic():
        lock_case(number)
        order = ReleaseOrder.objects.select_related("closure").get(pk=release)
        if not words.strip() or to not in may_become(order, by):
            raise IllegalMove(order, to)
        move([order], to, reason=words, by=by, on=on, at=at)
