"""The agency's own service levels, as its policy states them."""

from __future__ import annotations

from datetime import date

from caseclose.law.reading import shipped
from caseclose.law.spans import Span


def service_span(name: str, state: str, on: date) -> Span:
    """Return the span called `name` in `state` on the day. A state without a policy of its own has the federal one.

    Raises LookupError where the policy has no such span: what should age must not silently stay young.
    """
    policy = shipped()
    limits = policy.limits(state) if state in policy.layers else policy.federal.limits
    limit = limits.get(name)
    worth = limit.on(on) if limit else None
    if not isinstance(worth, Span):
        raise LookupError(f"the policy has no span '{name}' on {on.isoformat()}")
    return worth
