"""The jobs of a worker, in procrastinate: what they are called, when they begin, and what becomes of broken ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from asgiref.sync import sync_to_async
from django.db import connections
from procrastinate import App, JobContext, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import AlreadyEnqueued, JobAborted
from procrastinate.jobs import Job, Status

from caseclose.casework.jobs import days, mail, outbox, watch, web
from caseclose.casework.jobs.parking import TRIES, is_parked, park
from caseclose.casework.jobs.surroundings import Surroundings
from caseclose.casework.services.daily import Ended
from caseclose.casework.services.outbox.broken import broken

EVERY_MINUTE, EVERY_FEW_SECONDS = "* * * * *", "* * * * * */5"
AT_ONCE_WAITING = 50
"""So many trays are put out at a time. The next round puts out the rest."""

DAYS_KEPT = 14
"""For how many days jobs that are over are kept."""

_AGAIN = RetryStrategy(max_attempts=TRIES - 1, exponential_wait=3)


def jobs_app(around: Surroundings, *, stalled_after: float) -> App:
    """Return the app with all jobs. A worker that has not been heard of for `stalled_after` seconds counts as dead."""
    app = App(connector=PsycopgConnector(kwargs=_address(), min_size=1, max_size=4))
    _Jobs(app, around, stalled_after).add()
    return app


def _address() -> dict[str, object]:
    params = connections["default"].get_connection_params()
    return {name: value for name, value in params.items() if name not in {"cursor_factory", "context"}}


class WorkerDied(Exception):
    """A worker had a job in hand and was heard of no more."""


def _name(kind: str, given: Mapping[str, object]) -> str:
    """Return the name of a job: its kind and what it was given, in any order. The clock's own mark is left out."""
    return ":".join([kind, *(str(value) for key, value in sorted(given.items()) if key != "timestamp")])


class _Jobs:
    """The jobs, and where they are put."""

    def __init__(self, app: App, around: Surroundings, stalled_after: float) -> None:
        self.app = app
        self.around = around
        self.stalled_after = stalled_after

    def add(self) -> None:
        """Add every job to the app. One of a kind that must not run beside itself has a lock."""
        for kind, do in self._kinds().items():
            self.app.task(name=kind, retry=_AGAIN, pass_context=True)(self._careful(kind, do))
        looks = EVERY_FEW_SECONDS if self.around.eager else EVERY_MINUTE
        self._by_the_clock("round", self._careful("round", self._round), looks)
        self._by_the_clock("stalled", self._begin_again, EVERY_MINUTE)

    def _kinds(self) -> Mapping[str, Callable[..., str]]:
        return {"day": self._day, "mail": self._mail, "send": self._send, "take": self._take, "watch": self._watch,
                "web": self._web}  # fmt: skip

    def _by_the_clock(self, kind: str, do: Callable[..., Any], cron: str) -> None:
        task: Any = self.app.task(name=kind, pass_context=True, queueing_lock=kind)(do)
        self.app.periodic(cron=cron)(task)

    def _careful(self, kind: str, do: Callable[..., str]) -> Callable[..., None]:
        """Wrap a job: it says what it did, is parked when it has broken too often, and leaves no connection open."""

        def job(context: JobContext, **given: object) -> None:
            name = _name(kind, given)
            try:
                self.around.say(f"{name}: {do(context, **given)}")
            except Ended:
                raise JobAborted from None
            except Exception as error:
                self.around.say(f"{name}: broke: {broken(error)}")
                if context.job.attempts >= TRIES - 1:
                    park(name, error, self.around.earliest())
                raise
            finally:
                connections.close_all()

        return job

    def _day(self, context: JobContext, *, zone: str, on: str) -> str:
        said = days.work(self.around, zone, date.fromisoformat(on), context.should_abort)
        self._put_mail()
        return said

    def _mail(self, context: JobContext, *, on: str) -> str:
        return mail.hand_over(self.around, date.fromisoformat(on), context.should_abort)

    def _send(self, _context: JobContext, *, first: int, last: int) -> str:
        return outbox.send(self.around, first, last)

    def _take(self, _context: JobContext) -> str:
        return outbox.take(self.around)

    def _web(self, _context: JobContext) -> str:
        return web.weigh(self.around)

    def _watch(self, _context: JobContext) -> str:
        return watch.look(self.around)

    def _round(self, _context: JobContext, **_given: object) -> str:
        """Look at the records for what is to be done, and put it out as jobs, unless it waits already or is parked."""
        put = [
            self._put("day", lock=f"day:{zone}", zone=zone, on=on.isoformat())
            for zone, on in days.days_to_work(self.around)
        ]
        put.append(self._put_mail())
        put += [self._put("send", first=first, last=last) for first, last in outbox.trays()[:AT_ONCE_WAITING]]
        put.append(self._put("take", lock="take"))
        if self.around.answers is not None:
            put.append(self._put("watch", lock="watch"))
        if web.to_weigh():
            put.append(self._put("web", lock="web"))
        return f"put out {sum(put)} jobs"

    def _put_mail(self) -> bool:
        """Put out the mail of a day when its work is done everywhere, or is parked."""
        to_work = ({"zone": zone, "on": on.isoformat()} for zone, on in days.days_to_work(self.around))
        if any(not is_parked(_name("day", day)) for day in to_work):
            return False
        on = mail.mail_to_go(self.around)
        return on is not None and self._put("mail", lock="mail", on=on.isoformat())

    def _put(self, kind: str, *, lock: str | None = None, **given: str | int) -> bool:
        name = _name(kind, given)
        if is_parked(name):
            return False
        try:
            self.app.configure_task(kind, lock=lock, queueing_lock=name).defer(**given)
        except AlreadyEnqueued:
            return False
        return True

    async def _begin_again(self, _context: JobContext, **_given: object) -> None:
        """Begin again what a dead worker had in hand, also where nothing of that worker is left; forget old jobs.

        A job that was in the hands of one dead worker after another is parked.
        """
        manager = self.app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=self.stalled_after):
            if job.attempts < TRIES:
                await manager.retry_job(job)
            else:
                await manager.finish_job(job, status=Status.FAILED, delete_job=False)
                await sync_to_async(self._park_of_the_dead)(job)
        await manager.prune_stalled_workers(self.stalled_after)
        await manager.delete_old_jobs(nb_hours=DAYS_KEPT * 24, include_failed=True)

    def _park_of_the_dead(self, job: Job) -> None:
        try:
            park(_name(job.task_name, job.task_kwargs), WorkerDied(), self.around.earliest())
        finally:
            connections.close_all()
