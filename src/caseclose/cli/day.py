"""caseclose day: the day's work, done once however often it is asked for."""

from __future__ import annotations

import os
import time
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click
from rich.progress import Progress

from caseclose.cli import options
from caseclose.cli.caseload import bar
from caseclose.cli.console import CHECK_FAILED, DAY, OK, err, out, print_json
from caseclose.cli.wiring import Moment, ready

if TYPE_CHECKING:
    from caseclose.casework.services.daily import DaysWork

PRACTICE = "practice parties (fakes): nothing leaves this machine"
MOST_SHOWN = 20

weather = click.option(
    "--weather",
    default="",
    envvar="CASECLOSE_WEATHER",
    metavar="FAULTS",
    help="Faults of practice parties: shares to lose, delay, double, refuse, garble; and a seed, as 'lose=0.05 seed=7'",
)


@click.command()
@click.option("--on", "on", type=DAY, required=True, metavar="DATE", help="The day whose work is to be done.")
@click.option("--at", "at", type=Moment(), metavar="MOMENT", help="The moment (default: now).")
@click.option("--processes", type=click.IntRange(1, 64), default=os.cpu_count() or 1, metavar="N",
              help="Share much work among so many processes (default: as many as there are cores).")  # fmt: skip
@weather
@options.as_json
def day(on: date, at: datetime | None, processes: int, weather: str, *, as_json: bool) -> None:
    """Do the day's work: send notices, close cases whose day has come, send what waits, take answers, age the rest.

    Done again on the same day it finds nothing to do. Work of days that were missed is done and dated today: a notice
    counts from the day on which it really goes out.
    """
    wiring = ready()
    connected = wiring.connect(weather)
    from caseclose.casework.selectors.tasks import newest_task, open_tasks, tasks_after
    from caseclose.casework.services.daily import work_day

    before = newest_task()
    with bar("{task.description}") as progress:
        screen = Screen(progress)
        work = work_day(on=on, at=at or wiring.now(), ports=connected.ports, processes=processes, show=screen.show)
        screen.end()
    page = {"on": on, "practice": connected.practice, "done": work.done, "seconds": screen.seconds,
            "troubles": work.troubles, "broken": work.broken, "waiting": open_tasks(),
            "new_tasks": tasks_after(before)}  # fmt: skip
    if as_json:
        print_json(page)
    else:
        _print(work, page)
    raise SystemExit(CHECK_FAILED if work.broken else OK)


class Screen:
    """Shows which duty is being done and how far it is, and measures how long each takes."""

    def __init__(self, progress: Progress) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress
        self._row = progress.add_task("", total=None)
        self._duty, self._begun = "", 0.0

    def show(self, duty: str, done: int = 0, of: int = 0) -> None:
        """Show that `duty` has done so many of so many cases, if they are counted."""
        if duty != self._duty:
            self.end()
            self._duty, self._begun = duty, time.perf_counter()
        self._progress.update(self._row, description=duty, completed=done, total=of or None)

    def end(self) -> None:
        """Note how long the duty that was shown has taken."""
        if self._duty:
            self.seconds[self._duty] = round(time.perf_counter() - self._begun, 3)


def _print(work: DaysWork, page: dict[str, Any]) -> None:
    console = out()
    done = {name: counted for name, counted in work.done.items() if counted}
    for name, counted in done.items():
        said = ", ".join(f"{kind.replace('_', ' ')} {count:,}" for kind, count in counted.items())
        console.print(f"{name}: {said}", markup=False)
    if not done:
        console.print("Nothing was due.")
    if page["practice"]:
        console.print(f"Outside: {PRACTICE}.", markup=False)
    waiting = ", ".join(f"{kind.replace('_', ' ')} {count:,}" for kind, count in page["waiting"].items())
    console.print(f"Waits for a person: {waiting or 'nothing'}.", markup=False)
    for task in page["new_tasks"][:MOST_SHOWN]:
        console.print(f"  new: case {task['case']}: {task['words']}", markup=False)
    if len(page["new_tasks"]) > MOST_SHOWN:
        console.print(f"  and {len(page['new_tasks']) - MOST_SHOWN:,} more; --json lists them all", markup=False)
    for trouble in work.troubles:
        err().print(f"trouble: {trouble}", markup=False)
    for name in work.broken:
        err().print(f"The duty '{name}' broke; run the day again when it is mended.", markup=False)
