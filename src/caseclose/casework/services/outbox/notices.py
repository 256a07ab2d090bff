"""When the days of a notice run: from the day on which it was mailed, by proof of mailing, and not from its making.

A notice to another agency over the network is out when the network has taken it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from caseclose.casework.models import Closure, OutboxMessage
from caseclose.casework.services import journal
from caseclose.casework.services.outbox.messages import INTENT, MAIL_VENDOR, NOTICE, OF_NOTICES
from caseclose.casework.services.releases.moves import SYSTEM
from caseclose.casework.services.rows import update
from caseclose.closure.steps import Step

_RUNNING = (Step.NOTICED.value, Step.REPLIED.value)

Left = tuple[OutboxMessage, date]
"""A message, and the day on which it left."""


def is_notice(row: OutboxMessage) -> bool:
    """Say whether a message carries a notice before closing."""
    return row.kind == NOTICE or row.body.get("says") == INTENT


def went_out(left: Sequence[Left], *, on: date, at: datetime) -> list[journal.Line]:
    """Let the days of each notice that has left run from the day on which it left. The caller has locked the cases.

    Returns what the journal is to say of it: that a notice was mailed, always; that the network took one, where that
    was later than it was made.
    """
    notices = {row.body["closure"]: (row, day) for row, day in left if is_notice(row)}
    if not notices:
        return []
    lines, moved = [], []
    for closure in Closure.objects.filter(pk__in=notices, step__in=_RUNNING).order_by("pk"):
        row, day = notices[closure.pk]
        earliest = closure.earliest_close_on
        if closure.noticed_on != row.made_on or earliest is None:
            continue
        if day == row.made_on and row.party != MAIL_VENDOR:
            continue
        closure.noticed_on, closure.earliest_close_on = day, day + (earliest - row.made_on)
        moved.append(closure)
        body = {"sent_on": day.isoformat(), "earliest_close_on": closure.earliest_close_on.isoformat()}
        role = SYSTEM.role.value
        lines.append(journal.Line(closure.case_id, closure.pk, "NoticeWentOut", on, at, SYSTEM.name, role, body))
    update(moved, ("noticed_on", "earliest_close_on"))
    return lines


def not_out(numbers: Collection[str]) -> frozenset[int]:
    """Return the closures of these cases whose last notice is not known to have been mailed, or was turned away."""
    rows = OutboxMessage.objects.filter(OF_NOTICES, case__among=numbers).order_by("pk")
    out = {
        closure: state == OutboxMessage.State.SENT and (party != MAIL_VENDOR or mailed_on is not None)
        for closure, state, party, mailed_on in rows.values_list("body__closure", "state", "party", "mailed_on")
    }
    return frozenset(closure for closure, is_out in out.items() if not is_out)
