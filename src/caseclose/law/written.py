"""The shapes that policy files are written in. A key that is not named here is refused."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from msgspec import Struct, field

Verified = Literal["seen", "unverified"]


class Shape(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every shape: keys are fixed."""


class Words(Shape, frozen=True):
    """The same words in English and in Spanish."""

    en: str
    es: str

    def __post_init__(self) -> None:
        if bool(self.en.strip()) != bool(self.es.strip()):
            raise ValueError(f"both languages are needed, and `{'es' if self.en.strip() else 'en'}` is empty")

    def __getitem__(self, lang: str) -> str:
        return self.es if lang == "es" else self.en


NO_WORDS = Words("", "")


class FactText(Shape, frozen=True):
    """One entry of facts.toml."""

    kind: Literal["yes_no", "money", "date", "count", "choice", "text"]
    name: Words
    said_by: Literal["records", "worker", "recipient", "other_agency"]
    evidence: list[str]
    yes: Words = NO_WORDS
    no: Words = NO_WORDS
    meaning: Words = NO_WORDS
    choices: dict[str, Words] = {}
    ahead: bool = False
    adds_up: list[str] = []
    needs: str = ""


class EvidenceText(Shape, frozen=True):
    """One entry of evidence.toml: a paper or record that proves facts."""

    name: Words
    meaning: Words = NO_WORDS


class LimitValueText(Shape, frozen=True):
    """What a limit is worth from one day to another."""

    worth: str | int = field(name="is")
    since: date = field(name="from")
    cites: list[str]
    verified: Verified
    until: date | None = None
    source: str = ""


class LimitText(Shape, frozen=True):
    """A named amount, span, count or number of working days."""

    name: str
    kind: Literal["money", "span", "count", "working_days"]
    say: Words
    value: list[LimitValueText]


class LimbText(Shape, frozen=True):
    """A sub-paragraph: one of several ways to meet a criterion."""

    id: str
    when: str
    cites: list[str] = []
    heading: Words = NO_WORDS


class VersionText(Shape, frozen=True):
    """A rule's text as in force from one day to another, both included."""

    since: date = field(name="from")
    cites: list[str]
    verified: Verified
    until: date | None = None
    source: str = ""
    when: str = ""
    limb: list[LimbText] = []
    note: str = ""


class ExampleText(Shape, frozen=True):
    """A worked example: what is given, and the verdict that must follow."""

    say: str
    given: dict[str, Any]
    then: Literal["met", "not_met", "unknown"]
    on: date | None = None
    limb: str = ""


class MustSay(Shape, frozen=True):
    """Something a notice must also tell its reader."""

    id: str
    en: str
    es: str


class RuleText(Shape, frozen=True):
    """A criterion, a gate, a bar to a request or an outcome, as written."""

    id: str
    heading: Words
    plain: Words
    version: list[VersionText]
    example: list[ExampleText] = []
    paragraph: str = ""
    under: str = ""
    notice: str = ""
    evidence: list[str] = []
    effect: Literal["", "must_close"] = ""
    on_request: bool = False
    note: str = ""
    shuts: list[Literal["request", "propose", "notice", "close", "release"]] = []
    only_for: list[str] = []
    not_for: list[str] = []
    owner: Words = NO_WORDS
    outcome: Literal[
        "", "not_the_person_who_may_ask", "cannot_close", "family_enforcement_stops", "advice", "closed"
    ] = ""
    way_on: Words = NO_WORDS
    replaces: str = ""
    adds_to_notice: list[MustSay] = []


class NoticeVersionText(Shape, frozen=True):
    """A notice rule as in force from one day to another."""

    since: date = field(name="from")
    cites: list[str]
    verified: Verified
    electronic: Literal["with_consent", "not_provided", "not_needed"]
    until: date | None = None
    source: str = ""
    days: str = ""
    note: str = ""


class NoticeText(Shape, frozen=True):
    """Who must be told before a closing, how long before, how, and what it must say."""

    id: str
    paragraph: str
    heading: Words
    to: Literal["recipient", "initiating_agency", "other", "nobody"]
    version: list[NoticeVersionText]
    form: Literal["writing", "record", "none"] = "none"
    days: str = ""
    keeps_open: Words = NO_WORDS
    must_say: list[MustSay] = []
    applies_to: list[str] = field(name="for", default_factory=list)
    note: str = ""


class RuleVersionText(Shape, frozen=True):
    """One published version of the federal rule."""

    id: str
    since: date = field(name="from")
    instrument: str
    verified: Verified
    paragraphs: list[str]
    until: date | None = None
    source: str = ""
    note: str = ""


class EffectText(Shape, frozen=True):
    """What becomes of one service or remedy when a case closes."""

    since: date = field(name="from")
    on: list[Literal["payment_processing", "closed", "state_debt_only"]]
    then: Literal["ends", "released", "goes_on", "state_debt_only"]
    say: Words
    cites: list[str]
    verified: Verified
    remedy: str = ""
    until: date | None = None
    when: str = ""
    source: str = ""
    note: str = ""
    example: list[ExampleText] = []


class RemedyText(Shape, frozen=True):
    """One service or enforcement remedy."""

    id: str
    kind: Literal["remedy", "service"]
    heading: Words
    plain: Words
    party: Words
    cites: list[str]
    effect: list[EffectText]
    note: str = ""


class AnswerText(Shape, frozen=True):
    """One of the answers that a request to close can get."""

    id: str
    heading: Words
    plain: Words
