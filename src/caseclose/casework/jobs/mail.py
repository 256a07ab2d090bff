"""The mail by the clock: once a day, when its work is done everywhere, a batch goes into the mail vendor's tray."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from caseclose.casework.jobs.surroundings import Surroundings
from caseclose.casework.models import WorkedDay
from caseclose.casework.ports import MailVendor
from caseclose.casework.services.daily import Ended
from caseclose.casework.services.mail.batches import Busy, hand_over_letters
from caseclose.casework.services.mail.making import waiting
from caseclose.casework.services.outbox.messages import MAIL_VENDOR

ROOM = "mail room"
"""What the mail of a day is called among the zones whose days are worked."""


def mail_to_go(around: Surroundings) -> date | None:
    """Return the day whose mail is to go: letters wait, and none was mailed on it, or somebody is eager.

    None too where nobody has a tray.
    """
    if _vendor(around) is None or next(waiting(), None) is None:
        return None
    on = around.earliest()
    gone = WorkedDay.objects.filter(zone=ROOM, on=on).exclude(ended_at=None).exists()
    return None if gone and not around.eager else on


def hand_over(around: Surroundings, on: date, ended: Callable[[], bool]) -> str:
    """Put the letters that wait into the tray as one batch; return in words what was done.

    Raises Ended where `ended` says that it is time to stop: the batch then goes on later.
    """
    vendor = _vendor(around)
    if vendor is None:
        return "nobody has a tray"
    at = around.now()
    day, _ = WorkedDay.objects.get_or_create(zone=ROOM, on=on, defaults={"begun_at": at})

    def show(done: int, of: int) -> None:
        del done, of
        if ended():
            raise Ended

    try:
        done = hand_over_letters(
            on=on, at=at, home=vendor.tray, link=around.link, processes=around.processes, show=show
        )
    except Busy:
        return "another process makes a batch"
    WorkedDay.objects.filter(pk=day.pk).update(ended_at=around.now())
    unwritten = f", {done.unwritten} cannot be written" if done.unwritten else ""
    return f"batch {done.batch}: {done.letters} letters{unwritten}"


def _vendor(around: Surroundings) -> MailVendor | None:
    found = around.connect().get(MAIL_VENDOR)
    return found if isinstance(found, MailVendor) else None
