"""A sealed case is there for those alone who are named; it is in no list, search or figure of anybody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from caseclose.casework.models import JournalEntry, Office
from caseclose.casework.selectors.history import history_of
from caseclose.casework.services.audit import verify
from caseclose.staff.access.need import cases_hidden_from
from caseclose.staff.models import Account, Seal
from tests.casework.closable import DAY
from tests.casework.ending import a_full_case, a_report, agreed, destroyed
from tests.casework.mailing import a_case_with_people
from tests.staff.cases.desk import on, words_of
from tests.staff.counting import questions
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")
WHY = "As a court said"
KEY = "k" * 20


@pytest.fixture(autouse=True)
def _on_the_day(clean_database: object) -> Iterator[None]:
    del clean_database
    with on(DAY):
        a_case_with_people()
        yield


def of_office(role: str, *more: str, name: str = "") -> Account:
    return account(role, *more, office=Office.objects.get(code="ca"), name=name)


def sealed(by: Client, *named: Account, key: str = KEY, why: str = WHY) -> HttpResponse:
    answer = by.post("/case/1/seal/", {"key": key, "reason": why, "may_open": [who.pk for who in named]})
    assert isinstance(answer, HttpResponse)
    return answer


def found(client: Client, sought: str) -> bool:
    """Whether the search leads to the case, at once or by a row."""
    answer = client.post("/search/", {"sought": sought})
    return answer.headers.get("Location") == "/case/1/" or "/case/1/" in answer.content.decode()


def seen(who: Account) -> dict[str, bool]:
    """Where an account finds the case."""
    client = signed_in(who)
    return {
        "page": client.get("/case/1/").status_code == 200,
        "queue": "/case/1/" in client.get("/queue/?scope=office&list=all").content.decode(),
        "name": found(client, "Maker"),
        "number": found(client, "1"),
    }


def test_a_sealed_case_is_there_for_those_who_are_named_and_for_whoever_sealed_it_and_for_nobody_else() -> None:
    supervisor, worker, other = (
        of_office("supervisor"),
        of_office("caseworker"),
        of_office("caseworker", name="other.1"),
    )
    auditor = of_office("auditor")
    client = signed_in(supervisor)
    client.post("/case/1/propose/", {"key": KEY, "criterion": "ca.b1"})
    assert seen(other) == seen(worker) | {"queue": False}
    assert sealed(client, worker).status_code == 302
    assert Seal.objects.get().may_open == sorted([supervisor.pk, worker.pk])
    for who in (supervisor, worker):
        assert seen(who) == {"page": True, "queue": False, "name": True, "number": True}
        assert cases_hidden_from(who) == []
    for who in (other, auditor):
        assert not any(seen(who).values())
        assert cases_hidden_from(who) == ["1"]


def test_its_page_says_so_and_the_history_who_sealed_it_but_only_the_page_says_why() -> None:
    supervisor, worker = of_office("supervisor"), of_office("caseworker")
    sealed(signed_in(supervisor), worker)
    page = words_of(signed_in(worker).get("/case/1/"))
    assert WHY in page
    assert "Sealed" in page
    told = " ".join(each.words for each in history_of("1"))
    assert "supervisor.1 sealed the case. These may open it: caseworker.1, supervisor.1." in told
    assert WHY not in told
    assert "selló el caso" in " ".join(each.words for each in history_of("1", "es"))
    assert JournalEntry.objects.get(kind="CaseSealed").said["because"] == WHY
    assert verify() == []


def test_a_seal_is_lifted_with_a_reason_and_then_everybody_finds_the_case_again() -> None:
    supervisor, other = of_office("supervisor"), of_office("caseworker")
    client = signed_in(supervisor)
    sealed(client)
    assert client.post("/case/1/unseal/", {"key": "l" * 20}).status_code == 422
    for _ in range(2):
        assert client.post("/case/1/unseal/", {"key": "l" * 20, "reason": "It is over"}).status_code == 302
    assert client.post("/case/1/unseal/", {"key": "m" * 20, "reason": "It is over"}).status_code == 422
    assert seen(other)["page"]
    assert [each.kind for each in history_of("1")] == ["CaseSealed", "SealLifted"]


def test_an_administrator_sees_which_cases_are_sealed_and_names_others_but_does_not_see_why() -> None:
    supervisor, worker, admin = of_office("supervisor"), of_office("caseworker"), signed_in(of_office("admin"))
    sealed(signed_in(supervisor))
    page, form = admin.get("/seals/"), admin.get(f"/seals/{Seal.objects.get().pk}/")
    assert "supervisor.1" in words_of(page)
    assert WHY not in words_of(page) + form.content.decode()
    Account.objects.filter(pk=supervisor.pk).update(is_active=False)
    said = {"key": KEY + "2", "reason": "Nobody is left who may open it", "may_open": [worker.pk]}
    assert admin.post(f"/seals/{Seal.objects.get().pk}/", said).status_code == 302
    assert signed_in(worker).get("/case/1/").status_code == 200
    assert admin.get("/case/1/").status_code == 403
    assert [each.kind for each in history_of("1")] == ["CaseSealed", "SealChanged"]
    assert admin.get("/seals/99/").status_code == 404


def test_nobody_is_named_who_is_of_another_office_or_may_see_no_case() -> None:
    client = signed_in(of_office("supervisor"))
    away = account(
        "caseworker", name="away.1", office=Office.objects.create(code="x", state="ca", name="x", zone="UTC")
    )
    for who in (away, of_office("admin")):
        assert sealed(client, who).status_code == 422
    assert not Seal.objects.exists()


@pytest.mark.parametrize("role", ["caseworker", "intake", "attorney", "records_officer"])
def test_only_a_supervisor_seals_a_case(role: str) -> None:
    assert sealed(signed_in(of_office(role))).status_code == 403
    assert "Seal this case" not in words_of(signed_in(of_office(role, name="again")).get("/case/1/"))


def test_a_seal_goes_with_the_records_of_its_case() -> None:
    a_report()
    a_full_case("2")
    Seal.objects.create(case_id="2", may_open=[1], because="x", set_by="x", set_on=DAY)
    agreed("2")
    destroyed("2")
    assert not Seal.objects.exists()


def test_seals_cost_a_list_no_question_more() -> None:
    who, supervisor = of_office("caseworker"), of_office("supervisor")
    client = signed_in(who)
    with questions() as before:
        client.get("/queue/?scope=office")
    sealed(signed_in(supervisor))
    with questions() as after:
        client.get("/queue/?scope=office")
    assert len(after) == len(before)
