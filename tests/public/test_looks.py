"""No page can be forgotten: each address of the access table has its looks for each way in which it answers."""

from __future__ import annotations

import pytest

from tests.public.looks.acts import offices
from tests.public.looks.look import Look, NoPage, forgotten
from tests.public.looks.site import answered
from tests.public.looks.table import LOOKS, NO_PAGES


def test_every_address_is_looked_at_by_each_method_with_its_errors_and_when_too_much_was_sent() -> None:
    assert forgotten(LOOKS, NO_PAGES) == []


def test_what_is_not_looked_at_is_found() -> None:
    left = [look for look in LOOKS if look.name != "ask_stop" and (look.name, look.method) != ("back", "GET")]
    left = [look for look in left if (look.name, look.state) != ("follow", "too many") and look.at != {"letter": "d"}]
    told = forgotten([*left, Look("nowhere", "filled"), Look("offices", "filled", send={})], NO_PAGES[1:])
    for fault in ("ask_stop GET: nobody looks at it", "ask_stop POST: nobody looks at it",
                  "back GET: nobody looks at it", "follow POST: nobody looks at it when too much was sent",
                  "guide_reader: nobody looks at letter d", "nowhere GET: it is not there",
                  "offices POST: nobody looks at its errors", "healthy GET: nobody looks at it"):  # fmt: skip
        assert fault in told
    assert "home GET: it is looked at, and excused" in forgotten(LOOKS, [*NO_PAGES, NoPage("home", "GET", "x")])


def test_no_two_looks_have_the_same_title() -> None:
    titles = [look.title for look in LOOKS]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.usefixtures("clean_database")
def test_what_is_said_to_be_no_page_answers_with_none() -> None:
    offices()
    assert [each.name for each in NO_PAGES if answers_with_a_page(each)] == []


def answers_with_a_page(each: NoPage) -> bool:
    """Whether it draws a page, or is not there at all."""
    look = Look(each.name, "filled", send=each.send if each.method == "POST" else None, first=each.first)
    with answered(look, look.spots[0]) as (_, answer):
        return answer.status_code >= 400 or b"<html" in answer.content
