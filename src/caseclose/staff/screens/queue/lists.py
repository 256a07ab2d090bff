"""The lists of the work queue: what is in each, in which order, and how much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caseclose.casework.selectors.naming import policy_name
from caseclose.casework.selectors.queue_counts import MOST, closings_counted, counted_at_most
from caseclose.casework.selectors.waiting import (
    HOLDS_BY,
    RELEASES_BY,
    RETURNED_MAIL,
    TASKS_BY,
    holds_of,
    releases_of,
    rows_waiting,
    task_says,
    tasks_of,
)
from caseclose.casework.selectors.work_queue import (
    ORDER,
    TIMED,
    Wanted,
    Whose,
    closings_in_progress,
    held_cases,
    next_tasks,
    rows_of,
)
from caseclose.staff.building.paging import Order, day, number
from caseclose.staff.wording import Wording
from caseclose.web.language import language

SOON = timedelta(days=14)
ENDING = timedelta(weeks=4)
CLOSINGS = "closings"


RELEASES: Wording = {
    "made": _("Not sent yet"),
    "sent": _("Sent"),
    "accepted": _("Accepted, not done yet"),
    "refused": _("Refused: a person decides"),
    "unknown": _("Not known: a person finds out"),
}


@dataclass(frozen=True)
class Asked:
    """What is asked of a list: whose work, on which day."""

    whose: Whose
    on: date

    @cached_property
    def held(self) -> list[str]:
        """The cases whose closing a hold stops. Asked for once."""
        return held_cases(self.whose, self.on)


Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WorkList:
    """One list. `kind` says how its rows are shown, `counted` under which name closings are counted."""

    name: str | Promise
    kind: str
    found: Callable[[Asked], QuerySet[Any]]
    rows: Callable[[Asked], QuerySet[Any, Row]]
    order: Order
    counted: str = ""


def _closings(name: str | Promise, counted: str, wanted: Callable[[Asked], Wanted]) -> WorkList:
    def found(asked: Asked) -> QuerySet[Any]:
        return closings_in_progress(wanted(asked))

    return WorkList(name, CLOSINGS, found, lambda asked: rows_of(found(asked)), Order(ORDER, (day, number)), counted)


def _step(name: str | Promise, step: str) -> WorkList:
    return _closings(name, step, lambda asked: Wanted(asked.whose, steps=[step]))


def _tasks(name: str | Promise, **kinds: Any) -> WorkList:  # noqa: ANN401 - the selector says what they are
    def found(asked: Asked) -> QuerySet[Any]:
        return tasks_of(asked.whose, **kinds)

    columns = ("kind", "words", "says", "said", "assigned_to", "raised_on")
    return WorkList(
        name,
        "tasks",
        found,
        lambda asked: rows_waiting(found(asked), *columns, day="due_on"),
        Order(TASKS_BY, (day, number)),
    )


def _releases(asked: Asked) -> QuerySet[Any]:
    return releases_of(asked.whose)


def _holds(asked: Asked) -> QuerySet[Any]:
    return holds_of(asked.whose, after=asked.on, by=asked.on + ENDING)


LISTS: dict[str, WorkList] = {
    "all": _closings(_("All closings in progress"), "all", lambda asked: Wanted(asked.whose)),
    "requests": _step(_("Requests to answer"), "requested"),
    "proposals": _step(_("Proposals to check"), "proposed"),
    "approved": _step(_("Approved, notice to send"), "approved"),
    "noticed": _step(_("Notice is out"), "noticed"),
    "replies": _step(_("Replies to review"), "replied"),
    "soon": _closings(
        _("Due in the next 14 days"),
        "soon",
        lambda asked: Wanted(asked.whose, TIMED, after=asked.on, by=asked.on + SOON),
    ),
    "past": _closings(_("Due today or before"), "past", lambda asked: Wanted(asked.whose, TIMED, by=asked.on)),
    "held": _closings(_("On hold"), "", lambda asked: Wanted(asked.whose, cases=asked.held)),
    "ending": WorkList(
        _("Holds that end soon"),
        "holds",
        _holds,
        lambda asked: rows_waiting(_holds(asked), "kind", "owner", "until", day="ends_on"),
        Order(HOLDS_BY, (day, number)),
    ),
    "mail": _tasks(_("Returned mail"), kinds=RETURNED_MAIL),
    "releases": WorkList(
        _("Releases not confirmed"),
        "releases",
        _releases,
        lambda asked: rows_waiting(_releases(asked), "kind", "state", "sent_on", day="made_on", case="closure__case"),
        Order(RELEASES_BY, (day, number)),
    ),
    "tasks": _tasks(_("Other tasks"), other_than=RETURNED_MAIL),
}
"""By its name in the address, each list, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Count:
    """How much is in a list; `more` says that it is more than was counted."""

    number: int
    more: bool = False


KEPT_SECONDS = timedelta(minutes=1).seconds
"""How long counts over every office are kept: they take long, and nobody works by them."""


def counts(asked: Asked) -> dict[str, Count]:
    """Return how much is in every list. Of one office it is counted anew; of all, it may be a minute old."""
    if asked.whose.office is not None:
        return _counted(asked)
    key = f"queue-counts:{hash(repr(asked))}"
    found: dict[str, Count] | None = cache.get(key)
    if found is None:
        found = _counted(asked)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _counted(asked: Asked) -> dict[str, Count]:
    """Count what is in every list. Asks the database twice, and once for what is held."""
    closings = closings_counted(asked.whose, asked.on, asked.on + SOON)
    others = counted_at_most({name: each.found(asked) for name, each in LISTS.items() if not each.counted})
    return {
        name: Count(closings[each.counted]) if each.counted else Count(min(others[name], MOST), others[name] > MOST)
        for name, each in LISTS.items()
    }


def told(chosen: WorkList, rows: list[Row], on: date) -> None:
    """Add to rows what is said of them in the reader's language, and whether they are late."""
    lang = language()
    tasks = next_tasks((row["number"] for row in rows), lang) if chosen.kind == CLOSINGS else {}
    for row in rows:
        row["next"] = tasks.get(row["number"])
        row["late"] = row["day"] <= on and (chosen.kind == "tasks" or row.get("step") in TIMED)
        row["care"] = row.get("owner") or row.get("assigned_to") or ""
        if chosen.kind == "tasks":
            row["what"] = task_says(row, lang)
        elif chosen.kind == "releases":
            row["what"] = policy_name("remedy", row["kind"], lang) or row["kind"]
            row["state"] = RELEASES.get(row["state"], row["state"])
