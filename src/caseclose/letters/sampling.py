"""Made facts for every letter in every state, to show it, to check it, and to keep its text golden."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from caseclose.closure.assessment import notice_days
from caseclose.closure.plan import OutcomePlan, outcome_plan
from caseclose.closure.reasons import reasons
from caseclose.closure.request import CANNOT_CLOSE, NOT_THE_PERSON
from caseclose.law.in_force import LawInForce, Standing, law_in_force
from caseclose.law.policy import Policy
from caseclose.law.written import Words
from caseclose.letters.facts import Addressee, Decision, LetterFacts, ReplyWay, Value, criterion_of, decision_of
from caseclose.letters.refused import CannotWrite, lack
from caseclose.letters.sayings import declined_values, missing_rows, why_open
from caseclose.letters.words import LetterFolder, room

OUTCOMES = ("payment_processing", "state_debt_only", "closed")
"""What a closing can turn a case into."""

SHOWN_WITH_REMEDIES = 4
"""How many of the remedies that end a sample names: a case seldom has more in place."""


NOTICE, DECLINED = "notice", "request_declined"
"""The kinds under which the process posts every notice to a recipient, and the answer to a request that is no."""


@cache
def _shared() -> dict[str, Any]:
    return tomllib.loads(room().joinpath("sample.toml").read_text(encoding="utf-8"))


def sample_facts(
    policy: Policy, folder: LetterFolder, state: str, *, criterion: str = "", outcome: str = "", saying: str = ""
) -> LetterFacts:
    """Return made facts for a letter in a state, closing under `criterion` into `outcome`, or as its sample says.

    `saying` is the rule that forbids a request, or why a case stays open, or what is missing in a request.

    Raises CannotWrite where the criterion does not govern in the state.
    """
    made = {**_shared(), **folder.sample}
    dated = made["dated"]
    law = law_in_force(policy, state, dated)
    named = _named(law, criterion or made["criterion"])
    values = {**_values(made.get("values", {})), **_explained(policy, state), **_sayings(law, folder, made, saying)}
    reply = ReplyWay(**made["reply"]) if folder.text.reply or folder.text.follow else None
    return LetterFacts(
        letter=folder.name,
        state=state,
        dated=dated,
        case=made["case"],
        to=Addressee(made["to"][folder.text.to]["name"], tuple(made["to"][folder.text.to]["lines"])),
        decision=_decision(law, named, dated, outcome or made["outcome"]),
        reply=reply,
        values=values,
    )


def variations(policy: Policy, folder: LetterFolder, state: str) -> Iterator[LetterFacts]:
    """Yield the letter's sample for each criterion whose notice it carries, and each outcome that it can tell of."""
    if folder.kind == NOTICE:
        law = law_in_force(policy, state, _shared()["dated"])
        for standing in law.criteria:
            if standing.governs and _carries(folder, policy, standing):
                for part in (standing.whole, *standing.limbs):
                    yield sample_facts(policy, folder, state, criterion=part.id)
        return
    for saying in _sayings_of(policy, folder, state):
        yield sample_facts(policy, folder, state, saying=saying)
    for outcome in folder.text.outcomes or [""]:
        yield sample_facts(policy, folder, state, outcome=outcome)


def _sayings_of(policy: Policy, folder: LetterFolder, state: str) -> list[str]:
    """Everything that this kind of letter can be told by a name."""
    if folder.kind == DECLINED:
        return _bars(law_in_force(policy, state, _shared()["dated"]))
    return [*(reasons().missing if "missing" in folder.sample else ()),
            *(reasons().why_open if "why_open" in folder.sample else ())]  # fmt: skip


def _bars(law: LawInForce) -> list[str]:
    """The rules that can forbid a request altogether."""
    forbidding = {NOT_THE_PERSON, CANNOT_CLOSE}
    return [standing.id for standing in law.requests if standing.rule.text.outcome in forbidding]


def _sayings(law: LawInForce, folder: LetterFolder, made: dict[str, Any], saying: str) -> dict[str, Value]:
    """What the sample names, in the words that the policy and the sayings have for it."""
    found: dict[str, Value] = {}
    if "missing" in made:
        found["missing"] = missing_rows([saying] if saying else made["missing"])
    if "why_open" in made:
        found["why_open"] = why_open([saying or made["why_open"]])
    if folder.kind == DECLINED:
        found |= declined_values(law, [saying or _bars(law)[0]])
    return found


def _carries(folder: LetterFolder, policy: Policy, standing: Standing) -> bool:
    if folder.text.notices:
        return standing.notice in folder.text.notices
    notice = policy.notices.get(standing.notice)
    return notice is not None and notice.to == "recipient" and notice.id != "tribal_transfer"


def _named(law: LawInForce, name: str) -> str:
    """The criterion, or its limb, as the state has it: a bare name such as b1 is the state's own, or else federal."""
    for full in (name, f"{law.state}.{name}", f"us.{name}"):
        standing = criterion_of(law, full)
        if standing is not None and standing.governs:
            return full
    raise CannotWrite("", lack("criterion", "does_not_govern", criterion=name, state=law.state))


def _decision(law: LawInForce, criterion: str, dated: date, outcome: str) -> Decision:
    standing = criterion_of(law, criterion)
    days = notice_days(law, standing) if standing else 0
    return decision_of(
        law,
        criterion,
        noticed_on=dated,
        earliest_close_on=dated + timedelta(days=days) if days else None,
        closed_on=dated,
        plan=_plan(law, outcome),
    )


def _plan(law: LawInForce, outcome: str) -> OutcomePlan:
    """The plan for a case with a few remedies in place, and every service."""
    facts = {name: _fact(value) for name, value in _shared()["facts"].items()}
    plan = outcome_plan(law, outcome, facts)
    ending = [item for item in plan.items if item.then == "released"][:SHOWN_WITH_REMEDIES]
    kept = tuple(item for item in plan.items if item.then != "released" or item in ending)
    return OutcomePlan(plan.becomes, kept)


def _fact(value: object) -> Any:  # noqa: ANN401
    return Decimal(value) if isinstance(value, str) else value


def _values(made: dict[str, Any]) -> dict[str, Value]:
    return {name: _value(value) for name, value in made.items()}


def _value(made: Any) -> Any:  # noqa: ANN401
    if isinstance(made, dict) and set(made) == {"en", "es"}:
        return Words(made["en"], made["es"])
    if isinstance(made, list):
        return tuple({name: _value(value) for name, value in row.items()} for row in made)
    return made


def _explained(policy: Policy, state: str) -> dict[str, Value]:
    rows = policy.explanations(state).values()
    return {"explanations": tuple({"name": each.heading, "say": each.say} for each in rows)}
