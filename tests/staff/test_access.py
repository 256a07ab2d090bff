"""Every address has a row in the access table, and answers each role and each case as its row says: nothing leaks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import clear_url_caches, path

from caseclose.casework.models import Case
from caseclose.site import urls
from caseclose.staff.access import middleware, need
from caseclose.staff.access.table import access_table
from caseclose.staff.models import Seal
from tests.casework import factories as make
from tests.staff.addresses import names, names_case
from tests.staff.matrix import faults
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert sorted(names()) == sorted(access_table())


@contextmanager
def one_more_address(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def planted(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("everything")

    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("planted/", planted, name="planted")])
    clear_url_caches()
    yield
    monkeypatch.undo()
    clear_url_caches()


def test_an_address_without_a_row_is_found_and_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with one_more_address(monkeypatch):
        assert set(names()) - set(access_table()) == {"planted"}
        assert signed_in(account("admin")).get("/planted/").status_code == 404


def test_an_address_that_names_a_case_needs_the_case() -> None:
    assert [name for name in names() if names_case(name) != (access_table()[name].need == "case")] == []


def test_every_role_is_answered_as_the_table_says_at_every_address_on_every_kind_of_case() -> None:
    assert list(faults(names())) == []


def test_a_case_that_is_shown_to_whoever_asks_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def shown(_who: object, number: str) -> Case | None:
        return Case.objects.filter(number=number).select_related("office", "assignment").first()

    monkeypatch.setattr(middleware, "case_seen_by", shown)
    told = set(faults(["case"]))
    assert {"case GET, caseworker, other: 200", "case GET, caseworker, conflict: 200",
            "case GET, auditor, relative: 200"} <= told  # fmt: skip
    assert not [each for each in told if "own" in each or "missing" in each]


def test_a_sealed_case_that_is_not_kept_back_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(need, "_sealed_from", lambda *_: Seal.objects.none())
    assert {f"case GET, {role}, sealed: 200" for role in ("caseworker", "auditor")} <= set(faults(["case"]))


def test_a_role_that_is_let_in_by_mistake_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "_for_account", lambda *_: None)
    assert any(each.startswith("queue GET, admin") for each in faults(["queue"]))


def test_a_refused_case_does_not_tell_by_its_page_that_it_is_there() -> None:
    make.a_case("1", zone="America/Denver")
    browser = signed_in(account("caseworker"))
    there, missing = browser.get("/case/1/"), browser.get("/case/2/")
    assert (there.status_code, missing.status_code) == (404, 404)
    assert there.headers.keys() == missing.headers.keys()
    assert b"Local office" not in there.content
