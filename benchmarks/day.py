"""A day on which 50,000 closings are due, through the command: checks, journal, outbox, release orders and tasks.

It ends when every release order is with its party, what the parties answered at once is taken, and every letter waits
for the mail room.

The database is a server of this benchmark's own, with the settings that `caseclose db start` gives it.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from benchmarks import worker
from benchmarks.closings import CHANGED, HELD, REMEDIES, due_on, make
from benchmarks.figures import GIGABYTE, Findings, Line, Row, Setting
from benchmarks.importing import CALL, database

NAME = "day"
CLOSINGS = 50_000
AT_ONCE, IN_FILES = 2, 1
"""Of a case's remedies, how many are with a party that answers at once, and how many with one that takes files."""

MOST = 51_200
"""So many cases that 50,000 of them close."""


def find(setting: Setting) -> Findings:
    """Make the cases, do the day's closings, and count whether all adds up."""
    cases = min(setting.cases, MOST)
    with database():
        made = worker.run("day", cases=cases)
        done = worker.measured([sys.executable, "-c", CALL, "day", "--on", made["due"], "--json"])
        page = json.loads(done.said)
        checked = worker.run("day", cases=0)
    seconds, closed = page["seconds"], page["done"]["closings"]["closed"]
    sent, taken = page["done"]["outbox"]["sent"], sum(page["done"]["answers"].values())
    return Findings(
        NAME,
        f"A day with {closed:,} closings",
        [
            Row("seconds to close them", seconds["closings"], "s"),
            Row("messages sent", sent, ""),
            Row("  a second", sent / seconds["outbox"], ""),
            Row("answers taken", taken, ""),
            Row("  a second", taken / seconds["answers"], ""),
            Row("the whole day", done.wall_seconds, "s"),
            Row("peak memory of one process", done.peak_bytes / GIGABYTE, "GB"),
        ],
        [
            Line("closings a second", closed / seconds["closings"], at_least=800),
            Line("accounts that do not add up", len(wrongs(page, checked, cases)), at_most=0),
        ],
        {"made": made, "page": page, "checked": checked, "wrongs": wrongs(page, checked, cases)},
    )


def work(cases: int) -> dict[str, Any]:
    """Make so many cases; where none are to be made, count what the day has left."""
    from caseclose.site.setup import prepare

    prepare()
    if not cases:
        return _counted()
    begun = time.perf_counter()
    for _ in make(cases):
        pass
    return {"cases": cases, "seconds": time.perf_counter() - begun, "due": due_on().isoformat()}


def _counted() -> dict[str, Any]:
    """Count, from the tables themselves, what a day of closings must have left."""
    from django.db.models import Count

    from caseclose.casework.models import Case, Closure, JournalEntry, OutboxMessage, ReleaseOrder, Task
    from caseclose.casework.services.audit import verify
    from caseclose.casework.services.outbox.messages import MAIL_VENDOR

    closed = JournalEntry.objects.filter(kind="CaseClosed")
    return {
        "steps": dict(Closure.objects.values_list("step").annotate(n=Count("pk"))),
        "kinds": dict(Case.objects.values_list("kind").annotate(n=Count("pk"))),
        "told": closed.count(),
        "told twice": closed.values("case").annotate(n=Count("pk")).filter(n__gt=1).count(),
        "letters": dict(
            OutboxMessage.objects.exclude(kind__in=["notice", "release"]).values_list("kind").annotate(n=Count("pk"))
        ),
        "orders": ReleaseOrder.objects.count(),
        "orders to go": ReleaseOrder.objects.exclude(state__in=["kept", "unknown"]).count(),
        "releases": OutboxMessage.objects.filter(kind="release").count(),
        "unsent": OutboxMessage.objects.filter(kind="release").exclude(state=OutboxMessage.State.SENT).count(),
        "letters waiting": OutboxMessage.objects.filter(party=MAIL_VENDOR, state=OutboxMessage.State.WAITING).count(),
        "states": dict(ReleaseOrder.objects.values_list("state").annotate(n=Count("pk"))),
        "tasks": Task.objects.filter(done_on=None).count(),
        "breaks": len(verify()),
    }


def wrongs(page: dict[str, Any], counted: dict[str, Any], cases: int) -> list[str]:
    """Return what does not add up: what the command said, what the tables hold, and what was made must be one."""
    hundreds, rest = divmod(cases, 100)
    changed, held = hundreds + (rest >= CHANGED), hundreds + (rest >= HELD)
    closed, letters = cases - changed - held, sum(counted["letters"].values())
    accounts = {
        "said": (page["done"]["closings"], {"closed": closed, "kept_open": changed, "held": held}),
        "steps": (counted["steps"], {"closed": closed, "kept_open": changed, "noticed": held}),
        "told in the journal": (counted["told"], closed),
        "told twice": (counted["told twice"], 0),
        "letters": (
            counted["letters"],
            {"case_closed": closed, "enforcement_ended": closed, "case_stays_open": changed},
        ),
        "release orders": (counted["orders"], closed * len(REMEDIES)),
        "releases in the outbox": (counted["releases"], counted["orders to go"]),
        "messages said to be sent": (page["done"]["outbox"], {"sent": counted["releases"]}),
        "releases that are not with their party": (counted["unsent"], 0),
        "letters that wait for the mail room": (counted["letters waiting"], letters),
        "answers": (page["done"]["answers"], {"moved": counted["states"]["accepted"]}),
        "orders answered at once, and in the federal file": (
            (counted["states"]["accepted"], counted["states"]["sent"]),
            (closed * AT_ONCE, closed * IN_FILES),
        ),
        "troubles": ([*page["troubles"], *page["broken"]], []),
        "tasks": (counted["tasks"], held),
        "breaks of the journal": (counted["breaks"], 0),
    }
    return [f"{what}: {found}, not {wanted}" for what, (found, wanted) in accounts.items() if found != wanted]
