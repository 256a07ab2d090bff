"""For which reasons the agency closes a case by itself, with what an answer to its letter could change."""

from __future__ import annotations

from dataclasses import dataclass

from caseclose.law.in_force import Standing
from caseclose.public.pages.guide.drawn import Block, block_of
from caseclose.public.place import Place

TO_PEOPLE = "recipient"
"""To whom a notice must go for the reason to be told here: the others are between agencies."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: what the rule says, and what could keep the case open."""

    rule: Block
    helps: tuple[str, ...]


def reasons_of(place: Place) -> list[Reason]:
    """Return the criteria of this state that a person gets a letter about before the closing."""
    return [_reason(place, each) for each in place.law.criteria if each.governs and _told(place, each)]


def _told(place: Place, standing: Standing) -> bool:
    notice = place.law.policy.notices.get(standing.notice)
    return notice is not None and notice.to == TO_PEOPLE


def _reason(place: Place, standing: Standing) -> Reason:
    helps = place.law.policy.what_helps(place.state, standing.id, standing.under, "any")
    return Reason(block_of(place, standing), tuple(place.say(each) for each in helps.say) if helps else ())
