"""A case is found by number, name, receipt and code: as people remember them, and only by those who may see it."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client

from caseclose.casework.models import OutboxMessage, Person, ReplyCode
from caseclose.casework.selectors.finding_cases import MOST, name_words
from caseclose.casework.services.mail.codes import mark_of
from caseclose.staff.models import Conflict
from tests.casework import factories as make
from tests.staff.counting import questions
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")


def somebody(number: str, given: str, family: str, *, zone: str = "") -> Person:
    person = make.opened_by(make.a_case(number, zone=zone))
    Person.objects.filter(pk=person.pk).update(given_name=given, family_name=family, mailing_address=["1 Secret Way"])
    person.refresh_from_db()
    return person


def found(client: Client, words: str, by: str = "name") -> list[str]:
    page = client.post("/search/", {"by": by, "words": words})
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
    page = signed_in(account("caseworker")).post("/search/", {"by": "name", "words": "quimby"}).content.decode()
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
    for words, by in (("quimby", "name"), ("AB-9", "number"), ("900", "number"), (payment.receipt, "code")):
        assert found(client, words, by) == []
    assert set(found(signed_in(account("auditor")), "quimby")) == {"AB-900", "AB-901"}


def test_a_number_is_found_by_its_beginning_and_by_its_end() -> None:
    for number in ("CA-1001", "CA-2001", "XX-3"):
        make.a_case(number)
    client = signed_in(account("intake"))
    assert found(client, "CA-", "number") == ["CA-1001", "CA-2001"]
    assert found(client, "001", "number") == ["CA-1001", "CA-2001"]
    assert found(client, "2001", "number") == ["CA-2001"]
    assert found(client, "%1", "number") == []


def test_a_receipt_and_the_code_of_a_letter_lead_to_the_case() -> None:
    payment = make.a_payment(make.a_case("1"), make.DAY)
    letter = OutboxMessage.objects.create(key="k", case=make.a_case("2"), kind="notice", party="mail_vendor", body={},
                                          made_on=make.DAY)  # fmt: skip
    ReplyCode.objects.create(fingerprint=mark_of("BCDF-G234-56BB"), message=letter)
    client = signed_in(account("intake"))
    assert found(client, payment.receipt, "code") == ["1"]
    assert found(client, " bcdf g234-56bb ", "code") == ["2"]


def test_who_finds_too_many_is_told_to_say_more() -> None:
    for number in range(MOST + 1):
        somebody(f"c{number:02}", "Ann", "Smith")
    client = signed_in(account("caseworker"))
    assert len(found(client, "smith")) == MOST
    assert "Say more" in client.post("/search/", {"by": "name", "words": "smith"}).content.decode()
    with questions() as sent:
        client.post("/search/", {"by": "name", "words": "smith"})
    assert len(sent) <= 12


def test_what_is_looked_for_is_in_no_address() -> None:
    client = signed_in(account("caseworker"))
    page = client.get("/search/?by=name&words=quimby").content.decode()
    assert "quimby" not in page.replace("/search/?by=name&amp;words=quimby", "")
    assert 'method="post" action="/search/"' in page
    short = client.post("/search/", {"by": "name", "words": "q"})
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
