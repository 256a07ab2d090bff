"""What a closing, a reopening and a reply make owed to the agencies that share the case."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from caseclose.casework.models import Case, Closure, Duty, OtherAgency
from caseclose.casework.selectors.duties import agencies_on, still_owed
from caseclose.casework.services.duties.owing import ask_first, fulfil, lift, may_have_arrived, owe, policy_of
from caseclose.casework.services.duties.telling import tell
from caseclose.casework.services.occasions import Occasion

RESPONDING = OtherAgency.Role.RESPONDING
STOP_AND_CLOSE, CLOSED = "stop_and_close", "case_was_closed"


def owe_after_closing(closure: Closure, *, paragraph: str, on: date, occasion: Occasion) -> None:
    """Make what the closing owes the agencies on the case, and post it.

    `paragraph` is the federal paragraph that the closing rests on, empty where it rests on none.
    """
    case, trigger = closure.case, f"closing:{closure.pk}"
    instructed = close_as_told(case, on, occasion)
    for agency in agencies_on(case):
        says = ""
        if agency.role == RESPONDING:
            kind = "tell_responding_agency_closed"
            owe(case, "keep_paying_out", trigger=trigger, since=on, occasion=occasion, agency=agency)
        elif instructed or _names(case, paragraph, on):
            kind = "tell_initiating_agency_closed"
        else:
            kind, says = "pass_on_information", "case_closed"
        made = owe(case, kind, trigger=trigger, since=on, occasion=occasion, agency=agency)
        if made is not None and made[1]:
            tell(made[0], occasion, says=says, basis=closure.criterion, closure=closure)


def _names(case: Case, paragraph: str, on: date) -> bool:
    """Say whether the rule on telling the initiating agency names this paragraph."""
    policy = policy_of("tell_initiating_agency_closed", case, on)
    return policy is not None and paragraph in policy.text.closings


def remedies_told_to_stop(case: Case, on: date) -> frozenset[str]:
    """Return the remedies that end with a closing because another agency said so, also where they would go on."""
    told = still_owed().filter(case=case, kind=STOP_AND_CLOSE).exists()
    return _stops(case, on) if told else frozenset()


def remedies_that_stay_stopped(closure: Closure) -> frozenset[str]:
    """Return the remedies that the closing let go of because another agency said so.

    Undoing the closing does not undo what that agency said: they are not taken back with it.
    """
    day = closure.closed_on
    return _stops(closure.case, day) if day is not None and _closed_as_told(closure).exists() else frozenset()


def _stops(case: Case, on: date) -> frozenset[str]:
    policy = policy_of(STOP_AND_CLOSE, case, on)
    return frozenset(policy.text.stops) if policy is not None else frozenset()


def _closed_as_told(closure: Closure) -> QuerySet[Duty]:
    """The duties to stop and close that this closing fulfilled."""
    return Duty.objects.filter(
        case=closure.case, kind=STOP_AND_CLOSE, done_on=closure.closed_on, words=CLOSED
    ).select_related("case")


def close_as_told(case: Case, on: date, occasion: Occasion) -> bool:
    """Mark the duty to stop and close as done by the closing of the day; say whether there was one."""
    duties = list(still_owed().filter(case=case, kind=STOP_AND_CLOSE).select_related("case"))
    for duty in duties:
        fulfil(duty, done_on=on, words=CLOSED, occasion=occasion)
    return bool(duties)


def owe_after_reopening(closure: Closure | None, case: Case, occasion: Occasion) -> None:
    """Take back what the closing still owed, and tell the agencies on the case that it is open again.

    An agency that cannot have heard of the closing need not hear that it was undone.
    """
    told: list[Duty] = []
    if closure is not None:
        _owe_closing_again(closure, occasion)
        for duty in Duty.objects.filter(trigger=f"closing:{closure.pk}", lifted_on=None).select_related(
            "case", "agency", "message"
        ):
            told += [duty] if _may_have_heard(duty) else []
            if duty.done_on is None:
                lift(duty, "case_was_reopened", occasion, corrected=True)
    for duty in told:
        made = owe(
            case,
            "pass_on_information",
            trigger=f"reopening:{duty.trigger}",
            since=occasion.on,
            occasion=occasion,
            agency=duty.agency,
        )
        if made is not None and made[1]:
            tell(made[0], occasion, says="case_reopened", closure=closure)


def _owe_closing_again(closure: Closure, occasion: Occasion) -> None:
    """What another agency said to close is open again. Unless a person decides otherwise, that is still to be done."""
    for duty in _closed_as_told(closure):
        duty.done_on, duty.done_by, duty.words = None, "", ""
        duty.save(update_fields=["done_on", "done_by", "words"])
        stops = sorted(remedies_told_to_stop(duty.case, occasion.on))
        ask_first(duty, occasion, "decide_closing_again", remedies=stops)
        occasion.tell(duty.case, "DutyStands", duty=duty.kind)


def _may_have_heard(duty: Duty) -> bool:
    """A duty that is done was told by whatever way; a message that was tried may have arrived."""
    return duty.done_on is not None or (duty.message is not None and may_have_arrived(duty.message))


def owe_after_reply(closure: Closure, reply: str, arrived_on: date, occasion: Occasion) -> None:
    """A reply that could lead somewhere is new information for the agencies that share the case."""
    for agency in agencies_on(closure.case):
        made = owe(
            closure.case,
            "pass_on_information",
            trigger=f"reply:{closure.pk}:{reply}"[:64],
            since=arrived_on,
            occasion=occasion,
            agency=agency,
        )
        if made is not None and made[1]:
            tell(made[0], occasion, closure=closure)
