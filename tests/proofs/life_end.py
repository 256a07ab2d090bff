"""How the whole life must end, said apart from the program: a life that came to less would leave less to be killed."""

from __future__ import annotations

from collections.abc import Iterator

from caseclose.casework.models import Case, Disbursement, Duty, JournalEntry, OutboxMessage, ReleaseOrder
from caseclose.casework.selectors.ledger_check import faults_of_ledger

KINDS = {
    "D": "destroyed",
    "P": "payment_processing",
    "Q": "payment_processing",
    "R": "enforcement",
    "S": "enforcement",
}
PAID = {("Q", "family", "57.69"), ("P", "back", "300.00")}
TOLD = {
    "D": ("RecordsDestroyed",),
    "P": ("NoticeSent", "NoticeWentOut", "ReplyRecorded", "ReplyReviewed", "CaseClosed", "ReleaseSent",
          "ReleaseAccepted", "PaymentReceived", "PaymentHeld", "PaymentPlaced", "PaymentSent", "ReleaseConfirmed",
          "PaymentPaidOut", "ReleaseUnknown", "ReleaseConfirmed"),
    "Q": ("AgencyRecorded", "RequestRecorded", "ClosureApproved", "CaseClosed", "DutyArose", "ReleaseSent", "DutyDone",
          "PaymentReceived", "PaymentPlaced", "PaymentSent", "AgencyMessageArrived", "ReleaseConfirmed",
          "PaymentPaidOut"),
    "R": ("NoticeSent", "NoticeWentOut", "MailReturned", "TaskDone", "NoticeSent", "NoticeWentOut", "CaseKeptOpen"),
    "S": ("CaseClosed", "CaseReopened", "ReleaseKept"),
}  # fmt: skip
"""For each case what the journal tells of it, in this order; other things in between."""


def not_as_it_must_be() -> Iterator[str]:
    """Yield what is not as the life must end."""
    kinds = dict(Case.objects.values_list("number", "kind"))
    if kinds != KINDS:
        yield f"the cases are {kinds}"
    paid = {(order.case_id, order.payee, str(order.amount)) for order in Disbursement.objects.filter(state="confirmed")}
    if paid != PAID or Disbursement.objects.exclude(state="confirmed").exists():
        yield f"what was paid out is {sorted(paid)}"
    yield from (f"the ledger: {fault}" for fault in faults_of_ledger())
    yield from (f"case {number}: '{kind}' is not told in its turn" for number, kind in _untold())
    waiting = OutboxMessage.objects.exclude(state="sent").values_list("key", flat=True)
    yield from (f"the message {key} has not gone out" for key in waiting)
    yield from (f"the duty {duty.kind} is still owed" for duty in Duty.objects.filter(done_on=None, lifted_on=None))
    settled = ("confirmed", "kept")
    yield from (
        f"the release of {order.kind} is {order.state}" for order in ReleaseOrder.objects.exclude(state__in=settled)
    )


def _untold() -> Iterator[tuple[str, str]]:
    for number, kinds in TOLD.items():
        told = iter(JournalEntry.objects.filter(case_id=number).order_by("number").values_list("kind", flat=True))
        yield from ((number, kind) for kind in kinds if kind not in told)
