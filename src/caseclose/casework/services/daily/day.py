"""Doing the day's work: hearing agencies, the duties, the outbox, what was answered, what time makes of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Protocol

from caseclose.casework.ports import Ports
from caseclose.casework.services.answers import take_answers
from caseclose.casework.services.daily.duties import DUTIES, LAST_DUTIES, Duty
from caseclose.casework.services.daily.running import Rounds
from caseclose.casework.services.duties.network import take_agency_messages
from caseclose.casework.services.sending import send_waiting


@dataclass
class DaysWork:
    """What a day's work did: for each duty in its order, how often what was done. Troubles say which duty broke, or
    which party could not be heard."""

    done: dict[str, Counter[str]] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)


class Shown(Protocol):
    """Told which duty is being done, and how many of how many cases it has done where that is counted."""

    def __call__(self, duty: str, done: int = 0, of: int = 0) -> None:
        """Show it."""


def work_day(*, on: date, at: datetime, ports: Ports, processes: int = 1, show: Shown | None = None) -> DaysWork:
    """Do the work that is due on `on`, and send and take through `ports` what goes out and comes in.

    Duties with many cases share them among so many processes.
    """
    work = DaysWork()
    for name, duty in _duties(ports, work):
        if show is not None:
            show(name)
        if isinstance(duty, Rounds):
            progress = partial(show, name) if show is not None else None
            work.done[name] = duty(on=on, at=at, processes=processes, progress=progress)
        else:
            work.done[name] = +duty(on=on, at=at)
    return work


def _duties(ports: Ports, work: DaysWork) -> Iterator[Duty]:
    yield "agency_messages", partial(_hear, ports, work)
    yield from DUTIES
    yield "outbox", partial(_send, ports)
    yield "answers", partial(_take, ports, work)
    yield from LAST_DUTIES


def _hear(ports: Ports, work: DaysWork, *, on: date, at: datetime) -> Counter[str]:
    """Hear the other agencies before anything closes: one of them may have answered a notice."""
    heard = take_agency_messages(on=on, at=at, ports=ports)
    work.troubles += heard.troubles
    return heard.fates


def _send(ports: Ports, *, on: date, at: datetime) -> Counter[str]:
    return Counter(asdict(send_waiting(on=on, at=at, ports=ports)))


def _take(ports: Ports, work: DaysWork, *, on: date, at: datetime) -> Counter[str]:
    taken = take_answers(on=on, at=at, ports=ports)
    work.troubles += taken.troubles
    return taken.fates


def duty_names() -> tuple[str, ...]:
    """Return the names of all duties in their order, sending and taking among them."""
    return tuple(name for name, _ in _duties({}, DaysWork()))
