"""Whoever looks: an account for each role in the office of the cases, one with all roles and a very long name."""

from __future__ import annotations

from django.conf import settings
from django.test import Client
from django.urls import reverse

from caseclose.casework.models import Office
from caseclose.staff.models import Account
from caseclose.staff.roles import StaffRole
from tests.staff.looks.look import NOBODY
from tests.staff.office import PASSWORD, signed_in

OFFICE = "ca"
SEVERAL = "several"
"""The account that has every role."""
LONG = "Wolfeschlegelsteinhausenbergerdorffvoralternwarengewissenhaftschaferswessenschafewarenwohlgepflege"
"""A name of nearly a hundred letters in one word, as long as an account's name may be."""


def an_office() -> Office:
    """The office of the cases."""
    values = {
        "state": "ca",
        "name": "Local office " + "of a county with a long name " * 6,
        "zone": "America/Los_Angeles",
    }
    return Office.objects.get_or_create(code=OFFICE, defaults=values)[0]


def everyone() -> None:
    """Make the accounts, which are of no office yet."""
    for role in StaffRole:
        _account(f"demo.{role.value}", [role.value])
    _account(LONG, [role.value for role in StaffRole], "宇宙局 " + "team" * 10)


def _account(name: str, roles: list[str], team: str = "team 1") -> None:
    made = Account(sign_in=name, name=name, team=team, roles=roles)
    made.set_password(PASSWORD)
    made.save()


def move_in() -> None:
    """Let all of them be of the office of the cases."""
    Account.objects.update(office=an_office())


def who(name: str) -> Account:
    """Return the account of a role, or the one that has all."""
    return Account.objects.get(name=LONG if name == SEVERAL else f"demo.{name}")


def browser_of(name: str, lang: str) -> Client:
    """Return a browser of somebody who has just proved who they are; of nobody, one in which nobody is signed in."""
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    if name != NOBODY:
        client = signed_in(who(name), lang=lang)
        client.raise_request_exception = False
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = lang
    return client


def proved(client: Client) -> None:
    """Type the password once more, as whoever changes how they sign in must."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
