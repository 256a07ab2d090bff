"""How accounts and sessions of staff are guarded, and what files may hold, as the policy has it."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from functools import cache
from typing import Literal

import msgspec

from caseclose.law.sources import Source, shipped_policy
from caseclose.law.written import Shape, Verified


class Safeguards(Shape, frozen=True):
    """Amounts: minutes, wrong passwords in a row, and signs of a password."""

    idle_minutes: int
    warning_minutes: int
    failures: int
    lock_minutes: int
    password_length: int
    cites: list[str]
    verified: Verified
    source: str = ""

    @property
    def idle_seconds(self) -> int:
        """After how many seconds an idle session ends."""
        return int(timedelta(minutes=self.idle_minutes).total_seconds())

    @property
    def warning_seconds(self) -> int:
        """How many seconds before that the person is warned."""
        return int(timedelta(minutes=self.warning_minutes).total_seconds())


class ProtectedLimits(Shape, frozen=True):
    """For how long something that is protected stays open to whoever said why: minutes."""

    open_minutes: int
    cites: list[str]
    verified: Verified
    source: str = ""

    @property
    def open_span(self) -> timedelta:
        """For how long it stays open."""
        return timedelta(minutes=self.open_minutes)


class PaperLimits(Shape, frozen=True):
    """How much a paper that comes in as a file may hold, and how much looking into it may cost.

    `pixels` are those of a picture as it came; a copy of a page has `copy_pixels` at most. `seconds` are of processor
    time, `longest_seconds` by the clock. `case_a_day` and `office_a_day` are numbers of papers.
    """

    bytes: int
    pages: int
    page_points: int
    pixels: int
    dots_an_inch: int
    copy_pixels: int
    copy_bytes: int
    seconds: int
    longest_seconds: int
    memory_mib: int
    case_a_day: int
    office_a_day: int
    office_bytes_a_day: int
    cites: list[str]
    verified: Verified
    source: str = ""


Hidden = Literal["family_violence", "substitute_address", "no_contact"]


class WebLimits(Shape, frozen=True):
    """How long codes and drafts of people on the web live, and how much may be sent and tried.

    `words` are signs. `letters_hidden_for` says whose letters are not shown on the web, by what is on record of them.
    """

    code_days: int
    draft_hours: int
    letter_days: int
    wrong_an_hour: int
    wrong_a_day: int
    address_an_hour: int
    address_uploads_an_hour: int
    address_forms_an_hour: int
    case_a_day: int
    all_a_day: int
    held_a_day: int
    files: int
    words: int
    letters_hidden_for: list[Hidden]
    cites: list[str]
    verified: Verified
    source: str = ""


class OutageRule(Shape, frozen=True):
    """How many whole days people must have had the site before a case may close, and beyond how long it was away."""

    shortest_minutes: int
    last_days: int
    cites: list[str]
    verified: Verified
    source: str = ""

    @property
    def shortest(self) -> timedelta:
        """An outage is longer than this."""
        return timedelta(minutes=self.shortest_minutes)


class _File(Shape, frozen=True):
    accounts: Safeguards
    protected: ProtectedLimits
    papers: PaperLimits
    web: WebLimits
    outage: OutageRule


def read_safeguards(source: Source) -> bool:
    """Check a file of safeguards, and say whether it was one. Faults are noted in `source`."""
    if source.stem != "safeguards":
        return False
    source.shaped(source.table(), _File)
    return True


@cache
def safeguards() -> Safeguards:
    """Return the shipped safeguards. This one file is read alone: settings need it before anything else is there."""
    return _file().accounts


@cache
def protected_limits() -> ProtectedLimits:
    """Return for how long something protected stays open, as it is shipped."""
    return _file().protected


@cache
def paper_limits() -> PaperLimits:
    """Return the shipped limits for papers that come in as files."""
    return _file().papers


@cache
def web_limits() -> WebLimits:
    """Return the shipped limits for acts of people on the web."""
    return _file().web


@cache
def outage_rule() -> OutageRule:
    """Return the shipped rule for outages of the public site."""
    return _file().outage


def _file() -> _File:
    text = shipped_policy().joinpath("us", "safeguards.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _File)
