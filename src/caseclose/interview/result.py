"""What comes of the answers: yes, part of it, no, or it depends; and what stops, what goes on and what depends.

It is the answer to a request and its outcome plan, as they are worked out for any case. Where an answer leaves several
cases possible, each is answered: what all have in common is said, and what differs depends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caseclose.closure.assessment import find
from caseclose.closure.plan import DEPENDS, OutcomePlan, Planned
from caseclose.closure.request import (
    CANNOT_CLOSE,
    CANNOT_SAY,
    CLOSES,
    NOT_THE_PERSON,
    STATE_DEBT,
    Answer,
    Reason,
    answer_request,
)
from caseclose.interview.questions import Answers, Possible, Questions
from caseclose.interview.undecided import gates_to_asking
from caseclose.law.tree import facts_read
from caseclose.law.verdict import Facts, missing

VERDICTS = {CLOSES: "yes", STATE_DEBT: "part", CANNOT_CLOSE: "no", NOT_THE_PERSON: "not_you", CANNOT_SAY: "depends"}
STOPS, GOES_ON = ("ends", "released"), ("goes_on", "state_debt_only")


@dataclass(frozen=True, slots=True)
class Result:
    """The answer. `plan` is None where nothing would close, or nobody can say; `missing` are facts that decide.

    `not_ruled_out` are facts that nobody knows and that would keep a request from being taken, were they so.
    """

    verdict: str
    outcome: str
    becomes: str
    reasons: tuple[Reason, ...]
    advice: tuple[Reason, ...]
    plan: OutcomePlan | None
    missing: tuple[str, ...]
    not_ruled_out: tuple[str, ...] = ()

    @property
    def stops(self) -> tuple[Planned, ...]:
        """What ends, or is let go of."""
        return self._lines(STOPS)

    @property
    def goes_on(self) -> tuple[Planned, ...]:
        """What goes on, if only for the debt to the state."""
        return self._lines(GOES_ON)

    @property
    def depends(self) -> tuple[Planned, ...]:
        """What hangs on a fact that is not known."""
        return self._lines((DEPENDS,))

    def _lines(self, fates: Sequence[str]) -> tuple[Planned, ...]:
        return tuple(item for item in self.plan.items if item.then in fates) if self.plan else ()

    @property
    def vague(self) -> tuple[str, ...]:
        """The facts on which a line of the plan depends."""
        return tuple(dict.fromkeys(name for item in self.depends for name in item.missing))

    @property
    def unknown(self) -> tuple[str, ...]:
        """The facts that could still change something: the answer, or a line of the plan."""
        in_plan = [name for item in (self.plan.items if self.plan else ()) for name in item.missing]
        return tuple(dict.fromkeys((*self.missing, *self.not_ruled_out, *in_plan)))


def result_of(questions: Questions, answers: Answers) -> Result:
    """Answer a person who answers so. What the answers say nothing of is unknown."""
    possible = questions.possible(answers) or {}
    worlds = questions.worlds(possible)
    said = [answer_request(questions.law, world) for world in worlds]
    outcomes = {answer.outcome for answer in said}
    outcome = said[0].outcome if len(outcomes) == 1 else CANNOT_SAY
    barred = _barred(questions, worlds[0]) if outcome != NOT_THE_PERSON else ()
    if barred:
        outcome = CANNOT_CLOSE
    plan = _common_plan(questions, said, possible) if outcome in {CLOSES, STATE_DEBT} else None
    return Result(
        VERDICTS[outcome],
        outcome,
        plan.becomes if plan else "stays_open",
        (*barred, *_in_all([answer.reasons for answer in said])),
        _in_all([answer.advice for answer in said]),
        plan,
        _missing(said, possible) if outcome == CANNOT_SAY else (),
        _not_ruled_out(questions, worlds[0]) if plan else (),
    )


def _barred(questions: Questions, facts: Facts) -> tuple[Reason, ...]:
    """Return the gates, known to be shut, that keep a request from being taken at all.

    The facts on which they rest are yes or no, so they are the same in every case that the answers leave possible.
    """
    shut = [gate for gate in gates_to_asking(questions.law) if gate.weigh(facts)]
    return tuple(
        Reason(gate, find(questions.law, gate.whole, facts, "en"), gate.rule.text.plain, gate.rule.text.way_on)
        for gate in shut
    )


def _not_ruled_out(questions: Questions, facts: Facts) -> tuple[str, ...]:
    gates = gates_to_asking(questions.law)
    return tuple(dict.fromkeys(name for gate in gates for name in missing(gate.whole.read(facts))))


def _in_all(lists: list[tuple[Reason, ...]]) -> tuple[Reason, ...]:
    """Return the reasons that stand in every possible case."""
    ids = [{reason.standing.id for reason in each} for each in lists]
    return tuple(reason for reason in lists[0] if all(reason.standing.id in each for each in ids))


def _missing(said: list[Answer], possible: Possible) -> tuple[str, ...]:
    named = [name for answer in said for name in answer.missing]
    vague = _vague(possible) if len({answer.outcome for answer in said}) > 1 else ()
    return tuple(dict.fromkeys((*named, *vague)))


def _vague(possible: Possible) -> tuple[str, ...]:
    return tuple(name for name, values in possible.items() if len(values) > 1)


def _common_plan(questions: Questions, said: list[Answer], possible: Possible) -> OutcomePlan:
    """Return the lines that all plans have in common. A line in which they differ depends on what is vague."""
    plans = [answer.plan for answer in said if answer.plan]
    becomes = plans[0].becomes if len({plan.becomes for plan in plans}) == 1 else VERY_LEAST
    decides = {name for standing in questions.law.outcomes for name in facts_read(standing.tree)}
    apart = decides if len({plan.becomes for plan in plans}) > 1 else set[str]()
    lines = zip(*(plan.items for plan in plans), strict=True)
    return OutcomePlan(becomes, tuple(_common_line(questions, same, possible, apart) for same in lines))


VERY_LEAST = "payment_processing"
"""What a case becomes where nobody can say yet whether anything is left to do."""


def _common_line(questions: Questions, same: tuple[Planned, ...], possible: Possible, apart: set[str]) -> Planned:
    """Return the line that all cases share; where they differ, one that depends. `apart` are the facts for which the
    cases turn into different things."""
    first = same[0]
    if all(item == first for item in same):
        return first
    parts = [effect.when.tree for effect in questions.law.effects[first.remedy.text.id] if effect.when]
    read = apart.union(*(facts_read(tree) for tree in parts))
    absent = [name for item in same for name in item.missing]
    vague = [name for name in _vague(possible) if name in read]
    cites = dict.fromkeys(cite for item in same for cite in item.cites)
    verified = "seen" if all(item.verified == "seen" for item in same) else "unverified"
    hangs_on = tuple(dict.fromkeys((*absent, *vague)))
    plain = first.remedy.text.plain
    return replace(first, then=DEPENDS, say=plain, cites=tuple(cites), verified=verified, missing=hangs_on)
