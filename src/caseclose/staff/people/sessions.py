"""The sessions of an account: at how many computers it is signed in, and ending them."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from caseclose.staff.models import Account


def sessions_of(account: Account, *, but: str = "") -> Iterator[Session]:
    """Yield the sessions in which an account is signed in, without the one of the key `but`."""
    own = str(account.pk)
    for session in Session.objects.exclude(session_key=but).iterator():
        if session.get_decoded().get(SESSION_KEY) == own:
            yield session


def end_sessions(account: Account, *, but: str = "") -> int:
    """End the sessions of an account, without the one of the key `but`. Return how many ended."""
    found = [session.session_key for session in sessions_of(account, but=but)]
    Session.objects.filter(session_key__in=found).delete()
    return len(found)
