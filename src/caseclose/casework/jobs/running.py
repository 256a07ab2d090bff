"""Running a worker: it begins with a look at what is due, and ends when it is told to or, once, when nothing waits."""

from __future__ import annotations

import secrets

from procrastinate import App
from procrastinate.exceptions import AlreadyEnqueued

GRACE = 5.0
"""Seconds that jobs have to end by themselves when the worker is told to stop. A long one ends between two batches."""

A_DAY = 86_400.0
"""Seconds that jobs have where the worker ends by itself: as many as they need."""

_BEATS = 3
"""How often a worker is heard of before it would count as dead."""


async def run_worker(app: App, *, concurrency: int, stalled_after: float, once: bool) -> None:
    """Run a worker under a name of its own. Where it runs `once` it ends when no job waits any more."""
    async with app.open_async():
        for kind in ("stalled", "round"):
            await _put(app, kind)
        while True:
            await app.run_worker_async(
                name=f"worker-{secrets.token_hex(8)}",
                concurrency=concurrency,
                wait=not once,
                shutdown_graceful_timeout=A_DAY if once else GRACE,
                update_heartbeat_interval=stalled_after / _BEATS,
                stalled_worker_timeout=stalled_after,
            )
            if not once or not await _waiting(app):
                return


async def _waiting(app: App) -> bool:
    """Say whether a job waits that need not wait for its time."""
    return any(job.scheduled_at is None for job in await app.job_manager.list_jobs_async(status="todo"))


async def _put(app: App, kind: str) -> None:
    try:
        await app.configure_task(kind, queueing_lock=kind).defer_async(timestamp=0)
    except AlreadyEnqueued:
        return
