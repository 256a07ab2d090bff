"""Acts from the web, soon after they arrive: held against the records, where nobody outside sees what is found."""

from __future__ import annotations

from caseclose.casework.jobs.surroundings import Surroundings
from caseclose.casework.models import WebFiling
from caseclose.casework.services.web.weighing import weigh_filings


def to_weigh() -> bool:
    """Say whether an act waits."""
    return WebFiling.objects.filter(weighed_at=None).exists()


def weigh(around: Surroundings) -> str:
    """Weigh what arrived; return in words what came of it."""
    done = weigh_filings(on=around.earliest(), at=around.now())
    return ", ".join(f"{fate} {count}" for fate, count in done.items() if count) or "nothing had arrived"
