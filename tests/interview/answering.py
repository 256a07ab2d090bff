"""Answers drawn by chance, and what `caseclose assess` says of the cases that they leave possible."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from caseclose.closure.request import ASKS
from caseclose.interview.path import path
from caseclose.interview.questions import Answers, Questions
from caseclose.interview.result import Result, result_of
from caseclose.law.in_force import law_in_force
from caseclose.law.interview import DONT_KNOW
from caseclose.law.reading import shipped
from caseclose.law.verdict import Facts, Value
from tests.cli.running import run

TODAY = date(2026, 11, 26)
STATES = tuple(shipped().states)
LISTS = ("ends", "released", "goes_on", "state_debt_only", "depends")


@cache
def questions(state: str) -> Questions:
    return Questions(law_in_force(shipped(), state, TODAY))


def drawn(state: str, chance: Random) -> dict[str, str]:
    """An answer to every question. One in five is not known; the person is mostly one who may ask, to get further."""
    asked = questions(state)
    answers = {}
    for question in asked.all:
        ids = [answer.id for answer in question.text.answer]
        answers[question.id] = chance.choices([DONT_KNOW, *ids], [1, *(4 / len(ids) for _ in ids)])[0]
    if chance.random() < 0.8:
        answers["who"] = chance.choice(["opened", "caretaker"])
    if chance.random() < 0.6:
        answers["aid"] = chance.choice(["earlier", "never"])
        answers["health"] = "never"
    return answers


def said(state: str, answers: Answers) -> Result:
    return result_of(questions(state), path(questions(state), answers).answers)


def cases(state: str, answers: Answers) -> tuple[Facts, ...]:
    way = path(questions(state), answers)
    return questions(state).worlds(way.possible)


def written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    assert isinstance(value, Decimal)
    return f"{value:.2f}"


def assessed(state: str, facts: Facts, folder: Path) -> dict[str, Any]:
    """What the command says of a file with these facts. The request itself is for the command to add."""
    file = folder / "case.toml"
    lines = [f"{name} = {written(value)}" for name, value in facts.items() if name != ASKS[1]]
    file.write_text("\n".join(lines), encoding="utf-8")
    ran = run("assess", file, "--state", state, "--on", TODAY.isoformat(), "--request", "--json")
    assert ran.code == 0, ran.err
    told: dict[str, Any] = json.loads(ran.out)
    return told


def shut_to_asking(told: Mapping[str, Any]) -> set[str]:
    return {gate["id"] for gate in told["gates"] if gate["gate"] == "shut" and "request" in gate["bars"]}


VERDICTS = {
    "closes_to_payment_processing": "yes",
    "family_enforcement_stops": "part",
    "cannot_close": "no",
    "not_the_person_who_may_ask": "not_you",
    "cannot_say_yet": "depends",
}


def verdict_by(told: Iterable[Mapping[str, Any]]) -> str:
    """The verdict that follows from what the command says of each possible case."""
    each = list(told)
    barred = {VERDICTS[one["outcome"]] for one in each} != {"not_you"} and all(shut_to_asking(one) for one in each)
    if barred:
        return "no"
    verdicts = {VERDICTS[one["outcome"]] for one in each}
    return verdicts.pop() if len(verdicts) == 1 else "depends"


Line = tuple[str, str, tuple[str, ...]]


def lines_by(told: Mapping[str, Any]) -> dict[str, Line]:
    """For each service or remedy in a plan its list, words and citations."""
    plan = told["plan"] or {}
    return {item["id"]: (name, item["words"], tuple(item["cites"])) for name in LISTS for item in plan.get(name, ())}


def lines_of(asked: Questions, result: Result) -> dict[str, Line]:
    items = result.plan.items if result.plan else ()
    return {item.remedy.text.id: (item.then, asked.words(item.say)["en"], item.cites) for item in items}


def differences(state: str, answers: Answers, result: Result, folder: Path) -> list[str]:
    """Where the interview and the command do not say the same of these answers."""
    told = [assessed(state, facts, folder) for facts in cases(state, answers)]
    wrongs = []
    if (verdict := verdict_by(told)) != result.verdict:
        wrongs.append(f"{state} {answers}: the interview says {result.verdict}, the command {verdict}")
    expected = {*shut_to_asking(told[0])} if result.verdict != "not_you" else set[str]()
    expected |= set.intersection(*({reason["id"] for reason in one["reasons"]} for one in told))
    if {reason.standing.id for reason in result.reasons} != expected:
        wrongs.append(f"{state} {answers}: other reasons than {sorted(expected)}")
    advice = set.intersection(*({reason["id"] for reason in one["advice"]} for one in told))
    if {reason.standing.id for reason in result.advice} != advice:
        wrongs.append(f"{state} {answers}: other advice than {sorted(advice)}")
    return wrongs + unlike(state, answers, result, [lines_by(one) for one in told])


def unlike(state: str, answers: Answers, result: Result, plans: list[dict[str, Line]]) -> list[str]:
    found = lines_of(questions(state), result)
    if result.verdict not in {"yes", "part"}:
        return [f"{state} {answers}: a plan, though the verdict is {result.verdict}"] if found else []
    wrongs = []
    for name in plans[0]:
        ways = {plan[name] for plan in plans}
        same = found[name] == next(iter(ways)) if len(ways) == 1 else found[name][0] == "depends"
        if not same:
            wrongs.append(f"{state} {answers}: {name} is {found[name]}, by the command {sorted(ways)}")
    return wrongs + ([] if found.keys() == plans[0].keys() else [f"{state} {answers}: other lines"])
