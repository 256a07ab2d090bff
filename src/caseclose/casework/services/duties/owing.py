"""Owing: a duty is made in the transaction of what triggers it, and ends done or lifted. The journal tells of each."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from caseclose.casework.models import Case, Duty, OtherAgency, OutboxMessage, Task
from caseclose.casework.selectors.duties import still_owed
from caseclose.casework.selectors.service_levels import due_on
from caseclose.casework.services.asked import Said, ask_once, asked
from caseclose.casework.services.occasions import Occasion
from caseclose.law.duties import Owed, owed_on
from caseclose.law.reading import shipped

ENDS_WITH = {"tell_responding_agency_closed": "keep_paying_out"}
"""A duty that is over when another one of the same trigger has been done."""

AGENCY_TOLD = "agency_told"


def policy_of(kind: str, case: Case, since: date) -> Owed | None:
    """Return the duty as policy has it in the case's state for what happened on the day; None where none was owed."""
    return owed_on(shipped(), kind, case.state, since)


def owe(
    case: Case, kind: str, *, trigger: str, since: date, occasion: Occasion, agency: OtherAgency | None = None
) -> tuple[Duty, bool] | None:
    """Make the duty that `trigger` leads to; its time counts from `since`. The caller has locked the case.

    Returns the duty and whether it is new: one trigger makes it once. None where no such duty was in force.
    """
    policy = policy_of(kind, case, since)
    if policy is None:
        return None
    due = due_on(policy.text.time, case.state, since) if policy.text.time else None
    duty, new = Duty.objects.get_or_create(
        key=f"{trigger}:{kind}:{agency.pk if agency else ''}"[:120],
        defaults={
            "case": case, "kind": kind, "trigger": trigger, "agency": agency, "arisen_on": since, "due_on": due,
        },
    )  # fmt: skip
    if new:
        occasion.tell(
            case,
            "DutyArose",
            duty=kind,
            due_on=due.isoformat() if due else "no_day",
            cites=", ".join(policy.cites),
            trigger=trigger,
        )
    return duty, new


def fulfil(duty: Duty, *, done_on: date, words: str, occasion: Occasion) -> None:
    """Mark a duty as done on the day. What was asked of people about it is done too.

    `words` say how: in a person's own words, or in a word of history_values.toml.
    """
    duty.done_on, duty.done_by, duty.words, duty.to_decide = done_on, occasion.by.name, words[:300], False
    duty.save(update_fields=["done_on", "done_by", "words", "to_decide"])
    close_tasks(duty, occasion.on)
    occasion.tell(duty.case, "DutyDone", duty=duty.kind, done_on=done_on.isoformat(), words=words)
    over = ENDS_WITH.get(duty.kind)
    if over is not None:
        for other in still_owed().filter(kind=over, trigger=duty.trigger, agency=duty.agency).select_related("case"):
            lift(other, AGENCY_TOLD, occasion)


def owe_again(duty: Duty) -> None:
    """What ended because `duty` counted as done is owed once more: it was not done after all."""
    over = ENDS_WITH.get(duty.kind, "")
    ended = Duty.objects.filter(kind=over, trigger=duty.trigger, agency=duty.agency, words=AGENCY_TOLD)
    ended.update(lifted_on=None, done_by="", words="")


def lift(duty: Duty, words: str, occasion: Occasion, *, corrected: bool = False) -> None:
    """End a duty that is no longer owed, and say why. A message of its own is taken back.

    Where the message may have arrived, what it says holds no more: a person is asked to set it right, unless the caller
    sends what corrects it.
    """
    take_back_message(duty, occasion, still_true=corrected)
    duty.lifted_on, duty.done_by, duty.words, duty.to_decide = occasion.on, occasion.by.name, words[:300], False
    duty.save(update_fields=["lifted_on", "done_by", "words", "to_decide"])
    close_tasks(duty, occasion.on)
    occasion.tell(duty.case, "DutyLifted", duty=duty.kind, words=words)


def take_back_message(duty: Duty, occasion: Occasion, *, still_true: bool) -> None:
    """Take the duty's message back: it is not sent any more. The caller has locked the case.

    One that was never tried is gone. One that was tried may have arrived, so it stays on record; and where it is not
    `still_true` nor corrected by another one, a person is asked to find out and to set it right.
    """
    message = duty.message
    if message is None:
        return
    if not may_have_arrived(message):
        duty.message = None
        duty.save(update_fields=["message"])
        message.delete()
        return
    if not still_true:
        key, what = f"taken_back:{message.pk}", str(message.body.get("says") or message.kind)
        ask_once(asked(case=duty.case_id, key=key, kind="message_taken_back", due=occasion.on, message=what))
    if message.state == OutboxMessage.State.WAITING:
        message.state = OutboxMessage.State.FAILED
        message.save(update_fields=["state"])
    duty.message = None
    duty.save(update_fields=["message"])


def may_have_arrived(message: OutboxMessage) -> bool:
    """Say whether a message may have reached its receiver. One that was never tried cannot have."""
    return message.state == OutboxMessage.State.SENT or message.tries > 0


def ask(duty: Duty, what: str, /, *, due: date, says: str = "", **said: Said) -> bool:
    """Ask a person about the duty, once for each `what`; say whether it is new."""
    key, kind = f"duty:{duty.pk}:{what}", f"duty_{what.split(':')[0]}"
    return ask_once(asked(case=duty.case_id, key=key, kind=kind, due=due, says=says, **said))


def ask_first(duty: Duty, occasion: Occasion, says: str, /, **said: Said) -> None:
    """Let a person decide first whether the duty is owed at all: the text `says` asks it."""
    duty.to_decide = True
    duty.save(update_fields=["to_decide"])
    ask(duty, "decide", due=occasion.on, says=says, **said)


def close_tasks(duty: Duty, on: date) -> None:
    """Close what was asked of people about the duty."""
    found: QuerySet[Task] = Task.objects.filter(case_id=duty.case_id, key__startswith=f"duty:{duty.pk}:", done_on=None)
    found.update(done_on=on)
