"""What a session must notice when a way of signing in changes."""

from __future__ import annotations

from typing import Any

from allauth.mfa.signals import authenticator_removed
from django.dispatch import receiver
from django.http import HttpRequest


@receiver(authenticator_removed)
def look_again(request: HttpRequest, **_: Any) -> None:  # noqa: ANN401 - as Django's signals send them
    """Forget that the account had a second factor: whether it still has one is asked again."""
    request.session.pop("second_factor", None)
