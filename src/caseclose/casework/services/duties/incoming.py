"""What other agencies write: stored when it arrives, and acted on in the same transaction, each message once.

What a kind of message does stands in policy/us/agency_messages.toml: the fact that it makes known, the closing that is
proposed, the duty that it makes, and what a person is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db import transaction

from caseclose.casework.facts.reading import BadRecords
from caseclose.casework.models import AgencyMessage, Case, Document, Duty, Finding, OtherAgency, Reply
from caseclose.casework.services.acting import act
from caseclose.casework.services.asked import Said, ask_once, asked, retold
from caseclose.casework.services.duties.owing import ask, owe
from caseclose.casework.services.locking import lock_living_case
from caseclose.casework.services.occasions import Occasion
from caseclose.closure.commands import Actor, Propose, RecordReply
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import DESK, Role
from caseclose.law.in_force import law_in_force
from caseclose.law.reading import shipped
from caseclose.law.written_duties import ArrivingText

WHO = DESK | {Role.SYSTEM, Role.OTHER_AGENCY}
SYSTEM = Actor("system", Role.SYSTEM)
REPLY, CHANNEL = "reply", "agency"
_LONGEST_KEY = 120
TAKEN, REPEATED, ODD = "taken", "repeated", "odd"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message as it arrived from `agency`, which calls it `id`. `words` go into the record and nowhere else."""

    id: str
    agency: str
    kind: str
    arrived_at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of it: taken, repeated where it came before, or odd where it does not fit and a person is asked."""

    case: str
    message: int
    fate: str
    repeated: bool = False


def record_agency_message(*, number: str, message: Arrived, by: Actor, on: date, at: datetime) -> Received:
    """Store a message from another agency on the case, and do what follows from it. The same again changes nothing.

    Raises Refused where the agency is not on record in the case, or the message arrived after the day.
    """
    require_role(by, WHO, "agency_message")
    with transaction.atomic():
        case = lock_living_case(number)
        arrived_on = message.arrived_at.astimezone(ZoneInfo(case.office.zone)).date()
        if arrived_on > on:
            raise Refused("day_ahead", day=arrived_on)
        agency = OtherAgency.objects.filter(case=case, code=message.agency).order_by("ended_on", "-pk").last()
        if agency is None:
            raise Refused("no_agency_on_record", role="other")
        stored, new = AgencyMessage.objects.get_or_create(
            key=_key(message),
            defaults={
                "agency": agency,
                "kind": message.kind[:40],
                "arrived_at": message.arrived_at,
                "recorded_on": on,
                "words": _storable(message.words),
            },
        )
        if not new:
            return Received(number, stored.pk, REPEATED, repeated=True)
        occasion = Occasion(by, on, at)
        occasion.tell(
            case, "AgencyMessageArrived", message=stored.pk, says=stored.kind, code=agency.code, role=agency.role
        )
        occasion.write()
        return Received(number, stored.pk, _follow(case, agency, stored, occasion))


def _key(message: Arrived) -> str:
    """Return a key that a record can hold. What does not fit, or has odd characters, stands by its hash."""
    key = f"{message.agency}:{message.id}"
    fits = len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable()
    return key if fits else sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _storable(words: str) -> str:
    """Return the words without what a database cannot hold."""
    return words.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _follow(case: Case, agency: OtherAgency, stored: AgencyMessage, occasion: Occasion) -> str:
    known = shipped().messages.get(stored.kind)
    effect = known.comes_from(agency.role) if known is not None else None
    if effect is None:
        _ask(stored, case, "odd", occasion.on, "odd_message", role=agency.role, message=stored.kind)
        return ODD
    arrived_on = stored.arrived_at.astimezone(ZoneInfo(case.office.zone)).date()
    duty = _owe(case, agency, stored, effect, arrived_on, occasion)
    _find(case, agency, stored, effect.finds, arrived_on)
    outcome = _reply(case, stored, occasion) if stored.kind == REPLY else _propose(case, effect.proposes, occasion)
    said: dict[str, Said] = {"asks": f"{stored.kind}:{agency.role}", **outcome}
    if duty is not None:
        ask(duty, "do", due=duty.due_on or occasion.on, says="agency_asks", **said)
    else:
        _ask(stored, case, "read", occasion.on, "agency_asks", **said)
    return TAKEN


def _ask(stored: AgencyMessage, case: Case, what: str, due: date, says: str, **said: Said) -> None:
    key = f"message:{stored.pk}:{what}"
    ask_once(asked(case=case.number, key=key, kind="agency_message", due=due, says=says, **said))


def _owe(
    case: Case, agency: OtherAgency, stored: AgencyMessage, effect: ArrivingText, arrived_on: date, occasion: Occasion
) -> Duty | None:
    """Make the duty that the message leads to. In a case that is closed for good there is nothing left to stop."""
    if not effect.owes or case.kind == Case.Kind.CLOSED:
        return None
    made = owe(case, effect.owes, trigger=f"message:{stored.pk}", since=arrived_on, occasion=occasion, agency=agency)
    occasion.write()
    return made[0] if made is not None else None


def _find(case: Case, agency: OtherAgency, stored: AgencyMessage, facts: Sequence[str], arrived_on: date) -> None:
    """Put on file what the message makes known, with the message itself as the document that proves it."""
    if not facts:
        return
    document = Document.objects.create(
        case=case,
        evidence="agency_message",
        title=f"{stored.kind} from agency {agency.code}",
        received_on=arrived_on,
        sha256=sha256(f"{stored.key}\n{stored.kind}\n{stored.words}".encode()).hexdigest(),
    )
    for fact in facts:
        Finding.objects.create(
            case=case, fact=fact, value="true", found_on=arrived_on, found_by=f"agency {agency.code}", document=document
        )


def _reply(case: Case, stored: AgencyMessage, occasion: Occasion) -> dict[str, Said]:
    """Record an answer to our notice as a reply from the moment it arrived; return what went wrong, if anything."""
    by = Actor(f"agency {stored.agency.code}", Role.OTHER_AGENCY)
    name = f"agency:{stored.pk}"
    try:
        act(
            number=case.number,
            command=RecordReply(name, stored.arrived_at, CHANNEL),
            by=by,
            on=occasion.on,
            at=occasion.at,
        )
    except (Refused, BadRecords) as trouble:
        return {"trouble": retold(trouble)}
    Reply.objects.filter(key=name).update(words=stored.words)
    return {}


def _propose(case: Case, paragraphs: Sequence[str], occasion: Occasion) -> dict[str, Said]:
    """Propose the closing that the message leads to, under the first of the paragraphs that allows it today.

    Returns what was proposed, or why it cannot be proposed under the first.
    """
    troubles: list[Mapping[str, object]] = []
    for paragraph in paragraphs:
        criteria = law_in_force(shipped(), case.state, occasion.on).criteria
        criterion = next((item.id for item in criteria if item.governs and item.under == paragraph), "")
        try:
            act(number=case.number, command=Propose(criterion), by=SYSTEM, on=occasion.on, at=occasion.at)
        except (Refused, BadRecords) as trouble:
            troubles.append(retold(trouble))
        else:
            return {"criterion": criterion}
    return {"trouble": troubles[0]} if troubles else {}
