"""Many cases at once that stand at some step of a closing, each with the journal that leads there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from caseclose.casework.models import (
    Balance,
    Case,
    Closure,
    Finding,
    JournalEntry,
    Office,
    OutboxMessage,
    ReleaseOrder,
    Remedy,
    Reply,
    Task,
)
from caseclose.casework.services import journal
from caseclose.casework.services.consequences import LATE_REPLY
from caseclose.casework.services.outbox.messages import MAIL_VENDOR
from caseclose.casework.services.outbox.messages import NOTICE as A_NOTICE
from caseclose.outside.fakes import FakeParty
from tests.casework.closable import DAY, DUE, SETTLED, SUPERVISOR, SYSTEM, WORKER, moment
from tests.proofs.history import Act, Entry, History

CRITERION, OUTCOME, NOTICE = "ca.b1", "payment_processing", "intent_to_close"
LEADS: dict[str, tuple[str, ...]] = {
    "proposed": ("ClosureProposed",),
    "approved": ("ClosureProposed", "ClosureApproved"),
    "noticed": ("ClosureProposed", "ClosureApproved", "NoticeSent"),
    "replied": ("ClosureProposed", "ClosureApproved", "NoticeSent", "ReplyRecorded"),
    "closed": ("ClosureProposed", "ClosureApproved", "NoticeSent", "CaseClosed"),
}
BODIES: dict[str, dict[str, Any]] = {
    "ClosureProposed": {"criterion": CRITERION},
    "ClosureApproved": {"criterion": CRITERION, "outcome": OUTCOME, "notice": NOTICE},
    "NoticeSent": {"notice": NOTICE, "sent_on": DAY.isoformat(), "earliest_close_on": DUE.isoformat()},
    "ReplyRecorded": {"channel": "mail", "arrived_at": moment(DAY).isoformat()},
    "CaseClosed": {"criterion": CRITERION, "outcome": OUTCOME, "on": DUE.isoformat()},
}
BY = {"ClosureApproved": SUPERVISOR, "NoticeSent": SYSTEM, "CaseClosed": SYSTEM}
BOARD = "driver_license"
PLACED_ON = date(2026, 11, 1)
LOOKED_BEFORE = timedelta(days=21)
"""How long before the day the facts were found."""


def reply_of(number: str) -> str:
    """The name of the reply that a case at `replied` waits with."""
    return f"reply of {number}"


@transaction.atomic
def cases_at(step: str, numbers: Sequence[str], *, zone: str = "America/Los_Angeles", on: date = DAY) -> None:
    """Store cases of an office in the zone, which have come to a step on a day.

    At `closed` a release waits to be sent to the licensing board.
    """
    office, _ = Office.objects.get_or_create(code=zone, defaults={"state": "ca", "name": "An office", "zone": zone})
    kind = OUTCOME if step == "closed" else Case.Kind.ENFORCEMENT
    closed_on = DUE if step == "closed" else None
    cases = Case.objects.bulk_create(
        Case(number=number, office=office, kind=kind, opened_on=date(2015, 1, 1), enforcement_closed_on=closed_on)
        for number in numbers
    )
    found_on = on - LOOKED_BEFORE
    owed = {"family": Decimal("312.40"), "assigned": Decimal("0.00")}
    Balance.objects.bulk_create(Balance(case=case, as_of=found_on, **owed) for case in cases)
    Finding.objects.bulk_create(
        Finding(case=case, fact=fact, value=value, found_on=found_on, found_by=WORKER.name)
        for case in cases
        for fact, value in SETTLED.items()
    )
    closures = Closure.objects.bulk_create(_closure(case, step, on) for case in cases)
    for closure in closures:
        _what_is_there(closure, step)
    journal.append([_line(closure, kind, on) for closure in closures for kind in LEADS[step]])


def _closure(case: Case, step: str, on: date) -> Closure:
    closure = Closure(case=case, step=step, way="proposal", begun_by=WORKER.name, begun_on=on, criterion=CRITERION)
    if step != "proposed":
        closure.outcome, closure.notice = OUTCOME, NOTICE
    if step in ("noticed", "replied", "closed"):
        closure.noticed_on, closure.earliest_close_on = DAY, DUE
    closure.reply_count = int(step == "replied")
    closure.closed_on = DUE if step == "closed" else None
    return closure


def _what_is_there(closure: Closure, step: str) -> None:
    number = closure.case_id
    if step == "replied":
        Reply.objects.create(
            closure=closure, key=reply_of(number), arrived_at=moment(DAY), keyed_on=DAY, channel="mail"
        )
    if step == "closed":
        remedy = Remedy.objects.create(kind=BOARD, placed_on=PLACED_ON, party="the board")
        remedy.cases.add(closure.case)
        order = ReleaseOrder.objects.create(closure=closure, remedy=remedy, kind=BOARD, reason="it ends", made_on=DUE)
        body = {"release": order.pk, "remedy": remedy.pk}
        key = f"release:{order.pk}"
        OutboxMessage.objects.create(key=key, case_id=number, kind="release", party=BOARD, body=body, made_on=DUE)


def _line(closure: Closure, kind: str, on: date) -> journal.Line:
    by = BY.get(kind, WORKER)
    body = BODIES[kind] | ({"reply": reply_of(closure.case_id)} if kind == "ReplyRecorded" else {})
    return journal.Line(closure.case_id, closure.pk, kind, on, moment(on), by.name, by.role.value, body)


def let_the_notice_be_under_way(number: str) -> str:
    """Let the mail vendor have the notice of a case, with no proof yet that it was mailed; return the message's key."""
    closure = Closure.objects.get(case_id=number)
    body = {"closure": closure.pk, "letter": A_NOTICE, "whom": "recipient"}
    key = f"{number}:{closure.pk}:{A_NOTICE}:1"
    OutboxMessage.objects.create(
        key=key, case_id=number, kind=A_NOTICE, party=MAIL_VENDOR, body=body, state="sent", made_on=DAY, sent_on=DAY
    )
    return key


def newest_entry() -> int:
    """The number of the last entry of the journal."""
    return JournalEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0


def history_of(number: str, acts: Sequence[Act], before: int, board: FakeParty | None = None) -> History:
    """Everything there is to know of a case after its acts."""
    entries = [
        Entry(
            entry.number,
            entry.kind,
            entry.by,
            str(entry.said.get("reply", entry.said.get("release", ""))),
            str(entry.said.get("earliest_close_on", entry.said.get("on", ""))),
        )
        for entry in JournalEntry.objects.filter(case_id=number).order_by("number")
    ]
    case = Case.objects.get(number=number)
    orders = list(ReleaseOrder.objects.filter(closure__case_id=number).values_list("pk", flat=True))
    done = board.done() if board is not None else frozenset()
    asked = Task.objects.filter(case_id=number, kind="remedies_after_reopening", done_on=None).exists()
    late = Task.objects.filter(case_id=number, kind=LATE_REPLY, done_on=None).values_list("key", flat=True)
    last = case.closures.order_by("-id")[0]
    return History(
        acts,
        entries,
        before,
        stands_at=str(last.step),
        may_close_on=str(last.earliest_close_on or ""),
        case_open=case.open,
        done_outside=Counter(str(order) for order in orders if f"release:{order}" in done),
        late_replies_asked=frozenset(key.partition(":")[2] for key in late),
        asked_about=frozenset(map(str, orders)) if asked else frozenset(),
    )
