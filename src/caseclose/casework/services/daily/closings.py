"""Cases whose day has come are closed, or kept open where the facts have changed."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from caseclose.casework.selectors.closures import closures_due
from caseclose.casework.services.acting import act
from caseclose.casework.services.daily.held import SYSTEM, hold
from caseclose.closure.commands import Close, KeepOpen
from caseclose.closure.refused import Refused

NO_LONGER_HOLDS = frozenset({"criterion_not_met", "not_granted"})
"""Refusals on the closing day that end the closing: the facts have changed and the case stays open."""


def close_due(*, on: date, at: datetime) -> Counter[str]:
    """Close every case that is due. Counts: closed, kept_open, and held where a person is asked anew."""
    done: Counter[str] = Counter()
    for number in closures_due(on):
        done += _close(number, on, at)
    return done


def _close(number: str, on: date, at: datetime) -> Counter[str]:
    try:
        act(number=number, command=Close(), by=SYSTEM, on=on, at=at)
    except Refused as refused:
        if refused.rule not in NO_LONGER_HOLDS or refused.unknown:
            return Counter(held=int(hold(number, refused, on)))
        act(number=number, command=KeepOpen((refused.words("en"),)), by=SYSTEM, on=on, at=at)
        return Counter(kept_open=1)
    return Counter(closed=1)
