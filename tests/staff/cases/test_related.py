"""Other open cases of the same people: those that the reader may see, and what a closing here means for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from caseclose.casework.models import Case, Office, Participant, Person, RelatedCase
from caseclose.staff.models import Account, Conflict
from tests.casework import factories as make
from tests.casework.closable import DAY
from tests.casework.mailing import recipient
from tests.staff.cases.desk import a_case, browser, on, words_of
from tests.staff.counting import questions

pytestmark = pytest.mark.usefixtures("clean_database")
MOST_QUESTIONS = 12


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with on(DAY):
        yield


def another(number: str, *, kind: str = Case.Kind.ENFORCEMENT, office: Office | None = None) -> Case:
    """Another case, on which the recipient of case 1 is the other parent."""
    office = office or Office.objects.get(code="ca")
    case = Case.objects.create(number=number, office=office, kind=kind, opened_on=DAY)
    Participant.objects.create(case=case, person=recipient(), role=Participant.Role.NONCUSTODIAL_PARENT)
    return case


def far() -> Office:
    return Office.objects.create(code="far", state="ca", name="Far office", zone="America/Los_Angeles")


def shown(role: str = "caseworker", *, lang: str = "en", name: str = "") -> str:
    return words_of(browser(role, lang=lang, name=name).get("/case/1/related/"))


def test_open_cases_of_the_same_people_are_listed_with_the_remedies_that_serve_both() -> None:
    case = a_case()
    serves, only_pays = another("A-2"), another("A-3", kind=Case.Kind.PAYMENT_PROCESSING)
    another("A-4", kind=Case.Kind.CLOSED)
    make.a_remedy(case, serves, kind="passport")
    make.a_remedy(case, only_pays, kind="bank_levy")
    make.a_remedy(case, serves, kind="credit_bureau", ended_on=DAY)
    words = shown()
    assert "A-2 Enforcement Custodial party" in words
    assert "Passport : stays in place, another open case needs it" in words
    assert "what becomes of it is in the plan of this case" in words.split("A-3")[1]
    assert "A-4" not in words
    assert "redit" not in words.split("A-2")[1].split("A-3")[0]
    assert "OAC 340:25-5-123" in words


def test_a_case_that_is_said_to_be_of_the_same_people_is_listed_too() -> None:
    case = a_case()
    other = Case.objects.create(number="B-7", office=case.office, opened_on=DAY)
    RelatedCase.objects.create(case=other, other=case)
    assert "B-7" in shown()


def test_cases_of_other_offices_are_counted_without_a_number_and_an_auditor_sees_them() -> None:
    case = a_case()
    away = another("C-9", office=far())
    make.a_remedy(case, away, kind="passport")
    words = shown()
    assert "1 open case of the same people is in another office." in words
    assert "stays in place, another open case needs it" in words
    assert "C-9" not in words
    assert "C-9 Far office" in shown("auditor")


def test_where_the_person_on_both_is_protected_nothing_tells_of_a_case_in_another_office() -> None:
    a_case()
    another("C-9", office=far())
    another("A-2")
    Person.objects.filter(pk=recipient().pk).update(family_violence=True)
    words = shown()
    assert "another office" not in words
    assert "A-2" in words
    assert "Custodial party" not in words


def test_a_case_that_the_reader_must_not_see_is_neither_listed_nor_counted() -> None:
    case = a_case()
    own = another("D-1")
    make.a_remedy(case, own, kind="passport")
    client = browser()
    Conflict.objects.create(account=Account.objects.get(), case=own, said_by="admin", said_on=DAY)
    words = words_of(client.get("/case/1/related/"))
    assert "None that you work with." in words
    assert "D-1" not in words
    assert "stays in place" not in words
    assert "other case" not in words_of(client.get("/case/1/money/")).replace("other cases too", "")


def test_the_page_asks_few_questions_however_many_cases_there_are() -> None:
    case = a_case()
    for number in range(20):
        make.a_remedy(case, another(f"E-{number}"))
    client = browser()
    client.get("/case/1/")
    with questions() as sent:
        assert client.get("/case/1/related/").status_code == 200
    assert len(sent) <= MOST_QUESTIONS


def test_it_speaks_spanish() -> None:
    a_case()
    another("A-2")
    assert "Otros casos abiertos de las mismas personas" in shown(lang="es")
