"""The shapes that duties with a clock, and messages between agencies, are written in."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import field

from caseclose.law.written import Shape, Verified, Words

Part = Literal["initiating", "responding"]
Exemption = Literal["emancipation", "good_cause", "other_closing", "not_iv_d"]
"""Why a family whose aid ended is not told that services go on."""


class OwedVersionText(Shape, frozen=True):
    """A duty as in force from one day to another."""

    since: date = field(name="from")
    cites: list[str]
    verified: Verified
    until: date | None = None
    source: str = ""


class OwedText(Shape, frozen=True):
    """Something owed within a time: to whom, from what day it counts, and what fulfils it."""

    id: str
    heading: Words
    to: Literal["recipient", "initiating_agency", "responding_agency", "other_agency", "nobody"]
    counts_from: Words
    version: list[OwedVersionText]
    time: str = ""
    letter: str = ""
    says: str = ""
    closings: list[str] = []
    stops: list[str] = []
    a_person_decides: list[str] = []
    note: str = ""


class StateOwedText(Shape, frozen=True):
    """What a state adds to a duty of the federal rule."""

    id: str
    cites: list[str]
    verified: Verified
    source: str = ""
    not_after: list[Exemption] = []
    in_writing: bool = False
    note: str = ""


class ArrivingText(Shape, frozen=True):
    """What a message does here when an agency in one part sends it."""

    sender: Part = field(name="from")
    asks: Words
    finds: list[str] = []
    proposes: list[str] = []
    owes: str = ""


class AgencyMessageText(Shape, frozen=True):
    """One kind of message between agencies."""

    id: str
    say: Words
    code: str
    verified: Verified
    source: str = ""
    arriving: list[ArrivingText] = []

    def comes_from(self, part: str) -> ArrivingText | None:
        """Return what the message does when it comes from an agency in this part; None where it does not come so."""
        return next((each for each in self.arriving if each.sender == part), None)
