"""Matters: cases, each with its closing in progress and what the records say of it on the day. To act, lock them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from caseclose.casework.facts.reading import BadRecords, CaseFacts
from caseclose.casework.models import Case, Closure, Reply
from caseclose.casework.selectors.facts import facts_of_case, facts_of_cases
from caseclose.casework.selectors.law import law_on
from caseclose.casework.selectors.papers import waiting_mail
from caseclose.casework.services.outbox.notices import not_out
from caseclose.closure.assessment import assess
from caseclose.closure.decide import Circumstances
from caseclose.closure.state import ClosureState, facts_of_state
from caseclose.closure.steps import Step


@dataclass(slots=True)
class Matter:
    """One case with its last closing and where that stands."""

    case: Case
    closure: Closure | None
    state: ClosureState | None


def lock_matters(numbers: Iterable[str], *, skip_locked: bool = False) -> list[Matter]:
    """Lock these cases, in the order of their numbers, and read where each stands.

    Cases that others have locked are waited for, or left out where `skip_locked` says so. Everything else is read
    after the locks are held, so it is what the last one who held them left.
    """
    locked = Case.objects.select_for_update(of=("self",), skip_locked=skip_locked).select_related("office")
    return matters_of(list(locked.filter(number__among=numbers).order_by("number")))


def matters_of(cases: Sequence[Case]) -> list[Matter]:
    """Read where each of these cases stands now. Whoever means to act on it has locked them."""
    closures = _last_closures(cases)
    states = _states(closures.values())
    return [
        Matter(
            case, closures.get(case.number), states.get(closures[case.number].pk) if case.number in closures else None
        )
        for case in cases
    ]


def _last_closures(cases: Sequence[Case]) -> dict[str, Closure]:
    found = (
        Closure.objects.filter(case__among=[case.number for case in cases])
        .order_by("case_id", "-id")
        .distinct("case_id")
    )
    closures = {closure.case_id: closure for closure in found}
    for case in cases:
        if case.number in closures:
            closures[case.number].case = case
    return closures


def _states(closures: Iterable[Closure]) -> dict[int, ClosureState]:
    by_key = {closure.pk: closure for closure in closures}
    waiting: dict[int, set[str]] = {}
    held_up = not_out([closure.case_id for closure in by_key.values() if closure.step == Step.NOTICED])
    mail = waiting_mail([closure.case_id for closure in by_key.values()])
    unread = Reply.objects.filter(closure__among=by_key, reviewed_by="")
    for closure, key in unread.values_list("closure_id", "key"):
        waiting.setdefault(closure, set()).add(key)
    return {
        pk: _state(
            closure,
            frozenset(waiting.get(pk, ())),
            notice_is_out=pk not in held_up,
            paper_waits=closure.case_id in mail,
        )
        for pk, closure in by_key.items()
    }


def _state(closure: Closure, waiting: frozenset[str], *, notice_is_out: bool, paper_waits: bool) -> ClosureState:
    """Return the state that a stored closure stands for."""
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
        open_replies=waiting,
        replies=closure.reply_count,
        closed_on=closure.closed_on,
        notice_is_out=notice_is_out,
        paper_waits=paper_waits,
    )


@dataclass(slots=True)
class Readings:
    """What the records say of some cases on the day, and which of them have records that cannot be read, and why."""

    circumstances: dict[str, Circumstances]
    unreadable: dict[str, BadRecords]


def read_matters(matters: Sequence[Matter], on: date, *, proposed: str | None = None) -> Readings:
    """Read the cases as the law reads them on the day, with what each closing in progress makes known.

    Records of one case that cannot be read do not keep the others from being read.
    """
    known, unreadable = _facts([matter.case.number for matter in matters], on, proposed)
    found = {}
    for matter in matters:
        facts = known.get(matter.case.number)
        if facts is not None:
            law = law_on(matter.case.state, on)
            assessment = assess(law, {**facts.facts, **facts_of_state(matter.state)})
            found[matter.case.number] = Circumstances(
                assessment,
                case_open=matter.case.open,
                zone=ZoneInfo(matter.case.office.zone),
                lives_on=matter.case.lives_on,
            )
    return Readings(found, unreadable)


def _facts(
    numbers: Sequence[str], on: date, proposed: str | None
) -> tuple[dict[str, CaseFacts], dict[str, BadRecords]]:
    unreadable: dict[str, BadRecords] = {}
    while True:
        wanted = [number for number in numbers if number not in unreadable]
        try:
            return {facts.number: facts for facts in _facts_of(wanted, on, proposed)}, unreadable
        except BadRecords as bad:
            for number in {fault.case for fault in bad.faults}:
                unreadable[number] = BadRecords(fault for fault in bad.faults if fault.case == number)


def _facts_of(numbers: Sequence[str], on: date, proposed: str | None) -> Iterable[CaseFacts]:
    """Read one case by the query that is quick for one, and many by those that are quick for many."""
    if len(numbers) == 1:
        return [facts_of_case(numbers[0], on, proposed=proposed)]
    return facts_of_cases(on, numbers, proposed=proposed)
