"""What people settle about a duty: whether it is owed at all, that it was done by hand, that it is owed no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from caseclose.casework.models import AssistancePeriod, Duty
from caseclose.casework.services import keys
from caseclose.casework.services.duties import continuation, referral
from caseclose.casework.services.duties.closings import STOP_AND_CLOSE
from caseclose.casework.services.duties.owing import ask, fulfil, lift, take_back_message
from caseclose.casework.services.duties.referral import open_as_referred
from caseclose.casework.services.duties.telling import tell
from caseclose.casework.services.locking import lock_living_case
from caseclose.casework.services.occasions import Occasion
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import STAFF


@dataclass(frozen=True, slots=True)
class SettleDuty:
    """Settle a duty: `go_on` or `not_owed` where a person is to decide, `done` on the day `done_on`, or `lift`.

    `words` say why, or how it was done.
    """

    duty: int
    how: str
    words: str
    done_on: date | None = None
    name = "settle_duty"


HOW = ("go_on", "not_owed", "done", "lift")


@dataclass(frozen=True, slots=True)
class Settled:
    """How a duty stands after a person settled it. `repeated` as for a closing."""

    case: str
    duty: int
    events: tuple[str, ...]
    repeated: bool = False


def settle_duty(*, settle: SettleDuty, by: Actor, on: date, at: datetime, key: str = "") -> Settled:
    """Settle a duty, as a member of staff. Raises Refused where it is not owed any more or there is nothing to decide.

    Raises Duty.DoesNotExist where there is no such duty.
    """
    require_role(by, STAFF, settle.name)
    number = Duty.objects.values_list("case_id", flat=True).get(pk=settle.duty)
    with transaction.atomic():
        lock_living_case(number)
        before = keys.answer_given(key, number, settle)
        if before is not None:
            return Settled(number, settle.duty, tuple(before["events"]), repeated=True)
        duty = Duty.objects.select_related("case__office", "agency", "message").get(pk=settle.duty)
        _check(duty, settle, on)
        occasion = Occasion(by, on, at)
        _settle(duty, settle, occasion)
        done = Settled(number, duty.pk, tuple(line.kind for line in occasion.lines))
        occasion.write()
        keys.spend(key, number, settle, {"events": list(done.events)}, on)
    return done


def _check(duty: Duty, settle: SettleDuty, on: date) -> None:
    if not settle.words.strip():
        raise Refused("reason_needed")
    if duty.done_on is not None or duty.lifted_on is not None:
        raise Refused("duty_not_owed", duty=duty.pk)
    if duty.to_decide is not (settle.how in {"go_on", "not_owed"}):
        raise Refused("duty_not_so", duty=duty.pk, how=settle.how)
    if settle.done_on is not None and not duty.arisen_on <= settle.done_on <= on:
        raise Refused("day_not_possible", day=settle.done_on, first=duty.arisen_on, last=on)


def _settle(duty: Duty, settle: SettleDuty, occasion: Occasion) -> None:
    if settle.how == "go_on":
        _go_on(duty, settle, occasion)
    elif settle.how == "done":
        take_back_message(duty, occasion, still_true=True)
        fulfil(duty, done_on=settle.done_on or occasion.on, words=settle.words, occasion=occasion)
    else:
        lift(duty, settle.words, occasion)


def _go_on(duty: Duty, settle: SettleDuty, occasion: Occasion) -> None:
    """A person decided that the duty is owed: do what the system would have done by itself."""
    occasion.tell(duty.case, "DutyDecided", duty=duty.kind, words=settle.words)
    if duty.kind == referral.KIND:
        if duty.case.open:
            fulfil(duty, done_on=occasion.on, words="case_was_open", occasion=occasion)
            return
        period = AssistancePeriod.objects.get(pk=int(duty.trigger.removeprefix("aid:")))
        open_as_referred(duty.case, duty, period.kind, occasion)
    elif duty.kind == continuation.KIND:
        tell(duty, occasion)
    elif duty.kind == STOP_AND_CLOSE:
        duty.to_decide = False
        duty.save(update_fields=["to_decide"])
        ask(duty, "close_again", due=occasion.on, says="close_again")
    close_decision(duty, occasion.on)


def close_decision(duty: Duty, on: date) -> None:
    """What was asked about deciding is done; the duty itself goes on."""
    duty.case.tasks.filter(key=f"duty:{duty.pk}:decide", done_on=None).update(done_on=on)
