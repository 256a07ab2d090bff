"""What the journal tells of closings, as letters must say it: recorded then, and not worked out anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any

from caseclose.casework.models import JournalEntry


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a closing: its kind, its day, in which role it was done, and what was recorded of it."""

    kind: str
    on: date
    role: str
    body: dict[str, Any]


@dataclass(slots=True)
class Story:
    """What happened in one closing, in its order."""

    events: list[Told] = field(default_factory=list)

    def last(self, kind: str, on: date) -> Told | None:
        """Return the last event of a kind by the day; None where there was none."""
        return next((told for told in reversed(self.events) if told.kind == kind and told.on <= on), None)

    def day(self, kind: str, name: str, on: date) -> date | None:
        """Return a date that the last event of a kind by the day recorded."""
        told = self.last(kind, on)
        value = told.body.get(name) if told else None
        return date.fromisoformat(str(value)) if value else None

    def day_there(self, kind: str, name: str, on: date, zone: tzinfo) -> date | None:
        """Return the day on which a recorded moment was, in the zone of the agency."""
        told = self.last(kind, on)
        value = told.body.get(name) if told else None
        return datetime.fromisoformat(str(value)).astimezone(zone).date() if value else None

    def several(self, kind: str, name: str, on: date) -> Sequence[str]:
        """Return the texts that the last event of a kind by the day recorded under a name."""
        told = self.last(kind, on)
        return tuple(str(each) for each in told.body.get(name, ())) if told else ()


def stories(closures: Collection[int]) -> dict[int, Story]:
    """Return what happened in each of these closings."""
    found: dict[int, Story] = {closure: Story() for closure in closures}
    entries = JournalEntry.objects.filter(closure_id__among=closures).order_by("number")
    for closure, kind, on, role, body in entries.values_list("closure_id", "kind", "on", "role", "body"):
        found[closure or 0].events.append(Told(kind, on, role, body or {}))
    return found
