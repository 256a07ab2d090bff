"""What the day's work does for holds and for the records of closed cases, of which it destroys nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from caseclose.casework.services.holds.endings import holds_due
from caseclose.casework.services.papers.dropping import drop_papers
from caseclose.casework.services.retention.flags import flag_records


def holds_and_retention_due(*, on: date, at: datetime) -> Counter[str]:
    """End the holds that are over, tell owners of those that end soon, and flag records whose time is over. Papers that
    belong to no case of ours go when theirs is.

    Counts: holds_ended, holds_ending_soon, records_flagged, records_no_longer_due, criminal_history_flagged,
    papers_destroyed. Run again, it finds nothing to do.
    """
    return holds_due(on=on, at=at) + flag_records(on=on) + Counter(papers_destroyed=drop_papers(on))
