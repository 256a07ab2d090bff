"""Looking after accounts: nobody raises their own roles, the last administrator stays, and every change is told."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import Error, connection, transaction
from django.test import Client

from caseclose.casework.models import JournalEntry
from caseclose.casework.services.audit import verify
from caseclose.closure.refused import Refused
from caseclose.staff.models import Account, Conflict
from caseclose.staff.people import changing
from caseclose.staff.people.telling import KINDS, By
from tests.casework import factories as make
from tests.staff.counting import questions
from tests.staff.office import PASSWORD, account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")
KEY = "a key of at least sixteen signs"
BY = By("admin.1", make.DAY, make.at_noon(make.DAY))
NEW = {"key": KEY, "sign_in": "worker.7", "person": "worker seven", "roles": ["caseworker"], "office": "ca-local",
       "team": "team 1"}  # fmt: skip
MOST_QUESTIONS = 12


@pytest.fixture
def admin() -> Account:
    return account("admin", name="admin.1")


@pytest.fixture
def browser(admin: Account) -> Client:
    return signed_in(admin)


def kinds() -> list[str]:
    return list(JournalEntry.objects.filter(kind__in=KINDS).order_by("number").values_list("kind", flat=True))


def sent(browser: Client, path: str, **said: Any) -> tuple[int, str]:
    answer = browser.post(path, {"key": KEY, **said})
    return answer.status_code, unescape(answer.content.decode())


def form_of(browser: Client, path: str) -> dict[str, Any]:
    """What a form holds as it is first shown: hidden values, ticked boxes, chosen options."""
    page = unescape(browser.get(path).content.decode())
    main = page[page.index("<main") : page.index("</main")]
    said: dict[str, Any] = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', main.replace("&quot;", "'")))
    seen = re.search(r'name="seen" value="(\{.*?\})" id', main)
    said["seen"] = seen[1] if seen else ""
    said["roles"] = re.findall(r'name="roles" value="(\w+)"[^>]*checked', main)
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', main, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        said[name] = chosen[1] if chosen else ""
    team = re.search(r'name="team" value="([^"]*)"', main)
    return {**said, "team": team[1] if team else "", "active": "on"}


def test_an_account_is_made_with_a_password_that_is_shown_once_and_works(browser: Client) -> None:
    make.an_office()
    status, shown = sent(browser, "/people/new/", **NEW)
    found = re.search(r'cc-secret">([^<]+)<', shown)
    assert status == 200
    assert found is not None
    made = Account.objects.get(sign_in="worker.7")
    assert made.check_password(found[1])
    assert (made.name, made.roles, made.office_id, made.team) == ("worker seven", ["caseworker"], "ca-local", "team 1")
    again = browser.post("/people/new/", NEW)
    assert (again.status_code, again.headers["Location"]) == (302, f"/people/{made.pk}/")
    assert Account.objects.filter(sign_in="worker.7").count() == 1
    assert kinds() == ["AccountMade"]
    assert found[1] not in str(list(JournalEntry.objects.values_list("body", flat=True)))


def test_what_was_typed_survives_an_error_and_each_is_told_at_its_field(browser: Client) -> None:
    make.an_office()
    account("caseworker", name="Worker.7")
    status, shown = sent(browser, "/people/new/", **{**NEW, "roles": ["caseworker", "intake"]})
    assert status == 422
    assert 'value="worker seven"' in shown
    assert len(re.findall(r'name="roles"[^>]*checked', shown)) == 2
    assert "usa-error-message" in shown
    assert "<title>Error:" in shown
    status, shown = sent(browser, "/people/new/", **{**NEW, "roles": []})
    assert status == 422
    assert 'value="worker.7"' in shown
    assert kinds() == []


def test_a_change_counts_at_once_and_the_journal_tells_who_changed_what(browser: Client) -> None:
    who = account("caseworker", name="worker.1")
    page = form_of(browser, f"/people/{who.pk}/change/")
    page["roles"] = ["supervisor", "caseworker"]
    status, _ = sent(browser, f"/people/{who.pk}/change/", **page)
    who.refresh_from_db()
    assert status == 302
    assert sorted(who.roles) == ["caseworker", "supervisor"]
    (entry,) = JournalEntry.objects.filter(kind="AccountChanged")
    assert (entry.by, entry.role, entry.case_id) == ("admin.1", "admin", None)
    assert entry.said["before"] == {"roles": ["caseworker"]}
    shown = unescape(browser.get("/people/log/").content.decode())
    assert "admin.1 changed the account worker.1. Roles: caseworker, supervisor." in shown
    assert verify() == []


def test_nothing_is_told_where_nothing_was_different(browser: Client) -> None:
    who = account("caseworker", name="worker.1")
    status, _ = sent(browser, f"/people/{who.pk}/change/", **form_of(browser, f"/people/{who.pk}/change/"))
    assert (status, kinds()) == (302, [])


@pytest.mark.parametrize("roles", [["admin", "supervisor"], ["admin"], ["caseworker"]])
def test_nobody_changes_their_own_roles_up_or_down(browser: Client, admin: Account, roles: list[str]) -> None:
    account("admin", name="admin.2")
    page = {**form_of(browser, f"/people/{admin.pk}/change/"), "roles": roles, "team": "another"}
    status, shown = sent(browser, f"/people/{admin.pk}/change/", **page)
    admin.refresh_from_db()
    assert (status, admin.roles, admin.team, kinds()) == (422, ["admin"], "team 1", [])
    assert "Nobody changes their own roles" in shown


def test_nobody_helps_their_own_account_past_its_safeguards(browser: Client, admin: Account) -> None:
    a_factor(admin)
    for what in ("password", "second-factor"):
        status, _ = sent(browser, f"/people/{admin.pk}/{what}/")
        assert status == 422, what
    admin.refresh_from_db()
    assert admin.check_password(PASSWORD)
    assert Authenticator.objects.filter(user=admin).exists()


def test_the_last_administrator_cannot_be_taken_away(admin: Account) -> None:
    other = account("admin", name="admin.2")
    by_other = By("admin.2", BY.on, BY.at)
    seen = changing.as_it_is(admin)
    for gone in (changing.ChangeAccount(("caseworker",), seen.office, seen.team),
                 changing.ChangeAccount(("admin",), seen.office, seen.team, active=False)):  # fmt: skip
        with transaction.atomic():
            assert changing.change(admin.pk, gone, by_other, seen=seen)
            with pytest.raises(Refused) as refused:
                changing.change(other.pk, gone, BY, seen=changing.as_it_is(other))
            assert refused.value.rule == "not_an_admin"
            transaction.set_rollback(True)
    Account.objects.filter(pk=other.pk).update(roles=["caseworker"])
    assert kinds() == []


def test_an_account_that_would_leave_no_administrator_is_refused(
    admin: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule stands by itself too, should one's own account ever be changed some other way."""
    monkeypatch.setattr(changing, "not_own", lambda *_: None)
    seen = changing.as_it_is(admin)
    with pytest.raises(Refused) as refused:
        changing.change(admin.pk, changing.ChangeAccount(("caseworker",), seen.office, seen.team), BY, seen=seen)
    assert refused.value.rule == "last_admin"
    admin.refresh_from_db()
    assert admin.roles == ["admin"]


