"""Notices that are due go out. The day on which one goes out is day 0 of its clock, however late that is."""

from __future__ import annotations

from datetime import date

from caseclose.casework.selectors.closures import closures_awaiting_notice
from caseclose.casework.services.acting import Deciding
from caseclose.casework.services.batches import Errand
from caseclose.casework.services.daily.held import hold
from caseclose.casework.services.daily.running import SYSTEM, Rounds
from caseclose.closure.commands import SendNotice
from caseclose.closure.decide import decide


def _send(on: date) -> Deciding:
    return lambda state, now: decide(state, SendNotice(on), SYSTEM, now)


NOTICES = Errand(due=closures_awaiting_notice, decide=_send, refused=hold)


send_due_notices = Rounds(NOTICES, (("NoticeSent", "sent"),))
"""Send every notice that is owed. Counts: sent, and held where a person is asked anew."""
