"""The law in force on a day, as the policy that comes with Caseclose has it. Gathered once for each state and day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from caseclose.law.in_force import LawInForce, law_in_force
from caseclose.law.reading import shipped

_AT_HAND = 128


@lru_cache(maxsize=_AT_HAND)
def law_on(state: str, on: date) -> LawInForce:
    """Return the law in force in `state` on the day. Raises UnknownName for a state that has no policy."""
    return law_in_force(shipped(), state, on)


@lru_cache(maxsize=1)
def policy_in_use() -> str:
    """Return the hash of every policy file, which a decision keeps so that it can say what it used."""
    return shipped().content_hash()


def criteria_in_force(state: str, on: date) -> list[str]:
    """Return the ids of the criteria that a case of `state` may be closed under on the day."""
    return sorted(criterion.id for criterion in law_on(state, on).criteria)