def test_a_form_that_was_open_while_somebody_else_changed_the_account_changes_nothing(browser: Client) -> None:
    who = account("caseworker", name="worker.1")
    page = form_of(browser, f"/people/{who.pk}/change/")
    Account.objects.filter(pk=who.pk).update(team="moved")
    status, shown = sent(browser, f"/people/{who.pk}/change/", **{**page, "roles": ["supervisor"]})
    who.refresh_from_db()
    assert (status, who.roles) == (422, ["caseworker"])
    assert "Somebody else changed this account" in shown


def test_who_may_not_sign_in_any_more_is_out_at_once(browser: Client) -> None:
    who = account("caseworker", name="worker.1")
    theirs = signed_in(who)
    assert theirs.get("/queue/").status_code == 200
    page = form_of(browser, f"/people/{who.pk}/change/")
    del page["active"]
    sent(browser, f"/people/{who.pk}/change/", **page)
    assert theirs.get("/queue/").status_code == 302
    assert browser.get("/people/").status_code == 200


def a_factor(who: Account) -> None:
    Authenticator.objects.create(user=who, type=Authenticator.Type.TOTP, data={"secret": "x"})


def test_a_second_factor_is_reset_and_the_person_is_signed_out(browser: Client) -> None:
    who = account("caseworker", name="worker.1")
    a_factor(who)
    theirs = signed_in(who)
    assert Session.objects.count() == 2
    status, _ = sent(browser, f"/people/{who.pk}/second-factor/")
    assert status == 302
    assert not Authenticator.objects.exists()
    assert theirs.get("/queue/").status_code == 302
    assert kinds() == ["SecondFactorReset"]
    status, shown = sent(browser, f"/people/{who.pk}/second-factor/")
    assert status == 422
    assert "no second factor" in shown


