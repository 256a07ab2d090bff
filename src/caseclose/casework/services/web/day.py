"""The day's part for the web: what arrived is weighed before anything closes, and what is over is forgotten."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from caseclose.casework.services.web.counting import forget_counts
from caseclose.casework.services.web.drafts import sweep_drafts
from caseclose.casework.services.web.weighing import AT_ONCE, weigh_filings


def from_the_web(*, on: date, at: datetime) -> Counter[str]:
    """Weigh every act that arrived, and forget drafts and counts whose time is over."""
    done: Counter[str] = Counter()
    while (some := weigh_filings(on=on, at=at)).total():
        done += some
        if some.total() < AT_ONCE:
            break
    sweep_drafts(at)
    forget_counts(at)
    return done
