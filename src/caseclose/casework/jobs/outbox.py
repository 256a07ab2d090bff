"""The outbox, a tray at a time. A job only says which messages it is to look at: what waits is found in the outbox."""

from __future__ import annotations

from dataclasses import asdict

from caseclose.casework.jobs.surroundings import Surroundings
from caseclose.casework.services.duties.network import take_agency_messages
from caseclose.casework.services.outbox.answers import take_answers
from caseclose.casework.services.outbox.sending import send_waiting, waiting_to_go

TRAY = 100
"""How many messages one job sends."""


def trays() -> list[tuple[int, int]]:
    """Return the first and the last number of each tray of messages that wait, oldest first."""
    numbers = list(waiting_to_go().values_list("pk", flat=True))
    return [(numbers[start], numbers[min(start + TRAY, len(numbers)) - 1]) for start in range(0, len(numbers), TRAY)]


def send(around: Surroundings, first: int, last: int) -> str:
    """Send what waits of one tray; return in words what was done."""
    sent = send_waiting(on=around.earliest(), at=around.now(), ports=around.connect(), numbers=(first, last))
    return ", ".join(f"{kind} {count}" for kind, count in asdict(sent).items() if count) or "nothing waited"


def take(around: Surroundings) -> str:
    """Take what agencies wrote and parties answered; return in words what was done."""
    on, at, ports = around.earliest(), around.now(), around.connect()
    heard = take_agency_messages(on=on, at=at, ports=ports)
    taken = take_answers(on=on, at=at, ports=ports)
    said = [f"{fate} {count}" for fate, count in (heard.fates + taken.fates).items()]
    return ", ".join([*said, *heard.troubles, *taken.troubles]) or "nothing had come"
