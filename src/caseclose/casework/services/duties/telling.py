"""Telling: the message or letter that a duty owes is posted with it, and counts when it has gone out."""

from __future__ import annotations

from caseclose.casework.models import Closure, Duty, OutboxMessage
from caseclose.casework.selectors.duties import agencies_on
from caseclose.casework.services.duties.owing import ask, fulfil, owe_again, policy_of
from caseclose.casework.services.occasions import Occasion
from caseclose.casework.services.outbox.messages import post_letter_about, post_to_agency

GONE_OUT = "message_went_out"


def tell(duty: Duty, occasion: Occasion, *, says: str = "", basis: str = "", closure: Closure | None = None) -> None:
    """Post what the duty owes: a message to its agency, or a letter to the recipient. It owes one only once.

    `says` stands for what policy has the duty say, where more can be told: a closing instead of new information.
    """
    policy = policy_of(duty.kind, duty.case, duty.arisen_on)
    if policy is None or duty.message_id is not None:
        return
    about = f"duty:{duty.pk}"
    if duty.agency is not None:
        duty.message = post_to_agency(
            agency=duty.agency,
            about=about,
            says=says or policy.text.says,
            basis=basis,
            closure=closure,
            on=occasion.on,
        )
    elif policy.text.letter:
        duty.message = post_letter_about(
            case=duty.case, about=about, letter=policy.text.letter, closure=closure, on=occasion.on
        )
    duty.to_decide = False
    duty.save(update_fields=["message", "to_decide"])


def has_gone_out(duty: Duty) -> bool:
    """Say whether the message that fulfils the duty was sent."""
    return duty.message is not None and duty.message.state == OutboxMessage.State.SENT


def count_as_told(duty: Duty, occasion: Occasion) -> None:
    """Mark the duty as done on the day on which its message went out."""
    sent_on = duty.message.sent_on if duty.message is not None else None
    fulfil(duty, done_on=sent_on or occasion.on, words=GONE_OUT, occasion=occasion)


def message_refused(row: OutboxMessage, why: str, occasion: Occasion) -> None:
    """What was refused was not told: the duty that it was to fulfil is owed again, and a person is asked about it.

    The caller has locked the case and writes the occasion. The same refusal once more changes nothing.
    """
    for duty in Duty.objects.filter(message=row, lifted_on=None).select_related("case"):
        duty.message, duty.done_on, duty.done_by, duty.words = None, None, "", f"refused: {why}"[:300]
        duty.save(update_fields=["message", "done_on", "done_by", "words"])
        ask(duty, "refused", due=occasion.on, duty=duty.kind, why=why)
        occasion.tell(duty.case, "DutyOwedAgain", duty=duty.kind, words=why)
        owe_again(duty)


def tell_of_closure(closure: Closure, says: str, occasion: Occasion) -> bool:
    """Tell the initiating agencies on the case something about a closing in progress; say whether there are any."""
    agencies = agencies_on(closure.case, "initiating")
    for agency in agencies:
        told = closure.case.messages.filter(body__closure=closure.pk, body__says=says, body__agency=agency.pk).count()
        post_to_agency(
            agency=agency,
            about=f"closing:{closure.pk}:{told + 1}",
            says=says,
            basis=closure.criterion,
            closure=closure,
            on=occasion.on,
        )
    return bool(agencies)
