"""The work queue: whose closings are in it, in which order, in pages, and at what cost."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection, connections
from django.test import Client

from caseclose.casework.models import Assignment, Case, Closure, Office, Task
from caseclose.casework.selectors.work_queue import Wanted, Whose, closings_in_progress
from caseclose.staff.models import Conflict
from tests.casework import factories as make
from tests.staff.counting import questions
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")
MOST_QUESTIONS = 12


def a_closing(
    number: str, day: date = make.DAY, *, worker: str = "", team: str = "", zone: str = "", step: str = "noticed"
) -> Closure:
    case = make.a_case(number, zone=zone)
    closure = make.a_closing(case, day - timedelta(days=61), step=step)
    Closure.objects.filter(pk=closure.pk).update(earliest_close_on=day if step == "noticed" else None)
    if worker or team:
        Assignment.objects.create(case=case, worker=worker, team=team, since=make.DAY)
    return closure


def numbers(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/queue/?{query}")
    assert page.status_code == 200
    return re.findall(r'<a href="/case/([^/]+)/"', page.content.decode())


def test_a_worker_sees_first_what_is_in_their_own_care() -> None:
    who = account("caseworker", team="red")
    a_closing("mine", worker=who.name, team="red")
    a_closing("theirs", worker="somebody", team="red")
    a_closing("other team", worker="somebody", team="blue")
    a_closing("nobodys")
    client = signed_in(who)
    assert numbers(client) == ["mine"]
    assert set(numbers(client, "scope=team")) == {"mine", "theirs"}
    assert numbers(client, "scope=unassigned") == ["nobodys"]
    assert len(numbers(client, "scope=office")) == 4


def test_the_day_that_comes_first_is_ahead() -> None:
    a_closing("late", make.THE_DAY_AFTER)
    a_closing("first", make.THE_DAY_BEFORE)
    assert numbers(signed_in(account("supervisor"))) == ["first", "late"]


def test_no_case_of_another_office_and_none_of_ones_own_is_in_any_list() -> None:
    who = account("supervisor")
    a_closing("seen")
    a_closing("away", zone="America/Denver")
    own, relative = a_closing("own"), a_closing("relatives")
    Conflict.objects.create(account=who, case=own.case, said_by="admin", said_on=make.DAY)
    Conflict.objects.create(account=who, person=make.opened_by(relative.case), said_by="admin", said_on=make.DAY)
    for scope in ("office", "team", "unassigned", "mine"):
        assert set(numbers(signed_in(who), f"scope={scope}")) <= {"seen"}
    assert numbers(signed_in(who)) == ["seen"]


def test_an_auditor_sees_every_office() -> None:
    a_closing("here")
    a_closing("away", zone="America/Denver")
    assert set(numbers(signed_in(account("auditor")))) == {"here", "away"}


def test_filters_are_in_the_address() -> None:
    a_closing("noticed")
    a_closing("replied", step="replied")
    client = signed_in(account("supervisor"))
    assert numbers(client, "list=replies") == ["replied"]
    assert set(numbers(client, "list=nonsense")) == {"noticed", "replied"}
    assert set(numbers(client, "list=past")) == {"noticed", "replied"}


def test_closings_that_are_over_are_not_in_the_queue() -> None:
    for number, step in enumerate(("closed", "kept_open", "declined", "returned", "withdrawn")):
        a_closing(str(number), step=step)
    page = signed_in(account("supervisor")).get("/queue/")
    assert "Nothing is waiting here" in page.content.decode()


def test_pages_go_forward_and_back_without_losing_or_doubling_a_case() -> None:
    all_of_them = [f"c{n:03}" for n in range(60)]
    for n, number in enumerate(all_of_them):
        a_closing(number, make.DAY + timedelta(days=n // 7))
    client, seen, query = signed_in(account("supervisor")), list[str](), "scope=office"
    pages = []
    while query:
        page = client.get(f"/queue/?{query}").content.decode()
        pages.append(query)
        seen += re.findall(r'<a href="/case/([^/]+)/"', page)
        query = "".join(re.findall(r'href="\?([^"]*)" rel="next"', page)).replace("&amp;", "&")
    assert seen == all_of_them
    assert len(pages) == 3
    back = "".join(re.findall(r'href="\?([^"]*)" rel="prev"', client.get(f"/queue/?{pages[-1]}").content.decode()))
    assert numbers(client, back.replace("&amp;", "&")) == all_of_them[25:50]


@pytest.mark.parametrize(
    "place", ["x", "2026-01-01", "2026-01-01~x", "2026-13-01~1", "2026-01-01~-1", "2026-01-01~9" + "9" * 30]
)
def test_a_place_that_is_none_is_not_there(place: str) -> None:
    client = signed_in(account("supervisor"))
    assert client.get("/queue/", {"after": place}).status_code == 404
    assert client.get("/queue/", {"before": place}).status_code == 404


def test_a_part_of_the_page_is_the_table_alone() -> None:
    a_closing("1")
    page = signed_in(account("supervisor")).get("/queue/", headers={"hx-request": "true"}).content.decode()
    assert "<table" in page
    assert "<html" not in page


def test_the_next_thing_to_do_is_said_in_the_readers_language() -> None:
    a_closing("1")
    Task.objects.create(case_id="1", key="k", kind="x", words="Call the court", due_on=make.DAY)
    who = account("supervisor")
    assert "Call the court" in signed_in(who).get("/queue/").content.decode()
    assert "Cola de trabajo" in signed_in(who, lang="es").get("/queue/").content.decode()


def test_a_page_asks_the_same_few_questions_however_long_it_is() -> None:
    who, asked = account("supervisor"), []
    client = signed_in(who)
    for number in range(30):
        a_closing(str(number))
        if number in {0, 29}:
            with questions() as sent:
                client.get("/queue/")
            asked.append(len(sent))
    assert asked[0] == asked[1]
    assert asked[1] <= MOST_QUESTIONS, sent


def test_a_queue_is_read_from_the_index_where_it_begins() -> None:
    closings_of_many_offices()
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off")
        try:
            whole = closings_in_progress(Wanted())[:26].explain()
            office = closings_in_progress(Wanted(Whose(office="x1")))[:26].explain()
            worker = closings_in_progress(Wanted(Whose(office="x1", worker="y1")))[:26].explain()
        finally:
            cursor.execute("RESET enable_seqscan; RESET enable_bitmapscan; RESET enable_sort")
    assert "closure_open" in whole
    assert "closure_open_office" in office
    assert "closure_open_worker" in worker


def closings_of_many_offices() -> None:
    """So many that an index of all of them costs more to read than that of one office, as the planner then knows."""
    offices = [Office.objects.create(code=f"x{n}", state="ca", name="x", zone="America/Denver") for n in range(20)]
    numbers = range(600)
    Case.objects.bulk_create(
        Case(number=f"many-{n}", office=offices[n % 20], kind="enforcement", opened_on=make.DAY) for n in numbers
    )
    Assignment.objects.bulk_create(
        Assignment(case_id=f"many-{n}", worker=f"y{n % 40}", team="", since=make.DAY) for n in numbers
    )
    Closure.objects.bulk_create(
        Closure(case_id=f"many-{n}", step="noticed", way="proposal", begun_by="x", begun_on=make.DAY) for n in numbers
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE casework_closure")
