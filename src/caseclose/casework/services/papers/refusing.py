"""What is told where a file is not taken: each reason of the room of papers as a refusal with a way on."""

from __future__ import annotations

from collections.abc import Callable

from caseclose.closure.refused import Refused
from caseclose.law.safeguards import paper_limits
from caseclose.papers.why import Why

_REFUSALS: dict[Why, Callable[[], Refused]] = {
    Why.EMPTY: lambda: Refused("paper_empty"),
    Why.TOO_LARGE: lambda: Refused("paper_too_large"),
    Why.NOT_A_KIND: lambda: Refused("paper_not_a_kind"),
    Why.PACKED: lambda: Refused("paper_packed"),
    Why.DRAWING: lambda: Refused("paper_drawing"),
    Why.TWO_KINDS: lambda: Refused("paper_two_kinds"),
    Why.DAMAGED: lambda: Refused("paper_damaged"),
    Why.ENCRYPTED: lambda: Refused("paper_encrypted"),
    Why.ACTIVE: lambda: Refused("paper_active"),
    Why.TOO_MANY_PAGES: lambda: Refused("paper_too_many_pages", most=paper_limits().pages),
    Why.PAGE_TOO_LARGE: lambda: Refused("paper_page_too_large"),
    Why.TOO_MUCH: lambda: Refused("paper_too_much"),
    Why.INFECTED: lambda: Refused("paper_infected"),
    Why.NOT_SCANNED: lambda: Refused("paper_not_scanned"),
}


def refusal_of(why: Why) -> Refused:
    """Return the refusal that tells this reason."""
    return _REFUSALS[why]()
