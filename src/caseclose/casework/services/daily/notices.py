"""Notices that are due go out. The day on which one goes out is day 0 of its clock, however late that is."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from caseclose.casework.selectors.closures import closures_awaiting_notice
from caseclose.casework.services.acting import act
from caseclose.casework.services.daily.held import SYSTEM, hold
from caseclose.closure.commands import SendNotice
from caseclose.closure.refused import Refused


def send_due_notices(*, on: date, at: datetime) -> Counter[str]:
    """Send every notice that is owed. Counts: sent, and held where a person is asked anew."""
    done: Counter[str] = Counter()
    for number in closures_awaiting_notice():
        try:
            act(number=number, command=SendNotice(on), by=SYSTEM, on=on, at=at)
            done["sent"] += 1
        except Refused as refused:
            done["held"] += hold(number, refused, on)
    return +done
