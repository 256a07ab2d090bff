"""Doing the day's work: hearing agencies, the duties, the outbox, what was answered, what time makes of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Protocol

from django.db import InterfaceError, OperationalError

from caseclose.casework.ports import Ports
from caseclose.casework.services.daily.duties import DUTIES, LAST_DUTIES, Duty
from caseclose.casework.services.daily.running import Rounds
from caseclose.casework.services.duties.network import take_agency_messages
from caseclose.casework.services.outbox.answers import take_answers
from caseclose.casework.services.outbox.broken import broken
from caseclose.casework.services.outbox.sending import send_waiting
from caseclose.closure.refused import Refused


@dataclass
class DaysWork:
    """What a day's work did: for each duty in its order, how often what was done.

    `broken` names the duties that broke; what they left is done when the day is worked again. Troubles say what broke
    them, and which party could not be heard.
    """

    done: dict[str, Counter[str]] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


class Ended(Exception):
    """Raised by `show` to end the day's work between two batches. What is done stays; the rest is for the next time."""


class Shown(Protocol):
    """Told which duty is being done, and how many of how many cases it has done where that is counted."""

    def __call__(self, duty: str, done: int = 0, of: int = 0) -> None:
        """Show it."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose day it is: that of offices in one zone, or of all. `whole` says that no office's day is still to come.

    What must not be dated before its office's own day is done zone by zone; all else when the day has come everywhere.
    """

    zone: str = ""
    whole: bool = True


EVERYWHERE = Reach()


def work_day(
    *,
    on: date,
    at: datetime,
    ports: Ports,
    reach: Reach = EVERYWHERE,
    processes: int = 1,
    show: Shown = lambda _duty, _done=0, _of=0: None,
) -> DaysWork:
    """Do the work that is due on `on`, and send and take through `ports` what goes out and comes in.

    Duties with many cases share them among so many processes. A duty that breaks keeps no other from being done; only
    where the database is gone the work ends. Raises OperationalError then, and whatever `show` raises to end it.
    """
    work = DaysWork()
    for name, duty in _duties(ports, work):
        show(name)
        try:
            if isinstance(duty, Rounds):
                work.done[name] = duty(on=on, at=at, zone=reach.zone, processes=processes, progress=partial(show, name))
            elif reach.whole:
                work.done[name] = +duty(on=on, at=at)
        except (OperationalError, InterfaceError, Ended):
            raise
        except Refused as refused:
            work.broken.append(name)
            work.troubles.append(f"{name}: {refused}")
        except Exception as error:  # noqa: BLE001 - one duty that breaks must not keep the others from being done
            work.broken.append(name)
            work.troubles.append(f"{name}: {broken(error)}")
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
