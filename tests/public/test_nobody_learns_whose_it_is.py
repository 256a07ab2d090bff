"""Whether there is such a case, letter or act shows nowhere: not in the answer, and not in what the records are asked.

The proof `secrecy` sees the same from outside, with the time that an answer takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model
from django.db.models.signals import post_init
from django.http import HttpResponse

from caseclose.casework.models import Case
from caseclose.casework.services.mail.drawn import drawn_code
from tests.casework.filing import BORN, a_case
from tests.papers.hostile import picture
from tests.public.acting import ANSWERS, a_noticed_case, answers_all, asks, client, key_in, reference_on, sent

pytestmark = pytest.mark.usefixtures("clean_database")
SAVEPOINT = re.compile(r"s\d+_x\d+")
MADE, NAME, OTHER = drawn_code(), "Maker 2", "Naker 2"
Way = Callable[[str, str], HttpResponse]
"""By number or code, and last name, what comes back in the end."""


def asking(number: str, family: str) -> HttpResponse:
    return asks(client(), you={**ANSWERS["you"], "number": number, "family": family})


def asking_on_paper(number: str, family: str) -> HttpResponse:
    browser = client()
    answers_all(browser, you={**ANSWERS["you"], "number": number, "family": family})
    key = key_in(browser.get("/en/ca/ask/paper/"))  # type: ignore[arg-type]
    return sent(browser, "ask/paper/", key=key, papers=[SimpleUploadedFile("x", picture())])


def printing(number: str) -> bytes:
    browser = client()
    answers_all(browser, you={**ANSWERS["you"], "number": number})
    return sent(browser, "ask/print/", wants="filled").content


def coming_back(number: str, family: str) -> HttpResponse:
    browser = client()
    key = key_in(browser.get("/en/ca/back/"))  # type: ignore[arg-type]
    said = {"given": "Rosa", "family": family, "born_on": BORN.isoformat(), "number": number, "signer": "Rosa Maker"}
    return sent(browser, "back/", key=key, **said)


def following(code: str, family: str) -> HttpResponse:
    return sent(client(), "follow/", code=code, family=family)


def wanting_a_letter(code: str, family: str) -> HttpResponse:
    return sent(client(), "follow/", code=code, family=family, wants="letter:1")


def answering(code: str, family: str) -> HttpResponse:
    browser, said = client(), {"code": code, "family": family}
    key = key_in(sent(browser, "answer/", **said))
    return sent(browser, "answer/", words="I know more", signer="Rosa Maker", key=key, **said)


@contextmanager
def questions_asked() -> Iterator[list[str]]:
    """Every question to the database meanwhile, without its values."""
    asked: list[str] = []

    def hears(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - as Django calls it
        asked.append(SAVEPOINT.sub("one", sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hears):
        yield asked


@contextmanager
def rows_read() -> Iterator[list[str]]:
    """Of which tables rows were read meanwhile, one by one: to read one takes time."""
    read: list[str] = []

    def hears(sender: type[Model], **_: object) -> None:
        read.append(sender.__name__)

    post_init.connect(hears)
    try:
        yield read
    finally:
        post_init.disconnect(hears)


def seen(way: Way, *who: str) -> tuple[object, ...]:
    """What can be seen of an answer, and what was asked for it."""
    with questions_asked() as asked:
        page = way(*who)
    headers: Mapping[str, str] = page.headers
    return page.status_code, len(page.content), sorted(headers.items()), asked


@pytest.mark.parametrize("way", [asking, asking_on_paper, coming_back])
def test_a_case_that_is_there_and_one_that_is_not_get_the_same_and_ask_the_same(way: Way) -> None:
    a_case("1")
    a_case("2")
    assert seen(way, "2", NAME) == seen(way, "7", NAME) == seen(way, "2", OTHER)


def test_the_form_to_print_is_the_same_file_before_there_is_such_a_case_and_after() -> None:
    before = printing("7")
    a_case("7")
    assert before == printing("7")


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize("way", [following, wanting_a_letter])
def test_who_lacks_the_name_learns_of_no_code_and_no_reference(way: Way, *, opened: bool) -> None:
    code = a_noticed_case("2")
    Case.objects.filter(pk="" if opened else "2").update(opened_by=None)
    reference = reference_on(asking("2", NAME))
    nowhere = seen(way, MADE, OTHER)
    assert nowhere[0] == 422
    assert nowhere == seen(way, code, OTHER) == seen(way, reference, OTHER)


@pytest.mark.parametrize("way", [following, wanting_a_letter])
def test_for_a_code_that_leads_nowhere_as_much_is_read_as_for_one_of_somebody_else(way: Way) -> None:
    code = a_noticed_case("2")
    with rows_read() as nowhere:
        way(MADE, OTHER)
    with rows_read() as elsewhere:
        way(code, OTHER)
    assert "OutboxMessage" in nowhere
    assert nowhere == elsewhere


def test_an_answer_to_a_letter_asks_the_same_whether_there_is_such_a_letter_or_not() -> None:
    code = a_noticed_case("2")
    assert seen(answering, code, OTHER) == seen(answering, MADE, OTHER) == seen(answering, code, NAME)
