"""What somebody does about their own account: a password of their own, the language, sessions at other computers."""

from __future__ import annotations

from django.db import transaction

from caseclose.staff.models import Account
from caseclose.staff.people.sessions import end_sessions
from caseclose.staff.people.telling import PASSWORD_CHOSEN, SESSIONS_ENDED, By, tell


def password_was_chosen(account: Account, by: By) -> None:
    """Keep that the password of an account is known to its owner alone now."""
    with transaction.atomic():
        account.must_choose_password = False
        account.save(update_fields=["must_choose_password"])
        tell(PASSWORD_CHOSEN, by, account.sign_in)


def choose_language(account: Account, lang: str) -> None:
    """Keep the language of an account's pages."""
    account.language = lang
    account.save(update_fields=["language"])


def end_other_sessions(account: Account, by: By, *, but: str) -> int:
    """End the sessions of an account at other computers. Return how many ended; where none did, nothing is told."""
    with transaction.atomic():
        ended = end_sessions(account, but=but)
        if ended:
            tell(SESSIONS_ENDED, by, account.sign_in)
    return ended
