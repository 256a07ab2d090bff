"""What a request to close can be answered, and when: drawn from the rules on requests."""

from __future__ import annotations

from dataclasses import dataclass

from caseclose.public.pages.guide.drawn import Block, block_of
from caseclose.public.place import Place

ANSWERS = (
    "not_the_person_who_may_ask",
    "cannot_close",
    "family_enforcement_stops",
    "advice",
)
"""What the rules on requests lead to, in the order in which they count."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer, as the policy names it, with the rules that lead to it."""

    id: str
    rules: tuple[Block, ...]


def answers(place: Place) -> list[Answered]:
    """Return the answers that some rule of this state leads to."""
    found = [Answered(each, _leading_to(place, each)) for each in ANSWERS]
    return [each for each in found if each.rules]


def _leading_to(place: Place, answer: str) -> tuple[Block, ...]:
    return tuple(block_of(place, rule) for rule in place.law.requests if rule.rule.text.outcome == answer)
