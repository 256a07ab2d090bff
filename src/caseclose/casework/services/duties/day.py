"""What time makes of duties: messages that went out fulfil them, and what is overdue reaches a person.

Run again, or after days that were missed, it finds only what is new.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.db import transaction

from caseclose.casework.models import OutboxMessage
from caseclose.casework.selectors.duties import overdue_duties, payments_to_pay_out, still_owed
from caseclose.casework.services.duties.owing import ask
from caseclose.casework.services.duties.telling import count_as_told, has_gone_out
from caseclose.casework.services.locking import lock_case
from caseclose.casework.services.occasions import Occasion
from caseclose.closure.commands import Actor
from caseclose.closure.steps import Role

SYSTEM = Actor("system", Role.SYSTEM)


def duties_due(*, on: date, at: datetime) -> Counter[str]:
    """Do what is due of the duties by `on`, and ask people about the rest.

    Counts: told (messages that went out), overdue and unsendable (people asked), to_pay_out (payments that people are
    asked to pay out).
    """
    done: Counter[str] = Counter()
    told = still_owed().filter(message__state=OutboxMessage.State.SENT)
    for number, key in told.values_list("case_id", "pk"):
        done["told"] += _count(number, key, Occasion(SYSTEM, on, at))
    for duty in overdue_duties(on):
        done["overdue"] += ask(duty, "overdue", due=on, due_on=f"{duty.due_on}", duty=duty.kind)
    for duty in still_owed().filter(message__state=OutboxMessage.State.FAILED):
        done["unsendable"] += ask(duty, "unsendable", due=on, duty=duty.kind)
    for duty in still_owed().filter(kind="keep_paying_out").select_related("case__office"):
        for payment in payments_to_pay_out(duty, on):
            done["to_pay_out"] += ask(duty, f"pay:{payment.pk}", due=on, duty=duty.kind)
    return done


def _count(number: str, key: int, occasion: Occasion) -> bool:
    """Count a duty as told, if it still is one when its case is locked."""
    with transaction.atomic():
        lock_case(number)
        duty = still_owed().filter(pk=key).select_related("case__office", "agency", "message").first()
        if duty is None or not has_gone_out(duty):
            return False
        count_as_told(duty, occasion)
        occasion.write()
    return True
