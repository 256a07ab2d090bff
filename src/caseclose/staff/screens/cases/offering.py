"""Which acts the page of a case offers: those that the table of steps allows an account where the closing stands.

The act itself is decided by the rules when it is taken. What is not offered can still be tried, and is refused then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from caseclose.casework.models import Case
from caseclose.casework.services.holds.holding import same_name
from caseclose.closure.state import REQUEST
from caseclose.closure.steps import ENDED, STAFF, TABLE, Step
from caseclose.staff.building.confirming import Words
from caseclose.staff.models import Account
from caseclose.staff.screens.cases.acts import ACTS

Standing = Mapping[str, Any]
_OVER = {step.value for step in ENDED}


def _may_close(closing: Standing, on: date) -> bool:
    """Say whether the day has come, as far as the notice says it: no notice is owed, or its days are over."""
    earliest = closing["earliest_close_on"]
    return not closing["notice"] or (earliest is not None and earliest <= on)


_NEEDS: Mapping[str, Callable[[Standing, date], bool]] = {
    "withdraw_request": lambda closing, _on: closing["way"] == REQUEST,
    "send_notice": lambda closing, _on: bool(closing["notice"]),
    "close": _may_close,
}
"""What must be so of a closing beside its step. Another reason to refuse an act is found when it is rehearsed."""

FIRST: Mapping[str, tuple[str, ...]] = {
    "requested": ("approve", "return_request", "decline_request"),
    "proposed": ("approve",),
    "approved": ("send_notice", "close"),
    "noticed": ("close", "record_reply"),
    "replied": ("review_reply",),
}
"""What mostly comes next, first of all."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that is offered. `main` says that it mostly comes next."""

    name: str
    title: Words
    main: bool = False

    @property
    def address(self) -> str:
        """The name of its address."""
        return f"case_{self.name}"


@dataclass(frozen=True, slots=True)
class Offered:
    """The acts of a page, and why one that comes next is for somebody else; empty where it is not."""

    acts: tuple[Offer, ...]
    note: str


def acts_offered(account: Account, case: Case, page: Mapping[str, Any], on: date) -> Offered:
    """Return the acts for this account on a case that stands on the day as its page says."""
    closing = page["closing"] if page["in_progress"] else None
    if closing is None:
        return Offered(tuple(Offer(name, ACTS[name].title) for name in _without_closing(account, case, page)), "")
    names = [name for name in TABLE if _fits(account, name, closing, on)]
    note = ""
    if "approve" in names and same_name(account.name, closing["begun_by"]):
        names.remove("approve")
        note = _("You began this closing. A second person must look at it.")
    first = FIRST.get(closing["step"], ())
    ordered = [name for name in first if name in names] + [name for name in names if name not in first]
    return Offered(tuple(Offer(name, ACTS[name].title, name in first) for name in ordered), note)


def _fits(account: Account, name: str, closing: Standing, on: date) -> bool:
    if closing["step"] not in TABLE[name].start or account.actor_for(name) is None:
        return False
    needs = _NEEDS.get(name)
    return needs is None or needs(closing, on)


def _without_closing(account: Account, case: Case, page: Mapping[str, Any]) -> list[str]:
    """What can be done where no closing is in progress: begin one, open a closed case again, take in a late reply."""
    begins = [name for name, row in TABLE.items() if not row.start] if case.open or case.lives_on else []
    names = [name for name in begins if account.actor_for(name) is not None]
    if case.open or case.kind == Case.Kind.DESTROYED:
        return names
    last = page["closing"]
    late = ["record_reply"] if last and last["step"] == Step.CLOSED and last["noticed_on"] else []
    late += ["review_reply"] if any(reply["could_lead"] is None for reply in page["replies"]) else []
    names += [name for name in late if account.actor_for(name) is not None]
    actor = account.actor(*STAFF)
    return [*names, "reopen"] if actor is not None and actor.role in STAFF else names
