"""Passwords that an administrator draws or asks for: their owner replaces them before anything is seen."""

from __future__ import annotations

import pytest
from django.test import Client

from caseclose.staff.models import Account
from tests.casework import factories as make
from tests.staff.administration.test_accounts import NEW, admin, browser, kinds, sent
from tests.staff.office import PASSWORD, account, signed_in

__all__ = ["admin", "browser"]
pytestmark = pytest.mark.usefixtures("clean_database")


def test_a_drawn_password_must_be_replaced_by_its_owner(browser: Client) -> None:
    make.an_office()
    sent(browser, "/people/new/", **NEW)
    made = Account.objects.get(sign_in="worker.7")
    assert made.must_choose_password
    Account.objects.update(must_choose_password=False)
    sent(browser, f"/people/{made.pk}/password/", key="another key of sixteen signs")
    assert Account.objects.get(pk=made.pk).must_choose_password


def test_a_new_password_can_be_asked_for_and_ends_the_sessions(browser: Client) -> None:
    who = account("caseworker", name="worker.1")
    theirs = signed_in(who)
    assert sent(browser, f"/people/{who.pk}/ask-password/")[0] == 302
    assert theirs.get("/queue/").status_code == 302
    who.refresh_from_db()
    assert who.must_choose_password
    assert who.check_password(PASSWORD)
    assert kinds() == ["AccountPasswordAsked"]
    assert "must be replaced at the next sign-in" in browser.get(f"/people/{who.pk}/").content.decode()


def test_no_password_is_asked_of_an_account_that_has_none_or_of_ones_own(browser: Client, admin: Account) -> None:
    who = account("caseworker", name="worker.1")
    who.set_unusable_password()
    who.save()
    status, shown = sent(browser, f"/people/{who.pk}/ask-password/")
    assert status == 422
    assert "signs in without a password" in shown
    assert sent(browser, f"/people/{admin.pk}/ask-password/")[0] == 422
    assert kinds() == []
