"""Pages that are the same for everybody are handed out as they were drawn; nothing else is kept or compressed."""

from __future__ import annotations

import gzip
from datetime import date

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import resolve

from caseclose.public import kept
from caseclose.public.access import middleware
from caseclose.public.access.table import access_table
from caseclose.public.pages.guide import views
from tests.public.addresses import pages


def browser(**more: str) -> Client:
    return Client(headers={"host": "localhost", **more})


def same_for_all() -> list[str]:
    return [path for path in pages() if access_table()[resolve(path).view_name].in_history]


def test_what_is_handed_out_is_what_is_drawn_in_every_place() -> None:
    once = browser()
    for path in same_for_all():
        drawn = browser().get(path)
        first, again = once.get(path), once.get(path)
        assert first.content == again.content == drawn.content, path
        assert dict(first.headers) == dict(again.headers), path


def test_the_first_page_is_kept_for_each_language_apart() -> None:
    client = browser()
    for _ in range(2):
        assert b'lang="en"' in client.get("/", headers={"accept-language": "en"}).content
        assert b'lang="es"' in client.get("/", headers={"accept-language": "es"}).content


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that are drawn from now on."""
    drawn: list[str] = []

    def draws(request: HttpRequest, *more: object) -> HttpResponse:
        drawn.append(request.path)
        return render(request, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(views, "render", draws)
    return drawn


def test_a_page_is_drawn_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    client, drawn, days = browser(), counted(monkeypatch), [date(2026, 11, 26), date(2026, 11, 26), date(2026, 11, 27)]
    monkeypatch.setattr(middleware, "today", lambda _zone: days.pop(0))
    for _ in range(3):
        client.get("/en/ca/guide/2/")
    assert drawn == ["/en/ca/guide/2/"] * 2


def test_what_is_searched_for_is_drawn_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    client, drawn = browser(), counted(monkeypatch)
    said = [client.post("/en/ca/guide/find/", {"wanted": words}).content for words in ("passport", "danger")]
    assert len(drawn) == 2
    assert said[0] != said[1]


def test_where_more_is_kept_than_a_process_can_hold_it_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 1)
    client, drawn = browser(), counted(monkeypatch)
    for number in (2, 2, 3, 2):
        assert client.get(f"/en/ca/guide/{number}/").status_code == 200
    assert len(drawn) == 3


def test_a_kept_page_is_sent_compressed_to_whoever_takes_it_so() -> None:
    client = browser()
    for _ in range(2):
        plain = client.get("/en/ca/guide/")
        packed = client.get("/en/ca/guide/", headers={"accept-encoding": "gzip, br"})
        assert (plain.has_header("Content-Encoding"), packed.headers["Content-Encoding"]) == (False, "gzip")
        assert gzip.decompress(packed.content) == plain.content
        assert "Accept-Encoding" in plain.headers["Vary"]
        assert len(packed.content) < len(plain.content) / 2


def test_a_browser_that_has_a_page_is_told_that_it_has_not_changed() -> None:
    client = browser()
    mark = client.get("/en/ca/guide/").headers["ETag"]
    again = client.get("/en/ca/guide/", headers={"if-none-match": mark})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", mark)
    assert again.headers["Cache-Control"].startswith("public")
    assert client.get("/es/ca/guide/", headers={"if-none-match": mark}).status_code == 200


def test_no_page_of_anybodys_own_is_kept_marked_or_compressed() -> None:
    client = browser(**{"accept-encoding": "gzip"})
    others = [path for path in pages() if path not in set(same_for_all())]
    assert others
    for path in others:
        headers = client.get(path).headers
        assert not {"ETag", "Content-Encoding"} & set(headers), path
        assert "no-store" in headers["Cache-Control"], path


def test_a_page_that_is_not_there_is_asked_for_again() -> None:
    client = browser()
    assert [client.get("/en/ca/guide/q/9999/").status_code for _ in range(2)] == [404, 404]
