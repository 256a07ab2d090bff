"""Signing in: a password, a second factor, lock-out, an idle session that ends, and the demonstration."""

from __future__ import annotations

import re
from datetime import timedelta
from http.cookies import Morsel

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from axes.models import AccessAttempt
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


def test_wrong_codes_lock_the_account_as_wrong_passwords_do() -> None:
    who = account("caseworker")
    secret, client = with_second_factor(who), browser()
    sign_in(client, who)
    wrong = [client.post("/account/second-factor/authenticate/", {"code": "x"}) for _ in range(safeguards().failures)]
    assert [answer.status_code for answer in wrong] == [*[200] * (safeguards().failures - 1), 429]
    client.post("/account/second-factor/authenticate/", {"code": code_of(secret)})
    assert client.get("/queue/").status_code == 302
    assert sign_in(browser(), who) == 429


def test_what_was_tried_is_not_kept_with_the_count() -> None:
    who = account("caseworker")
    client = browser()
    with_second_factor(who)
    sign_in(client, who)
    client.post("/account/second-factor/authenticate/", {"code": "735193"})
    kept = AccessAttempt.objects.get()
    assert kept.username == who.sign_in
    assert "735193" not in kept.post_data


def test_whoever_turns_the_last_second_factor_off_sees_nothing_until_another_is_set_up() -> None:
    client, who = browser(), account("caseworker")
    secret = with_second_factor(who)
    sign_in(client, who)
    client.post("/account/second-factor/authenticate/", {"code": code_of(secret)})
    assert client.get("/queue/").status_code == 200
    client.post("/account/confirm/", {"password": PASSWORD})
    assert client.post("/account/second-factor/totp/deactivate/").status_code == 302
    assert client.get("/queue/").headers["Location"] == "/account/second-factor/"


def test_a_lost_phone_is_made_up_for_by_a_recovery_code_once() -> None:
    who = account("caseworker")
    with_second_factor(who)
    code = RecoveryCodes.activate(who).get_unused_codes()[0]
    for status in (302, 200):
        client = browser()
        sign_in(client, who)
        assert client.post("/account/second-factor/authenticate/", {"code": code}).status_code == status


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_page_of_the_second_factor_speaks_of_an_authenticator_without_saying_what_it_is(lang: str) -> None:
    who = account("caseworker")
    client = signed_in(who, second_factor=False, lang=lang)
    page = client.get("/account/second-factor/").content.decode()
    assert {"en": "is a free app that shows six new digits", "es": "muestra seis dígitos nuevos"}[lang] in page


def test_the_agencys_own_way_is_offered_where_there_is_one() -> None:
    ways = {"openid_connect": {"APPS": [{"provider_id": "agency", "name": "State sign-in", "client_id": "1"}]}}
    assert "State sign-in" not in browser().get("/sign-in/").content.decode()
    with override_settings(SOCIALACCOUNT_PROVIDERS=ways):
        assert "State sign-in" in browser().get("/sign-in/").content.decode()


@override_settings(SECOND_FACTOR=False)
def test_after_signing_in_a_role_gets_the_first_page_that_is_open_to_it() -> None:
    client, who = browser(), account("policy_analyst")
    answer = client.post("/sign-in/", {"login": who.sign_in, "password": PASSWORD}, follow=True)
    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, "/law/")


def test_setting_up_an_app_gives_codes_for_the_day_that_it_is_lost() -> None:
    client, who = browser(), account("caseworker")
    sign_in(client, who)
    assert client.get("/account/second-factor/totp/activate/").headers["Location"].startswith("/account/confirm/")
    client.post("/account/confirm/", {"password": PASSWORD})
    page = client.get("/account/second-factor/totp/activate/")
    (secret,) = re.findall(r'id="key" class="cc-key">([A-Z2-7]{32})<', page.content.decode())
    answer = client.post("/account/second-factor/totp/activate/", {"code": code_of(secret)}, follow=True)
    assert answer.redirect_chain[-1][0] == "/account/second-factor/recovery-codes/"
    assert len(re.findall(r"<li><code>\w{8}</code>", answer.content.decode())) == 10
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


@pytest.mark.parametrize("path", ["recovery-codes/download/", "trust/", "webauthn/signup/"])
def test_no_page_of_allauth_is_there_that_is_not_wanted(path: str) -> None:
    assert signed_in(account("caseworker")).get(f"/account/second-factor/{path}").status_code == 404


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
