"""Every condition that the shipped policy asks, folded for days around each turn of the law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caseclose.law.in_force import LawInForce, law_in_force
from caseclose.law.policy import FEDERAL, Policy
from caseclose.law.sql import as_sql
from caseclose.law.tree import Node
from caseclose.screening.sheet import Question

DAYS = (
    date(2016, 12, 31),
    date(2017, 1, 18),
    date(2017, 1, 19),
    date(2020, 7, 8),
    date(2020, 7, 9),
    date(2024, 2, 29),
    date(2025, 2, 28),
    date(2025, 8, 31),
    date(2026, 11, 22),
)


def all_questions(policy: Policy, days: tuple[date, ...] = DAYS) -> tuple[Question, ...]:
    """Return what every layer asks on `days`. Conditions that fold to the same text are one question."""
    asked: dict[str, Question] = {}
    for day in days:
        for code in (FEDERAL, *policy.states):
            for name, tree in _conditions(law_in_force(policy, code, day)):
                text = as_sql(tree)
                asked.setdefault(text, Question(f"{name} in {code} on {day}", tree, text))
    return tuple(asked.values())


def _conditions(law: LawInForce) -> Iterator[tuple[str, Node]]:
    for standing in (*law.criteria, *law.gates, *law.requests, *law.outcomes):
        yield standing.id, standing.tree
        yield from ((limb.id, limb.tree) for limb in standing.limbs)
    general = [effect for remedy in law.policy.remedies.values() for effect in remedy.effects]
    for effect in (*general, *law.policy.layer(law.state).effects):
        tree = law.condition(effect.rule) if effect.rule else None
        if effect.rule and tree is not None:
            yield effect.rule.id, tree
