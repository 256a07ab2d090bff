"""The policy as a whole: the federal layer, the states' layers, and what both share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from caseclose.law.addressing import AddressingText
from caseclose.law.before_signing import StatementText
from caseclose.law.distribution import ShareRuleText
from caseclose.law.electronic import ElectronicMessage, ElectronicWay
from caseclose.law.errors import UnknownName, nearest
from caseclose.law.explanations import ExplanationText, HelpText
from caseclose.law.facts import FactBook
from caseclose.law.guide import QuestionText
from caseclose.law.interview import Script, joined
from caseclose.law.limits import LimitBook
from caseclose.law.rules import Rule
from caseclose.law.safety import HelpLineText, LeavingText
from caseclose.law.sources import Source
from caseclose.law.working_days import Calendar
from caseclose.law.written import AnswerText, EffectText, EvidenceText, NoticeText, RemedyText, RuleVersionText, Words
from caseclose.law.written_duties import AgencyMessageText, OwedText, StateOwedText
from caseclose.law.written_states import NamesText, OfficeText, StateText

FEDERAL = "us"


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of a service or remedy. `rule` is None where the effect has no condition."""

    layer: str
    text: EffectText
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Remedy:
    """A service or remedy with its general effects."""

    text: RemedyText
    effects: tuple[Effect, ...]
    file: str


@dataclass
class Layer:
    """What one level of government wrote: the federal rule ("us") or one state."""

    code: str
    limits: LimitBook = field(default_factory=dict)
    criteria: dict[str, Rule] = field(default_factory=dict)
    gates: dict[str, Rule] = field(default_factory=dict)
    requests: dict[str, Rule] = field(default_factory=dict)
    outcomes: dict[str, Rule] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)
    offices: dict[str, OfficeText] = field(default_factory=dict)
    statements: dict[str, StatementText] = field(default_factory=dict)
    calendar: Calendar | None = None
    duties: dict[str, StateOwedText] = field(default_factory=dict)
    distribution: tuple[ShareRuleText, ...] = ()
    state: StateText | None = None
    names: NamesText | None = None
    explanations: dict[str, ExplanationText] = field(default_factory=dict)
    helps: dict[str, HelpText] = field(default_factory=dict)
    addressing: dict[str, AddressingText] = field(default_factory=dict)
    electronic: dict[str, ElectronicWay] = field(default_factory=dict)
    help_lines: dict[str, HelpLineText] = field(default_factory=dict)
    interview: Script = field(default_factory=Script)
    guide: dict[str, QuestionText] = field(default_factory=dict)

    @property
    def called(self) -> dict[str, Words]:
        """What this layer calls the agency, aid and the Clearinghouse; empty where it does not say."""
        names = self.state.names if self.state else self.names
        if names is None:
            return {}
        agency = self.state.agency if self.state else names.agency
        return {
            "agency": agency,
            "cash_aid": names.cash_aid,
            "medicaid": names.medicaid,
            "clearinghouse": names.clearinghouse,
        }


