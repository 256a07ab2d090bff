"""Cases whose day has come are closed, or kept open where the facts have changed."""

from __future__ import annotations

from datetime import date

from caseclose.casework.selectors.closures import closures_due
from caseclose.casework.services.acting import Deciding
from caseclose.casework.services.batches import Errand
from caseclose.casework.services.daily.held import hold
from caseclose.casework.services.daily.running import SYSTEM, Rounds
from caseclose.closure.commands import Close, KeepOpen
from caseclose.closure.decide import Circumstances, decide
from caseclose.closure.events import Event
from caseclose.closure.refused import Refused
from caseclose.closure.state import ClosureState

NO_LONGER_HOLDS = frozenset({"criterion_not_met", "not_granted"})
"""Refusals on the closing day that end the closing: the facts have changed and the case stays open, for a reason of the
same name."""


def _close_or_keep_open(_on: date) -> Deciding:
    def deciding(state: ClosureState | None, now: Circumstances) -> tuple[Event, ...]:
        try:
            return decide(state, Close(), SYSTEM, now)
        except Refused as refused:
            if refused.rule not in NO_LONGER_HOLDS or refused.unknown:
                raise
            return decide(state, KeepOpen((refused.rule,)), SYSTEM, now)

    return deciding


CLOSINGS = Errand(due=closures_due, decide=_close_or_keep_open, refused=hold, closes=True)


close_due = Rounds(CLOSINGS, (("CaseClosed", "closed"), ("CaseKeptOpen", "kept_open")))
"""Close every case that is due. Counts: closed, kept_open, and held where a person is asked anew."""
