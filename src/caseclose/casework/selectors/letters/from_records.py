"""Letters from the records: for messages that wait, everything that each letter is told, gathered for many together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from caseclose.casework.models import (
    AgencyAddress,
    Case,
    Closure,
    Duty,
    OtherAgency,
    OutboxMessage,
    Participant,
    ReleaseOrder,
    Remedy,
)
from caseclose.casework.selectors.facts import facts_of_cases
from caseclose.casework.selectors.letters.addressees import Reached, reach
from caseclose.casework.selectors.letters.decided import WITH_PLAN, InPlace, decision_for
from caseclose.casework.selectors.letters.told import Story, stories
from caseclose.casework.selectors.letters.values import Record, values_of
from caseclose.casework.services.outbox.messages import OTHER_PARENT
from caseclose.casework.services.outbox.notices import is_notice
from caseclose.law.errors import UnknownName
from caseclose.law.policy import Policy
from caseclose.law.reading import shipped
from caseclose.law.verdict import Facts
from caseclose.letters.facts import LetterFacts, ReplyWay
from caseclose.letters.refused import CannotWrite, Lack, lack
from caseclose.letters.reply_link import ANSWER, FOLLOW, link_for
from caseclose.letters.words import LetterFolder, letter_for


@dataclass(frozen=True, slots=True)
class Gathered:
    """One letter, before it is made: what it says, where it goes, in which language and print."""

    message: OutboxMessage
    facts: LetterFacts
    reached: Reached

    @property
    def fingerprint(self) -> str:
        """The hash of everything that the letter says, how, and where it goes: another hash, another letter."""
        return sha256(repr((self.facts, self.reached)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Unwritable:
    """A letter that cannot be written, with everything that is missing."""

    message: OutboxMessage
    lacks: tuple[Lack, ...]


def letters_of(
    messages: Sequence[OutboxMessage], ways: Mapping[int, ReplyWay], dated: date
) -> list[Gathered | Unwritable]:
    """Gather the letter of each message, dated `dated`. `ways` is how each can be answered, by its message; their links
    have blanks for the letter's language and state.

    Each is judged by itself: one that cannot be written says what is missing, and stops no other.
    """
    read = _Records(messages)
    return [_gathered(message, read, ways.get(message.pk), dated) for message in messages]


def _gathered(message: OutboxMessage, read: _Records, way: ReplyWay | None, dated: date) -> Gathered | Unwritable:
    case, agency = read.cases[message.case_id], read.agencies.get(message.body.get("agency", 0))
    closure = read.closures.get(message.body.get("closure", 0))
    story = read.stories.get(closure.pk if closure else 0, Story())
    try:
        address = read.addresses.get(agency.code) if agency else None
        reached = reach(message, case, read.parts.get(case.number, ()), address, read.policy)
        decision = None
        if closure is not None and message.body.get("whom") != OTHER_PARENT:
            facts = read.facts.get((case.number, message.made_on), {})
            decision = decision_for(message, closure, story, facts, read.in_place(case, closure), dated)
        folder = letter_for(message.kind, closure.notice if closure and is_notice(message) else "")
        told = LetterFacts(
            letter=folder.name,
            state=case.state,
            dated=dated,
            case=case.number,
            to=reached.to,
            office=_office(message, case, read.parts.get(case.number, ()), read.policy),
            decision=decision,
            reply=_way_for(way, folder, reached.lang, case.state),
            values=values_of(Record(message, case, story, agency, read.duties.get(message.pk))),
        )
    except CannotWrite as error:
        return Unwritable(message, error.lacks)
    except UnknownName:
        return Unwritable(message, (lack("state", "no_policy", state=case.state),))
    return Gathered(message, told, reached)


def _way_for(way: ReplyWay | None, folder: LetterFolder, lang: str, state: str) -> ReplyWay | None:
    page = FOLLOW if folder.text.follow else ANSWER
    return replace(way, link=link_for(way.link, lang, state, page)) if way else None


def _office(message: OutboxMessage, case: Case, parts: Sequence[Participant], policy: Policy) -> str:
    """The office of the case as policy knows it; empty where it does not, and then the state's first one writes.

    That one writes to the other parent too where somebody on the case is flagged: the office of a case may tell where a
    person lives.
    """
    if message.body.get("whom") == OTHER_PARENT and any(part.person.family_violence for part in parts):
        return ""
    offices = policy.layer(case.state).offices if case.state in policy.layers else {}
    return case.office_id if case.office_id in offices else ""


class _Records:
    """The records that letters speak of, read for all of them together."""

    def __init__(self, messages: Sequence[OutboxMessage]) -> None:
        self.policy = shipped()
        numbers = {message.case_id for message in messages}
        closures = {message.body.get("closure", 0) for message in messages}
        self.cases = {
            case.number: case
            for case in Case.objects.filter(number__among=numbers).select_related("office", "opened_by")
        }
        self.closures = {closure.pk: closure for closure in Closure.objects.filter(pk__among=closures)}
        for closure in self.closures.values():
            closure.case = self.cases[closure.case_id]
        self.duties = _duties(messages)
        self.agencies = OtherAgency.objects.in_bulk([message.body.get("agency", 0) for message in messages])
        self.addresses = AgencyAddress.objects.in_bulk({agency.code for agency in self.agencies.values()})
        self.stories = stories(self.closures)
        self.parts: dict[str, list[Participant]] = {}
        for part in Participant.objects.filter(case__among=numbers).select_related("person").order_by("pk"):
            self.parts.setdefault(part.case_id, []).append(part)
        planned = [message for message in messages if message.kind in WITH_PLAN]
        self.facts = _facts(planned)
        self._placed = _placed({message.case_id for message in planned})
        self._orders: dict[int, list[ReleaseOrder]] = {}
        for order in ReleaseOrder.objects.filter(closure__among={m.body.get("closure", 0) for m in planned}).order_by(
            "pk"
        ):
            self._orders.setdefault(order.closure_id, []).append(order)

    def in_place(self, case: Case, closure: Closure) -> InPlace:
        """Return the remedies of the case, and the orders with which the closing let go of them."""
        return InPlace(self._placed.get(case.number, frozenset()), self._orders.get(closure.pk, ()))


def _facts(messages: Sequence[OutboxMessage]) -> dict[tuple[str, date], Facts]:
    """Return what was known of each case on the day on which its letter was owed."""
    found: dict[tuple[str, date], Facts] = {}
    for day in {message.made_on for message in messages}:
        numbers = {message.case_id for message in messages if message.made_on == day}
        found |= {(each.number, day): each.facts for each in facts_of_cases(day, numbers)}
    return found


def _duties(messages: Sequence[OutboxMessage]) -> dict[int, Duty]:
    """Return the duty that each letter fulfils, by the number of its message."""
    found = Duty.objects.filter(message__among=[message.pk for message in messages])
    return {duty.message_id: duty for duty in found if duty.message_id is not None}


def _placed(numbers: set[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    links = Remedy.objects.filter(cases__number__among=numbers, ended_on=None) if numbers else Remedy.objects.none()
    for case, kind in links.values_list("cases", "kind"):
        found.setdefault(case, set()).add(kind)
    return {case: frozenset(kinds) for case, kinds in found.items()}
