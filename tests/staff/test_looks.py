"""No page can be forgotten: each address of the access table has a look for each way in which it answers with one."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.casework.closable import DAY
from tests.staff.cases.desk import on
from tests.staff.looks import people, scene
from tests.staff.looks.look import Look, NoPage, forgotten
from tests.staff.looks.seeing import answer_to
from tests.staff.looks.table import LOOKS, NO_PAGES

pytestmark = pytest.mark.usefixtures("clean_database")


def test_every_address_that_answers_with_a_page_is_looked_at_and_every_form_with_its_errors() -> None:
    assert forgotten(LOOKS, NO_PAGES) == []


def test_what_is_not_looked_at_is_found() -> None:
    left = [look for look in LOOKS if (look.name, look.method) != ("case_hold", "GET") and look.name != "case_take"]
    told = forgotten([*left, Look("nowhere", "filled"), Look("audit", "filled", send={})], NO_PAGES[1:])
    for fault in ("case_hold GET: nobody looks at it", "case_take POST: nobody looks at it",
                  "nowhere GET: it is not there", "audit POST: nobody looks at its errors",
                  f"{NO_PAGES[0].name} GET: nobody looks at it"):  # fmt: skip
        assert fault in told
    assert "case GET: it is looked at, and excused" in forgotten(LOOKS, [*NO_PAGES, NoPage("case", "GET", "x")])


def test_no_two_looks_have_the_same_title() -> None:
    titles = [look.title for look in LOOKS]
    assert sorted(titles) == sorted(set(titles))


def test_what_is_said_to_be_no_page_answers_with_none() -> None:
    with on(DAY):
        people.everyone()
        people.move_in()
        scene.a_full_office()
        assert [each.name for each in NO_PAGES if answers_with_a_page(each)] == []


def answers_with_a_page(each: NoPage) -> bool:
    """Whether it draws a page, or is not there at all."""
    sent = each.send if each.method == "POST" else None
    with transaction.atomic():
        look = Look(
            each.name, "filled", who=each.who, at=each.at, send=sent, before=each.before, meanwhile=each.meanwhile
        )
        _, answer = answer_to(look, "en")
        transaction.set_rollback(True)
    return answer.status_code >= 400 or b"<html" in answer.content
