"""Making accounts."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from caseclose.casework.models import Office
from caseclose.staff.models import Account
from caseclose.staff.people.telling import MADE, By, tell


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that is asked for. `office` is a code; a role that is bound to no office needs none.

    Whoever gets it chooses a password of their own at the first sign-in, unless `keeps_password`.
    """

    sign_in: str
    name: str
    roles: tuple[str, ...]
    office: str | None
    team: str
    password: str
    keeps_password: bool = False


def make_account(asked: NewAccount, by: By) -> Account:
    """Make an account, and say so in the journal. Raises ValidationError with every reason why it cannot be made."""
    made = Account(
        sign_in=" ".join(asked.sign_in.split()),
        name=" ".join(asked.name.split()),
        team=asked.team,
        roles=[*asked.roles],
        must_choose_password=not asked.keeps_password,
    )
    if asked.office is not None:
        made.office = Office.objects.filter(code=asked.office).first()
        if made.office is None:
            raise ValidationError(_("There is no such office."))
    _not_taken(made)
    validate_password(asked.password, made)
    made.set_password(asked.password)
    clean(made)
    with transaction.atomic():
        made.save()
        tell(MADE, by, made.sign_in, person=made.name, roles=sorted(made.roles), office=asked.office or "-")
    return made


def clean(account: Account) -> None:
    """Check an account as a whole. It may have no office. Raises ValidationError."""
    account.full_clean(exclude=["office"] if account.office is None else None)


def _not_taken(account: Account) -> None:
    """Raise ValidationError, by field, where another account has the sign-in or the name, however it is capitalised."""
    taken = {
        field: _("Another account has it already.")
        for field in ("sign_in", "name")
        if Account.objects.filter(**{f"{field}__iexact": getattr(account, field)}).exists()
    }
    if taken:
        raise ValidationError(taken)
