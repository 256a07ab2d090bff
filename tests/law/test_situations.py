"""Questions that officials have answered, each put to the law: what situations.toml says must come out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct

from caseclose.closure.assessment import Assessment, CriterionFinding, assess, closing_day, notice_days
from caseclose.closure.plan import outcome_plan
from caseclose.closure.request import answer_request
from caseclose.law.in_force import LawInForce, law_in_force
from caseclose.law.policy import Policy
from caseclose.law.proof import prove_examples
from caseclose.law.reading import read_policy
from caseclose.law.values import read_value
from caseclose.law.verdict import Facts, Verdict, verdict_of, weigher
from tests.law.situation_ids import KNOWN

HERE = Path(__file__).parent


class Notice(Struct, forbid_unknown_fields=True):
    id: str
    days: int
    also_says: list[str] = []


class Closing(Struct, forbid_unknown_fields=True):
    verdict: str
    held_by: list[str] = []
    missing: list[str] = []
    earliest_on: date | None = None


class Request(Struct, forbid_unknown_fields=True):
    outcome: str
    becomes: str
    because: list[str] = []


class Expect(Struct, forbid_unknown_fields=True):
    """What must come out. What is left empty is not asked."""

    verdicts: dict[str, str] = {}
    own: dict[str, str] = {}
    missing: dict[str, list[str]] = {}
    notice: dict[str, Notice] = {}
    closing_day: dict[str, Closing] = {}
    fates: dict[str, dict[str, str]] = {}
    closable_under: list[str] | None = None
    shut: list[str] | None = None
    must_close: bool | None = None
    request: Request | None = None


class Also(Struct, forbid_unknown_fields=True):
    say: str
    expect: Expect
    given: dict[str, Any] = {}
    without: list[str] = []
    on: date | None = None
    ready: bool = False
    departs: str = ""


class Situation(Struct, forbid_unknown_fields=True):
    id: str
    source: str
    state: str
    on: date
    say: str
    given: dict[str, Any]
    expect: Expect
    ready: bool = False
    departs: str = ""
    also: list[Also] = []


class NotAnswered(Struct, forbid_unknown_fields=True):
    id: str
    source: str
    why: str


class Book(Struct, forbid_unknown_fields=True):
    ready: dict[str, Any]
    situation: list[Situation]
    not_answered: list[NotAnswered]


@dataclass(frozen=True)
class Case:
    """One question as it is put to the law."""

    name: str
    state: str
    on: date
    given: dict[str, Any]
    expect: Expect


@cache
def book() -> Book:
    text = (HERE / "situations.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text, parse_float=Decimal), Book)


@cache
def policy() -> Policy:
    """The shipped policy together with the small test states."""
    return read_policy(HERE / "policy")


def cases() -> Iterator[Case]:
    for told in book().situation:
        given = {**(book().ready if told.ready else {}), **told.given}
        yield Case(told.id, told.state, told.on, given, told.expect)
        for also in told.also:
            changed = {**(book().ready if also.ready else {}), **given, **also.given}
            left = {name: value for name, value in changed.items() if name not in also.without}
            yield Case(f"{told.id}: {also.say}", told.state, also.on or told.on, left, also.expect)


def facts_of(case: Case) -> Facts:
    return {name: read_value(policy().facts[name], raw, as_of=case.on) for name, raw in case.given.items()}


def answered(case: Case) -> Expect:
    """What the law answers to the very things that the case asks about."""
    law, facts, asked = law_in_force(policy(), case.state, case.on), facts_of(case), case.expect
    said = assess(law, facts)
    criteria = {item.standing.id: item for item in said.criteria}
    return Expect(
        verdicts={name: verdict_in(said, name) for name in asked.verdicts},
        own={name: own_verdict(law, name, facts) for name in asked.own},
        missing={name: list(criteria[name].finding.missing) for name in asked.missing},
        notice={name: notice_for(law, criteria[name]) for name in asked.notice},
        closing_day={name: closing_for(said, criteria[name]) for name in asked.closing_day},
        fates={becomes: fates(law, becomes, facts, names) for becomes, names in asked.fates.items()},
        closable_under=None if asked.closable_under is None else list(said.closable_under),
        shut=None if asked.shut is None else [gate.standing.id for gate in said.gates if gate.shut],
        must_close=None if asked.must_close is None else said.must_close,
        request=None if asked.request is None else request_in(law, facts),
    )


def verdict_in(said: Assessment, name: str) -> str:
    """The verdict of a criterion or of a limb; no_text where the policy knows it but none of its texts is in force."""
    findings = {f.id: f for item in said.criteria for f in (item.finding, *item.limbs)}
    if name in findings:
        return findings[name].verdict.value
    return "no_text" if policy().rule(name).on(said.law.as_of) is None else "not asked in this state"


def own_verdict(law: LawInForce, name: str, facts: Facts) -> str:
    tree = law.condition(policy().rule(name))
    return "no_text" if tree is None else verdict_of(weigher(tree)(facts)).value


def notice_for(law: LawInForce, item: CriterionFinding) -> Notice:
    standing = item.standing
    return Notice(standing.notice, notice_days(law, standing), [more.id for more in standing.rule.text.adds_to_notice])


def closing_for(said: Assessment, item: CriterionFinding) -> Closing:
    day = closing_day(said, item)
    return Closing(day.verdict.value, list(day.held_by), list(day.missing), day.earliest_on)


def fates(law: LawInForce, becomes: str, facts: Facts, names: dict[str, str]) -> dict[str, str]:
    found = {item.remedy.text.id: item.then for item in outcome_plan(law, becomes, facts).items}
    return {name: found[name] for name in names}


def request_in(law: LawInForce, facts: Facts) -> Request:
    answer = answer_request(law, facts)
    return Request(answer.outcome, answer.becomes, [reason.standing.id for reason in answer.reasons])


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_the_law_gives_the_answer_that_is_written_down(case: Case) -> None:
    assert msgspec.to_builtins(answered(case)) == msgspec.to_builtins(case.expect)


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_every_situation_asks_for_something(case: Case) -> None:
    assert case.expect != Expect()


@pytest.mark.parametrize("case", [case for case in cases() if case.expect.closable_under], ids=lambda case: case.name)
def test_nothing_known_means_nothing_closable(case: Case) -> None:
    """What closes a case is in the facts given, never in their absence."""
    assert assess(law_in_force(policy(), case.state, case.on), {}).closable_under == ()


@pytest.mark.parametrize("case", [case for case in cases() if case.expect.closable_under], ids=lambda case: case.name)
def test_a_closing_never_rests_on_more_than_the_federal_paragraph_allows(case: Case) -> None:
    said = assess(law_in_force(policy(), case.state, case.on), facts_of(case))
    found = {item.standing.id: item for item in said.criteria}
    for name in said.closable_under:
        assert found[found[name].standing.under].finding.verdict is Verdict.MET


def test_every_known_situation_is_answered_or_listed_as_not_answered() -> None:
    answered_or_not = [told.id for told in book().situation] + [told.id for told in book().not_answered]
    assert sorted(answered_or_not) == sorted(KNOWN)


def test_every_situation_names_its_source() -> None:
    assert all(told.source for told in book().situation)
    assert all(told.source and told.why for told in book().not_answered)


def test_every_test_state_is_asked_about() -> None:
    folders = {path.name for path in (HERE / "policy" / "states").iterdir()}
    assert folders <= {told.state for told in book().situation}


def test_the_examples_of_the_test_states_pass_and_notice_every_mutant() -> None:
    proof = prove_examples(policy())
    assert (proof.failures, proof.survivors) == ((), ())
