"""Looks at signing in, at second factors, at an agency's own sign-in, at the demonstration, and at pages of errors."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from caseclose.law.safeguards import safeguards
from caseclose.staff.models import Account
from tests.staff.looks import factors
from tests.staff.looks.factors import WHO
from tests.staff.looks.look import NOBODY, Look, NoPage
from tests.staff.looks.people import proved, who
from tests.staff.office import PASSWORD, signed_in

KEY = {"pk": factors.a_passkey}
AGENCY = {"provider_id": "agency"}
WRONG = {"login": f"demo.{WHO}", "password": "wrong"}
RIGHT = {"login": f"demo.{WHO}", "password": PASSWORD}


def _with_an_agency() -> AbstractContextManager[object]:
    """The agency has an identity provider of its own, whom nobody can reach here."""
    connect = {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]}
    name, server = "Department of Child Support Services " * 3, {"server_url": "http://127.0.0.1:9"}
    app = {"provider_id": "agency", "name": name, "client_id": "x", "secret": "x", "settings": server}
    return override_settings(SOCIALACCOUNT_PROVIDERS={"openid_connect": {**connect, "APPS": [app]}})


def _demonstration() -> AbstractContextManager[object]:
    return override_settings(DEMO=True, SECOND_FACTOR=False)


def _broken() -> AbstractContextManager[object]:
    return override_settings(CLOCK_TODAY="nowhere.at_all")


def _locked() -> None:
    for _ in range(safeguards().failures):
        Client(headers={"host": "localhost"}).post(reverse("account_login"), WRONG)


def _half_way(client: Client) -> None:
    client.post(reverse("account_login"), RIGHT)


def _token_needed(client: Client) -> None:
    client.handler.enforce_csrf_checks = True


def _drawn() -> None:
    Account.objects.filter(pk=who(WHO).pk).update(must_choose_password=True)


def _elsewhere() -> None:
    signed_in(who(WHO))


def _too_often(client: Client) -> None:
    for _ in range(10):
        client.post(reverse("mfa_login_webauthn"))


def _no_password() -> None:
    account = who(WHO)
    account.set_unusable_password()
    account.save()


SIGN_IN = [
    Look("account_login", "empty", "", NOBODY),
    Look("account_login", "filled", "with the agency's own", NOBODY, meanwhile=_with_an_agency),
    Look("account_login", "filled", "in a demonstration", NOBODY, meanwhile=_demonstration),
    Look("account_login", "error", "wrong", NOBODY, send=WRONG),
    Look("account_login", "error", "nothing said", NOBODY, send={"login": ""}),
    Look("account_login", "error", "locked", NOBODY, send=RIGHT, before=_locked, status=429),
    Look("account_logout", "filled", "", WHO),
    Look("account_inactive", "filled", "", NOBODY),
    Look("account_reauthenticate", "filled", "", WHO),
    Look("account_reauthenticate", "error", "wrong", WHO, send={"password": "wrong"}),
    Look("account_change_password", "filled", "", WHO),
    Look("account_change_password", "error", "wrong", WHO,
         send={"oldpassword": "x", "password1": "short", "password2": "other"}),
    Look("account_change_password", "filled", "that somebody else knows", WHO, before=_drawn),
    Look("my_account", "filled", "", WHO, before=factors.passkeys, first=proved),
    Look("my_account", "filled", "signed in elsewhere too", WHO, before=_elsewhere),
    Look("account_set_password", "filled", "", WHO, before=_no_password),
    Look("demo", "filled", "", NOBODY, meanwhile=_demonstration),
    Look("demo", "error", "nobody of it", NOBODY, send={"sign_in": "x"}, meanwhile=_demonstration, status=404),
]  # fmt: skip
FACTORS = [
    Look("mfa_authenticate", "filled", "", NOBODY, before=factors.passkeys, first=_half_way),
    Look("mfa_authenticate", "error", "wrong", NOBODY, before=factors.an_app, first=_half_way, send={"code": "000000"}),
    Look("mfa_index", "empty", "", WHO),
    Look("mfa_index", "filled", "", WHO, before=factors.passkeys, first=proved),
    Look("mfa_reauthenticate", "filled", "", WHO, before=factors.passkeys),
    Look("mfa_reauthenticate", "error", "wrong", WHO, before=factors.an_app, send={"code": "000000"}),
    Look("mfa_activate_totp", "filled", "", WHO, first=proved),
    Look("mfa_activate_totp", "error", "wrong", WHO, first=proved, send={"code": "000000"}),
    Look("mfa_deactivate_totp", "filled", "", WHO, before=factors.an_app, first=proved),
    Look("mfa_view_recovery_codes", "filled", "", WHO, before=factors.codes, first=proved),
    Look("mfa_generate_recovery_codes", "filled", "", WHO, before=factors.codes, first=proved),
    Look("mfa_generate_recovery_codes", "error", "no factor", WHO, first=proved, send={}),
    Look("mfa_list_webauthn", "empty", "", WHO),
    Look("mfa_list_webauthn", "filled", "", WHO, before=factors.passkeys, first=proved),
    Look("mfa_add_webauthn", "filled", "", WHO, before=factors.passkeys, first=proved),
    Look("mfa_add_webauthn", "error", "nothing said", WHO, first=proved, send={}),
    Look("mfa_reauthenticate_webauthn", "filled", "", WHO, before=factors.passkeys),
    Look("mfa_remove_webauthn", "filled", "", WHO, KEY, before=factors.passkeys, first=proved),
    Look("mfa_edit_webauthn", "filled", "", WHO, KEY, before=factors.passkeys, first=proved),
    Look("mfa_edit_webauthn", "error", "no name", WHO, KEY, before=factors.passkeys, first=proved, send={"name": ""}),
]
AGENCYS = [
    Look("openid_connect_login", "filled", "", NOBODY, AGENCY, meanwhile=_with_an_agency),
    Look("openid_connect_callback", "error", "of nobody", NOBODY, AGENCY, status=401, meanwhile=_with_an_agency),
    Look(
        "openid_connect_callback", "error", "of nobody", NOBODY, AGENCY, send={}, status=401, meanwhile=_with_an_agency
    ),
    Look("socialaccount_login_cancelled", "filled", "", NOBODY),
    Look("socialaccount_login_error", "filled", "", NOBODY, status=401),
]
ERRORS = [
    Look("", "error", "not understood", path="/sign-in/", who=NOBODY, send={f"f{n}": "x" for n in range(1001)},
         status=400),
    Look("queue", "error", "not open to a role", "admin", status=403),
    Look("", "error", "open too long", path="/sign-in/", who=NOBODY, send={}, first=_token_needed, status=403),
    Look("", "error", "tried too often", path="/account/second-factor/webauthn/login/", who=NOBODY, send={},
         first=_too_often, status=429),
    Look("case", "error", "not there", "caseworker", {"number": "nowhere"}, status=404),
    Look("", "error", "not there, and nobody signed in", path="/nowhere/", who=NOBODY, status=404),
    Look("", "error", "by a wrong method", path="/queue/", send={}, status=405),
    Look("queue", "error", "broken", meanwhile=_broken, status=500),
]  # fmt: skip
LOOKS = [*SIGN_IN, *FACTORS, *AGENCYS, *ERRORS]
NO_PAGES = [
    NoPage("home", "GET", "to the first page of the menu"),
    NoPage("healthy", "GET", "a word for what watches over it"),
    NoPage("language", "POST", "back to the page"),
    NoPage("session_extend", "POST", "nothing but that the session goes on"),
    NoPage("my_sessions", "POST", "back to the account", who=WHO),
    NoPage(
        "openid_connect_login",
        "POST",
        "to the agency, or to the page that says that it does not answer",
        AGENCY,
        NOBODY,
        meanwhile=_with_an_agency,
    ),
    NoPage("account_logout", "POST", "to the page of signing in"),
    NoPage("mfa_login_webauthn", "GET", "what the browser asks a passkey, or to the page of signing in", who=NOBODY),
    NoPage("mfa_login_webauthn", "POST", "to the page of signing in, which says what is wrong", who=NOBODY),
    NoPage("mfa_reauthenticate_webauthn", "POST", "to the page of signing in", who=WHO, before=factors.passkeys),
    NoPage("mfa_deactivate_totp", "POST", "to the second factors", who=WHO, before=factors.passkeys),
    NoPage("mfa_remove_webauthn", "POST", "to the passkeys", KEY, WHO, before=factors.passkeys),
]
