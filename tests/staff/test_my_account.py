"""My account: a password of one's own, the language at every computer, and sessions at others."""

from __future__ import annotations

import pytest

from caseclose.casework.models import JournalEntry
from caseclose.staff.models import Account
from tests.staff.office import PASSWORD, account, signed_in
from tests.staff.test_signing_in import with_second_factor

pytestmark = pytest.mark.usefixtures("clean_database")


def given_a_password(**more: object) -> Account:
    who = account("caseworker")
    Account.objects.update(must_choose_password=True, **more)
    with_second_factor(who)
    return who


def test_a_password_that_somebody_else_knows_is_replaced_before_anything_is_seen() -> None:
    who, new = given_a_password(), "nobody else knows it"
    client = signed_in(who)
    for path in ("/", "/queue/", "/account/", "/account/second-factor/"):
        assert client.get(path).headers["Location"] == "/account/password/"
    page = client.get("/account/password/").content.decode()
    assert "Choose a password of your own" in page
    assert "/queue/" not in page
    form = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/account/password/", form).status_code == 200
    assert client.get("/queue/").status_code == 302
    answer = client.post("/account/password/", {**form, "password1": new, "password2": new})
    assert answer.headers["Location"] == "/account/"
    assert client.get("/queue/").status_code == 200
    who.refresh_from_db()
    assert who.check_password(new)
    (entry,) = JournalEntry.objects.filter(kind="AccountPasswordChosen")
    assert (entry.by, entry.role, entry.case_id) == (who.name, "owner", None)


def test_whoever_comes_by_the_agencys_own_sign_in_needs_no_password_here() -> None:
    client = signed_in(given_a_password())
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount"}]
    session.save()
    assert client.get("/queue/").status_code == 200


def test_the_language_of_an_account_is_that_of_its_pages_at_every_computer() -> None:
    who = account("caseworker")
    first, second = signed_in(who), signed_in(who)
    assert second.post("/language/", {"language": "es", "next": "/account/"}).headers["Location"] == "/account/"
    assert "Mi cuenta" in first.get("/account/").content.decode()
    who.refresh_from_db()
    assert who.language == "es"
    second.post("/language/", {"language": "xx"})
    assert "Mi cuenta" in first.get("/account/").content.decode()


def test_an_account_without_a_language_has_that_of_the_browser() -> None:
    client = signed_in(account("caseworker"), lang="")
    assert 'lang="es"' in client.get("/account/", headers={"accept-language": "es-MX"}).content.decode()


def test_other_sessions_are_counted_and_ended_and_ones_own_goes_on() -> None:
    who, other = account("caseworker"), account("caseworker", name="other.1")
    here, there, of_another = signed_in(who), signed_in(who), signed_in(other)
    assert "at 1 other computer" in here.get("/account/").content.decode()
    for told in ("1 other session is ended.", "0 other sessions are ended."):
        assert told in here.post("/account/sessions/end/", follow=True).content.decode()
    assert there.get("/queue/").status_code == 302
    assert (here.get("/queue/").status_code, of_another.get("/queue/").status_code) == (200, 200)
    assert JournalEntry.objects.filter(kind="AccountSessionsEnded").count() == 1
