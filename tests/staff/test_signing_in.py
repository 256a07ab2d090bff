"""Signing in: a password, a second factor, lock-out, an idle session that ends, and the demonstration."""

from __future__ import annotations

import re
from datetime import timedelta
from http.cookies import Morsel

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, override_settings

from caseclose.law.safeguards import safeguards
from caseclose.staff.models import Account
from tests.casework import factories as make
from tests.staff.office import PASSWORD, account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")


def browser() -> Client:
    return Client(headers={"host": "localhost"})


def sign_in(client: Client, who: Account, password: str = PASSWORD) -> int:
    return client.post("/sign-in/", {"login": who.sign_in, "password": password}).status_code


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(hotp_value(secret, counter)).zfill(6)


def with_second_factor(who: Account) -> str:
    secret = str(generate_totp_secret())
    TOTP.activate(who, secret)
    return secret


def test_whoever_has_no_second_factor_is_sent_to_set_one_up_and_sees_nothing_before() -> None:
    client, who = browser(), account("caseworker")
    assert sign_in(client, who) == 302
    for path in ("/", "/queue/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/account/second-factor/")
    assert client.get("/account/second-factor/").status_code == 200


def test_a_password_is_not_enough_where_there_is_a_second_factor() -> None:
    client, who = browser(), account("caseworker")
    secret = with_second_factor(who)
    assert sign_in(client, who) == 302
    assert client.get("/queue/").headers["Location"].startswith("/sign-in/")
    assert client.post("/account/second-factor/authenticate/", {"code": "000000"}).status_code == 200
    assert client.get("/queue/").status_code == 302
    assert client.post("/account/second-factor/authenticate/", {"code": code_of(secret)}).status_code == 302
    assert client.get("/queue/").status_code == 200


def test_a_code_works_once() -> None:
    who = account("caseworker")
    code = code_of(with_second_factor(who))
    for again, status in ((False, 302), (True, 200)):
        client = browser()
        sign_in(client, who)
        assert client.post("/account/second-factor/authenticate/", {"code": code}).status_code == status, again


def test_setting_up_an_app_gives_codes_for_the_day_that_it_is_lost() -> None:
    client, who = browser(), account("caseworker")
    sign_in(client, who)
    assert client.get("/account/second-factor/totp/activate/").headers["Location"].startswith("/account/confirm/")
    client.post("/account/confirm/", {"password": PASSWORD})
    page = client.get("/account/second-factor/totp/activate/")
    (secret,) = re.findall(r'value="([A-Z2-7]{32})"', page.content.decode())
    assert client.post("/account/second-factor/totp/activate/", {"code": code_of(secret)}).status_code == 302
    kinds = set(Authenticator.objects.filter(user=who).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert client.get("/queue/").status_code == 200


def test_wrong_passwords_lock_the_account_and_the_right_one_does_not_open_it() -> None:
    who = account("caseworker")
    for _ in range(safeguards().failures - 1):
        assert sign_in(browser(), who, "wrong") == 200
    assert sign_in(browser(), who, "wrong") == 429
    locked = browser().post("/sign-in/", {"login": who.sign_in, "password": PASSWORD})
    assert locked.status_code == 429
    assert "locked for a while" in locked.content.decode()


def test_a_name_that_nobody_has_is_answered_as_one_that_somebody_has() -> None:
    who = account("caseworker")
    there, missing = (
        browser().post("/sign-in/", {"login": name, "password": "wrong"}) for name in (who.sign_in, "nobody")
    )
    assert there.status_code == missing.status_code == 200
    said = [re.findall(r"<li>(.*)</li>", answer.content.decode()) for answer in (there, missing)]
    assert said[0]
    assert said[0] == said[1]


def test_an_account_that_is_not_active_cannot_sign_in_and_is_signed_out() -> None:
    who = account("caseworker")
    client = signed_in(who)
    Account.objects.update(is_active=False)
    assert client.get("/queue/").status_code == 302
    sign_in(client, who)
    assert client.get("/queue/").status_code == 302


def test_a_role_that_is_taken_away_is_gone_at_once() -> None:
    who = account("caseworker")
    client = signed_in(who)
    assert client.get("/queue/").status_code == 200
    Account.objects.update(roles=["policy_analyst"])
    assert client.get("/queue/").status_code == 403


def test_nobody_makes_an_account_alone() -> None:
    assert browser().get("/sign-up/").status_code == 404
    assert browser().get("/accounts/signup/").status_code == 404


def test_a_session_ends_when_nothing_was_done_for_as_long_as_the_policy_says() -> None:
    client = signed_in(account("caseworker"))
    client.get("/queue/")
    cookie: Morsel[str] = client.cookies[settings.SESSION_COOKIE_NAME]
    session = Session.objects.get(session_key=cookie.value)
    assert safeguards().idle_seconds == settings.SESSION_COOKIE_AGE
    Session.objects.update(expire_date=session.expire_date - timedelta(minutes=safeguards().idle_minutes))
    assert client.get("/queue/").headers["Location"].startswith("/sign-in/")


def test_a_session_that_is_extended_goes_on() -> None:
    client = signed_in(account("caseworker"))
    Session.objects.update(expire_date=Session.objects.get().expire_date - timedelta(minutes=20))
    before = Session.objects.get().expire_date
    assert client.post("/session/extend/").status_code == 204
    assert Session.objects.get().expire_date > before + timedelta(minutes=15)


def test_signing_in_changes_the_session_and_signing_out_ends_it() -> None:
    client, who = browser(), account("caseworker")
    client.get("/sign-in/")
    sign_in(client, who)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/sign-out/")
    assert not Session.objects.filter(session_key=key).exists()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert client.get("/queue/").status_code == 302


def test_the_demonstration_is_not_there_otherwise() -> None:
    assert browser().get("/demo/").status_code == 404
    assert browser().post("/demo/", {"sign_in": "demo.worker.one"}).status_code == 404


@override_settings(DEMO=True, SECOND_FACTOR=False)
def test_in_the_demonstration_anybody_signs_in_as_any_role_and_every_page_says_so() -> None:
    make.an_office()
    who = account("supervisor", name="demo.supervisor")
    client = browser()
    assert "demo.supervisor" in client.get("/demo/").content.decode()
    assert client.post("/demo/", {"sign_in": who.sign_in}).status_code == 302
    page = client.get("/queue/")
    assert page.status_code == 200
    assert "Demonstration with made-up cases" in page.content.decode()


@override_settings(DEMO=True, SECOND_FACTOR=False)
def test_the_demonstration_signs_in_nobody_who_is_not_of_it() -> None:
    who = account("admin")
    assert browser().post("/demo/", {"sign_in": who.sign_in}).status_code == 404


def test_a_sign_in_does_not_lead_to_another_site() -> None:
    client, who = browser(), account("caseworker")
    answer = client.post("/sign-in/", {"login": who.sign_in, "password": PASSWORD, "next": "//evil.example/"})
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith("//")
