"""caseclose worker: does by itself, by the clock, what `caseclose day` does when it is asked."""

from __future__ import annotations

import asyncio
import os

import click

from caseclose.cli.console import out
from caseclose.cli.day import PRACTICE, weather
from caseclose.cli.public_site import site_to_watch
from caseclose.cli.reply_link import link_on_letters
from caseclose.cli.wiring import ready


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
@click.option("--concurrency", type=click.IntRange(1, 32), default=2, show_default=True, metavar="N",
              help="Do so many jobs at a time.")  # fmt: skip
@click.option("--processes", type=click.IntRange(1, 64), default=os.cpu_count() or 1, metavar="N",
              help="Share the day's closings among N processes (default: as many as there are cores).")  # fmt: skip
@click.option("--stalled-after", type=click.FloatRange(0.5), default=30.0, show_default=True, metavar="SECONDS",
              help="A worker not heard of for so long counts as dead; its jobs are begun again.")  # fmt: skip
@click.option("--eager", is_flag=True,
              help="Look every few seconds, and mail letters as soon as they wait: for a demonstration.")  # fmt: skip
@weather
def worker(concurrency: int, processes: int, stalled_after: float, weather: str, *, once: bool, eager: bool) -> None:
    """Work by the clock until it is told to stop: the day's work, the outbox, answers, the mail, what has stalled.

    In each zone the day's work is done once a day, from one in the morning. When it is done everywhere, the letters
    that wait go into the mail vendor's tray, if it has one. Several workers share the jobs. A worker that is killed
    leaves its jobs to the others. SIGTERM and Ctrl-C end it between two batches. Where CASECLOSE_PUBLIC_URL names the
    public site, it is asked each minute whether it answers.
    """
    wiring = ready()
    practice = wiring.connect(weather).practice
    from caseclose.casework.jobs.app import jobs_app
    from caseclose.casework.jobs.running import run_worker
    from caseclose.casework.jobs.surroundings import Surroundings

    def say(words: str) -> None:
        click.echo(f"{wiring.now():%Y-%m-%d %H:%M:%S} {words}")

    around = Surroundings(
        now=wiring.now,
        connect=lambda: wiring.connect(weather).ports,
        say=say,
        processes=processes,
        link=link_on_letters(),
        answers=site_to_watch(),
        eager=eager,
    )
    if practice:
        out().print(f"Outside: {PRACTICE}.", markup=False)
    app = jobs_app(around, stalled_after=stalled_after)
    asyncio.run(run_worker(app, concurrency=concurrency, stalled_after=stalled_after, once=once))
