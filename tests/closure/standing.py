"""Closures that stand at a step, made of the events that lead there, and commands given to them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from caseclose.closure import events
from caseclose.closure.assessment import assess
from caseclose.closure.commands import Actor, Command
from caseclose.closure.decide import Circumstances, decide
from caseclose.closure.events import Event
from caseclose.closure.refused import Refused
from caseclose.closure.state import PROPOSAL, REQUEST, ClosureState, evolve, facts_of_state
from caseclose.closure.steps import Role, Step
from caseclose.law.in_force import LawInForce
from caseclose.law.verdict import Facts
from tests.closure.cases import GATES_OPEN, MAY_ASK, SMALL_DEBT, TODAY, a_case, the_law

FIRST = Actor("worker 1", Role.CASEWORKER)
SECOND = Actor("worker 2", Role.SUPERVISOR)
CLERK = Actor("clerk", Role.INTAKE)
PARENT = Actor("recipient", Role.RECIPIENT)
SYSTEM = Actor("system", Role.SYSTEM)

ARRIVED = datetime(2026, 11, 20, 22, 15, tzinfo=UTC)
SMALL: Facts = a_case(GATES_OPEN, SMALL_DEBT)
ASKED: Facts = a_case(GATES_OPEN, MAY_ASK, requester_opened_case=None, current_order=True, arrears_total="700.00")
HARM: Facts = a_case(GATES_OPEN, good_cause_found=True, enforcement_risks_harm=True, current_order=True)
"""A case that meets a criterion under which no notice is owed."""

SIXTY = timedelta(days=60)


@lru_cache(maxsize=400)
def law_on(state: str, day: date) -> LawInForce:
    """The law in force on a day; that of the last few days asked for is kept at hand."""
    return the_law(state, day)


def noticed(sent_on: date = TODAY - SIXTY, notice: str = "intent_to_close") -> events.NoticeSent:
    """A notice that went out, sixty days ago unless told otherwise."""
    return events.NoticeSent(notice, sent_on, sent_on + SIXTY)


def replied(name: str = "reply 1") -> events.ReplyRecorded:
    """A reply that arrived."""
    return events.ReplyRecorded(name, ARRIVED, "phone")


PROPOSED = (events.ClosureProposed("us.b1"),)
APPROVED = (*PROPOSED, events.ClosureApproved("us.b1", "payment_processing", "intent_to_close"))
UNNOTICED = (events.ClosureProposed("us.b14"), events.ClosureApproved("us.b14", "payment_processing", ""))
REQUESTED = (events.RequestRecorded(TODAY, "mail", signed=True, may_ask=True),)
GRANTED = (*REQUESTED, events.ClosureApproved("us.b12", "payment_processing", ""))

LEADS: dict[tuple[Step, str], tuple[Event, ...]] = {
    (Step.REQUESTED, REQUEST): REQUESTED,
    (Step.PROPOSED, PROPOSAL): PROPOSED,
    (Step.APPROVED, PROPOSAL): APPROVED,
    (Step.APPROVED, REQUEST): GRANTED,
    (Step.NOTICED, PROPOSAL): (*APPROVED, noticed()),
    (Step.NOTICED, REQUEST): (*GRANTED, noticed()),
    (Step.REPLIED, PROPOSAL): (*APPROVED, noticed(), replied()),
    (Step.REPLIED, REQUEST): (*GRANTED, noticed(), replied()),
    (Step.RETURNED, REQUEST): (*REQUESTED, events.RequestReturned(("signature",))),
    (Step.DECLINED, REQUEST): (*REQUESTED, events.RequestDeclined(("us.request.cash_aid",))),
    (Step.WITHDRAWN, REQUEST): (*REQUESTED, events.RequestWithdrawn(TODAY)),
    (Step.KEPT_OPEN, PROPOSAL): (*PROPOSED, events.CaseKeptOpen(("new_information",), TODAY)),
    (Step.CLOSED, PROPOSAL): (*UNNOTICED, events.CaseClosed("us.b14", "payment_processing", TODAY)),
}
"""For each step, in each way that leads there, the events that do. A state may ask for a notice after a request too."""


def after(*happened: Event, by: str = FIRST.name) -> ClosureState:
    """The state that events lead to."""
    state: ClosureState | None = None
    for event in happened:
        state = evolve(state, event, by)
    assert state is not None
    return state


def at(step: Step, way: str = "") -> ClosureState:
    """A closure that stands at a step."""
    ways = (way,) if way else (PROPOSAL, REQUEST)
    return after(*next(LEADS[step, each] for each in ways if (step, each) in LEADS))


def now_of(
    facts: Facts, state: ClosureState | None = None, *, where: str = "us", on: date = TODAY, case_open: bool = True
) -> Circumstances:
    """What is known on the day, with what the closure in progress makes known."""
    return Circumstances(assess(law_on(where, on), {**facts, **facts_of_state(state)}), case_open)


def told(
    state: ClosureState | None,
    command: Command,
    facts: Facts,
    *,
    by: Actor = SECOND,
    where: str = "us",
    on: date = TODAY,
) -> tuple[Event, ...]:
    """What a command leads to."""
    return decide(state, command, by, now_of(facts, state, where=where, on=on))


def refusal(
    state: ClosureState | None,
    command: Command,
    facts: Facts,
    *,
    by: Actor = SECOND,
    where: str = "us",
    on: date = TODAY,
) -> Refused:
    """The refusal of a command that must be refused."""
    try:
        done = told(state, command, facts, by=by, where=where, on=on)
    except Refused as refused:
        return refused
    raise AssertionError(f"{command} was not refused and led to {done}")
