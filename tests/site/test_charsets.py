"""A request that says it is written in what is no text is answered, and not by an error."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import override_settings

from caseclose.site.wsgi import application
from caseclose.web.charsets import content_type_in_text, in_text
from tests.staff.conftest import QUICK

FORM = "application/x-www-form-urlencoded"


@pytest.mark.usefixtures("clean_database")
@pytest.mark.parametrize("charset", ["hex", "rot13", "nonsense", "zip", "utf-16"])
def test_a_charset_that_makes_no_text_is_no_error_of_ours(charset: str) -> None:
    told: list[str] = []
    asked: dict[str, Any] = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/sign-in/", "QUERY_STRING": "next=/", "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "HTTP_HOST": "localhost", "CONTENT_TYPE": f"{FORM}; charset={charset}",
        "CONTENT_LENGTH": "3", "wsgi.input": io.BytesIO(b"a=b"), "wsgi.url_scheme": "http",
    }  # fmt: skip
    with override_settings(**QUICK):
        application(asked, lambda status, _headers, *_: told.append(status))
    assert told[0][0] == "4"


def test_what_a_browser_says_of_itself_can_be_kept() -> None:
    told: list[str] = []

    def asked(environ: dict[str, Any], _answer: object) -> list[bytes]:
        told.append(environ.get("HTTP_USER_AGENT", "nothing"))
        return []

    for environ in ({"HTTP_USER_AGENT": "a\0b"}, {}):
        in_text(asked)(environ, lambda *_: None)
    assert told == ["ab", "nothing"]


def test_a_content_type_stays_as_it_is_where_its_characters_make_text() -> None:
    for kind in (FORM, f"{FORM}; charset=utf-8", "multipart/form-data; boundary=x", ""):
        assert content_type_in_text(kind) == kind
    assert content_type_in_text(f"{FORM}; charset=hex") == FORM