@dataclass
class Policy:
    """Everything that the policy files say."""

    facts: FactBook = field(default_factory=dict)
    evidence: dict[str, EvidenceText] = field(default_factory=dict)
    notices: dict[str, NoticeText] = field(default_factory=dict)
    versions: dict[str, RuleVersionText] = field(default_factory=dict)
    answers: dict[str, AnswerText] = field(default_factory=dict)
    remedies: dict[str, Remedy] = field(default_factory=dict)
    duties: dict[str, OwedText] = field(default_factory=dict)
    messages: dict[str, AgencyMessageText] = field(default_factory=dict)
    electronic: dict[str, ElectronicMessage] = field(default_factory=dict)
    leaving: LeavingText | None = None
    layers: dict[str, Layer] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)

    @property
    def federal(self) -> Layer:
        """The federal layer."""
        return self.layers[FEDERAL]

    @property
    def states(self) -> list[str]:
        """The codes of the states that have a folder."""
        return sorted(code for code in self.layers if code != FEDERAL)

    def layer(self, code: str) -> Layer:
        """Return the layer of a state or of "us". Raises UnknownName with the codes that exist."""
        if code not in self.layers:
            known = ", ".join([FEDERAL, *self.states])
            raise UnknownName(f"There is no policy for '{code}'. There is policy for: {known}.")
        return self.layers[code]

    def limits(self, code: str) -> LimitBook:
        """Return the limits that hold in a layer: the federal ones and the state's own."""
        return {**self.federal.limits, **self.layer(code).limits}

    def calendar(self, code: str) -> Calendar:
        """Return the calendar of a layer's offices: its own, or the federal one where it lists no holidays."""
        return self.layer(code).calendar or self.federal.calendar or Calendar()

    def explanations(self, code: str) -> dict[str, ExplanationText]:
        """Return what letters say of fees, paying out and the like: the state's own words before the federal ones."""
        return {**self.federal.explanations, **self.layer(code).explanations}

    def what_helps(self, code: str, *names: str) -> HelpText | None:
        """Return what can keep a case open: the entry of the first of `names` that has one, the state's own first."""
        entries = {**self.federal.helps, **self.layer(code).helps}
        return next((entries[name] for name in names if name in entries), None)

    def addressing(self, code: str) -> tuple[AddressingText, ...]:
        """Return where letters to people go: a state's own entries before the federal ones."""
        own = self.layer(code).addressing if code != FEDERAL else {}
        return (*own.values(), *self.federal.addressing.values())

    def electronic_ways(self, code: str) -> tuple[ElectronicWay, ...]:
        """Return when a person is told by e-mail or text: a state's own entries before the federal ones."""
        own = self.layer(code).electronic if code != FEDERAL else {}
        return (*own.values(), *self.federal.electronic.values())

    def guide(self, code: str) -> tuple[QuestionText, ...]:
        """Return what people ask and are answered, by number: the state's own words before the federal ones."""
        found = {**self.federal.guide, **self.layer(code).guide}
        return tuple(sorted(found.values(), key=lambda question: question.number))

    def help_lines(self, code: str) -> tuple[HelpLineText, ...]:
        """Return whom a person in danger can call: the federal lines, those of them that the state has its own for, and
        the state's further ones."""
        return tuple({**self.federal.help_lines, **self.layer(code).help_lines}.values())

    def distribution(self, code: str) -> tuple[ShareRuleText, ...]:
        """Return the rules that say who gets a payment, in the order in which they are tried."""
        own = self.layer(code).distribution if code != FEDERAL else ()
        return (*own, *self.federal.distribution)

    def statements(self, code: str) -> tuple[StatementText, ...]:
        """Return what a person must have understood before signing a request: the state's own lines, then the federal
        ones that it does not replace."""
        own = self.layer(code).statements
        return (*own.values(), *(each for key, each in self.federal.statements.items() if key not in own))

    def interview(self, code: str) -> Script:
        """Return what a parent is asked to learn what closing would do: a state's own entries replace the federal
        ones with the same id."""
        return joined(self.federal.interview, self.layer(code).interview)

    @property
    def newest(self) -> date:
        """The first day of the newest text or limit: from here on, the law is as last written."""
        limits = (limit for layer in self.layers.values() for limit in layer.limits.values())
        return max(
            *(version.since for rule in self.rules() for version in rule.versions),
            *(since for limit in limits for since, _, _ in limit.values),
        )

    def rules(self) -> Iterator[Rule]:
        """Yield every rule of every layer, effects with conditions included."""
        for layer in self.layers.values():
            for shelf in (layer.criteria, layer.gates, layer.requests, layer.outcomes):
                yield from shelf.values()
            yield from (effect.rule for effect in layer.effects if effect.rule)
        for remedy in self.remedies.values():
            yield from (effect.rule for effect in remedy.effects if effect.rule)

    def rule(self, name: str) -> Rule:
        """Return the rule called `name`. Raises UnknownName with the nearest one."""
        known = {rule.id: rule for rule in self.rules()}
        if name not in known:
            raise UnknownName(f"There is no rule called '{name}'.{nearest(name, known)}")
        return known[name]

    def content_hash(self) -> str:
        """Return the SHA-256 of every policy file, paths and texts, so that a decision can say what it used."""
        digest = sha256()
        for path in sorted(self.sources):
            digest.update(path.encode() + b"\0" + self.sources[path].text.encode() + b"\0")
        return digest.hexdigest()
