"""caseclose interview: a few questions to a parent, and what closing would mean."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from caseclose.cli import options
from caseclose.cli.assess_json import plain, planned_json, reason_json
from caseclose.cli.console import print_json, stop
from caseclose.cli.interview_words import ask, print_result
from caseclose.interview.path import Path as Way
from caseclose.interview.path import path
from caseclose.interview.questions import Questions, valid
from caseclose.interview.result import result_of
from caseclose.law.errors import nearest
from caseclose.law.interview import DONT_KNOW, Question


@click.command()
@options.state_option(required=True)
@options.day_option(required=True)
@click.option(
    "--answer",
    "given",
    metavar="QUESTION=ANSWER",
    multiple=True,
    help=f"An answer, as who=opened; {DONT_KNOW} answers every question. What is not answered is asked.",
)
@options.language
@options.policy_dirs
@options.as_json
def interview(
    state: str, on: date, given: tuple[str, ...], lang: str, policy_dirs: tuple[Path, ...], *, as_json: bool
) -> None:
    """Ask a parent a few questions, and say what closing would mean: what stops, what goes on, what depends.

    No name and no case number is asked, and nothing is kept. With --json nothing is asked: what comes next is printed.
    """
    questions = Questions(options.load_law(options.load_policy(policy_dirs), state, on))
    answers = _read(questions, given)
    way = path(questions, answers)
    if as_json:
        print_json(interview_json(way, lang))
        return
    while way.next is not None:
        answers[way.next.id] = ask(way, way.next, lang)
        way = path(questions, answers)
    print_result(way, result_of(questions, way.answers), lang)


def _read(questions: Questions, given: tuple[str, ...]) -> dict[str, str]:
    answers: dict[str, str] = {}
    for each in given:
        name, _, answer = each.partition("=")
        question = questions.script.questions.get(name)
        if question is None:
            stop(f"there is no question '{name}'.{nearest(name, questions.script.questions)}")
        if not valid(question, answer):
            known = [*(one.id for one in question.text.answer), DONT_KNOW]
            stop(f"'{answer}' is not an answer to '{name}'.{nearest(answer, known)}", todo=f"Known: {', '.join(known)}")
        answers[name] = answer
    return answers


def interview_json(way: Way, lang: str) -> dict[str, Any]:
    """Return how far the interview has come, and what comes of the answers so far.

    `cases` are the facts of each case that the answers leave possible, as `caseclose assess` reads them.
    """
    questions, result = way.questions, result_of(way.questions, way.answers)
    law = questions.law
    aside = way.ends_with
    return {
        "state": law.state,
        "on": law.as_of.isoformat(),
        "answers": way.answers,
        "at_most": way.most,
        "next": _question(questions, way.next, lang) if way.next else None,
        "ends_with": aside.id if aside else None,
        "cases": [{name: plain(value) for name, value in world.items()} for world in questions.worlds(way.possible)],
        "verdict": result.verdict,
        "outcome": result.outcome,
        "becomes": result.becomes,
        "reasons": [reason_json(reason, lang) for reason in result.reasons],
        "advice": [reason_json(reason, lang) for reason in result.advice],
        "missing": list(result.missing),
        "stops": [planned_json(law, item, lang) for item in result.stops],
        "goes_on": [planned_json(law, item, lang) for item in result.goes_on],
        "depends": [planned_json(law, item, lang) for item in result.depends],
    }


def _question(questions: Questions, question: Question, lang: str) -> dict[str, Any]:
    return {
        "id": question.id,
        "ask": questions.words(question.text.ask)[lang],
        "help": questions.words(question.text.help)[lang],
        "facts": list(question.facts),
        "answers": {
            **{each.id: questions.words(each.say)[lang] for each in question.text.answer},
            DONT_KNOW: questions.unsure(question)[lang],
        },
    }
