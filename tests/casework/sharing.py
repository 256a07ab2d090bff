"""Cases that are shared with agencies of other states, and the line between the agencies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from caseclose.casework.models import Case, Closure, Duty, JournalEntry, OutboxMessage, Task
from caseclose.casework.services.acting import Done, act
from caseclose.casework.services.duties.agencies import AgencyDone, Asked, RecordAgency, act_on_agencies
from caseclose.casework.services.duties.day import duties_due
from caseclose.casework.services.duties.network import Heard, take_agency_messages
from caseclose.casework.services.duties.seen import notice_aid_changes
from caseclose.casework.services.outbox.answers import take_answers
from caseclose.casework.services.outbox.sending import send_waiting
from caseclose.closure.commands import Actor, Approve, Close, Propose, SendNotice
from caseclose.outside.agency_network import Incoming
from caseclose.outside.fakes import FakeAgencyNetwork, fake_parties
from caseclose.outside.registry import Parties, ports_for
from caseclose.outside.weather import CALM, Weather
from tests.casework.closable import DAY, DUE, SUPERVISOR, SYSTEM, WORKER, a_closable_case, gone_out, moment

FAILED_TO_ACT: dict[str, Any] = {
    "initiating_failed_to_act": "true",
    "initiating_action_essential": "true",
    "initiating_failure_documented": "true",
}
NEVADA, OREGON = "3200000", "4100000"


def ask(asked: Asked, by: Actor = WORKER, on: date = DAY, number: str = "1", key: str = "") -> AgencyDone:
    return act_on_agencies(number=number, asked=asked, by=by, on=on, at=moment(on), key=key)


def a_responding_case(number: str = "1", *, way: str = "network", remedies: tuple[str, ...] = (), **found: Any) -> Case:
    """A case that we work for Nevada, which Nevada knows as NV-number."""
    case = a_closable_case(number, remedies=remedies, **found)
    ask(RecordAgency("initiating", NEVADA, f"NV-{number}", way), number=number)
    case.refresh_from_db()
    return case


def an_initiating_case(number: str = "1", *, way: str = "network", remedies: tuple[str, ...] = ()) -> Case:
    """A case in which Oregon helps us, and which Oregon knows as OR-number."""
    case = a_closable_case(number, remedies=remedies)
    ask(RecordAgency("responding", OREGON, f"OR-{number}", way), number=number)
    case.refresh_from_db()
    return case


def close(criterion: str, number: str = "1", on: date = DUE, *, notice: bool = True) -> Done:
    """Take the case through proposal, approval and notice to its closing on the day."""
    begun = on - timedelta(days=60)
    for command, by, day in (
        (Propose(criterion), WORKER, begun),
        (Approve(), SUPERVISOR, begun),
        *([(SendNotice(begun), SYSTEM, begun)] if notice else []),
        (Close(), SYSTEM, on),
    ):
        done = act(number=number, command=command, by=by, on=day, at=moment(day))  # type: ignore[arg-type]
        if isinstance(command, SendNotice):
            gone_out(number, begun)
    return done


@dataclass
class World:
    """The parties outside, the agencies' network among them, and days that pass."""

    folder: Path
    weather: Weather = CALM
    parties: Parties = field(init=False)

    def __post_init__(self) -> None:
        self.parties = fake_parties(self.folder, agency="ca", weather=self.weather)

    @property
    def network(self) -> FakeAgencyNetwork:
        assert isinstance(self.parties.agency_network, FakeAgencyNetwork)
        return self.parties.agency_network

    def day(self, on: date) -> None:
        """One day's work, as far as duties go: take in, see who is on aid, send, take answers, see what is due."""
        self.take(on)
        notice_aid_changes(on=on, at=moment(on))
        send_waiting(on=on, at=moment(on), ports=ports_for(self.parties))
        take_answers(on=on, at=moment(on), ports=ports_for(self.parties))
        duties_due(on=on, at=moment(on))

    def take(self, on: date) -> Heard:
        return take_agency_messages(on=on, at=moment(on), ports=ports_for(self.parties))

    def write(self, kind: str, name: str = "m1", *, on: date = DAY, at: datetime | None = None, **more: Any) -> None:
        """Let Nevada, or another agency, write about our case 1."""
        said = {"agency": NEVADA, "case": "1", "words": "", **more}
        self.network.write(Incoming(name, kind=kind, arrived_at=at or moment(on), **said), on=on)


def duties(**wanted: Any) -> list[Duty]:
    return list(Duty.objects.filter(**wanted).order_by("pk").select_related("message"))


def the_duty(kind: str) -> Duty:
    (duty,) = duties(kind=kind)
    return duty


def said(number: str = "1", **wanted: Any) -> list[tuple[str, str, str]]:
    """The messages of the case: kind, party and what it says."""
    rows = OutboxMessage.objects.filter(case_id=number, **wanted).exclude(kind="release").order_by("pk")
    return [(row.kind, row.party, row.body.get("says", "")) for row in rows]


def told(number: str = "1") -> list[str]:
    """What the journal tells of the case, in order."""
    return list(JournalEntry.objects.filter(case_id=number).order_by("number").values_list("kind", flat=True))


def open_tasks(number: str = "1") -> list[str]:
    return list(Task.objects.filter(case_id=number, done_on=None).order_by("pk").values_list("kind", flat=True))


def the_closure(number: str = "1") -> Closure:
    return Closure.objects.filter(case_id=number).latest("pk")


def each_day(start: date, count: int) -> Iterator[date]:
    for n in range(count):
        yield start + timedelta(days=n)
