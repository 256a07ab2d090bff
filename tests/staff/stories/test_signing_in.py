"""Signing in as an office does, with a second factor: an app, the codes for the day it is lost, and a passkey."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal import auth
from playwright.sync_api import Browser, Page, expect

from caseclose.law.safeguards import safeguards
from tests.staff.browser import quiet_page, send, server
from tests.staff.office import PASSWORD, account

pytestmark = pytest.mark.usefixtures("clean_database")
LOCKED, WRONG = "429", "This code is not right."
WHO = "caseworker.1"
KEY = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
       "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip


class App:
    """An app on somebody's phone that makes codes, and its clock, which is the server's too."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.secret, self.half_minutes = "", 58_000_000
        monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter([self.half_minutes]))

    def code(self) -> str:
        """The code of the next half minute, which has just begun."""
        self.half_minutes += 1
        return str(auth.format_hotp_value(auth.hotp_value(self.secret, self.half_minutes)))

    def wrong(self) -> str:
        """A code that is not the one of now, nor of a moment ago."""
        return str((int(self.code()) + 1) % 1_000_000).zfill(6)


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> App:
    return App(monkeypatch)


@pytest.fixture
def page(chrome: Browser, clean_database: object) -> Iterator[Page]:
    """A browser in which nobody has signed in, at a server that asks for a second factor."""
    del clean_database
    account("caseworker")
    real = {"DEMO": False, "SECOND_FACTOR": True, "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": True}
    with server(**real) as address, quiet_page(
        chrome, address.replace("127.0.0.1", "localhost"), expected=LOCKED
    ) as opened:  # fmt: skip
        yield opened


def password(page: Page, words: str = PASSWORD) -> None:
    """Give name and password, from the beginning."""
    page.goto("/sign-in/")
    if "authenticate" in page.url:
        send(page, "button:has-text('Cancel')")
    page.fill("[name=login]", WHO)
    page.fill("[name=password]", words)
    send(page, "main form button[type=submit]:has-text('Sign in')")


def code(page: Page, words: str) -> None:
    page.fill("[name=code]", words)
    send(page, "main form:has([name=code]) button[type=submit]")


def sign_out(page: Page) -> None:
    page.click(".cc-menu summary")
    send(page, "text=Sign out")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def is_in(page: Page) -> None:
    page.goto("/queue/")
    expect(page.get_by_role("heading", name="Work queue")).to_be_visible()


def is_out(page: Page) -> None:
    page.goto("/queue/")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Sign in|Show that it is you"))


def set_up(page: Page, app: App) -> list[str]:
    """Sign in for the first time and set an app up. Returns the codes for the day that the phone is lost."""
    password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second factor")
    page.goto("/queue/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second factor")
    send(page, "main a[href$='/totp/activate/']")
    page.fill("[name=password]", PASSWORD)
    send(page, "main form button[type=submit]")
    page.click("text=The camera does not work")
    app.secret = page.inner_text("#key")
    code(page, app.wrong())
    expect(page.locator("main")).to_contain_text(WRONG)
    code(page, app.code())
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    return page.locator("main .cc-codes code").all_inner_texts()


def test_an_app_is_set_up_at_first_and_its_code_or_a_code_on_paper_is_asked_for_from_then_on(
    page: Page, app: App
) -> None:
    spare = set_up(page, app)
    assert len(spare) > 1
    is_in(page)
    sign_out(page)
    is_out(page)
    password(page)
    is_out(page)
    password(page)
    code(page, app.wrong())
    expect(page.locator("main")).to_contain_text(WRONG)
    code(page, app.code())
    is_in(page)
    sign_out(page)
    password(page)
    code(page, spare[0])
    is_in(page)
    sign_out(page)
    password(page)
    code(page, spare[0])
    expect(page.locator("main")).to_contain_text(WRONG)
    is_out(page)


def test_wrong_codes_lock_the_account_as_wrong_passwords_do(page: Page, app: App) -> None:
    set_up(page, app)
    sign_out(page)
    password(page, "a wrong password")
    password(page)
    for _ in range(safeguards().failures - 1):
        code(page, app.wrong())
    expect(page.get_by_role("heading", level=1)).to_have_text("This account is locked for a while")
    password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("This account is locked for a while")
    is_out(page)


def test_a_passkey_is_added_and_signs_in_without_a_password(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    password(page)
    send(page, "main a[href$='/webauthn/add/']")
    page.fill("[name=password]", PASSWORD)
    send(page, "main form button[type=submit]")
    page.fill("[name=name]", "This computer")
    page.click("label[for=id_passwordless]")
    send(page, "#passkey")
    is_in(page)
    sign_out(page)
    is_out(page)
    send(page, "#passkey_login")
    is_in(page)
