"""What the views are told of the policy: limits, and which documents a criterion asks for. As JSON."""

from __future__ import annotations

import json
from datetime import date
from functools import cache, lru_cache

from caseclose.law.policy import FEDERAL
from caseclose.law.reading import shipped
from caseclose.law.rules import Rule

REQUEST = ""
"""Stands for the criterion of a request that nobody has decided on yet."""


@lru_cache(maxsize=32)
def limits_on(day: date) -> str:
    """Return every count that is a limit on the day, by name, for the federal layer and each state."""
    policy = shipped()
    layers = (FEDERAL, *policy.states)
    return json.dumps(
        {
            code: {name: limit.on(day) for name, limit in policy.limits(code).items() if limit.kind == "count"}
            for code in layers
        }
    )


@cache
def evidence_asked_for() -> str:
    """Return the kinds of document that support a closing, for each rule that one may rest on and for a request."""
    policy = shipped()
    federal = policy.federal.criteria
    asked = [kind for rule in federal.values() if rule.text.on_request for kind in rule.text.evidence]

    def kinds(rule: Rule) -> list[str]:
        above = federal.get(rule.text.under)
        return rule.text.evidence or (above.text.evidence if above else asked)

    rules = {
        rule.id: kinds(rule)
        for layer in policy.layers.values()
        for shelf in (layer.criteria, layer.requests)
        for rule in shelf.values()
    }
    return json.dumps({REQUEST: asked, **rules})
