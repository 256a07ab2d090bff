"""What a letter is told: to whom it goes, about which case, and the decision that it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from caseclose.closure.plan import OutcomePlan
from caseclose.closure.request import named
from caseclose.law.in_force import LawInForce, Standing
from caseclose.law.policy import Policy
from caseclose.law.written import NO_WORDS, MustSay, Words
from caseclose.letters.refused import CannotWrite, lack

Plain = str | int | Decimal | date | Words
Row = Mapping[str, Plain]
Value = Plain | tuple[Row, ...]
"""What a placeholder stands for. Words are told in the language of the letter; rows fill a list or a table."""

_STOPS, _GOES_ON, _STATE_DEBT, _OPEN = "stops", "goes_on", "state_debt", "not_known_yet"
_FATES = {"ends": _STOPS, "released": _STOPS, "goes_on": _GOES_ON, "state_debt_only": _STATE_DEBT, "depends": _OPEN}


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets the letter: the name, and the lines of the address below it as they stand in the window."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReplyWay:
    """The code that leads an answer to its case, and the link that holds it. Neither says anything of the case."""

    code: str
    link: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about a closing, as it was recorded: its reason, what the reason rests on, and its dates.

    `earliest_close_on` is the first day on which the case may close. What a letter says of the reason it says from
    here alone, so it cannot give another reason than the one recorded.
    """

    criterion: str
    heading: Words
    reason: Words
    cites: tuple[str, ...]
    notice: str
    keeps_open: Words
    must_say: tuple[Words, ...]
    helps: tuple[Words, ...] = ()
    noticed_on: date | None = None
    earliest_close_on: date | None = None
    closed_on: date | None = None
    outcome: str = ""
    plan: tuple[tuple[str, Row], ...] = ()

    def values(self) -> dict[str, Value]:
        """Return what a letter may say of the decision. A date that is not set is left out."""
        found: dict[str, Value] = {
            "reason": self.reason,
            "rule": self.heading,
            "cites": "; ".join(self.cites),
            "keeps_open": ({"say": self.keeps_open},) if self.keeps_open != NO_WORDS else (),
            "must_say": tuple({"say": words} for words in self.must_say),
            "helps": tuple({"say": words} for words in self.helps),
        }
        dates = {"noticed_on": self.noticed_on, "closes_on": self.earliest_close_on, "closed_on": self.closed_on}
        found |= {name: day for name, day in dates.items() if day is not None}
        if self.earliest_close_on is not None:
            found["answer_by"] = self.earliest_close_on - timedelta(days=1)
        for fate in (_STOPS, _GOES_ON, _STATE_DEBT, _OPEN):
            found[fate] = tuple(row for name, row in self.plan if name == fate)
        return found


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything that one letter is told. `values` are what this kind of letter wants beside the decision."""

    letter: str
    state: str
    dated: date
    case: str
    to: Addressee
    office: str = ""
    decision: Decision | None = None
    reply: ReplyWay | None = None
    values: Mapping[str, Value] = field(default_factory=dict)


def decision_of(
    law: LawInForce,
    criterion: str,
    *,
    noticed_on: date | None = None,
    earliest_close_on: date | None = None,
    closed_on: date | None = None,
    plan: OutcomePlan | None = None,
) -> Decision:
    """Gather what the law in force on the day of the decision says of closing under `criterion`.

    Where the criterion is one limb of a rule, the reason is that limb's alone. `plan` holds what becomes of the
    services and remedies that the letter is to name. Raises CannotWrite where no such criterion stands.
    """
    standing = criterion_of(law, criterion)
    if standing is None:
        raise CannotWrite("", lack("criterion", "no_such_criterion", criterion=criterion, state=law.state))
    notice, part = law.policy.notices.get(standing.notice), standing.whole
    heading, reason = standing.rule.text.heading, standing.rule.text.plain
    for limb, text in zip(standing.limbs, standing.version.text.limb, strict=True):
        if limb.id == criterion and text.heading != NO_WORDS:
            part, heading, reason = limb, text.heading, Words(f"{text.heading.en}.", f"{text.heading.es}.")
    helps = law.policy.what_helps(law.state, criterion, standing.id, standing.under, "any")
    return Decision(
        criterion=criterion,
        heading=named(law, heading),
        reason=named(law, reason),
        cites=part.cites,
        notice=standing.notice,
        keeps_open=named(law, notice.keeps_open) if notice else NO_WORDS,
        must_say=tuple(_must_say(law, standing)),
        helps=tuple(named(law, words) for words in helps.say) if helps else (),
        noticed_on=noticed_on,
        earliest_close_on=earliest_close_on,
        closed_on=closed_on,
        outcome=plan.becomes if plan else "",
        plan=_told(law, plan) if plan else (),
    )


def criterion_of(law: LawInForce, name: str) -> Standing | None:
    """Return the criterion called `name`, or the one that has a limb of that name; None where none stands."""
    standing = law.criterion(name) or law.criterion(name.rpartition(".")[0])
    known = standing is not None and name in {standing.id, *(limb.id for limb in standing.limbs)}
    return standing if known else None


def _must_say(law: LawInForce, standing: Standing) -> list[Words]:
    """What the notice rule and the criterion want said too, in the state's own explanation where there is one."""
    notice = law.policy.notices.get(standing.notice)
    wanted: list[MustSay] = [*(notice.must_say if notice else ()), *standing.rule.text.adds_to_notice]
    explained = law.policy.explanations(law.state)
    return [named(law, explained[each.id].say if each.id in explained else Words(each.en, each.es)) for each in wanted]


def _told(law: LawInForce, plan: OutcomePlan) -> tuple[tuple[str, Row], ...]:
    """Each service and remedy with its fate, and the words for it; one that policy has no words for is not known."""
    return tuple(
        (
            _FATES[item.then],
            {"name": item.remedy.text.heading, "say": named(law, item.say if item.say.en else item.remedy.text.plain)},
        )
        for item in plan.items
    )


def state_names(policy: Policy, state: str) -> dict[str, Value]:
    """Return what the state calls its agency, aid and payment center: values that every letter knows."""
    return dict(policy.layer(state).called)
