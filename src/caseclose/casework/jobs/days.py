"""The day's work by the clock: in each zone once a day, in its early morning or as soon after as a worker is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from caseclose.casework.jobs import web
from caseclose.casework.jobs.surroundings import Surroundings, zones
from caseclose.casework.models import WorkedDay
from caseclose.casework.services.daily import Ended, Reach, work_day
from caseclose.casework.services.web.weighing import weigh_filings

MORNING = 1
"""The hour from which the day's work may be done. By then what arrived until midnight has been stored."""


class BrokenDuties(Exception):
    """Duties of a day broke. What they left is done when the day is worked again."""


def days_to_work(around: Surroundings) -> list[tuple[str, date]]:
    """Return the zones whose day has begun and has not been worked, with its date.

    Days that were missed are not made up for one by one: today's work holds theirs.
    """
    found = [(zone, around.local(zone)) for zone in zones()]
    begun = [(zone, local.date()) for zone, local in found if local.hour >= MORNING]
    ended = WorkedDay.objects.filter(on__in={on for _, on in begun}).exclude(ended_at=None)
    worked = set(ended.values_list("zone", "on"))
    return [each for each in begun if each not in worked]


def work(around: Surroundings, zone: str, on: date, ended: Callable[[], bool]) -> str:
    """Do the work of the day for the offices in the zone, unless it was done; return in words what was done.

    Raises BrokenDuties where some of it broke, and Ended where `ended` says that it is time to stop.
    """
    at = around.now()
    day, _ = WorkedDay.objects.get_or_create(zone=zone, on=on, defaults={"begun_at": at})
    if day.ended_at is not None:
        return "was done before"

    def show(duty: str, done: int = 0, of: int = 0) -> None:
        del duty, done, of
        if ended():
            raise Ended

    while web.to_weigh():  # what arrived before the day began holds a closing, also where it was not weighed yet
        weigh_filings(on=on, at=at)
    reach = Reach(zone, whole=around.earliest() >= on)
    done = work_day(on=on, at=at, ports=around.connect(), reach=reach, processes=around.processes, show=show)
    if done.broken:
        raise BrokenDuties("; ".join(done.troubles))
    WorkedDay.objects.filter(pk=day.pk).update(ended_at=around.now())
    return "; ".join(_told(name, counted) for name, counted in done.done.items() if counted) or "nothing was due"


def _told(name: str, counted: dict[str, int]) -> str:
    return f"{name}: {', '.join(f'{kind} {count}' for kind, count in counted.items())}"
