"""Conflicts of interest: which cases an account must not see, because they are its own or a relative's."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from caseclose.casework.models import Case, Participant
from caseclose.closure.refused import Refused
from caseclose.staff.models import Conflict
from caseclose.staff.people.locking import lock_account, not_own
from caseclose.staff.people.telling import CONFLICT_ENDED, CONFLICT_SAID, By, tell

THE_CASE = ""
PARTS = (Participant.Role.CUSTODIAL_PARTY, Participant.Role.NONCUSTODIAL_PARENT, Participant.Role.ALLEGED_FATHER)


def say_conflict(pk: int, number: str, part: str, by: By) -> None:
    """Keep an account from a case or, where `part` names who in it, from every case of that person.

    Also one's own may be said, by oneself too. Raises Refused where there is nobody like that, or it is known.
    """
    with transaction.atomic():
        account = lock_account(pk, by)
        case = Case.objects.filter(number=number).first() if number.isprintable() else None
        parts = Participant.objects.filter(case=case, role=part) if part else Participant.objects.none()
        people: list[int | None] = [*parts.values_list("person", flat=True)]
        if case is None or (part and not people):
            raise Refused("nobody_there")
        for person in people or [None]:
            _keep(Conflict(account=account, case=None if person else case, person_id=person, said_by=by.name,
                           said_on=by.on))  # fmt: skip
        tell(CONFLICT_SAID, by, account.sign_in)


def _keep(conflict: Conflict) -> None:
    try:
        with transaction.atomic():
            conflict.save()
    except IntegrityError:
        raise Refused("conflict_known") from None


def take_back(pk: int, conflict: int, by: By) -> None:
    """Let an account see again what a conflict kept from it. Raises Refused where it is one's own account."""
    with transaction.atomic():
        account = lock_account(pk, by)
        not_own(account, by)
        gone, _ = Conflict.objects.filter(account=account, pk=conflict).delete()
        if gone:
            tell(CONFLICT_ENDED, by, account.sign_in)
