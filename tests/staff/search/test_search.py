"""A case is found by number, name, receipt and code: as people remember them, and only by those who may see it."""

from __future__ import annotations

import re
from functools import partial
from html import unescape

import pytest
from django.db import connection
from django.test import Client

from caseclose.casework.models import Case, OutboxMessage, Person, ReplyCode
from caseclose.casework.selectors import finding_cases
from caseclose.casework.selectors.finding_cases import name_words
from caseclose.casework.services.mail.codes import mark_of
from caseclose.staff.models import Conflict
from caseclose.staff.screens.search import views
from tests.casework import factories as make
from tests.staff.counting import questions
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")


def somebody(number: str, given: str, family: str, *, zone: str = "") -> Person:
    person = make.opened_by(make.a_case(number, zone=zone))
    Person.objects.filter(pk=person.pk).update(given_name=given, family_name=family, mailing_address=["1 Secret Way"])
    person.refresh_from_db()
    return person


def found(client: Client, words: str, **more: str) -> list[str]:
    page = client.post("/search/", {"sought": words, **more})
    if page.status_code == 302:
        return [page.headers["Location"].split("/")[2]]
    assert page.status_code == 200
    assert "Secret Way" not in page.content.decode()
    return re.findall(r'<a href="/case/([^/]+)/"', page.content.decode())


@pytest.mark.parametrize(
    "words",
    [
        "Muñoz García",
        "munoz",
        "GARCIA MUNOZ",
        "garcía, josé maría",
        "jose garc",
        "Ma Jo Mun",
        "mun\u0303oz",
        "o garcia",
    ],
)
def test_a_name_is_found_without_accents_in_any_order_by_its_beginning(words: str) -> None:
    somebody("1", "José María O.", "Muñoz-García")
    somebody("2", "Joseph", "Gardner")
    assert found(signed_in(account("caseworker")), words) == ["1"]


@pytest.mark.parametrize("words", ["obrien", "O'Brien", "o’br"])
def test_an_apostrophe_does_not_matter(words: str) -> None:
    somebody("1", "Ann", "O'Brien")
    somebody("2", "Ann", "Brien")
    assert found(signed_in(account("caseworker")), words) == ["1"]


@pytest.mark.parametrize("words", ["unoz", "jose pedro", "''", "& | !", "%%", "a':*", "\\'x", "漢字", "x" * 100])
def test_what_is_no_name_here_finds_nobody_and_breaks_nothing(words: str) -> None:
    somebody("1", "José", "Muñoz")
    assert found(signed_in(account("caseworker")), words) == []


def test_the_program_and_the_database_cut_names_alike() -> None:
    names = ["José María", "O'Brien-Smith", "Nguyễn Thị", "Müller ß", "D. J. x_y", "ﬁn Ⅻ", "İpek", "Łuk ø", "e\u0301a"]  # noqa: RUF001
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute("SELECT tsvector_to_array(casework_name_words(%s, ''))", [name])
            assert set(cursor.fetchone()[0]) == set(name_words(name)), name


def test_whoever_is_protected_is_found_without_a_name_and_only_by_those_who_may_see_the_case() -> None:
    kept_safe = somebody("1", "Zoe", "Quimby")
    Person.objects.filter(pk=kept_safe.pk).update(family_violence=True)
    page = signed_in(account("caseworker")).post("/search/", {"sought": "quimby"}).content.decode()
    assert "Protected" in page
    assert "Zoe" not in page
    away = account("caseworker", name="away", office=make.an_office(zone="America/Denver"))
    assert found(signed_in(away), "quimby") == []


def test_a_case_of_another_office_or_of_ones_own_is_not_found_in_any_way() -> None:
    who = account("supervisor")
    somebody("AB-900", "Zoe", "Quimby", zone="America/Denver")
    own = somebody("AB-901", "Zoe", "Quimby")
    Conflict.objects.create(account=who, person=own, said_by="admin", said_on=make.DAY)
    payment = make.a_payment(own.cases_opened.get(), make.DAY)
    client = signed_in(who)
    for words in ("quimby", "AB-9", "AB-900", "AB-901", "900", payment.receipt):
        assert found(client, words) == []
    assert set(found(signed_in(account("auditor")), "quimby")) == {"AB-900", "AB-901"}


def test_a_number_is_found_by_its_beginning_and_by_its_end() -> None:
    for number in ("CA-1001", "CA-2001", "XX-3"):
        make.a_case(number)
    client = signed_in(account("intake"))
    assert found(client, "CA-") == ["CA-1001", "CA-2001"]
    assert found(client, "001") == ["CA-1001", "CA-2001"]
    assert found(client, "2001") == ["CA-2001"]
    assert found(client, "%1") == []


def test_a_receipt_and_the_code_of_a_letter_lead_to_the_case() -> None:
    payment = make.a_payment(make.a_case("1"), make.DAY)
    letter = OutboxMessage.objects.create(key="k", case=make.a_case("2"), kind="notice", party="mail_vendor", body={},
                                          made_on=make.DAY)  # fmt: skip
    ReplyCode.objects.create(fingerprint=mark_of("BCDF-G234-56BB"), message=letter)
    client = signed_in(account("intake"))
    assert found(client, payment.receipt) == ["1"]
    assert found(client, " bcdf g234-56bb ") == ["2"]


