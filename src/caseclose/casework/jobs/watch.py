"""The watch over the public site: each minute it is asked from outside whether it answers, as a parent would ask it."""

from __future__ import annotations

from caseclose.casework.jobs.surroundings import Surroundings
from caseclose.casework.services.web.watching import saw


def look(around: Surroundings) -> str:
    """Look once, and return in words how the site does."""
    answered = around.answers is None or around.answers()
    return saw(answered=answered, on=around.earliest(), at=around.now())
