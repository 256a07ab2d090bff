"""Acting on closures: lock the cases, decide, write what follows, append to the journal. All of it, or nothing.

One case and many go the same way. Of many each is decided by itself, so one that is refused stops no other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from caseclose.casework.facts.reading import BadRecords
from caseclose.casework.models import Case, Closure
from caseclose.casework.selectors.addressees import with_other_parent
from caseclose.casework.selectors.duties import shared_cases
from caseclose.casework.selectors.imports import import_under_way
from caseclose.casework.services import keys
from caseclose.casework.services.consequences import follow
from caseclose.casework.services.matters import Matter, lock_matters, read_matters
from caseclose.casework.services.occasions import Occasion
from caseclose.casework.services.releases.in_place import lock_in_place
from caseclose.casework.services.rows import insert, put, store_closures
from caseclose.closure.commands import Actor, Close, Command, Propose
from caseclose.closure.decide import Circumstances, decide
from caseclose.closure.events import BEGINNINGS, Event
from caseclose.closure.refused import Refused
from caseclose.closure.state import ClosureState, evolve
from caseclose.closure.steps import ENDED

Deciding = Callable[[ClosureState | None, Circumstances], tuple[Event, ...]]
"""What decides about one case: pure, and it raises Refused where nothing is to happen."""

Trouble = Refused | BadRecords


@dataclass(frozen=True, slots=True)
class Done:
    """What an act led to. `repeated` says that the same key had done it before and nothing was done again."""

    case: str
    closure: int
    step: str
    events: tuple[str, ...]
    repeated: bool = False


@dataclass(slots=True)
class Acted:
    """What became of many cases: done, refused with the reason, or left for later.

    Left for later are cases that others had locked, and those that share a remedy with a case that was acted on.
    """

    done: list[Done] = field(default_factory=list)
    refused: dict[str, Trouble] = field(default_factory=dict)
    later: list[str] = field(default_factory=list)


def act(*, number: str, command: Command, by: Actor, on: date, at: datetime, key: str = "") -> Done:
    """Carry out `command` on the case `number` on the day `on`. Raises Refused, and then nothing has changed."""
    with transaction.atomic():
        matters = lock_matters([number])
        if not matters:
            raise Case.DoesNotExist(f"there is no case {number}")
        before = keys.answer_given(key, number, command)
        if before is not None:
            return Done(**{**before, "events": tuple(before["events"])}, repeated=True)
        occasion = closing(by, on, at, [number]) if isinstance(command, Close) else Occasion(by, on, at)
        proposed = command.criterion if isinstance(command, Propose) else None
        acted = carry_out(matters, lambda state, now: decide(state, command, by, now), occasion, proposed=proposed)
        for trouble in acted.refused.values():
            raise trouble
        (done,) = acted.done
        answer = {"case": done.case, "closure": done.closure, "step": done.step, "events": list(done.events)}
        keys.spend(key, number, command, answer, on)
        occasion.write()
    return done


def closing(by: Actor, on: date, at: datetime, numbers: Sequence[str]) -> Occasion:
    """Return an occasion on which these locked cases may close: with their remedies locked too.

    Raises Refused while an extract is being imported: some tables of a case may be of the new extract, some of the old.
    One that begins later waits for the locks before it changes anything of these cases.
    """
    extract = import_under_way()
    if extract is not None:
        raise Refused("import_under_way", extract=extract.isoformat())
    return Occasion(by, on, at, lock_in_place(numbers), shared_cases(numbers), with_other_parent(numbers))


@dataclass(slots=True)
class _Decided:
    """A case about which something was decided, and the closure that it is put into: the one there is, or a new one."""

    matter: Matter
    now: Circumstances
    events: tuple[Event, ...]
    closure: Closure
    state: ClosureState


def carry_out(
    matters: Sequence[Matter], deciding: Deciding, occasion: Occasion, *, proposed: str | None = None
) -> Acted:
    """Decide about each of these locked cases, store their closures, and gather what follows in the occasion.

    `proposed` names the criterion of closings that are about to be proposed. The caller writes the occasion.
    """
    readings = read_matters(matters, occasion.on, proposed=proposed)
    acted, decided = Acted(refused=dict(readings.unreadable)), list[_Decided]()
    for matter in matters:
        now = readings.circumstances.get(matter.case.number)
        if now is not None:
            try:
                decided.append(_decided(matter, now, deciding(matter.state, now), occasion))
            except Refused as refused:
                acted.refused[matter.case.number] = refused
    new = [each.closure for each in decided if each.closure.pk is None]
    insert(new)
    begun = {closure.pk for closure in new}
    followed = [each.closure for each in decided if _follow_all(each, occasion, acted)]
    store_closures([closure for closure in followed if closure.pk not in begun])
    return acted


def _decided(matter: Matter, now: Circumstances, events: tuple[Event, ...], occasion: Occasion) -> _Decided:
    closure, state = matter.closure, matter.state
    if closure is None or isinstance(events[0], BEGINNINGS):
        closure, state = Closure(case=matter.case, begun_on=occasion.on), None
    for event in events:
        state = evolve(state, event, occasion.by.name)
    if state is None:
        raise ValueError("a command leads to at least one event")
    return _Decided(matter, now, events, put(closure, state), state)


def _follow_all(each: _Decided, occasion: Occasion, acted: Acted) -> bool:
    """Gather what follows from the events of one case; say whether its closure is to be stored."""
    case, own = each.matter.case, occasion.apart()
    for event in each.events:
        own.tell(case, type(event).__name__, each.closure, **_plain(asdict(event)))
    try:
        for event in each.events:
            follow(event, case=case, closure=each.closure, occasion=own, now=each.now)
    except Refused as refused:
        acted.refused[case.number] = refused
        return False
    if each.state.step in ENDED:
        own.over.append(case.number)
    occasion.take(own)
    names = tuple(type(event).__name__ for event in each.events)
    acted.done.append(Done(case.number, each.closure.pk, each.state.step.value, names))
    return True


def _plain(body: dict[str, Any]) -> dict[str, Any]:
    """Return an event's values as JSON has them."""
    return {
        name: value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
        for name, value in body.items()
    }
