"""Making and changing accounts, and helping who cannot sign in."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from django.db import transaction

from caseclose.casework.models import Office
from caseclose.casework.services import keys
from caseclose.closure.refused import Refused
from caseclose.law.safeguards import safeguards
from caseclose.staff.accounts import NewAccount, clean, make_account
from caseclose.staff.models import Account
from caseclose.staff.people.locking import lock_account, not_own, one_is_left
from caseclose.staff.people.sessions import end_sessions
from caseclose.staff.people.telling import (
    CHANGED,
    FACTOR_RESET,
    NEW_PASSWORD,
    PASSWORD_ASKED,
    By,
    tell,
)

_EASY = "abcdefghjkmnpqrstuvwxyz23456789"
"""Signs that nobody mistakes for others when they are read aloud or copied from paper."""
_GROUP = 4


@dataclass(frozen=True, slots=True)
class MakeAccount:
    """Make an account. Its first password is drawn. `office` is a code, empty for who is bound to none."""

    sign_in: str
    person: str
    roles: tuple[str, ...]
    office: str = ""
    team: str = ""
    name: ClassVar[str] = "make_account"


@dataclass(frozen=True, slots=True)
class ChangeAccount:
    """Change what an account is in the office. The name that the journal keeps is never changed."""

    roles: tuple[str, ...]
    office: str = ""
    team: str = ""
    language: str = ""
    active: bool = True
    name: ClassVar[str] = "change_account"


@dataclass(frozen=True, slots=True)
class Helped:
    """An account that was helped: the password that was drawn, empty where none was or where it was told before."""

    account: int
    password: str = ""


@dataclass(frozen=True, slots=True)
class _Help:
    account: int
    name: str


def make(asked: MakeAccount, by: By, *, key: str) -> Helped:
    """Make an account, once under a key. Raises ValidationError with every reason against it, and Refused."""
    with transaction.atomic():
        before = keys.answer_given(key, "", asked)
        if before is not None:
            return Helped(before["account"])
        lock_account(Account.objects.get(name=by.name).pk, by)
        password = drawn_password()
        made = make_account(
            NewAccount(asked.sign_in, asked.person, asked.roles, asked.office or None, asked.team, password), by
        )
        keys.spend(key, "", asked, {"account": made.pk}, by.on)
    return Helped(made.pk, password)


def change(pk: int, asked: ChangeAccount, by: By, *, seen: ChangeAccount) -> bool:
    """Change an account, and say whether anything was changed. `seen` is how the actor saw it.

    Raises Refused where it is the actor's own, somebody changed it meanwhile, or no administrator would be left.
    """
    with transaction.atomic():
        account = lock_account(pk, by)
        not_own(account, by)
        before = as_it_is(account)
        if before == asked:
            return False
        if before != seen:
            raise Refused("account_changed_meanwhile")
        account.roles, account.team, account.language = [*asked.roles], asked.team, asked.language
        account.office = Office.objects.get(code=asked.office) if asked.office else None
        account.is_active = asked.active
        clean(account)
        account.save()
        one_is_left(account)
        if not asked.active:
            end_sessions(account)
        tell(CHANGED, by, account.sign_in, **_differences(before, asked))
    return True


def as_it_is(account: Account) -> ChangeAccount:
    """Return what an account is in the office."""
    office = account.office.code if account.office else ""
    return ChangeAccount(tuple(sorted(account.roles)), office, account.team, account.language, account.is_active)


def _differences(before: ChangeAccount, after: ChangeAccount) -> dict[str, Any]:
    old, new = asdict(before), asdict(after)
    told = {name: list(value) if isinstance(value, tuple) else value if value != "" else "-"
            for name, value in new.items() if value != old[name]}  # fmt: skip
    return {**told, "before": {name: old[name] for name in told}}


def draw_password(pk: int, by: By, *, key: str) -> Helped:
    """Give an account a new password, drawn, once under a key; its owner replaces it at the next sign-in.

    Whoever is signed in with the old one is signed out. Raises Refused where it is the actor's own account.
    """
    asked = _Help(pk, "draw_password")
    with transaction.atomic():
        before = keys.answer_given(key, "", asked)
        if before is not None:
            return Helped(pk)
        account = lock_account(pk, by)
        not_own(account, by)
        password = drawn_password()
        account.set_password(password)
        account.must_choose_password = True
        account.save()
        end_sessions(account)
        tell(NEW_PASSWORD, by, account.sign_in)
        keys.spend(key, "", asked, {"account": pk}, by.on)
    return Helped(pk, password)


def ask_for_own_password(pk: int, by: By) -> None:
    """Let an account choose a new password at its next sign-in, with the one of now. Its sessions end.

    Raises Refused where it is the actor's own, or it signs in without a password.
    """
    with transaction.atomic():
        account = lock_account(pk, by)
        not_own(account, by)
        if not account.has_usable_password():
            raise Refused("account_without_password")
        account.must_choose_password = True
        account.save(update_fields=["must_choose_password"])
        end_sessions(account)
        tell(PASSWORD_ASKED, by, account.sign_in)


def reset_second_factor(pk: int, by: By) -> None:
    """Take away an account's second factor: codes, passkeys and recovery codes. It sets up another at the next sign-in.

    Whoever is signed in with the account is signed out. Raises Refused where it is the actor's own, or there is none.
    """
    with transaction.atomic():
        account = lock_account(pk, by)
        not_own(account, by)
        gone, _ = Authenticator.objects.filter(user=account).delete()
        if not gone:
            raise Refused("no_second_factor")
        end_sessions(account)
        tell(FACTOR_RESET, by, account.sign_in)


def drawn_password() -> str:
    """Return a password that nobody can guess and everybody can type."""
    length = max(safeguards().password_length, 16)
    signs = [secrets.choice(_EASY) for _ in range(length)]
    return "-".join("".join(signs[at : at + _GROUP]) for at in range(0, length, _GROUP))


def sorted_roles(asked: ChangeAccount) -> ChangeAccount:
    """Return the same change with its roles in the order in which accounts are compared."""
    return replace(asked, roles=tuple(sorted(asked.roles)))
