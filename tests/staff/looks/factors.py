"""Second factors of an account, in looks: an app that draws codes, passkeys, recovery codes."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256, CoseKey
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from caseclose.staff.models import Account
from tests.staff.looks.people import who

WHO = "attorney"


def an_app(name: str = "") -> None:
    """The account has an app that draws codes."""
    account = Account.objects.get(name=name) if name else who(WHO)
    TOTP.activate(account, str(generate_totp_secret()))


def codes() -> None:
    """The account has an app, and recovery codes."""
    an_app()
    RecoveryCodes.activate(who(WHO))


def passkeys() -> None:
    """The account has an app, recovery codes, a passkey, and a key that does not say what it is."""
    codes()
    for name, more in (("Telephone " * 9, {"credProps": {"rk": True}}), ("A key", {"credProps": {"rk": False}}),
                       ("諸葛", {})):  # fmt: skip
        credential = {**_credential(), "clientExtensionResults": more}
        data = {"name": name, "credential": credential}
        Authenticator.objects.create(user=who(WHO), type=Authenticator.Type.WEBAUTHN, data=data)


def _credential() -> dict[str, Any]:
    """What a key sends when it is added, as the account keeps it."""
    drawn = ec.generate_private_key(ec.SECP256R1()).public_key()
    public: CoseKey = ES256.from_cryptography_key(drawn)  # type: ignore[no-untyped-call]
    key = AttestedCredentialData.create(Aaguid.NONE, secrets.token_bytes(32), public)
    flags = AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP
    authenticator = AuthenticatorData.create(sha256(b"localhost").digest(), flags, 0, key)
    said = CollectedClientData.create("webauthn.create", secrets.token_bytes(16), "http://localhost")
    name = websafe_encode(key.credential_id)
    response = {"clientDataJSON": websafe_encode(said),
                "attestationObject": websafe_encode(AttestationObject.create("none", authenticator, {}))}  # fmt: skip
    return {"id": name, "rawId": name, "type": "public-key", "response": response}


def a_passkey() -> int:
    """The number of a passkey."""
    return int(Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).latest("pk").pk)