def test_a_password_is_drawn_once_under_a_key(browser: Client) -> None:
    who = account("caseworker", name="worker.1")
    theirs = signed_in(who)
    _, shown = sent(browser, f"/people/{who.pk}/password/")
    found = re.search(r'cc-secret">([^<]+)<', shown)
    who.refresh_from_db()
    assert found is not None
    assert who.check_password(found[1])
    assert theirs.get("/queue/").status_code == 302
    status, _ = sent(browser, f"/people/{who.pk}/password/")
    who.refresh_from_db()
    assert status == 302
    assert who.check_password(found[1])
    assert kinds() == ["AccountPasswordDrawn"]


def test_a_conflict_of_interest_hides_the_case_and_the_log_names_no_case(browser: Client) -> None:
    who = account("caseworker", name="worker.1")
    make.a_case("CA-77")
    theirs = signed_in(who)
    assert theirs.get("/case/CA-77/").status_code == 200
    assert sent(browser, f"/people/{who.pk}/conflict/", number="CA-77", part="")[0] == 302
    assert theirs.get("/case/CA-77/").status_code == 404
    (conflict,) = Conflict.objects.all()
    assert (conflict.said_by, conflict.case_id, kinds()) == ("admin.1", "CA-77", ["ConflictSaid"])
    assert "CA-77" not in str(list(JournalEntry.objects.values_list("body", "case")))
    assert sent(browser, f"/people/{who.pk}/conflict/", number="CA-77", part="")[0] == 422
    sent(browser, f"/people/{who.pk}/conflict/{conflict.pk}/end/")
    assert theirs.get("/case/CA-77/").status_code == 200


def test_a_conflict_with_a_person_hides_every_case_of_that_person(browser: Client) -> None:
    who, first = account("caseworker", name="worker.1"), make.a_case("1")
    person = make.opened_by(first)
    make.a_case("2").participants.create(person=person, role="noncustodial_parent")
    assert sent(browser, f"/people/{who.pk}/conflict/", number="1", part="custodial_party")[0] == 302
    theirs = signed_in(who)
    assert [theirs.get(f"/case/{number}/").status_code for number in "12"] == [404, 404]
    status, shown = sent(browser, f"/people/{who.pk}/conflict/", number="nothing", part="custodial_party")
    assert status == 422
    assert 'value="nothing"' in shown


def test_nobody_takes_back_their_own_conflict(browser: Client, admin: Account) -> None:
    made = Conflict.objects.create(account=admin, case=make.a_case("1"), said_by="admin.2", said_on=make.DAY)
    assert sent(browser, f"/people/{admin.pk}/conflict/{made.pk}/end/")[0] == 422
    assert Conflict.objects.exists()


def test_the_log_can_only_grow() -> None:
    make.an_office()
    account("admin", name="admin.1")
    changing.make(changing.MakeAccount("w", "w", ("policy_analyst",)), BY, key="")
    for statement in ("UPDATE casework_journalentry SET body = '{}'", "DELETE FROM casework_journalentry"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_accounts_are_found_by_office_and_role_and_a_name_is_in_no_address(browser: Client) -> None:
    account("caseworker", name="worker.zz")
    account("supervisor", name="boss.zz", office=make.an_office("ar"))
    assert "boss.zz" not in browser.get("/people/?role=caseworker").content.decode()
    assert "worker.zz" not in browser.get("/people/?office=ar-local").content.decode()
    found = browser.post("/people/", {"name": "ZZ"}).content.decode()
    assert "worker.zz" in found
    assert "boss.zz" in found
    assert "admin.1" not in found.split("<main")[1]
    assert "No account fits." in browser.get("/people/?active=no").content.decode()


def test_pages_of_accounts_ask_few_questions(browser: Client) -> None:
    for n in range(30):
        account("caseworker", name=f"worker.{n}")
    who = Account.objects.get(name="worker.3")
    for path in ("/people/", f"/people/{who.pk}/", f"/people/{who.pk}/change/", "/people/log/", "/offices/"):
        with questions() as asked:
            assert browser.get(path).status_code == 200
        assert len(asked) <= MOST_QUESTIONS, path


def test_an_account_that_is_not_there_is_not_found(browser: Client) -> None:
    for path in ("/people/0/", "/people/99999999999999999999/", "/people/0/change/"):
        assert browser.get(path).status_code == 404
