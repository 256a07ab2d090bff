"""Closed cases whose remedies are to be let go of, and a world outside to let go of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db import transaction

from caseclose.casework.models import Case, Closure, JournalEntry, Office, ReleaseOrder, Remedy, Task
from caseclose.casework.ports import Party, Ports
from caseclose.casework.selectors.law import law_on
from caseclose.casework.services.occasions import Occasion
from caseclose.casework.services.outbox.answers import Taken, take_answers
from caseclose.casework.services.outbox.sending import Sent, send_waiting
from caseclose.casework.services.releases.ageing import Aged, age_releases
from caseclose.casework.services.releases.in_place import lock_in_place
from caseclose.casework.services.releases.letting_go import orders_for
from caseclose.casework.services.releases.moves import SYSTEM
from caseclose.closure.assessment import Assessment, assess
from caseclose.law.verdict import Facts
from caseclose.outside.fake_federal import FakeFederalFolder
from caseclose.outside.fakes import FakeParty, fake_parties
from caseclose.outside.federal_files import PROCESSES, our_sequence, read_items
from caseclose.outside.registry import PARTY_OF, Parties, ports_for
from caseclose.outside.weather import CALM, Weather

DAY = date(2026, 6, 1)
NEXT = DAY + timedelta(days=1)
STATE = "ar"


def at(on: date) -> datetime:
    """Noon of the day, in UTC."""
    return datetime.combine(on, time(12), UTC)


@cache
def nothing_owed() -> Assessment:
    """The reading of a case with no order and no debt."""
    facts: Facts = {"current_order": False, "arrears_total": Decimal("0.00"), "arrears_assigned": Decimal("0.00")}
    return assess(law_on(STATE, DAY), facts)


def a_case(number: str, remedies: Sequence[str] = (), *, open_case: bool = False) -> Case:
    """A case with these remedies in place."""
    office, _ = Office.objects.get_or_create(
        code="ar-local", defaults={"state": STATE, "name": "Local office", "zone": "America/Chicago"}
    )
    kind = Case.Kind.ENFORCEMENT if open_case else Case.Kind.CLOSED
    case = Case.objects.create(number=number, office=office, kind=kind, opened_on=date(2020, 1, 1))
    for each in remedies:
        placed = Remedy.objects.create(kind=each, placed_on=date(2024, 3, 4), party=f"{each} party")
        placed.cases.add(case)
    return case


def a_closed_case(number: str, remedies: Sequence[str] = ("driver_license",)) -> list[ReleaseOrder]:
    """A case that was closed on the day, with an order for each of its remedies. Returns the orders."""
    with transaction.atomic():
        case = a_case(number, remedies)
        closure = Closure.objects.create(case=case, step="closed", way="agency", begun_by="worker", begun_on=DAY)
        occasion = Occasion(SYSTEM, DAY, at(DAY))
        occasion.orders.extend(orders_for(closure, "closed", nothing_owed(), lock_in_place([number]), DAY))
        occasion.write()
    return list(closure.releases.select_related("remedy").order_by("pk"))


@dataclass
class World:
    """The parties outside, and the days that pass. Parties that remember keep their memory in the folder."""

    folder: Path
    weather: Weather = CALM
    parties: Parties = field(init=False)

    def __post_init__(self) -> None:
        self.parties = fake_parties(self.folder, agency=STATE, weather=self.weather)

    @property
    def ports(self) -> Ports:
        return ports_for(self.parties)

    @property
    def federal(self) -> FakeFederalFolder:
        """The shared folder, opened as the test's own view of it."""
        return FakeFederalFolder(self.folder / "federal")

    def certify(self, orders: Sequence[ReleaseOrder]) -> None:
        """Let the federal office hold what these orders are to end."""
        for order in orders:
            if order.kind in PROCESSES:
                self.federal.certify(order.closure.case_id, [PROCESSES[order.kind]])

    def port(self, name: str) -> Party:
        """The port of a party that takes messages."""
        found = self.ports[name]
        assert isinstance(found, Party)
        return found

    def send(self, on: date = DAY) -> Sent:
        return send_waiting(on=on, at=at(on), ports=self.ports)

    def take(self, on: date) -> Taken:
        return take_answers(on=on, at=at(on), ports=self.ports)

    def age(self, on: date) -> Aged:
        return age_releases(on=on, at=at(on))

    def day(self, on: date) -> None:
        """One day's work: send, take, age."""
        self.send(on)
        self.take(on)
        self.age(on)

    def did(self, order: ReleaseOrder) -> bool:
        """Whether the party has truly let go."""
        name = PARTY_OF[order.kind]
        if name == "federal_office":
            case = order.closure.case_id
            return not any(held[0] == case and held[2] == PROCESSES[order.kind] for held in self.federal.held())
        return f"release:{order.pk}" in getattr(self.parties, name).done()


def days(count: int, start: date = DAY) -> list[date]:
    """So many days from the start, itself included."""
    return [start + timedelta(days=n) for n in range(count)]


def state_of(order: ReleaseOrder) -> str:
    """How the order stands in the database."""
    return str(ReleaseOrder.objects.values_list("state", flat=True).get(pk=order.pk))


def items_in_files(world: World) -> dict[tuple[str, str], int]:
    """How often each thing to stop stands in a file, over all files."""
    folder = world.federal
    found: dict[tuple[str, str], int] = {}
    for name in {*folder.sent(), *folder.settled()}:
        for item in read_items(folder.read(name)) if our_sequence(name) else []:
            found[item.key, item.case_type] = found.get((item.key, item.case_type), 0) + 1
    return found


def key_of(order: ReleaseOrder) -> str:
    return f"release:{order.pk}"


def board(world: World) -> FakeParty:
    found = world.parties.licensing_board
    assert isinstance(found, FakeParty)
    return found


def open_tasks() -> list[str]:
    return list(Task.objects.filter(done_on=None).order_by("pk").values_list("kind", flat=True))


def kinds() -> list[str]:
    return list(JournalEntry.objects.order_by("number").values_list("kind", flat=True))


def sent_to(world: World) -> ReleaseOrder:
    """An order to a licensing board that was sent, with the board's own answers out of the way."""
    (order,) = a_closed_case("A1")
    world.send()
    for answer in board(world).answers(on=DAY + timedelta(days=99)):
        board(world).taken(answer.id)
    return order
