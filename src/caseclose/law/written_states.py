"""The shapes in which a state writes its own page: what it takes over, its names for things, its offices, its look."""

from __future__ import annotations

from typing import Literal

from caseclose.law.written import NO_WORDS, Shape, Verified, Words


class DutyText(Shape, frozen=True):
    """Whether the state may or shall close a case that meets a criterion."""

    word: Literal["may", "shall"]
    cites: list[str]
    verified: Verified
    source: str = ""


class NamesText(Shape, frozen=True):
    """What the state, or the federal layer where no state is named, calls things."""

    cash_aid: Words
    medicaid: Words
    clearinghouse: Words
    agency: Words = NO_WORDS


class AdoptedText(Shape, frozen=True):
    """How a state took over one federal paragraph."""

    id: str
    how: Literal["adopted", "narrowed", "not_adopted"]
    verified: Verified
    cites: list[str] = []
    source: str = ""
    note: str = ""


class AdoptsText(Shape, frozen=True):
    """How a state took over the federal rule: in general, and paragraph by paragraph."""

    default: Literal["adopted", "not_adopted"]
    verified: Verified
    note: str = ""
    paragraph: list[AdoptedText] = []


class LookText(Shape, frozen=True):
    """How the public pages of a state look: the colour of the band above them, as #rrggbb."""

    band: str
    source: str = ""


class StateText(Shape, frozen=True):
    """One state's own page."""

    state: str
    name: Words
    agency: Words
    zone: str
    duty: DutyText
    names: NamesText
    adopts: AdoptsText
    further_languages: list[str] = []
    look: LookText | None = None


class OfficeText(Shape, frozen=True):
    """An office that people write to, call or visit. What is not known is left out.

    One that does not take requests (`takes_requests`) sends people elsewhere with them: its form gives no address.
    """

    id: str
    name: Words
    verified: dict[str, Verified]
    phone: str = ""
    fax: str = ""
    email: str = ""
    address: list[str] = []
    form: Words = NO_WORDS
    how_to_ask: Words = NO_WORDS
    source: str = ""
    sources: dict[str, str] = {}
    note: str = ""
    takes_requests: bool = True

    @property
    def not_read(self) -> tuple[str, ...]:
        """The ways to reach it that are given here and that nobody has read in an official text."""
        ways = [name for name in ("address", "phone", "fax", "email") if getattr(self, name)]
        return tuple(name for name in ways if self.verified.get(name) != "seen")
