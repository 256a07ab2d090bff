"""The interview says what `caseclose assess` says of the same facts, whatever a parent answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from caseclose.interview.path import path
from caseclose.interview.questions import Answers
from caseclose.interview.result import Result, result_of
from caseclose.law.interview import DONT_KNOW
from tests.interview.answering import STATES, cases, differences, drawn, questions, said
from tests.proofs.proof import Planted, Proof, Setting

DATABASE = False
Interview = Callable[[str, Answers], Result]


def taking_not_known_for_no(state: str, answers: Answers) -> Result:
    """Planted: whoever does not know is taken to have said the last of the answers."""
    known = {
        question.id: answers[question.id] if answers[question.id] != DONT_KNOW else question.text.answer[-1].id
        for question in questions(state).all
    }
    return said(state, known)


def answering_the_first_case_only(state: str, answers: Answers) -> Result:
    """Planted: of the cases that answers leave possible, one is answered."""
    asked = questions(state)
    result = said(state, answers)
    if result.plan is None:
        return result
    kept = path(asked, answers)
    first = {name: (values[0],) for name, values in kept.possible.items()}
    narrowed = replace(asked)
    narrowed.__dict__["possible"] = lambda _: first
    return result_of(narrowed, kept.answers)


def forgetting_that_payments_only_bars(state: str, answers: Answers) -> Result:
    """Planted: a case that only passes payments on is answered as if it were enforced."""
    return said(state, {**answers, "payments_only": "collects"})


PLANTS: dict[str, Interview] = {
    "not to know is taken for the last answer": taking_not_known_for_no,
    "only the first of the possible cases is answered": answering_the_first_case_only,
    "a payment-processing case is taken for an enforcement case": forgetting_that_payments_only_bars,
}


def prove(setting: Setting) -> Proof:
    """Draw answers in each state, and hold what the interview says against the command, case by case."""
    count = setting.many(sample=75, whole=1000)
    sets = [(state, drawn(state, setting.draw(f"{state} {n}"))) for state in STATES for n in range(count)]
    wrongs = [
        wrong for state, answers in sets for wrong in differences(state, answers, said(state, answers), setting.folder)
    ]
    runs = sum(len(cases(state, answers)) for state, answers in sets)
    return Proof(
        "The interview says what the command says of the same facts",
        len(sets),
        "sets of answers",
        f"drawn by chance, {count} in each state, and given to the command as {runs} files of facts",
        wrongs,
        [Planted(what, _found(plant, sets, setting.folder)) for what, plant in PLANTS.items()],
        "answers that no question offers; the words themselves",
    )


def _found(plant: Interview, sets: list[tuple[str, dict[str, str]]], folder: Path) -> bool:
    """Say whether the check finds a planted defect, among the first sets that it changes."""
    changed = ((state, answers) for state, answers in sets if plant(state, answers) != said(state, answers))
    return any(differences(state, answers, plant(state, answers), folder) for state, answers in changed)
