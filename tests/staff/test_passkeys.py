"""What a browser says of a passkey, and what passkeys are called, is read as any text that comes from outside."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.staff.fuzzing.scene import a_passkey
from tests.staff.office import PASSWORD, account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")
HERE = "/account/second-factor/webauthn/"


@pytest.fixture
def client() -> Client:
    who = account("caseworker")
    Authenticator.objects.create(user=who, type="webauthn", data={"name": "A key", "credential": a_passkey()})
    client = signed_in(who)
    client.post("/account/confirm/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("said", ["9" * 5000, f'{{"id": {"9" * 5000}}}', "{", "[]", "null"])
def test_what_no_browser_says_is_refused_and_is_no_error(client: Client, said: str) -> None:
    answer = client.post(f"{HERE}add/", {"name": "x", "credential": said})
    assert answer.status_code == 200
    assert Authenticator.objects.count() == 1


@pytest.mark.parametrize(("name", "kept"), [("My\x81 key", "A key"), ("\x7f", "A key"), ("My key", "My key")])
def test_a_passkey_has_a_name_that_can_be_kept(client: Client, name: str, kept: str) -> None:
    key = Authenticator.objects.get()
    client.post(f"{HERE}keys/{key.pk}/edit/", {"name": name})
    key.refresh_from_db()
    assert key.data["name"] == kept
