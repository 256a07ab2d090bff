"""What must be noticed when a way of signing in changes."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import authenticator_removed
from django.dispatch import receiver
from django.http import HttpRequest

from caseclose.staff.models import Account
from caseclose.staff.people.own import password_was_chosen
from caseclose.staff.screens.signing_in.own import owner


@receiver(authenticator_removed)
def look_again(request: HttpRequest, **_: Any) -> None:  # noqa: ANN401 - as Django's signals send them
    """Forget that the account had a second factor: whether it still has one is asked again."""
    request.session.pop("second_factor", None)


@receiver(password_changed)
def password_is_own(user: Account, **_: Any) -> None:  # noqa: ANN401
    """Keep that nobody else knows the password any more."""
    password_was_chosen(user, owner(user))
