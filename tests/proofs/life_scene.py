"""Where the whole life takes place: its cases before anything happens to them, and the parties outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from caseclose.casework.models import Case, Participant, Person
from caseclose.casework.ports import Ports
from caseclose.outside.agency_network import Incoming
from caseclose.outside.fakes import FakeAgencyNetwork, FakeParty
from caseclose.outside.weather import Weather
from tests.casework.closable import DAY, DUE, a_closable_case, moment
from tests.casework.ending import a_report, an_old_case
from tests.casework.factories import a_person
from tests.casework.mailing import agrees
from tests.casework.releasing import World

NO_AID = dict.fromkeys(
    ("receives_cash_aid", "receives_foster_care", "medical_support_assigned", "receives_medicaid"), "false"
)
SECOND_NOTICE = DAY + timedelta(days=20)
"""On this day R's second notice is made; the mail room is closed."""
LEAVES_LATE = SECOND_NOTICE + timedelta(days=1)
"""On this day the mail room is open again, and the notice leaves."""
LAST_DAY = DUE - timedelta(days=1)
"""On this day the vendor's proof of it is heard; no day was worked since it left."""
OREGON, THEIR_CASE = "4100000", "OR-Q"
Ported = Callable[[Ports], Ports]


def as_they_are(ports: Ports) -> Ports:
    """Leave the ports alone."""
    return ports


@dataclass
class Stage:
    """Where the acts take place: the parties outside, by way of ports that may be watched."""

    world: World
    ported: Ported = as_they_are

    @property
    def ports(self) -> Ports:
        return self.ported(self.world.ports)


def stage(folder: Path, ported: Ported = as_they_are) -> Stage:
    """The outside world, with its memory in the folder.

    The credit bureau never hears and never answers.
    """
    world = World(folder)
    silent = FakeParty("other_party", Weather(lose=1.0), folder / "other_party.sqlite")
    world.parties = replace(world.parties, other_party=silent)
    return Stage(world, ported)


def scene(folder: Path) -> None:
    """Put the cases on record, before anything happens to them."""
    remedies = ("driver_license", "federal_tax_offset", "passport")
    q = a_closable_case("Q", remedies=("driver_license", "passport"), **NO_AID)
    p = a_closable_case("P", remedies=(*remedies, "credit_bureau", "income_withholding"), **NO_AID)
    r = a_closable_case("R", remedies=("bank_levy",), arrears_unenforceable="false")
    s = a_closable_case("S", remedies=("professional_license",), **NO_AID)
    a_report()
    an_old_case("D")
    for case in (q, p, r, s):
        _can_be_reached(case, Participant.Role.CUSTODIAL_PARTY)
    _can_be_reached(p, Participant.Role.NONCUSTODIAL_PARENT)
    agrees(q.participants.get().person, number="Q")
    world = World(folder)
    for number in ("P", "Q"):
        world.federal.certify(number, ["TAX", "PAS"])
    _oregon_writes(world)


def _can_be_reached(case: Case, role: str) -> None:
    """Put somebody on the case who can be paid and written to."""
    person = a_person(case, role)
    names = {"given_name": "Made", "family_name": f"Person {person.pk}"}
    Person.objects.filter(pk=person.pk).update(mailing_address=["1 Made Street", "Madetown"], **names)


def _oregon_writes(world: World) -> None:
    """Let the agency that helped with Q write, when it has heard of the closing."""
    on = DAY + timedelta(days=7)
    network = world.parties.agency_network
    assert isinstance(network, FakeAgencyNetwork)
    said = Incoming("new-1", OREGON, "new_information", moment(on), case="Q", theirs=THEIR_CASE, words="has moved")
    network.write(said, on=on)
