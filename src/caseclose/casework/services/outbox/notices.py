"""Notices that go out later than they were made: their days run from the day on which they really left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from caseclose.casework.models import Closure, OutboxMessage
from caseclose.casework.services import journal
from caseclose.casework.services.outbox.messages import INTENT, NOTICE, OF_NOTICES
from caseclose.casework.services.releases.moves import SYSTEM
from caseclose.closure.steps import Step

_RUNNING = (Step.NOTICED.value, Step.REPLIED.value)


def is_notice(row: OutboxMessage) -> bool:
    """Say whether a message carries a notice before closing."""
    return row.kind == NOTICE or row.body.get("says") == INTENT


def went_out(rows: Sequence[OutboxMessage], *, on: date, at: datetime) -> list[journal.Line]:
    """Let the days of notices that go out only now run from now. The caller has locked the cases.

    Returns what the journal is to say of it.
    """
    late = {row.body["closure"]: row.made_on for row in rows if is_notice(row) and row.made_on < on}
    lines = []
    for closure in Closure.objects.filter(pk__in=late, step__in=_RUNNING).order_by("pk"):
        made_on, earliest = late[closure.pk], closure.earliest_close_on
        if closure.noticed_on != made_on or earliest is None:
            continue
        closure.noticed_on, closure.earliest_close_on = on, on + (earliest - made_on)
        closure.save(update_fields=["noticed_on", "earliest_close_on"])
        body = {"sent_on": on.isoformat(), "earliest_close_on": closure.earliest_close_on.isoformat()}
        role = SYSTEM.role.value
        lines.append(journal.Line(closure.case_id, closure.pk, "NoticeWentOut", on, at, SYSTEM.name, role, body))
    return lines


def not_out(numbers: Collection[str]) -> frozenset[int]:
    """Return the closures of these cases whose last notice has not left the agency, or was turned away."""
    rows = OutboxMessage.objects.filter(OF_NOTICES, case__among=numbers).order_by("pk")
    last = dict(rows.values_list("body__closure", "state"))
    return frozenset(closure for closure, state in last.items() if state != OutboxMessage.State.SENT)
