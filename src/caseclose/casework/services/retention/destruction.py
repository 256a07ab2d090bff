"""Destroying the records of a closed case: one person proposes, another approves, and the database looks for itself.

Nothing here decides that records may go. `casework_destroy_records` does, in the database, under the same lock that
whoever sets a hold takes; what it refuses is told in words here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from caseclose.casework.models import Case, Destruction, DestructionReceipt
from caseclose.casework.selectors.retention import DUE, Standing, retention_of
from caseclose.casework.services import journal
from caseclose.casework.services.holds.holding import same_name
from caseclose.casework.services.locking import lock_case
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role

OFFICERS = frozenset({Role.RECORDS_OFFICER, Role.SUPERVISOR})
"""Who may have a part in the destruction of records."""
_REFUSED = "CC303"
_IN_HAND = Q(state__in=[Destruction.State.PROPOSED, Destruction.State.APPROVED])


@dataclass(frozen=True, slots=True)
class Stands:
    """A destruction after an act. `repeated` says that it stood there before and nothing was done again."""

    case: str
    destruction: int
    state: str
    repeated: bool = False


def propose_destruction(*, number: str, by: Actor, on: date, at: datetime) -> Stands:
    """Propose to destroy the records of a case. Raises Refused unless they are due. Asked twice, it is proposed once.

    Whatever happens in the case afterwards, a hold or a reopening, makes the proposal void.
    """
    require_role(by, OFFICERS, "propose_destruction")
    with transaction.atomic():
        lock_case(number)
        ended_on, keep_until = _due(number, on)
        before = Destruction.objects.filter(_IN_HAND, case=number).first()
        if before is not None and not _is_void(before):
            return Stands(number, before.pk, before.state, repeated=True)
        if before is not None:
            _withdraw(before)
        made = Destruction.objects.create(
            case_id=number, ended_on=ended_on, keep_until=keep_until, proposed_by=by.name,
            proposed_on=on,
        )  # fmt: skip
        body = {"destruction": made.pk, "ended_on": made.ended_on.isoformat()}
        journal.append([_line(number, "DestructionProposed", body, by, on, at)])
    return Stands(number, made.pk, made.state)


def approve_destruction(*, number: str, by: Actor, on: date, at: datetime) -> Stands:
    """Approve, as the second person, what was proposed. Raises Refused. Approved twice, it is approved once."""
    require_role(by, OFFICERS, "approve_destruction")
    with transaction.atomic():
        lock_case(number)
        _due(number, on)
        found = Destruction.objects.filter(_IN_HAND, case=number).first()
        if found is None or _is_void(found):
            raise Refused("destruction_not_proposed")
        if same_name(found.proposed_by, by.name):
            raise Refused("destruction_by_two")
        if found.state == Destruction.State.APPROVED and same_name(found.approved_by, by.name):
            return Stands(number, found.pk, found.state, repeated=True)
        found.state, found.approved_by, found.approved_on = Destruction.State.APPROVED, by.name, on
        found.save(update_fields=["state", "approved_by", "approved_on"])
        journal.append([_line(number, "DestructionApproved", {"destruction": found.pk}, by, on, at)])
    return Stands(number, found.pk, found.state)


def withdraw_destruction(*, number: str, by: Actor, on: date, at: datetime) -> Stands:
    """Take a proposed or approved destruction back. Raises Refused where there is none."""
    require_role(by, OFFICERS, "withdraw_destruction")
    with transaction.atomic():
        lock_case(number)
        found = Destruction.objects.filter(_IN_HAND, case=number).first()
        if found is None:
            raise Refused("destruction_not_proposed")
        _withdraw(found)
        journal.append([_line(number, "DestructionWithdrawn", {"destruction": found.pk}, by, on, at)])
    return Stands(number, found.pk, found.state)


def destroy_records(*, number: str, by: Actor, on: date, at: datetime) -> DestructionReceipt:
    """Destroy the records of a case and return the receipt. Raises Refused, and then nothing has changed.

    All of it or nothing: the rows, the words of the journal, the receipt and the journal's entry about it are one
    transaction. Of a case that was destroyed before, its receipt is returned.
    """
    require_role(by, OFFICERS, "destroy_records")
    before = DestructionReceipt.objects.filter(case=number).first()
    if before is not None:
        return before
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT casework_destroy_records(%s, %s, %s, %s)", [number, on, at, by.name])
            receipt = DestructionReceipt.objects.get(pk=cursor.fetchone()[0])
            journal.append([_line(number, "RecordsDestroyed", receipt_body(receipt), by, on, at)])
    except DatabaseError as error:
        raise _told(error, number, on) from error
    return receipt


def receipt_body(receipt: DestructionReceipt) -> dict[str, Any]:
    """Return the receipt as the journal has it. It names neither the case's number nor anyone on the case."""
    return {
        "receipt": receipt.pk,
        "fingerprint": receipt.fingerprint,
        "rule": receipt.rule,
        "ended_on": receipt.ended_on.isoformat(),
        "reported_on": receipt.reported_on.isoformat(),
        "keep_until": receipt.keep_until.isoformat(),
        "destroyed_on": receipt.destroyed_on.isoformat(),
        "proposed_by": receipt.proposed_by,
        "approved_by": receipt.approved_by,
        "counts": receipt.counts,
        "entries": receipt.entries,
        "through": receipt.through,
        "sealed": receipt.sealed,
    }


def _due(number: str, on: date) -> tuple[date, date]:
    """Return when the case ended and until when its records were to be kept, or refuse."""
    standing = next(retention_of([number], on))
    if standing.standing != DUE or standing.ended_on is None or standing.keep_until is None:
        raise not_due(standing)
    return standing.ended_on, standing.keep_until


def not_due(standing: Standing) -> Refused:
    """Return the refusal that says why the records may not be destroyed."""
    if standing.standing == "destroyed":
        return Refused("records_destroyed")
    if standing.standing == "open":
        return Refused("records_of_open_case")
    if standing.standing == "held":
        return Refused("records_held", holds=standing.holds)
    if standing.standing == "too_early":
        return Refused("records_too_early", until=standing.keep_until)
    if standing.standing == "unsettled":
        return Refused("records_unsettled", unsettled=standing.unsettled)
    return Refused("records_end_unknown", missing=standing.standing)


def _is_void(found: Destruction) -> bool:
    """Say whether something has happened in the case since the destruction was proposed, approvals apart."""
    entries = found.case.journal.order_by("number")
    proposed = entries.filter(kind="DestructionProposed", body__destruction=found.pk).first()
    if proposed is None:
        return True
    return entries.filter(number__gt=proposed.number).exclude(kind="DestructionApproved").exists()


def _withdraw(found: Destruction) -> None:
    found.state = Destruction.State.WITHDRAWN
    found.save(update_fields=["state"])


def _told(error: DatabaseError, number: str, on: date) -> Exception:
    """Turn the database's one word into a refusal. Any other error stays what it is."""
    cause = error.__cause__
    if getattr(cause, "sqlstate", "") != _REFUSED:
        return error
    word = str(getattr(getattr(cause, "diag", None), "message_primary", ""))
    if word == "not_approved":
        return Refused("destruction_not_approved")
    if word == "day_to_come":
        return Refused("day_to_come", on=on)
    if word == "no_such_case":
        return Case.DoesNotExist(f"there is no case {number}")
    standing = next(retention_of([number], on))
    return not_due(standing) if standing.standing != DUE else error


def _line(number: str, kind: str, body: dict[str, Any], by: Actor, on: date, at: datetime) -> journal.Line:
    return journal.Line(number, None, kind, on, at, by.name, by.role.value, body)
