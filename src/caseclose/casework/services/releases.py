"""Letting go: on closing, every remedy in place is released, kept with a reason, or given to a person to decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caseclose.casework.models import Case, Closure, ReleaseOrder, Remedy, Task
from caseclose.casework.services.messages import post
from caseclose.closure.plan import OutcomePlan, Planned
from caseclose.law.written import Words

KEPT_FOR_OTHER = "another open case needs it"
STOPPED = Words("the initiating agency said to stop", "la agencia iniciadora indicó que pare")
NO_PLAN = "the policy has no entry for this remedy"
_KEEPS = {"goes_on", "state_debt_only"}


def let_go(*, case: Case, closure: Closure, plan: OutcomePlan, on: date, stopped: frozenset[str] = frozenset()) -> None:
    """Make one release order for each remedy that serves the case. None is left without one.

    `stopped` are the remedies that another agency said to stop: they are released, also where the plan keeps them.
    The remedies are locked, so that of two cases that share one and close at once the second sees the first closed.
    """
    fates = {item.remedy.text.id: item for item in plan.items}
    in_place = Remedy.objects.select_for_update(of=("self",)).filter(cases=case, ended_on=None)
    for remedy in in_place.order_by("id"):
        fate = fates.get(remedy.kind)
        if fate is not None and remedy.kind in stopped:
            fate = replace(fate, then="released", say=STOPPED, missing=())
        _decide_fate(case, closure, remedy, fate, on)


def _decide_fate(case: Case, closure: Closure, remedy: Remedy, fate: Planned | None, on: date) -> None:
    if remedy.cases.exclude(number=case.number).filter(kind=Case.Kind.ENFORCEMENT).exists():
        _order(closure, remedy, ReleaseOrder.State.KEPT, KEPT_FOR_OTHER, on)
    elif fate is not None and fate.then in _KEEPS:
        _order(closure, remedy, ReleaseOrder.State.KEPT, fate.say.en, on)
    elif fate is not None and fate.then in {"released", "ends"}:
        order = _order(closure, remedy, ReleaseOrder.State.MADE, fate.say.en, on)
        post(
            key=f"release:{order.pk}",
            case=case,
            kind="release",
            party=remedy.kind,
            body={"release": order.pk, "remedy": remedy.pk},
            on=on,
        )
    else:
        _to_a_person(case, closure, remedy, fate, on)


def _order(closure: Closure, remedy: Remedy, state: ReleaseOrder.State, reason: str, on: date) -> ReleaseOrder:
    return ReleaseOrder.objects.create(
        closure=closure, remedy=remedy, kind=remedy.kind, state=state, reason=reason[:300], made_on=on
    )


def _to_a_person(case: Case, closure: Closure, remedy: Remedy, fate: Planned | None, on: date) -> None:
    """A fate that cannot be settled is unknown, and a person decides it."""
    reason = f"to find out first: {', '.join(fate.missing)}" if fate is not None else NO_PLAN
    order = _order(closure, remedy, ReleaseOrder.State.UNKNOWN, reason, on)
    Task.objects.create(
        case=case,
        key=f"release:{order.pk}",
        kind="decide_release",
        words=f"Decide what becomes of {remedy.kind}: {reason}"[:300],
        due_on=on,
    )
