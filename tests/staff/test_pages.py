"""What every page carries: headers that give nothing away, tokens against forgery, plain errors, a language."""

from __future__ import annotations

import gzip
import logging
import re
import sys

import pytest
from django.db import connection
from django.test import Client, RequestFactory, override_settings

from caseclose.site.logs import Discreet
from caseclose.staff.screens.queue import views
from tests.casework import factories as make
from tests.staff.addresses import address, names
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")


def test_a_page_runs_and_draws_only_what_comes_from_here() -> None:
    headers = signed_in(account("caseworker")).get("/queue/").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].strip("; ").split(";"))
    assert policy["default-src"] == "'none'"
    assert (policy["script-src"], policy["style-src"], policy["frame-ancestors"]) == ("'self'", "'self'", "'none'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]


def test_a_page_is_sent_compressed_and_its_length_is_not_the_same_twice() -> None:
    client = signed_in(account("caseworker"))
    plain = client.get("/queue/")
    sent = [client.get("/queue/", headers={"accept-encoding": "gzip"}) for _ in range(20)]
    assert {answer.headers["Content-Encoding"] for answer in sent} == {"gzip"}
    assert len({len(answer.content) for answer in sent}) > 1
    assert max(len(answer.content) for answer in sent) < len(plain.content) / 2
    assert b"</html>" in gzip.decompress(sent[0].content)


def test_no_page_has_a_script_or_a_style_within() -> None:
    client = signed_in(account("caseworker"))
    for path in ("/queue/", "/sign-in/", "/account/second-factor/", "/nothing/"):
        page = client.get(path).content.decode()
        assert re.findall(r"<script(?![^>]*(?:src=|application/json))|<style|\sstyle=|\son\w+=", page) == []


def test_a_cookie_is_for_this_site_and_not_for_scripts() -> None:
    client = signed_in(account("caseworker"))
    client.get("/queue/")
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_whatever_is_sent_without_its_token_is_refused() -> None:
    make.a_case("1")
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    client.force_login(account("caseworker"), backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["second_factor"] = True
    session.save()
    refused = {name: client.post(address(name)).status_code for name in names()}
    assert {name: status for name, status in refused.items() if status not in {403, 405, 404}} == {}
    assert refused["case_take"] == 403


@pytest.mark.parametrize(("lang", "words"), [("en", "This page is not here"), ("es", "Esta página no está aquí")])
def test_an_error_says_what_to_do_and_a_number_and_no_more(lang: str, words: str) -> None:
    page = signed_in(account("caseworker"), lang=lang).get("/case/nothing/").content.decode()
    assert words in page
    assert re.search(r"<code>[0-9A-F]{8}</code>", page)


def test_what_goes_wrong_here_gives_away_nothing_and_the_log_no_one(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 'Zzcanary'::int")

    monkeypatch.setattr(views, "counts", broken)
    client = signed_in(account("caseworker"))
    client.raise_request_exception = False
    with caplog.at_level(logging.WARNING):
        answer = client.get("/queue/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "Something went wrong" in page
    assert not re.search("Zzcanary|SELECT|Traceback|psycopg", page)
    (number,) = re.findall(r"<code>([0-9A-F]{8})</code>", page)
    assert any(number in record.getMessage() for record in caplog.records)


def test_the_language_is_chosen_by_a_button_and_kept() -> None:
    client = Client(headers={"host": "localhost"})
    assert "Sign in" in client.get("/sign-in/").content.decode()
    assert client.post("/language/", {"language": "es", "next": "/sign-in/"}).headers["Location"] == "/sign-in/"
    assert "Iniciar sesión" in client.get("/sign-in/").content.decode()
    for bad in ("//evil.example/", "https://evil.example/"):
        assert client.post("/language/", {"language": "xx", "next": bad}).headers["Location"] == "/"


def test_a_browser_that_asks_for_spanish_gets_spanish() -> None:
    client = Client(headers={"host": "localhost", "accept-language": "es-MX,es;q=0.9,en;q=0.5"})
    assert 'lang="es"' in client.get("/sign-in/").content.decode()


def test_a_host_that_is_not_ours_is_refused() -> None:
    assert Client(headers={"host": "evil.example"}).get("/sign-in/").status_code == 400


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=3600)
def test_behind_https_a_plain_request_is_sent_there() -> None:
    answer = Client(headers={"host": "localhost"}).get("/sign-in/")
    assert answer.headers["Location"].startswith("https://")


def test_that_the_application_answers_tells_nothing_of_it() -> None:
    assert Client(headers={"host": "localhost"}).get("/healthy/").content == b"ok\n"


def test_a_line_of_the_log_names_the_page_and_the_kind_of_error_and_nobodys_data() -> None:
    try:
        try:
            raise ValueError("Zzcanary lives in Zzstreet")
        except ValueError as error:
            raise RuntimeError("Zzcanary again") from error
    except RuntimeError:
        raised = sys.exc_info()
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "Internal Server Error: %s", ("/case/Zz/",), raised
    )
    record.request = RequestFactory().get("/case/Zz/")
    told = Discreet().format(record)
    assert "Zz" not in told
    assert "RuntimeError" in told
    assert "ValueError" in told
    assert "test_pages.py" in told


def test_a_sign_that_would_begin_a_line_begins_none() -> None:
    record = logging.LogRecord("caseclose", logging.WARNING, "", 0, "one\r\ntwo\x1b[31m", (), None)
    assert len(Discreet().format(record).splitlines()) == 1
