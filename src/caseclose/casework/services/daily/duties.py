"""The duties of a day, in their order. A duty finds by itself what is due, does it, and returns what it did by kind."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Protocol

from caseclose.casework.services.daily.ageing import age
from caseclose.casework.services.daily.closings import close_due
from caseclose.casework.services.daily.notices import send_due_notices
from caseclose.casework.services.duties.day import duties_due
from caseclose.casework.services.duties.seen import notice_aid_changes
from caseclose.casework.services.payments.ageing import age_payments
from caseclose.casework.services.payments.paying import pay_out_due
from caseclose.casework.services.retention.due import holds_and_retention_due
from caseclose.casework.services.web.day import from_the_web


class Work(Protocol):
    """What a duty does. It does no harm when it is done again; it never dates anything before `on`."""

    def __call__(self, *, on: date, at: datetime) -> Counter[str]:
        """Do what is due by `on`, and date it `on`. What cannot be done by the system becomes a task for a person."""


Duty = tuple[str, Work]

DUTIES: tuple[Duty, ...] = (
    ("from_the_web", from_the_web),
    ("holds_and_retention", holds_and_retention_due),
    ("changes_of_aid", notice_aid_changes),
    ("payments", pay_out_due),
    ("notices", send_due_notices),
    ("closings", close_due),
)
"""What is done before the outbox is sent, so that what it posts goes out on the same day."""

LAST_DUTIES: tuple[Duty, ...] = (
    ("owed_to_others", duties_due),
    ("payments_ageing", age_payments),
    ("ageing", age),
)
"""What is done when the day's messages are out and its answers in: what went out today counts as told today, and what
was answered today as answered."""
