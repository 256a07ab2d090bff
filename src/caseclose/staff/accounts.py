"""Making accounts."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caseclose.casework.models import Office
from caseclose.staff.models import Account


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that is asked for. `office` is a code; a role that is bound to no office needs none."""

    sign_in: str
    name: str
    roles: tuple[str, ...]
    office: str | None
    team: str
    password: str


def make_account(asked: NewAccount) -> Account:
    """Make an account. Raises ValidationError with every reason why it cannot be made."""
    made = Account(
        sign_in=" ".join(asked.sign_in.split()),
        name=" ".join(asked.name.split()),
        team=asked.team,
        roles=[*asked.roles],
    )
    if asked.office is not None:
        made.office = Office.objects.filter(code=asked.office).first()
        if made.office is None:
            raise ValidationError(_("There is no such office."))
    validate_password(asked.password, made)
    made.set_password(asked.password)
    made.full_clean()
    made.save()
    return made
