"""The answer to a person who asks to close a case."""

from __future__ import annotations

from dataclasses import dataclass

from caseclose.closure.assessment import Finding, find
from caseclose.closure.plan import OutcomePlan, outcome_plan
from caseclose.law.in_force import LawInForce, Standing
from caseclose.law.verdict import Facts, Verdict, verdict_of
from caseclose.law.written import Words

CANNOT_SAY = "cannot_say_yet"
CLOSES = "closes_to_payment_processing"
STATE_DEBT = "family_enforcement_stops"
ADVICE = "advice"
NOT_THE_PERSON = "not_the_person_who_may_ask"
CANNOT_CLOSE = "cannot_close"
ORDER = (NOT_THE_PERSON, CANNOT_CLOSE, STATE_DEBT)
"""The bars in the order in which they decide. Each outcome stands only when every one before it is known not to."""

ASKS = ("requester_opened_case", "recipient_asked_to_close")
"""A person who opened the case and asks to close it is the recipient of services asking: the first makes the second."""

BECOMES = {CLOSES: "payment_processing", STATE_DEBT: "state_debt_only"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One bar or piece of advice that applies, or might: its words, the way on, and what carries it."""

    standing: Standing
    finding: Finding
    plain: Words
    way_on: Words


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a request: the outcome, the reasons for it, advice to go with it, and what would happen."""

    outcome: str
    heading: Words
    plain: Words
    reasons: tuple[Reason, ...]
    advice: tuple[Reason, ...]
    missing: tuple[str, ...]
    plan: OutcomePlan | None

    @property
    def becomes(self) -> str:
        """What the case turns into: payment_processing, closed, state_debt_only, or stays_open."""
        return self.plan.becomes if self.plan else "stays_open"


def answer_request(law: LawInForce, facts: Facts, lang: str = "en") -> Answer:
    """Answer a request to close from the policy's bars. Where a fact that decides is missing, it says so: unknown is
    not no, and it is not yes either."""
    found = [(standing, find(law, standing.whole, facts, lang)) for standing in law.requests]
    outcome, missing = _decide(found)
    text = law.policy.answers[outcome]
    return Answer(
        outcome=outcome,
        heading=named(law, text.heading),
        plain=named(law, text.plain),
        reasons=_reasons(law, found, outcome),
        advice=_advice(law, found, outcome),
        missing=missing,
        plan=_plan(law, outcome, facts),
    )


def with_request(facts: Facts) -> Facts:
    """Return `facts` with the request itself among them, where the person who asks is known to be the one who may."""
    opener, asked = ASKS
    return {**facts, asked: True} if facts.get(opener) is True and asked not in facts else facts


Found = list[tuple[Standing, Finding]]


def _with_outcome(found: Found, outcome: str) -> Found:
    return [(standing, finding) for standing, finding in found if standing.rule.text.outcome == outcome]


def _decide(found: Found) -> tuple[str, tuple[str, ...]]:
    for outcome in ORDER:
        bars = [finding for _, finding in _with_outcome(found, outcome)]
        if any(bar.verdict is Verdict.MET for bar in bars):
            return outcome, ()
        if any(bar.verdict is Verdict.UNKNOWN for bar in bars):
            return CANNOT_SAY, _still_missing(found)
    return CLOSES, ()


def _still_missing(found: Found) -> tuple[str, ...]:
    names = [name for standing, bar in found if standing.rule.text.outcome != ADVICE for name in bar.missing]
    return tuple(dict.fromkeys(names))


def _reasons(law: LawInForce, found: Found, outcome: str) -> tuple[Reason, ...]:
    """The bars that are met. When nothing can be said yet, those that already stand are told as well. A person who may
    not ask hears that and nothing else of the case."""
    wanted = ORDER if outcome in {CANNOT_SAY, CANNOT_CLOSE} else (outcome,)
    return tuple(reason for kind in wanted for reason in _that_apply(law, found, kind))


def _advice(law: LawInForce, found: Found, outcome: str) -> tuple[Reason, ...]:
    return () if outcome == NOT_THE_PERSON else _that_apply(law, found, ADVICE)


def _that_apply(law: LawInForce, found: Found, kind: str) -> tuple[Reason, ...]:
    met = [(standing, finding) for standing, finding in _with_outcome(found, kind) if finding.verdict is Verdict.MET]
    return tuple(_reason(law, standing, finding) for standing, finding in met)


def _reason(law: LawInForce, standing: Standing, finding: Finding) -> Reason:
    text = standing.rule.text
    return Reason(standing, finding, named(law, text.plain), named(law, text.way_on))


def _plan(law: LawInForce, outcome: str, facts: Facts) -> OutcomePlan | None:
    becomes = BECOMES.get(outcome)
    if becomes is None:
        return None
    if outcome == CLOSES:
        ended = [s for s in law.outcomes if verdict_of(s.weigh(facts)) is Verdict.MET]
        becomes = ended[0].rule.text.outcome if ended else becomes
    return outcome_plan(law, becomes, facts)


def named(law: LawInForce, words: Words) -> Words:
    """Fill in what the state calls the agency, aid and the Clearinghouse."""
    called = law.policy.layer(law.state).called
    return Words(_filled(words.en, called, "en"), _filled(words.es, called, "es"))


def _filled(text: str, called: dict[str, Words], lang: str) -> str:
    for key, name in called.items():
        text = text.replace("{" + key + "}", name[lang])
    return text[:1].upper() + text[1:]
