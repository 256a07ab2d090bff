"""Who acts and when, and what that leads to: rows and journal lines are gathered and written together at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from caseclose.casework.models import Case, Closure, OutboxMessage, ReleaseOrder, Reply, Task
from caseclose.casework.services import journal
from caseclose.casework.services.outbox.messages import Letter, letter_messages
from caseclose.casework.services.releases.in_place import NOTHING, InPlace
from caseclose.casework.services.releases.letting_go import messages_for, tasks_for
from caseclose.casework.services.rows import close_held_tasks, insert, store_what_cases_became
from caseclose.closure.commands import Actor


@dataclass(frozen=True, slots=True)
class Occasion:
    """One act, on one case or on many: by whom, on which day in the agency's zone, at which moment.

    What it leads to gathers in order. Of many cases each gathers apart, so that one that is refused leaves nothing.
    `in_place` holds the remedies of cases that may close, locked; `shared` are cases that other agencies share,
    `other_parents` those on which there is a noncustodial parent who can be written to. `over`
    are cases whose closing has come to its end, so that nobody need look any more at what held it.
    """

    by: Actor
    on: date
    at: datetime
    in_place: InPlace = NOTHING
    shared: frozenset[str] = frozenset()
    other_parents: frozenset[str] = frozenset()
    lines: list[journal.Line] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    became: list[Case] = field(default_factory=list)
    orders: list[ReleaseOrder] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    messages: list[OutboxMessage] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    over: list[str] = field(default_factory=list)

    def tell(self, case: Case, kind: str, closure: Closure | None = None, **body: object) -> None:
        """Say in the journal that `kind` happened to the case, once the occasion is written."""
        number = closure.pk if closure else None
        self.lines.append(
            journal.Line(case.number, number, kind, self.on, self.at, self.by.name, self.by.role.value, body)
        )

    def apart(self) -> Occasion:
        """Return the same occasion with nothing gathered yet."""
        return Occasion(self.by, self.on, self.at, self.in_place, self.shared, self.other_parents)

    def take(self, other: Occasion) -> None:
        """Gather what the other has gathered, after one's own."""
        for name in _GATHERED:
            getattr(self, name).extend(getattr(other, name))

    def write(self) -> None:
        """Write all that was gathered, in this transaction, with the cases locked by the caller.

        The journal comes last: whoever appends to it holds up all others who append, until the transaction ends.
        """
        store_what_cases_became(self.became)
        insert(self.replies)
        insert(self.orders)
        close_held_tasks(self.over, self.on)
        insert([*self.tasks, *tasks_for(self.orders, self.on)])
        insert([*messages_for(self.orders, self.on), *letter_messages(self.letters, self.on), *self.messages])
        journal.append(self.lines)
        for name in _GATHERED:
            getattr(self, name).clear()


_GATHERED = ("lines", "letters", "became", "orders", "replies", "messages", "tasks", "over")
