"""Each list of the queue has what belongs in it and nothing else, with as much as is said, and follows the records."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from caseclose.casework.models import Assignment, Case, Closure, Hold, ReleaseOrder, Task
from caseclose.site.clock import today
from caseclose.staff.models import Conflict
from caseclose.staff.screens.queue import next_page
from caseclose.staff.screens.queue.lists import LISTS
from tests.casework import factories as make
from tests.staff.office import account, signed_in
from tests.staff.queue.test_queue import a_closing, numbers

pytestmark = pytest.mark.usefixtures("clean_database")


def counted(client: Client, query: str = "scope=office") -> dict[str, str]:
    page = client.get(f"/queue/?{query}").content.decode()
    return dict(re.findall(r'list=(\w+)"[^>]*><span>[^<]*</span> <span class="cc-count">([\d+]+)', page))


def one_of_each() -> None:
    day = today("America/Los_Angeles")
    for step in ("requested", "proposed", "approved", "noticed", "replied"):
        a_closing(step, day + timedelta(days=30), step=step)
    a_closing("soon", day + timedelta(days=3))
    a_closing("past", day)
    a_closing("held", day + timedelta(days=40))
    make.a_flag(Case.objects.get(number="held"), day, ends_on=day + timedelta(days=20))
    make.a_flag(Case.objects.get(number="held"), day, ends_on=day + timedelta(days=60), kind="records")
    Task.objects.create(case_id="soon", key="m", kind="mail_returned", words="Look for the address", due_on=day)
    Task.objects.create(case_id="soon", key="t", kind="x", words="Call the court", due_on=day)
    Task.objects.create(case_id="soon", key="d", kind="x", words="Was done", due_on=day, done_on=day)
    closed = a_closing("closed", step="closed")
    for state in ReleaseOrder.State:
        ReleaseOrder.objects.create(closure=closed, remedy=make.a_remedy(closed.case), kind="passport",
                                    state=state, made_on=day)  # fmt: skip


def test_each_list_has_what_belongs_in_it_and_says_how_much() -> None:
    one_of_each()
    client = signed_in(account("supervisor"))
    wanted = {
        "requests": {"requested"},
        "proposals": {"proposed"},
        "approved": {"approved"},
        "noticed": {"noticed", "soon", "past", "held"},
        "replies": {"replied"},
        "soon": {"soon"},
        "past": {"past", "replied"},
        "held": {"held"},
        "ending": {"held"},
        "mail": {"soon"},
        "tasks": {"soon"},
        "releases": {"closed"},
    }
    found = {name: set(numbers(client, f"list={name}")) for name in wanted}
    assert found == wanted
    assert set(LISTS) == {*wanted, "all"}
    told = counted(client)
    assert told.pop("releases") == "5"
    assert told.pop("all") == "8"
    assert told == {name: str(len(cases)) for name, cases in wanted.items() if name != "releases"}


def test_no_list_and_no_count_has_a_case_of_ones_own_or_of_another_office() -> None:
    one_of_each()
    who = account("supervisor")
    for number in Case.objects.values_list("number", flat=True):
        Conflict.objects.create(account=who, case_id=number, said_by="admin", said_on=make.DAY)
    elsewhere = account("supervisor", name="away", office=make.an_office(zone="America/Denver"))
    for client in (signed_in(who), signed_in(elsewhere)):
        assert set(counted(client).values()) == {"0"}
        assert [number for name in LISTS for number in numbers(client, f"list={name}")] == []


def test_a_task_that_was_given_to_somebody_is_theirs() -> None:
    who, other = account("caseworker"), account("caseworker", name="caseworker.2")
    a_closing("1", worker=other.name)
    Task.objects.create(case_id="1", key="t", kind="x", words="w", due_on=make.DAY, assigned_to=who.name)
    assert numbers(signed_in(who), "list=tasks") == ["1"]
    assert numbers(signed_in(other), "list=tasks") == []


def test_the_database_itself_keeps_what_waits_beside_the_office_and_the_worker_of_its_case() -> None:
    closure = a_closing("1", step="requested", worker="worker.1")
    task = Task.objects.create(case_id="1", key="t", kind="x", words="w", due_on=make.DAY)
    make.a_flag(closure.case, make.DAY)
    ReleaseOrder.objects.create(closure=closure, remedy=make.a_remedy(), kind="passport", made_on=make.DAY)
    assert in_care_of() == {(closure.case.office_id, "worker.1", "")}
    make.an_office(zone="America/Denver")
    Case.objects.filter(number="1").update(office="ca-america-denver")
    assert in_care_of() == {("ca-america-denver", "worker.1", "")}
    task.save()
    Assignment.objects.update(worker="worker.2", team="blue")
    assert in_care_of() == {("ca-america-denver", "worker.2", "blue")}


def in_care_of() -> set[tuple[str, str, str]]:
    """In whose care a task, a hold and an order to let go are."""
    return {model.objects.values_list("office", "worker", "team").get() for model in (Task, Hold, ReleaseOrder)}


def test_a_case_that_nobody_has_is_taken_from_the_queue_and_the_queue_is_shown_again() -> None:
    who = account("caseworker")
    a_closing("1")
    client = signed_in(who)
    sent = {"number": "1", "key": "k" * 20, "back": "scope=unassigned&list=noticed"}
    answer = client.post("/queue/take/", sent)
    assert answer.headers["Location"] == "/queue/?scope=unassigned&list=noticed"
    assert Assignment.objects.get().worker == who.name
    assert "is in your care now" in client.get("/queue/").content.decode()


def test_a_case_that_somebody_has_or_that_must_not_be_seen_is_not_taken() -> None:
    who = account("caseworker")
    a_closing("theirs", worker="somebody")
    a_closing("away", zone="America/Denver")
    client = signed_in(who)
    for number in ("theirs", "away", "nothing"):
        client.post("/queue/take/", {"number": number, "key": "k" * 20, "back": ""})
    page = client.get("/queue/").content.decode()
    assert "in your care now" not in page
    assert page.count("There is no case with this number") == 2
    assert list(Assignment.objects.values_list("worker", flat=True)) == ["somebody"]


def test_the_take_button_stands_only_where_nobody_has_the_case() -> None:
    a_closing("1", worker="somebody")
    client = signed_in(account("supervisor"))
    assert "Take it" not in client.get("/queue/").content.decode()
    a_closing("2")
    assert "Take it" in client.get("/queue/").content.decode()
    assert "Take it" not in signed_in(account("auditor")).get("/queue/").content.decode()


def test_a_view_is_kept_under_a_name_and_removed() -> None:
    who = account("caseworker")
    client = signed_in(who)
    client.post("/queue/views/save/", {"name": "Mornings", "query": "scope=team&list=past&after=1~2&x=Maria"})
    saved = who.saved_views.get()
    assert saved.query == "scope=team&amp;list=past".replace("&amp;", "&")
    assert '<a href="?scope=team&amp;list=past">Mornings</a>' in client.get("/queue/").content.decode()
    other = signed_in(account("supervisor"))
    other.post("/queue/views/remove/", {"view": saved.pk})
    assert who.saved_views.count() == 1
    client.post("/queue/views/remove/", {"view": saved.pk})
    assert who.saved_views.count() == 0


def test_a_part_of_the_page_that_the_browser_asks_for_again_is_whole() -> None:
    client = signed_in(account("supervisor"))
    headers = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert "<html" in client.get("/queue/", headers=headers).content.decode()


def test_a_row_leads_to_the_page_of_the_act_that_is_next_where_the_account_may_take_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who = account("supervisor")
    for number, by in (("1", "worker one"), ("2", who.name)):
        Closure.objects.filter(pk=a_closing(number, step="proposed").pk).update(begun_by=by)
    monkeypatch.setattr(next_page, "NEXT", {"proposed": ("case_take",)})
    client = signed_in(who)
    page = client.get("/queue/").content.decode()
    assert '<a href="/case/1/take/">' in page
    assert '<a href="/case/2/take/">' not in page
    assert "/take/" not in signed_in(account("auditor")).get("/queue/").content.decode()
