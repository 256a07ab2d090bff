"""The decision that a letter speaks of: criterion, dates and outcome as recorded, and what becomes of each remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from caseclose.casework.models import Closure, OutboxMessage, ReleaseOrder
from caseclose.casework.selectors.law import law_on
from caseclose.casework.selectors.letters.told import Story
from caseclose.casework.services.outbox.notices import is_notice
from caseclose.closure.plan import OutcomePlan, Planned, outcome_plan
from caseclose.law.in_force import LawInForce
from caseclose.law.verdict import Facts
from caseclose.law.written import NO_WORDS
from caseclose.letters.facts import Decision, decision_of

GOES_ON, RELEASED = "goes_on", "released"
WITH_PLAN = frozenset({"case_closed", "request_granted", "family_enforcement_stops"})
"""Letters that tell what becomes of every service and remedy."""

OF_A_DECISION = WITH_PLAN | {"payment_processing_ended"}
"""Letters that say under which rule something was decided. Of notices there are several kinds; they all say it."""


@dataclass(frozen=True, slots=True)
class InPlace:
    """What the case had in place: kinds of remedies, and the orders to let go of them."""

    kinds: frozenset[str] = frozenset()
    orders: Sequence[ReleaseOrder] = ()


def decision_for(
    message: OutboxMessage, closure: Closure, story: Story, facts: Facts, in_place: InPlace, dated: date
) -> Decision | None:
    """Return the decision that the letter of `message` speaks of; None where nothing was decided yet.

    The criterion is that of the approval or the closing, as recorded; the law is that of the day on which the letter
    was owed. Of a notice the days are counted from the day that the letter bears: printed later, it names a later day.
    Raises CannotWrite where no such criterion stands.
    """
    criterion = _criterion(story, closure, message.made_on)
    if not criterion or not (message.kind in OF_A_DECISION or is_notice(message)):
        return None
    law = law_on(closure.case.state, message.made_on)
    sent_on, earliest = (story.day("NoticeSent", name, message.made_on) for name in ("sent_on", "earliest_close_on"))
    outcome = _outcome(story, closure, message.made_on)
    plan = outcome_plan(law, outcome, facts) if message.kind in WITH_PLAN and outcome else None
    days = earliest - sent_on if sent_on and earliest else None
    noticed_on, close_on = (dated, dated + days) if is_notice(message) and days else (sent_on, earliest)
    return decision_of(
        law,
        rule_of_the_closing(law, criterion),
        noticed_on=noticed_on,
        earliest_close_on=close_on,
        closed_on=story.day("CaseClosed", "on", message.made_on),
        plan=as_recorded(plan, in_place) if plan else None,
    )


def _criterion(story: Story, closure: Closure, on: date) -> str:
    for kind in ("CaseClosed", "ClosureApproved", "ClosureProposed"):
        told = story.last(kind, on)
        if told is not None and told.body.get("criterion"):
            return str(told.body["criterion"])
    return closure.criterion


def rule_of_the_closing(law: LawInForce, recorded: str) -> str:
    """Return the criterion that a closing rests on. A request that a rule on requests decided rests on the request."""
    if law.criterion(recorded) or all(rule.id != recorded for rule in law.requests):
        return recorded
    federal = law.policy.federal.criteria
    return next(each.id for each in law.criteria if each.governs and federal[each.under].text.on_request)


def _outcome(story: Story, closure: Closure, on: date) -> str:
    told = story.last("CaseClosed", on) or story.last("ClosureApproved", on)
    return str(told.body.get("outcome", "")) if told else closure.outcome


def as_recorded(plan: OutcomePlan, in_place: InPlace) -> OutcomePlan:
    """Leave in the plan every service and the remedies that were in place, each with the fate that was recorded."""
    let_go = {order.kind for order in in_place.orders if order.state != ReleaseOrder.State.KEPT}
    kept = {order.kind for order in in_place.orders} - let_go
    items = []
    for item in plan.items:
        kind = item.remedy.text.id
        if item.remedy.text.kind == "service" or kind in in_place.kinds | let_go | kept:
            items.append(_fate(item, RELEASED if kind in let_go else GOES_ON if kind in kept else ""))
    return OutcomePlan(plan.becomes, tuple(items))


def _fate(item: Planned, recorded: str) -> Planned:
    """The plan's own words stand where the record agrees with it; else the plain words of the remedy."""
    return item if not recorded or item.then == recorded else replace(item, then=recorded, say=NO_WORDS)
