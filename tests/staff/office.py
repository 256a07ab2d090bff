"""An office with accounts, in tests: `account("caseworker")`, and a browser of theirs: `signed_in(account)`."""

from __future__ import annotations

from django.test import Client

from caseclose.casework.models import Office
from caseclose.staff.models import Account
from caseclose.staff.screens.signing_in.views import BACKEND
from tests.casework.factories import an_office

PASSWORD = "a long enough password"


def account(role: str, *more: str, office: Office | None = None, name: str = "", team: str = "team 1") -> Account:
    """An account with these roles, in the office of California unless another one is named."""
    name = name or f"{role}.1"
    made = Account(sign_in=name, name=name, office=office or an_office(), team=team, roles=[role, *more])
    made.set_password(PASSWORD)
    made.save()
    return made


def signed_in(who: Account, *, second_factor: bool = True, lang: str = "en") -> Client:
    """A browser in which somebody is signed in, with a second factor unless that is not wanted."""
    client = Client(headers={"host": "localhost"})
    Account.objects.filter(pk=who.pk).update(language=lang)
    client.force_login(who, backend=BACKEND)
    session = client.session
    session["second_factor"] = second_factor
    session.save()
    return client