def test_who_finds_too_many_is_told_to_say_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "Among", partial(finding_cases.Among, most=3))
    for number in range(4):
        somebody(f"c{number:02}", "Ann", "Smith")
    client = signed_in(account("caseworker"))
    assert len(found(client, "smith")) == 3
    assert "Say more" in client.post("/search/", {"sought": "smith"}).content.decode()
    with questions() as sent:
        client.post("/search/", {"sought": "smith"})
    assert len(sent) <= 12


def test_what_is_looked_for_is_in_no_address() -> None:
    client = signed_in(account("caseworker"))
    page = client.get("/search/?sought=quimby").content.decode()
    assert "quimby" not in page.replace("/search/?sought=quimby", "")
    assert 'method="post" action="/search/"' in page
    short = client.post("/search/", {"sought": "q"})
    assert short.status_code == 422
    assert "Error:" in short.content.decode()


def test_names_are_found_by_the_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        try:
            cursor.execute("EXPLAIN SELECT id FROM casework_person WHERE casework_name_words(given_name, family_name)"
                           " @@ '''quim'':*'::tsquery")  # fmt: skip
            plan = str(cursor.fetchall())
        finally:
            cursor.execute("RESET enable_seqscan")
    assert "person_name_words" in plan


def test_the_box_in_the_head_of_every_page_asks_the_same() -> None:
    page = signed_in(account("caseworker")).get("/queue/").content.decode()
    assert re.search(
        r'<form class="cc-find" role="search" method="post" action="/search/">.*?name="sought"', page, re.S
    )


def test_a_whole_number_or_a_receipt_opens_the_case_and_a_part_that_fits_one_case_only_lists_it() -> None:
    payment = make.a_payment(make.a_case("CA-77"), make.DAY)
    make.a_case("7")
    client = signed_in(account("intake"))
    assert client.post("/search/", {"sought": "7"}).headers["Location"] == "/case/7/"
    for words in ("CA-77", payment.receipt):
        assert client.post("/search/", {"sought": words}).headers["Location"] == "/case/CA-77/"
    assert client.post("/search/", {"sought": "CA-7"}).status_code == 200


def pages(client: Client, words: str, way: str = "after", **more: str) -> list[list[str]]:
    told = []
    while True:
        answer = client.post("/search/", {"sought": words, **more}).content.decode()
        told.append(re.findall(r'<a href="/case/([^/]+)/"', answer))
        place = re.search(rf'name="{way}" value="([^"]*)"', answer)
        if place is None:
            return told
        more[way] = unescape(place[1])


def test_pages_follow_each_other_by_the_last_row_and_keep_the_words_and_the_filters() -> None:
    for number in range(60):
        somebody(f"c{number:02}", "Ann", "Smith")
    Case.objects.filter(number="c07").update(kind=Case.Kind.CLOSED)
    client = signed_in(account("caseworker"))
    forward = pages(client, "smith", case="open")
    assert [len(page) for page in forward] == [25, 25, 9]
    assert [number for page in forward for number in page] == [f"c{n:02}" for n in range(60) if n != 7]
    second = client.post("/search/", {"sought": "smith", "after": '["ann smith", "c24", 0]'}).content.decode()
    back = re.search(r'name="before" value="([^"]*)"', second)
    assert back is not None
    assert pages(client, "smith", "before", before=unescape(back[1]))[0][-1] < "c25"


@pytest.mark.parametrize("place", ["x", "[1]", '["a"]', "[]", "{}", "[1, 2, 3]", '["a", "b", "c"]'])
def test_a_place_that_is_none_is_refused(place: str) -> None:
    somebody("1", "Ann", "Smith")
    assert signed_in(account("caseworker")).post("/search/", {"sought": "smith", "after": place}).status_code == 404


def test_a_closed_case_is_told_from_an_open_one() -> None:
    for number in ("CA-11", "CA-12"):
        make.a_case(number)
    Case.objects.filter(number="CA-12").update(kind=Case.Kind.CLOSED)
    client = signed_in(account("caseworker"))
    assert found(client, "CA-", case="open") == ["CA-11"]
    assert found(client, "CA-", case="closed") == ["CA-12"]


def test_whoever_sees_several_offices_chooses_one_and_nobody_else_does() -> None:
    make.a_case("CA-11")
    make.a_case("CA-12", zone="America/Denver")
    other = Case.objects.get(number="CA-12").office_id
    auditor, worker = signed_in(account("auditor")), signed_in(account("caseworker"))
    assert found(auditor, "CA-") == ["CA-11", "CA-12"]
    assert found(auditor, "CA-", office=other) == ["CA-12"]
    assert found(worker, "CA-", office=other) == ["CA-11"]


@pytest.mark.parametrize("words", ["CA-", "quimby", "1234", "BCDFG-23456", "no such 9"])
def test_a_search_asks_few_questions_whatever_is_typed(words: str) -> None:
    somebody("CA-1", "Zoe", "Quimby")
    client = signed_in(account("auditor"))
    with questions() as sent:
        client.post("/search/", {"sought": words})
    assert len(sent) <= 12
