"""What an account has opened with a reason, and until when: kept with the session, and gone with it.

What is opened is named by its kind and number, as "paper:12". Nothing else is opened with it.
"""

from __future__ import annotations

from datetime import datetime

from caseclose.law.safeguards import protected_limits
from caseclose.staff.requests import StaffRequest
from caseclose.web.clock import now

_KEPT = "opened"


def open_until(asking: StaffRequest, what: str) -> datetime | None:
    """Return until when something is open to this session; None where it is not, or not any more."""
    said = asking.session.get(_KEPT, {}).get(what)
    until = datetime.fromisoformat(said) if said else None
    return until if until is not None and now() < until else None


def open_for_a_while(asking: StaffRequest, what: str) -> None:
    """Let something be open to this session for as long as the policy says. The journal was told before."""
    moment = now()
    kept = {name: until for name, until in asking.session.get(_KEPT, {}).items()
            if moment < datetime.fromisoformat(until)}  # fmt: skip
    kept[what] = (moment + protected_limits().open_span).isoformat()
    asking.session[_KEPT] = kept
