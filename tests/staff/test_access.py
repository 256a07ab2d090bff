"""Every address has a row in the access table, and answers each role and each case as its row says: nothing leaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from caseclose.casework.models import Case, Person
from caseclose.site import urls
from caseclose.staff.access.table import SAFE, access_table
from caseclose.staff.models import Account, Conflict
from caseclose.staff.roles import StaffRole
from tests.casework import factories as make
from tests.staff.addresses import address, names, names_case
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
OWN, OTHER, PROTECTED, CONFLICT, RELATIVE, MISSING = "own", "other", "protected", "conflict", "relative", "missing"
HIDDEN = (OTHER, CONFLICT, RELATIVE, MISSING)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert sorted(names()) == sorted(access_table())


def test_an_address_without_a_row_is_found_and_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def planted(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("everything")

    with _with_address(monkeypatch, "planted/", planted):
        assert set(names()) - set(access_table()) == {"planted"}
        assert signed_in(account("admin")).get("/planted/").status_code == 404


def test_an_address_that_names_a_case_needs_the_case() -> None:
    assert [name for name in names() if names_case(name) != (access_table()[name].need == "case")] == []


def _with_address(monkeypatch: pytest.MonkeyPatch, route: str, view: object) -> object:
    from contextlib import contextmanager

    from django.urls import clear_url_caches

    @contextmanager
    def planted() -> Iterator[None]:
        monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path(route, view, name=route.split("/")[0])])
        clear_url_caches()
        yield
        monkeypatch.undo()
        clear_url_caches()

    return planted()
