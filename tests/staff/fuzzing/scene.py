"""An office with work on every desk, people who are signed in, and what they must not see: told by words of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client, override_settings
from django.urls import reverse
from fido2.cose import ES256
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

from caseclose.casework.models import Case, Office, SpentKey
from caseclose.staff.models import Account, Conflict, SavedView, Seal
from tests.casework.closable import DUE, a_closable_case
from tests.staff.cases.desk import on
from tests.staff.fuzzing.records import FAR_NUMBERS, a_job_stopped, numbers_begin_at, the_cases_of
from tests.staff.office import PASSWORD, account, signed_in

SAFE, FAR = "Zzsheltered", "Zzelsewhere"
"""What people are called who are protected, and everything that is another office's."""
OWN, AWAY, CONFLICT, SEALED = "OWN", "AWAY", "CONFLICT", "SEALED"
SPENT = "a key that somebody spent before"
A_DAY = int(timedelta(days=1).total_seconds())
_RP = sha256(b"localhost").digest()
DESK = ("caseworker", "intake", "supervisor", "attorney", "records_officer")


@dataclass
class Visitor:
    """Somebody with a browser. `canaries` are the words that no page may show to them."""

    name: str
    client: Client
    canaries: tuple[str, ...]


@dataclass
class Scene:
    """Who visits, which numbers are whose, and what is an id of something that nobody here may see."""

    visitors: dict[str, Visitor]
    ours: list[str]
    theirs: list[str]


def a_scene() -> Scene:
    """Make it all, on an empty database."""
    home = Office.objects.create(code="ca", state="ca", name="An office", zone="America/Los_Angeles")
    away = Office.objects.create(code="far", state="ca", name="Away", zone="America/Denver")
    ours = the_cases_of(OWN, home, SAFE)
    a_job_stopped()
    people = _people(home)
    for number in (CONFLICT, SEALED):
        a_closable_case(number)
    _seal(ours[-1], *people.values())
    _seal(SEALED)
    for who in people.values():
        Conflict.objects.create(account=who, case=Case.objects.get(number=CONFLICT), said_by="admin", said_on=DUE)
        SavedView.objects.create(account=who, name="mine", query="scope=mine")
        _second_factor(who)
    numbers_begin_at(FAR_NUMBERS)
    theirs = the_cases_of(AWAY, away, FAR, everybody=True)
    stranger = account("caseworker", office=away, name="somebody.else")
    SavedView.objects.create(account=stranger, name="theirs", query="scope=mine")
    SpentKey.objects.create(key=SPENT, command="x", fingerprint="x", answer={}, on=DUE)
    return Scene(_visitors(people), ours, [*theirs, CONFLICT, SEALED])


def _people(home: Office) -> dict[str, Account]:
    return {
        "desk": account(*DESK, office=home, name="desk.1"),
        "auditor": account("auditor", office=home, name="auditor.1"),
        "admin": account("admin", "policy_analyst", office=home, name="admin.1"),
        "colleague": account("caseworker", office=home, name="worker one"),
        "new": account("caseworker", office=home, name="demo.new"),
    }


def _seal(number: str, *may_open: Account) -> None:
    named = [who.pk for who in may_open]
    Seal.objects.create(case_id=number, may_open=named, because="a court said so", set_by="admin", set_on=DUE)


def _second_factor(who: Account) -> None:
    if who.name != "demo.new":
        TOTP.activate(who, generate_totp_secret())
        RecoveryCodes.activate(who)
        Authenticator.objects.create(user=who, type="webauthn", data={"name": "A key", "credential": a_passkey()})


def a_passkey() -> dict[str, Any]:
    """What a browser says of a passkey when it is made."""
    key = ES256.from_cryptography_key(  # type: ignore[no-untyped-call]
        ec.generate_private_key(ec.SECP256R1()).public_key()
    )
    held = AttestedCredentialData.create(Aaguid(bytes(16)), b"a credential", key)
    told = AuthenticatorData.create(_RP, AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 1, held)
    said = CollectedClientData.create("webauthn.create", b"challenge", "http://localhost")
    answer = AuthenticatorAttestationResponse(
        client_data=said, attestation_object=AttestationObject.create("none", told, {})
    )
    return dict(RegistrationResponse(raw_id=b"a credential", response=answer))


def _visitors(people: dict[str, Account]) -> dict[str, Visitor]:
    found = {name: Visitor(name, signed_in(who), (SAFE, FAR)) for name, who in people.items() if name != "colleague"}
    found["auditor"].canaries = (SAFE,)
    signed_in(people["desk"])  # at another computer too, so that there is something to sign out of
    found["new"] = Visitor("new", signed_in(people["new"], second_factor=False), (SAFE, FAR))
    for visitor in found.values():
        visitor.client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    found["stranger"] = Visitor("stranger", Client(headers={"host": "localhost"}), (SAFE, FAR))
    half = Client(headers={"host": "localhost"})
    half.post(reverse("account_login"), {"login": people["colleague"].sign_in, "password": PASSWORD})
    found["half"] = Visitor("half", half, (SAFE, FAR))
    for visitor in found.values():
        visitor.client.raise_request_exception = False
    return found


@contextmanager
def everything_open() -> Iterator[None]:
    """The day of the scene; with a demonstration, and with an agency's own sign-in that does not answer.

    Nobody's session ends meanwhile, however long it takes: what is tried is taken back, so no try keeps one alive.
    """
    app = {"provider_id": "agency", "name": "Agency", "client_id": "x", "secret": "x",
           "settings": {"server_url": "http://127.0.0.1:9"}}  # fmt: skip
    providers = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    awake = {"SESSION_COOKIE_AGE": A_DAY, "ACCOUNT_REAUTHENTICATION_TIMEOUT": A_DAY}
    with on(DUE), override_settings(DEMO=True, SOCIALACCOUNT_PROVIDERS=providers, **awake):
        yield
