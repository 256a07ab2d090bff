"""Letting go: on closing, every remedy in place is released, kept with a reason, or given to a person to decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from caseclose.casework.models import Closure, OutboxMessage, ReleaseOrder, Task
from caseclose.casework.services.asked import asked
from caseclose.casework.services.releases.in_place import InPlace
from caseclose.closure.assessment import Assessment
from caseclose.closure.plan import Planned, fate
from caseclose.closure.request import named
from caseclose.law.in_force import LawInForce
from caseclose.law.written import Words

KEPT_FOR_OTHER = "another open case needs it"
STOPPED = Words("The initiating agency said to stop", "La agencia iniciadora indicó que pare")
NO_PLAN = "the policy has no entry for this remedy"
NEEDED = "other_case_needs_remedy"
"""The fact that holds back a release. Of one remedy the records tell more exactly than of the case as a whole."""

_KEEPS = {"goes_on", "state_debt_only"}
_ENDS = {"released", "ends"}


def orders_for(
    closure: Closure,
    becomes: str,
    now: Assessment,
    in_place: InPlace,
    on: date,
    *,
    stopped: frozenset[str] = frozenset(),
) -> Iterator[ReleaseOrder]:
    """Yield one order, not yet stored, for each remedy that serves the case. None is left without one.

    `stopped` are the remedies that another agency said to stop: they are released, also where the plan keeps them.
    """
    number = closure.case_id
    remedies = in_place.by_case.get(number, ())
    needed = {remedy.pk for remedy in remedies if in_place.needed_elsewhere(remedy, number)}
    facts = {**now.facts, NEEDED: False} if needed else now.facts
    for remedy in remedies:
        state, reason = ReleaseOrder.State.KEPT, KEPT_FOR_OTHER
        if remedy.pk not in needed:
            planned = fate(now.law, remedy.kind, becomes, facts)
            if planned is not None and remedy.kind in stopped:
                planned = replace(planned, then="released", say=STOPPED, missing=())
            state, reason = _fate(planned, now.law)
        yield ReleaseOrder(
            closure=closure, remedy_id=remedy.pk, kind=remedy.kind, state=state, reason=reason[:300], made_on=on
        )


def _fate(planned: Planned | None, law: LawInForce) -> tuple[ReleaseOrder.State, str]:
    """Return the state of the order and its reason. A fate that cannot be settled is unknown."""
    if planned is not None and planned.then in _KEEPS:
        return ReleaseOrder.State.KEPT, named(law, planned.say).en
    if planned is not None and planned.then in _ENDS:
        return ReleaseOrder.State.MADE, named(law, planned.say).en
    return ReleaseOrder.State.UNKNOWN, f"to find out first: {', '.join(planned.missing)}" if planned else NO_PLAN


def messages_for(orders: list[ReleaseOrder], on: date) -> Iterator[OutboxMessage]:
    """Yield the message of each stored order that is to go out."""
    for order in orders:
        if order.state == ReleaseOrder.State.MADE:
            body = {"release": order.pk, "remedy": order.remedy_id}
            yield OutboxMessage(
                key=f"release:{order.pk}",
                case_id=order.closure.case_id,
                kind="release",
                party=order.kind,
                body=body,
                made_on=on,
            )


def tasks_for(orders: list[ReleaseOrder], on: date) -> Iterator[Task]:
    """Yield the task of each stored order whose fate a person decides."""
    for order in orders:
        if order.state == ReleaseOrder.State.UNKNOWN:
            number, key = order.closure.case_id, f"release:{order.pk}"
            yield asked(case=number, key=key, kind="decide_release", due=on, remedy=order.kind, reason=order.reason)
