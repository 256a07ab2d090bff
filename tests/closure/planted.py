"""Faulty ways to decide, each with one thing forgotten: a second judge must find every one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from caseclose.closure import commands as to
from caseclose.closure import events
from caseclose.closure.assessment import assess
from caseclose.closure.commands import Actor, Command
from caseclose.closure.decide import Circumstances, decide
from caseclose.closure.events import Event
from caseclose.closure.refused import Refused
from caseclose.closure.state import REQUEST, ClosureState
from caseclose.closure.steps import Step
from caseclose.law.in_force import law_in_force
from caseclose.law.verdict import Value

Events = tuple[Event, ...]
Faulty = Callable[[ClosureState | None, Command, Actor, Circumstances], Events]
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Plant:
    """A fault, and what the second judge says of a closing that comes of it."""

    decide: Faulty
    says: str


def as_if(now: Circumstances, **facts: Value) -> Circumstances:
    """The circumstances as somebody sees them who takes other facts to be so."""
    seen = now.assessment
    return replace(now, assessment=assess(seen.law, {**seen.facts, **facts}))


def closed_anyway(state: ClosureState, now: Circumstances) -> Events:
    """What a closing leads to when nobody minds."""
    return (events.CaseClosed(state.criterion, state.outcome or "payment_processing", now.assessment.law.as_of),)


def forgiving(*rules: str) -> Faulty:
    """Close although one of these rules refuses."""

    def faulty(state: ClosureState | None, command: Command, by: Actor, now: Circumstances) -> Events:
        try:
            return decide(state, command, by, now)
        except Refused as refused:
            if isinstance(command, to.Close) and state is not None and refused.rule in rules:
                return closed_anyway(state, now)
            raise

    return faulty


def taking(**facts: Value) -> Faulty:
    """Take facts to be so whenever a closing is proposed, approved or carried out."""

    def faulty(state: ClosureState | None, command: Command, by: Actor, now: Circumstances) -> Events:
        looked_at = isinstance(command, to.Propose | to.Approve | to.Close)
        return decide(state, command, by, as_if(now, **facts) if looked_at else now)

    return faulty


def a_day_short(state: ClosureState | None, command: Command, by: Actor, now: Circumstances) -> Events:
    if not isinstance(command, to.Close) or state is None or not (state.noticed_on and state.earliest_close_on):
        return decide(state, command, by, now)
    earlier = replace(state, noticed_on=state.noticed_on - A_DAY, earliest_close_on=state.earliest_close_on - A_DAY)
    return decide(earlier, command, by, as_if(now, notice_sent_on=state.noticed_on - A_DAY))


def over_a_reply(state: ClosureState | None, command: Command, by: Actor, now: Circumstances) -> Events:
    if not isinstance(command, to.Close) or state is None or state.step is not Step.REPLIED:
        return decide(state, command, by, now)
    unread = replace(state, step=Step.NOTICED, open_replies=frozenset())
    return decide(unread, command, by, as_if(now, reply_waiting=False, contact_reestablished=False))


def by_one_person(state: ClosureState | None, command: Command, by: Actor, now: Circumstances) -> Events:
    return decide(state, command, replace(by, name="another") if isinstance(command, to.Approve) else by, now)


def without_approval(state: ClosureState | None, command: Command, by: Actor, now: Circumstances) -> Events:
    if isinstance(command, to.Close) and state is not None and state.step is Step.PROPOSED:
        return closed_anyway(state, now)
    return decide(state, command, by, now)


def one_notice_for_all(state: ClosureState | None, command: Command, by: Actor, now: Circumstances) -> Events:
    done = decide(state, command, by, now)
    return tuple(replace(e, notice="intent_to_close") if isinstance(e, events.NoticeSent) else e for e in done)


def dated_back(state: ClosureState | None, command: Command, by: Actor, now: Circumstances) -> Events:
    if not isinstance(command, to.SendNotice):
        return decide(state, command, by, now)
    today = now.assessment.law.as_of
    done = decide(state, to.SendNotice(today), by, now)
    early = today - command.sent_on
    return tuple(
        replace(e, sent_on=e.sent_on - early, earliest_close_on=e.earliest_close_on - early)
        if isinstance(e, events.NoticeSent)
        else e
        for e in done
    )


def shrugged_off(state: ClosureState | None, command: Command, by: Actor, now: Circumstances) -> Events:
    done = decide(state, command, by, now)
    return done[:1] if isinstance(command, to.ReviewReply) else done


def of_the_family(state: ClosureState | None, command: Command, by: Actor, now: Circumstances) -> Events:
    asked = state is not None and state.way == REQUEST
    return decide(state, command, by, as_if(now, arrears_assigned=Decimal("0.00")) if asked else now)


def outcome_of_the_approval(state: ClosureState | None, command: Command, by: Actor, now: Circumstances) -> Events:
    done = forgiving("answer_changed")(state, command, by, now)
    return closed_anyway(state, now) if isinstance(command, to.Close) and state is not None else done


def by_federal_law_alone(state: ClosureState | None, command: Command, by: Actor, now: Circumstances) -> Events:
    law = now.assessment.law
    federal = replace(now, assessment=assess(law_in_force(law.policy, "us", law.as_of), now.assessment.facts))
    if isinstance(command, to.Propose):
        command = to.Propose("us." + command.criterion.partition(".")[2])
    return decide(state, command, by, federal)


PLANTS: dict[str, Plant] = {
    "a day short": Plant(a_day_short, "only 59 of 60 calendar days"),
    "the days of the notice not counted": Plant(forgiving("too_soon"), "of 60 calendar days"),
    "the notice dated back": Plant(dated_back, "of 60 calendar days"),
    "the criterion not looked at again": Plant(forgiving("criterion_not_met"), "the criterion did not hold on the day"),
    "an unknown gate taken as open": Plant(forgiving("gate_unknown"), "was not ruled out"),
    "a shut gate taken as open": Plant(forgiving("gate_shut"), "was not ruled out"),
    "documents taken to be on file": Plant(taking(documentation_on_file=True), "supporting documentation"),
    "a closing over an open reply": Plant(over_a_reply, "a reply was not reviewed"),
    "a reply that leads somewhere shrugged off": Plant(shrugged_off, "a reply was judged to lead to"),
    "contact in other ways not asked about": Plant(taking(contact_reestablished=False), "contact with the recipient"),
    "one person for both": Plant(by_one_person, "the person who began it approved it"),
    "nobody to approve": Plant(without_approval, "nobody approved"),
    "a notice that came back": Plant(forgiving("notice_not_sent"), "no notice reached the recipient"),
    "one notice for all": Plant(one_notice_for_all, "and not to the initiating_agency"),
    "anybody may ask": Plant(taking(requester_opened_case=True), "the one who may ask"),
    "aid not asked about": Plant(taking(receives_cash_aid=False), "aid, or an assignment of medical support"),
    "assigned debt closed for the family": Plant(of_the_family, "debt assigned to the state was closed"),
    "the outcome of the approval": Plant(outcome_of_the_approval, "debt assigned to the state was closed"),
    "federal law alone": Plant(by_federal_law_alone, "what the state asks beyond the criterion"),
}
