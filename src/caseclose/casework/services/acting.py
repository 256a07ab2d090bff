"""Acting on a closure: lock the case, decide, write what follows, append to the journal. All of it, or nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from caseclose.casework.models import Case, Closure
from caseclose.casework.selectors.facts import facts_of_case
from caseclose.casework.services import journal, keys
from caseclose.casework.services.consequences import follow
from caseclose.casework.services.occasions import Occasion
from caseclose.closure.assessment import assess
from caseclose.closure.commands import Actor, Command, Propose
from caseclose.closure.decide import Circumstances, decide
from caseclose.closure.events import Event
from caseclose.closure.state import ClosureState, evolve, facts_of_state
from caseclose.closure.steps import ENDED, Step
from caseclose.law.in_force import law_in_force
from caseclose.law.reading import shipped


@dataclass(frozen=True, slots=True)
class Done:
    """What an act led to. `repeated` says that the same key had done it before and nothing was done again."""

    case: str
    closure: int
    step: str
    events: tuple[str, ...]
    repeated: bool = False


def act(*, number: str, command: Command, by: Actor, on: date, at: datetime, key: str = "") -> Done:
    """Carry out `command` on the case `number` on the day `on`. Raises Refused, and then nothing has changed."""
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("office").get(number=number)
        before = keys.answer_given(key, number, command)
        if before is not None:
            return Done(**{**before, "events": tuple(before["events"])}, repeated=True)
        closure = case.closures.order_by("-id").first()
        state = state_of(closure)
        now = circumstances(case, state, on, proposed=criterion_of(command, state))
        events = decide(state, command, by, now)
        done = _write(case, closure, state, events, by, on, at, now)
        answer = {"case": done.case, "closure": done.closure, "step": done.step, "events": list(done.events)}
        keys.spend(key, number, command, answer, on)
    return done


def criterion_of(command: Command, state: ClosureState | None) -> str | None:
    """Return the criterion that the documents on file must support: the one proposed now, or the one in progress."""
    if isinstance(command, Propose):
        return command.criterion
    return state.criterion or None if state is not None else None


def circumstances(case: Case, state: ClosureState | None, on: date, *, proposed: str | None = None) -> Circumstances:
    """Read the case as the law reads it on the day, with what the closure in progress makes known."""
    law = law_in_force(shipped(), case.state, on)
    known = {**facts_of_case(case.number, on, proposed=proposed).facts, **facts_of_state(state)}
    return Circumstances(assess(law, known), case_open=case.open)


def state_of(closure: Closure | None) -> ClosureState | None:
    """Return the state that a stored closure stands for."""
    if closure is None:
        return None
    waiting = closure.replies.filter(reviewed_by="").values_list("key", flat=True)
    return ClosureState(
        step=Step(closure.step),
        way=closure.way,
        begun_by=closure.begun_by,
        may_ask=closure.may_ask,
        criterion=closure.criterion,
        outcome=closure.outcome,
        notice=closure.notice,
        noticed_on=closure.noticed_on,
        earliest_close_on=closure.earliest_close_on,
        open_replies=frozenset(waiting),
        replies=closure.reply_count,
        closed_on=closure.closed_on,
    )


def _write(
    case: Case,
    closure: Closure | None,
    state: ClosureState | None,
    events: tuple[Event, ...],
    by: Actor,
    on: date,
    at: datetime,
    now: Circumstances,
) -> Done:
    if state is None or state.step in ENDED:
        closure, state = Closure(case=case, begun_on=on), None
    if closure is None:
        raise ValueError("a closure that has begun is stored")
    for event in events:
        state = evolve(state, event, by.name)
    if state is None:
        raise ValueError("a command leads to at least one event")
    _store(closure, state, policy=now.assessment.law.policy.content_hash())
    occasion = Occasion(by, on, at)
    for event in events:
        follow(event, case=case, closure=closure, occasion=occasion, now=now)
    journal.append([*(_line(event, case, closure, by, on, at) for event in events), *occasion.lines])
    return Done(case.number, closure.pk, state.step.value, tuple(type(event).__name__ for event in events))


def _store(closure: Closure, state: ClosureState, *, policy: str) -> None:
    closure.step = state.step.value
    closure.way = state.way
    closure.begun_by = state.begun_by
    closure.may_ask = state.may_ask
    closure.criterion = state.criterion
    closure.outcome = state.outcome
    closure.notice = state.notice
    closure.noticed_on = state.noticed_on
    closure.earliest_close_on = state.earliest_close_on
    closure.reply_count = state.replies
    closure.closed_on = state.closed_on
    closure.policy = policy
    closure.save()


def _line(event: Event, case: Case, closure: Closure, by: Actor, on: date, at: datetime) -> journal.Line:
    return journal.Line(
        case=case.number,
        closure=closure.pk,
        kind=type(event).__name__,
        on=on,
        at=at,
        by=by.name,
        role=by.role.value,
        body=_plain(asdict(event)),
    )


def _plain(body: dict[str, Any]) -> dict[str, Any]:
    """Return an event's values as JSON has them."""
    return {
        name: value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
        for name, value in body.items()
    }
