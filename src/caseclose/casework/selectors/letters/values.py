"""What each kind of letter says beside the decision, as recorded. The other parent's letter gets one day only."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from caseclose.casework.models import AssistancePeriod, Case, Duty, OtherAgency, OutboxMessage
from caseclose.casework.selectors.law import law_on
from caseclose.casework.selectors.letters.told import Story
from caseclose.casework.services.duties.owing import policy_of
from caseclose.law.reading import shipped
from caseclose.law.written import Words
from caseclose.letters.facts import Row, Value
from caseclose.letters.sayings import declined_values, missing_rows, why_open


@dataclass(frozen=True, slots=True)
class Record:
    """What is on record for one letter: its message, case, closing, and the agency or the duty that it is for."""

    message: OutboxMessage
    case: Case
    story: Story
    agency: OtherAgency | None = None
    duty: Duty | None = None

    @property
    def on(self) -> date:
        """The day on which the letter was owed."""
        return self.message.made_on

    def day(self, kind: str, name: str) -> date | None:
        """A date that an event recorded."""
        return self.story.day(kind, name, self.on)


_Found = Mapping[str, Value | None]


def values_of(record: Record) -> dict[str, Value]:
    """Return what the letter says beside the decision. What is not on record is left out, and composing refuses."""
    found = _VALUES.get(record.message.kind, _nothing)(record)
    return {name: value for name, value in found.items() if value is not None}


def own_words(name: str) -> Words:
    """Return words of words.toml, which letters need where the record has none."""
    return _words()[name]


@cache
def _words() -> dict[str, Words]:
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return {name: Words(said["en"], said["es"]) for name, said in tomllib.loads(text).items()}


def _nothing(_record: Record) -> _Found:
    return {}


def _request(record: Record) -> _Found:
    return {"requested_on": record.day("RequestRecorded", "arrived_on")}


def _returned(record: Record) -> _Found:
    names = record.story.several("RequestReturned", "missing", record.on)
    return {**_request(record), "missing": missing_rows(names)}


def _declined(record: Record) -> _Found:
    law = law_on(record.case.state, record.on)
    names = record.story.several("RequestDeclined", "reasons", record.on)
    return {**_request(record), **declined_values(law, names), "advice": ()}


def _withdrawn(record: Record) -> _Found:
    return {"withdrawn_on": record.day("RequestWithdrawn", "on")}


def _granted(record: Record) -> _Found:
    told = record.story.last("ClosureApproved", record.on)
    return {"approved_on": told.on if told else None}


def _replied(record: Record) -> _Found:
    kinds, zone = ("ReplyRecorded", "ReplyFoundAfterClosing"), ZoneInfo(record.case.office.zone)
    days = (record.story.day_there(kind, "arrived_at", record.on, zone) for kind in kinds)
    return {"replied_on": next((day for day in days if day is not None), None)}


def _stays_open(record: Record) -> _Found:
    return {"why_open": why_open(record.story.several("CaseKeptOpen", "reasons", record.on))}


def _enforcement_ended(record: Record) -> _Found:
    """Never who asked, never why, and nothing of the recipient: the day, and what holds for everybody."""
    return {"closed_on": record.day("CaseClosed", "on"), "still_owed": ({"say": own_words("still_owed")},)}


def _continuation(record: Record) -> _Found:
    period = AssistancePeriod.objects.filter(pk=_number(record.duty.trigger)).first() if record.duty else None
    return {"aid_ends_on": period.ended_on if period else None, "explanations": _explained(record)}


def _explained(record: Record) -> tuple[Row, ...]:
    rows = shipped().explanations(record.case.state).values()
    return tuple({"name": each.heading, "say": each.say} for each in rows)


def _number(trigger: str) -> int:
    kind, _, number = trigger.partition(":")
    return int(number) if kind == "aid" and number.isdigit() else 0


def _reopened(record: Record) -> _Found:
    return {"reopened_on": record.case.reopened_on or record.on}


def _to_agency(record: Record) -> _Found:
    said = shipped().messages.get(str(record.message.body.get("says", "")))
    return {
        "their_case": record.agency.their_case if record.agency else None,
        "says": said.say if said else None,
        "basis": _basis(record),
        "points": (),
    }


def _basis(record: Record) -> str | None:
    """The paragraphs that the message rests on: those of the rule that it names, or of the duty that it fulfils."""
    law, basis = law_on(record.case.state, record.on), str(record.message.body.get("basis", ""))
    standing = law.criterion(basis) if basis else None
    if standing is not None:
        return "; ".join(standing.whole.cites)
    if basis or record.duty is None:
        return basis or None
    owed = policy_of(record.duty.kind, record.case, record.duty.arisen_on)
    return "; ".join(owed.cites) if owed else None


_VALUES: Mapping[str, Callable[[Record], _Found]] = {
    "request_received": _request,
    "request_returned": _returned,
    "request_declined": _declined,
    "request_withdrawn": _withdrawn,
    "request_granted": _granted,
    "family_enforcement_stops": _granted,
    "reply_received": _replied,
    "case_stays_open": _stays_open,
    "enforcement_ended": _enforcement_ended,
    "continuation_of_services": _continuation,
    "case_reopened": _reopened,
    "notice_to_initiating_agency": _to_agency,
    "notice_to_responding_agency": _to_agency,
}
