"""What every page of the public site carries: nothing is kept that is anybody's, and there is always a way out."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, override_settings

from caseclose.law.reading import shipped
from caseclose.public.access import middleware
from caseclose.public.access.table import WrittenRow, access_table, row_of
from caseclose.public.pages.start import views
from tests.public.addresses import pages


def browser(lang: str = "en", **more: object) -> Client:
    return Client(headers={"host": "localhost", "accept-language": lang}, **more)  # type: ignore[arg-type]


def test_a_page_runs_and_draws_only_what_comes_from_here_and_tells_nobody_where_readers_came_from() -> None:
    headers = browser().get("/en/").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].strip("; ").split(";"))
    assert (policy["default-src"], policy["connect-src"]) == ("'none'", "'none'")
    assert (policy["script-src"], policy["style-src"], policy["frame-ancestors"]) == ("'self'", "'self'", "'none'")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"


def test_a_page_that_is_the_same_for_everybody_may_be_kept_and_sets_no_cookie() -> None:
    client = browser()
    assert client.get("/en/ca/guide/").headers["Cache-Control"].startswith("public")
    assert dict(client.cookies) == {}


def test_a_page_that_is_not_there_is_not_kept() -> None:
    assert "no-store" in browser().get("/en/ca/nothing/").headers["Cache-Control"]


def test_a_page_with_a_form_is_never_kept_and_tells_its_own_site_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    row = row_of("home", WrittenRow(who="anyone", get=True, post=True))
    monkeypatch.setattr(middleware, "access_table", lambda: {"home": row})
    monkeypatch.setattr(views, "render", lambda request, *_: HttpResponse(get_token(request)))
    client = browser()
    headers = client.get("/en/ca/").headers
    assert "no-store" in headers["Cache-Control"]
    assert headers["Referrer-Policy"] == "same-origin"
    cookie = client.cookies["t"]
    assert (cookie["httponly"], cookie["samesite"], cookie["expires"]) == (True, "Strict", "")


def test_there_are_no_accounts_and_no_sessions() -> None:
    assert not [name for name in (*settings.INSTALLED_APPS, *settings.MIDDLEWARE) if re.search("auth|session", name)]


def test_no_page_has_a_script_or_a_style_within() -> None:
    for path in pages():
        page = browser().get(path).content.decode()
        assert re.findall(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", page) == []


@pytest.mark.parametrize("path", ["/", "/en/ca/guide/", "/nothing/"])
def test_every_page_has_a_way_out_that_works_without_scripts(path: str) -> None:
    leaving = shipped().leaving
    assert leaving
    assert f'href="{leaving.to}" rel="noreferrer nofollow" data-leave' in browser().get(path).content.decode()


def test_what_goes_wrong_gives_away_nothing_and_still_has_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Zzcanary")

    monkeypatch.setattr(views, "render", broken)
    client = browser()
    client.raise_request_exception = False
    answer = client.get("/es/ca/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Zzcanary" not in page
    assert "data-leave" in page
    assert "Algo salió mal" in page


def test_the_first_page_speaks_the_language_of_the_browser_and_an_address_its_own() -> None:
    assert 'lang="es"' in browser("es-MX,es;q=0.9").get("/").content.decode()
    assert 'lang="en"' in browser("es-MX,es;q=0.9").get("/en/").content.decode()


def test_the_other_language_is_the_same_place() -> None:
    assert 'href="/es/ca/guide/" hreflang="es"' in browser().get("/en/ca/guide/").content.decode()


def test_the_language_is_kept_where_a_page_is_not_there() -> None:
    assert "Esta página no está aquí" in browser().get("/es/ca/nothing/").content.decode()


def test_a_state_without_policy_is_not_there() -> None:
    assert browser().get("/en/zz/guide/").status_code == 404


def test_only_a_demonstration_says_that_it_is_one() -> None:
    with override_settings(DEMO=True):
        assert "not a government site" in browser().get("/en/").content.decode()
    assert "not a government site" not in browser().get("/en/").content.decode()


def test_every_row_that_shows_something_is_a_page_of_this_site() -> None:
    assert {"begin", "start", "home", "guide"} <= access_table().keys()


def test_it_says_that_it_is_well_only_while_the_records_answer(clean_database: object) -> None:
    del clean_database
    well = browser().get("/healthy/")
    assert (well.status_code, well.content) == (200, b"ok\n")
    connection.close()
    connection.settings_dict["REFUSAL"] = "the records are away"
    try:
        away = browser().get("/healthy/")
    finally:
        del connection.settings_dict["REFUSAL"]
    assert (away.status_code, away.content) == (503, b"no records\n")
    assert browser().get("/healthy/").status_code == 200
