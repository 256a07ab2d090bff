"""Holds: a do-not-close flag, or a legal hold on records, each with an owner, a reason and an end.

Whoever sets a hold locks the case first, as a closing and a destruction do: the hold or they come first, never both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from caseclose.casework.models import Case, Hold, JournalEntry, Task
from caseclose.casework.services import journal, keys
from caseclose.casework.services.locking import lock_case
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import STAFF, Role
from caseclose.law.values import LATEST

EVENTS: Mapping[str, str] = {
    "reply_reviewed": "ReplyReviewed",
    "court_ruled": "",
    "litigation_ended": "",
    "audit_resolved": "",
    "claim_resolved": "",
    "complaint_settled": "",
    "document_received": "",
}
"""What a hold can wait for. Where the journal tells of it, the entry's kind; of others a person tells by lifting."""

NO_END = "no_end"
MAY_HOLD: Mapping[str, frozenset[Role]] = {
    Hold.Kind.CLOSING: STAFF,
    Hold.Kind.RECORDS: STAFF | {Role.RECORDS_OFFICER},
}
"""Who may set and lift each kind of hold."""


@dataclass(frozen=True, slots=True)
class NewHold:
    """A hold that is asked for: until the day `ends_on`, until the event `until`, or what comes first of the two."""

    kind: str
    owner: str
    reason: str
    ends_on: date | None = None
    until: str = ""
    name = "set_hold"


@dataclass(frozen=True, slots=True)
class LiftHold:
    """A hold that `by` asks to lift, and why."""

    hold: int
    because: str
    by: str
    name = "lift_hold"


@dataclass(frozen=True, slots=True)
class Held:
    """A hold after an act: `state` is set, lift_asked or lifted. `repeated` says that nothing was done again."""

    case: str
    hold: int
    state: str
    repeated: bool = False


def set_hold(*, number: str, hold: NewHold, by: Actor, on: date, at: datetime, key: str = "") -> Held:
    """Hold the closing, or the records, of case `number` from `on`. Raises Refused, and then nothing has changed.

    A hold on a closing needs an end; one on records may last until two people lift it.
    """
    _acceptable(hold, by, on)
    with transaction.atomic():
        case = lock_case(number)
        before = keys.answer_given(key, number, hold)
        if before is not None:
            return Held(**before, repeated=True)
        if case.kind == Case.Kind.DESTROYED:
            raise Refused("records_destroyed")
        ends_on = hold.ends_on or (LATEST if hold.until else None)
        made = Hold.objects.create(
            case=case, kind=hold.kind, owner=hold.owner.strip(), reason=hold.reason, begun_on=on, ends_on=ends_on,
            until=hold.until, set_by=by.name,
        )  # fmt: skip
        _write_down(made, by, on, at)
        held = Held(number, made.pk, "set")
        keys.spend(key, number, hold, _answer(held), on)
    return held


def lift_hold(*, hold: int, because: str, by: Actor, on: date, at: datetime, key: str = "") -> Held:
    """Lift a hold. Raises Refused, Hold.DoesNotExist. One that is over already stays as it is.

    A hold on records is lifted by a second person: the first one asks, and it holds on.
    """
    asked = LiftHold(hold, because, by.name)
    number = Hold.objects.values_list("case_id", flat=True).get(pk=hold)
    with transaction.atomic():
        lock_case(number)
        before = keys.answer_given(key, number, asked)
        if before is not None:
            return Held(**before, repeated=True)
        standing = Hold.objects.get(pk=hold)
        if standing.lifted_on is not None:
            return Held(number, hold, "lifted", repeated=True)
        held = _lift(standing, because, by, on, at)
        keys.spend(key, number, asked, _answer(held), on)
    return held


def _acceptable(hold: NewHold, by: Actor, on: date) -> None:
    may = MAY_HOLD.get(hold.kind, frozenset())
    require_role(by, may, "set_hold")
    if not hold.owner.strip():
        raise Refused("hold_without_owner")
    if not hold.reason.strip():
        raise Refused("reason_needed")
    if hold.until and hold.until not in EVENTS:
        raise Refused("no_such_event", event=hold.until, events=frozenset(EVENTS))
    if hold.ends_on is not None and hold.ends_on <= on:
        raise Refused("hold_over_already", ends_on=hold.ends_on.isoformat(), on=on.isoformat())
    if hold.kind == Hold.Kind.CLOSING and hold.ends_on is None and not hold.until:
        raise Refused("hold_without_end", events=frozenset(EVENTS))


def _write_down(hold: Hold, by: Actor, on: date, at: datetime) -> None:
    """Tell the journal of a new hold, and the hold which entry that was: events count from there."""
    end = hold.until or (hold.ends_on.isoformat() if hold.ends_on else NO_END)
    body = {"hold": hold.pk, "kind": hold.kind, "owner": hold.owner, "end": end, "reason": hold.reason}
    journal.append([line(hold, "HoldSet", body, by, on, at)])
    hold.entry = JournalEntry.objects.filter(case=hold.case_id).aggregate(newest=Max("number"))["newest"]
    hold.save(update_fields=["entry"])


def _lift(hold: Hold, because: str, by: Actor, on: date, at: datetime) -> Held:
    may = MAY_HOLD[hold.kind]
    require_role(by, may, "lift_hold")
    if not because.strip():
        raise Refused("reason_needed")
    body = {"hold": hold.pk, "kind": hold.kind, "reason": because}
    if hold.kind == Hold.Kind.RECORDS and not hold.lift_asked_by:
        hold.lift_asked_by = by.name
        hold.save(update_fields=["lift_asked_by"])
        journal.append([line(hold, "HoldLiftAsked", body, by, on, at)])
        return Held(hold.case_id, hold.pk, "lift_asked")
    if hold.kind == Hold.Kind.RECORDS and same_name(hold.lift_asked_by, by.name):
        raise Refused("hold_lifted_by_two")
    end_hold(hold, by.name, on)
    journal.append([line(hold, "HoldLifted", body, by, on, at)])
    if not same_name(by.name, hold.owner):
        tell_owner(hold, "lifted", f"Hold {hold.pk} on this case, which is yours, was lifted on {on.isoformat()}", on)
    return Held(hold.case_id, hold.pk, "lifted")


def end_hold(hold: Hold, by: str, on: date) -> None:
    """Write that the hold ended on `on`, and close what its owner was asked to look at."""
    hold.lifted_on, hold.lifted_by = on, by
    hold.save(update_fields=["lifted_on", "lifted_by"])
    Task.objects.filter(key=f"hold:{hold.pk}:soon", done_on=None).update(done_on=on)


def tell_owner(hold: Hold, what: str, words: str, on: date) -> bool:
    """Tell the hold's owner something, as a task, once; say whether it is new."""
    _, new = Task.objects.get_or_create(
        key=f"hold:{hold.pk}:{what}",
        defaults={
            "case_id": hold.case_id,
            "kind": f"hold_{what}",
            "words": words,
            "due_on": on,
            "assigned_to": hold.owner,
        },
    )
    return new


def line(hold: Hold, kind: str, body: dict[str, Any], by: Actor, on: date, at: datetime) -> journal.Line:
    """Return the journal's line about a hold."""
    return journal.Line(hold.case_id, None, kind, on, at, by.name, by.role.value, body)


def same_name(one: str, other: str) -> bool:
    """Say whether two names are one person's, as people type them."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _answer(held: Held) -> dict[str, Any]:
    return {"case": held.case, "hold": held.hold, "state": held.state}
