"""What jobs need from outside: the clock, the parties, and how much of this machine they may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from caseclose.casework.models import Office
from caseclose.casework.ports import Ports


@dataclass(frozen=True)
class Surroundings:
    """The clock, the parties outside, and among how many processes much work is shared.

    `connect` is called by each job for itself: what it returns is used by one thread. `say` is told in a line what was
    done; no person is named in it. `link` is where the codes on letters are asked for on the web. `answers` says
    whether the public site answers; None where nobody watches it. Who is `eager` looks for work every few seconds, and
    mails letters as soon as they wait.
    """

    now: Callable[[], datetime]
    connect: Callable[[], Ports]
    say: Callable[[str], None]
    processes: int = 1
    link: str = ""
    answers: Callable[[], bool] | None = None
    eager: bool = False

    def local(self, zone: str) -> datetime:
        """Return this moment as clocks in the zone show it."""
        return self.now().astimezone(ZoneInfo(zone))

    def earliest(self) -> date:
        """Return the earliest date that it is in any office's zone now: nothing is dated ahead of an office's day."""
        return min((self.local(zone).date() for zone in zones()), default=self.now().date())


def zones() -> list[str]:
    """Return the zones in which offices lie."""
    return list(Office.objects.order_by("zone").values_list("zone", flat=True).distinct())
