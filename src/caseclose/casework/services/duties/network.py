"""Taking in what the agencies' network brought. Each message is stored before the network is told that it was taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import InterfaceError, OperationalError

from caseclose.casework.models import Case, OtherAgency
from caseclose.casework.ports import AgencyNetwork, Incoming, Ports
from caseclose.casework.services.asked import Said, ask_once, asked, retold
from caseclose.casework.services.duties.incoming import Arrived, record_agency_message
from caseclose.casework.services.locking import is_deadlock
from caseclose.casework.services.outbox.messages import OTHER_AGENCY
from caseclose.casework.services.outbox.plain import plain
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role

NETWORK = Actor("agency network", Role.SYSTEM)
STRAY, BROKEN = "stray", "broken"


@dataclass(slots=True)
class Heard:
    """What became of the messages: how many of each fate, the stray ones, and what could not be heard.

    A stray one names no case of ours, an agency that is not on record in it, or a day that has not come.
    """

    fates: Counter[str] = field(default_factory=Counter)
    strays: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def take_agency_messages(*, on: date, at: datetime, ports: Ports) -> Heard:
    """Take in what other agencies wrote by `on`. A message that comes twice is stored and acted on once.

    A stray one stays with the network, and is taken in once its agency is on record in the case. So does one that
    cannot be taken in for another reason; a person is asked about it. Raises OperationalError where the database is
    gone: the message is then whole with the network, and nobody needs to look at it.
    """
    heard = Heard()
    network = ports.get(OTHER_AGENCY)
    if not isinstance(network, AgencyNetwork):
        return heard
    try:
        arrived = network.arrived(on=on)
    except Exception as trouble:  # noqa: BLE001 - a network that breaks must not stop the day's work
        heard.troubles.append(f"{OTHER_AGENCY}: {type(trouble).__name__}: {trouble}")
        return heard
    for incoming in arrived:
        try:
            fate = _take(incoming, heard, on, at)
        except (OperationalError, InterfaceError):
            raise
        except Exception as trouble:  # noqa: BLE001 - a message that breaks must not stop those behind it
            fate = _broken(incoming, trouble, heard, on)
        heard.fates[fate] += 1
        if fate not in {STRAY, BROKEN}:
            network.received(incoming)
    return heard


def _take(incoming: Incoming, heard: Heard, on: date, at: datetime) -> str:
    """Take one message. One that names a case whose records do not know the agency reaches a person there.

    Two who wait for each other are parted by the database; the one that it ends begins again.
    """
    number = _case_of(incoming)
    message = Arrived(incoming.id, plain(incoming.agency), plain(incoming.kind), incoming.arrived_at, incoming.words)
    name = plain(incoming.id)[:64]
    try:
        if number:
            return record_agency_message(number=number, message=message, by=NETWORK, on=on, at=at).fate
    except Refused as refused:
        key, said = f"stray:{message.agency}:{name}", {"agency": message.agency, "message": message.kind}
        _ask(number, key, on, "stray_message", trouble=retold(refused), **said)
    except OperationalError as error:
        if not is_deadlock(error):
            raise
        return _take(incoming, heard, on, at)
    heard.strays.append(f"{message.agency}:{name} {message.kind}")
    return STRAY


def _broken(incoming: Incoming, trouble: Exception, heard: Heard, on: date) -> str:
    """Name a message that could not be taken in, and ask a person about it where its case is known."""
    why = f"message {plain(incoming.agency)}:{plain(incoming.id)[:64]}: {type(trouble).__name__}"
    heard.troubles.append(f"{OTHER_AGENCY}: {why}: {plain(str(trouble))}")
    number = _case_of(incoming)
    if number:
        _ask(number, f"broken:{why}", on, "broken_message", why=why)
    return BROKEN


def _ask(number: str, key: str, on: date, says: str, **said: Said) -> None:
    ask_once(asked(case=number, key=key, kind="agency_message", due=on, says=says, **said))


def _case_of(incoming: Incoming) -> str:
    """Return the number of the case that the message is about: ours, or that which the agency's own number leads to."""
    if incoming.case and incoming.case.isprintable() and Case.objects.filter(number=incoming.case).exists():
        return incoming.case
    code, theirs = plain(incoming.agency), plain(incoming.theirs)
    found = OtherAgency.objects.filter(code=code, their_case=theirs).values_list("case_id", flat=True).distinct()[:2]
    return found[0] if theirs and len(found) == 1 else ""
