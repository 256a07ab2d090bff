"""What the day's work does for holds and for the records of closed cases. It destroys nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from caseclose.casework.services.hold_endings import holds_due


def holds_and_retention_due(*, on: date, at: datetime) -> Counter[str]:
    """End the holds that are over and tell owners of those that end soon. Run again, it finds nothing to do."""
    return holds_due(on=on, at=at)
