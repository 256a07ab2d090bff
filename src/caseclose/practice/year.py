"""A practice office lives through days: what comes in, what its people do, and the day's work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from caseclose.casework.ports import Ports
from caseclose.casework.selectors.service_levels import calendar_of
from caseclose.casework.services.daily import work_day
from caseclose.law.working_days import Calendar
from caseclose.practice.asking import answer_requests, take_requests
from caseclose.practice.chance import Chance
from caseclose.practice.desk import Desk
from caseclose.practice.mailing import hand_over
from caseclose.practice.paying import take_payments
from caseclose.practice.proposing import approve_proposals, propose_some
from caseclose.practice.replying import review_replies, take_mail
from caseclose.practice.returning import take_back
from caseclose.practice.tasks import do_tasks


@dataclass
class Lived:
    """What the day's work and the mail room did over all days, by duty, and what broke."""

    days: int = 0
    done: dict[str, Counter[str]] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)


def live(
    *, state: str, since: date, until: date, seed: int, ports: Ports, progress: Callable[[int], None] | None = None
) -> Lived:
    """Let the office of `state` live from `since` to `until`, both days among them. `progress` is told of each day."""
    lived, chance, opened = Lived(), Chance(seed), False
    for day, waiting in office_days(calendar_of(state), since, until):
        desk = Desk(state, day, chance, ports, waiting)
        mailed = {}
        if waiting:
            _office_hours(desk, first=not opened)
            opened = True
            mailed["mail"] = hand_over(desk)
        work = work_day(on=day, at=desk.at, ports=ports)
        for duty, counted in {**work.done, **mailed}.items():
            lived.done.setdefault(duty, Counter()).update(counted)
        lived.troubles += work.troubles
        lived.days += 1
        if progress is not None:
            progress(lived.days)
    return lived


def office_days(calendar: Calendar, since: date, until: date) -> Iterator[tuple[date, tuple[date, ...]]]:
    """Yield every day, with the days whose work is on the desk: itself and those on which the office was shut before.

    On a day on which the office is shut nothing is on the desk.
    """
    day, shut = since, list[date]()
    while day <= until:
        shut.append(day)
        if calendar.open_on(day):
            yield day, tuple(shut)
            shut.clear()
        else:
            yield day, ()
        day += timedelta(days=1)


def _office_hours(desk: Desk, *, first: bool) -> None:
    """What comes in, and what people do about what came before."""
    take_mail(desk)
    review_replies(desk)
    do_tasks(desk)
    answer_requests(desk)
    approve_proposals(desk)
    take_requests(desk)
    take_back(desk)
    take_payments(desk)
    if first or any(day.day == 1 for day in desk.days):
        propose_some(desk)
