"""What time the policy gives: spans, working days, and the calendar of the offices; and what amounts it names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from caseclose.law.limits import Worth
from caseclose.law.policy import FEDERAL
from caseclose.law.reading import shipped
from caseclose.law.spans import Span, after, latest_start
from caseclose.law.working_days import Calendar, WorkingDays, latest_working_start, working_days_after


def service_span(name: str, state: str, on: date) -> Span:
    """Return the span called `name` in `state` on the day. A state without a policy of its own has the federal one.

    Raises LookupError where the policy has no such span: what should age must not silently stay young.
    """
    worth = _worth(name, state, on)
    if not isinstance(worth, Span):
        raise LookupError(f"the policy has no span '{name}' on {on.isoformat()}")
    return worth


def amount_on(name: str, state: str, on: date) -> Decimal:
    """Return the amount of money called `name` in `state` on the day. Raises LookupError where policy has none."""
    worth = _worth(name, state, on)
    if not isinstance(worth, Decimal):
        raise LookupError(f"the policy has no amount '{name}' on {on.isoformat()}")
    return worth


def count_on(name: str, state: str, on: date) -> int:
    """Return the count called `name` in `state` on the day. Raises LookupError where policy has none."""
    worth = _worth(name, state, on)
    if not isinstance(worth, int):
        raise LookupError(f"the policy has no count '{name}' on {on.isoformat()}")
    return worth


def calendar_of(state: str) -> Calendar:
    """Return the calendar of the state's offices. A state without holidays of its own has the federal ones."""
    policy = shipped()
    return policy.calendar(state if state in policy.layers else FEDERAL)


def due_on(name: str, state: str, start: date) -> date:
    """Return the last day in time for what began on `start` and may take as long as the limit `name` says.

    The limit is a span of the calendar or a number of working days, as it was worth on `start`. Raises LookupError
    where the policy has no such limit.
    """
    worth = _worth(name, state, start)
    if isinstance(worth, WorkingDays):
        return working_days_after(start, worth.count, calendar_of(state))
    if isinstance(worth, Span):
        return after(start, worth)
    raise LookupError(f"the policy has no span and no number of working days '{name}' on {start.isoformat()}")


def latest_due(name: str, state: str, on: date) -> date:
    """Return the latest start whose time, as the limit `name` is worth on the day, is over by the end of the day.

    So what began after it may still wait. Raises LookupError where the policy has no such limit.
    """
    worth = _worth(name, state, on)
    if isinstance(worth, WorkingDays):
        return latest_working_start(on, worth.count, calendar_of(state))
    if isinstance(worth, Span):
        return latest_start(on, worth)
    raise LookupError(f"the policy has no span and no number of working days '{name}' on {on.isoformat()}")


def _worth(name: str, state: str, on: date) -> Worth | None:
    policy = shipped()
    limits = policy.limits(state) if state in policy.layers else policy.federal.limits
    limit = limits.get(name)
    return limit.on(on) if limit else None
