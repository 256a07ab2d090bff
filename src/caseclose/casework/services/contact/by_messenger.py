"""What the messenger says ends a consent: a message came back, or its reader wants no more of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from caseclose.casework.models import OutboxMessage, Person, Task
from caseclose.casework.services import journal
from caseclose.casework.services.asked import asked
from caseclose.casework.services.contact.consents import CAME_BACK, STOPPED, end_consent
from caseclose.casework.services.outbox.fates import EARLY, MOVED, REPEATED
from caseclose.casework.services.releases.moves import SYSTEM

ENDING = {"refused": CAME_BACK, "stopped": STOPPED}
"""What ends a consent, by the messenger's words for it."""

TASK = "message_came_back"


@dataclass(slots=True)
class Ended:
    """What became of each word, in their order, what people are asked, and what the journal is to say."""

    fates: list[str] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    lines: list[journal.Line] = field(default_factory=list)


def ended_by_messenger(said: Sequence[tuple[OutboxMessage, str]], *, on: date, at: datetime) -> Ended:
    """End what the readers of these messages agreed to, each said to have come back or to be unwanted.

    The caller has locked the cases of the messages. A word about a message that is not marked as given over is early. A
    consent that was given after the message went is not ended by it. That a message came back a person is asked about.
    """
    people = Person.objects.filter(pk__in={row.body["person"] for row, _ in said})
    found = {person.pk: person for person in people.select_for_update(no_key=True).order_by("pk")}
    ended = Ended()
    for row, says in said:
        person = found.get(row.body["person"])
        if row.state == OutboxMessage.State.WAITING:
            ended.fates.append(EARLY)
        elif person is None or _agreed_since(person, row):
            ended.fates.append(REPEATED)
        else:
            _end(row, person, ENDING[says], ended, on, at)
    return ended


def _agreed_since(person: Person, row: OutboxMessage) -> bool:
    agreed_on, went_on = person.electronic_consent_on, row.sent_on or row.made_on
    return agreed_on is not None and agreed_on > went_on


def _end(row: OutboxMessage, person: Person, why: str, ended: Ended, on: date, at: datetime) -> None:
    lines = end_consent(person, why, on, [row.case_id], by=SYSTEM, on=on, at=at)
    ended.fates.append(MOVED if lines else REPEATED)
    ended.lines += lines
    if lines and why == CAME_BACK:
        key = f"came_back:{person.pk}:{person.electronic_consent_on}"
        by_what = person.electronic_channel
        ended.tasks.append(asked(case=row.case_id, key=key, kind=TASK, due=on, by_what=by_what, person=str(person.pk)))
