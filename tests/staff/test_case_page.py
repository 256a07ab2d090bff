"""The page of a case: where its closing stands, what is next, when, and why; and who on it is kept safe."""

from __future__ import annotations

from datetime import date

import pytest

from caseclose.casework.models import Assignment, Closure, JournalEntry, Person
from tests.casework import factories as make
from tests.staff.counting import questions
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")
MOST_QUESTIONS = 12
KEY = "a key of at least sixteen signs"


def page_of(number: str = "1", *, lang: str = "en", role: str = "caseworker") -> str:
    answer = signed_in(account(role), lang=lang).get(f"/case/{number}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_where_the_closing_stands_what_is_next_when_and_why() -> None:
    closure = make.a_closing(make.a_case(), date(2026, 10, 1), step="noticed", noticed_on=date(2026, 10, 2))
    Closure.objects.update(earliest_close_on=date(2026, 12, 1))
    make.told(closure, "CaseKeptOpen", date(2026, 10, 1), reasons=["x"], on="2026-10-01")
    page = page_of()
    for words in ("Notice is out", "Wait until the days of the notice are over", "Not before Dec. 1, 2026",
                  "(us.b1)", "The case was kept open on"):  # fmt: skip
        assert words in page


def test_it_says_the_same_in_spanish() -> None:
    make.a_closing(make.a_case(), date(2026, 10, 1), step="replied")
    page = page_of(lang="es")
    for words in ('lang="es"', "Respuesta por revisar", "Revise la respuesta", "Por hacer", "Qué pasó"):
        assert words in page


def test_a_hold_goes_before_every_next_step() -> None:
    case = make.a_case()
    make.a_closing(case, date(2026, 10, 1))
    make.a_flag(case, date(2026, 10, 2), ends_on=date(2099, 1, 1))
    assert "A hold must end first" in page_of()


def test_whoever_has_something_to_protect_is_without_a_name() -> None:
    person = make.opened_by(make.a_case())
    Person.objects.filter(pk=person.pk).update(given_name="Zzgiven", family_violence=True, mailing_address=["Zzstreet"])
    page = page_of()
    assert "Protected" in page
    assert "Zz" not in page


def test_a_page_asks_few_questions() -> None:
    case = make.a_case(children=[date(2020, 1, 1)] * 3)
    closure = make.a_closing(case, date(2026, 10, 1), step="replied", noticed_on=date(2026, 10, 2))
    for _ in range(5):
        make.a_reply(closure, make.at_noon(date(2026, 10, 20)))
        make.told(closure, "CaseKeptOpen", date(2026, 10, 1), reasons=["x"], on="2026-10-01")
    client = signed_in(account("caseworker"))
    with questions() as sent:
        client.get("/case/1/")
    assert len(sent) <= MOST_QUESTIONS, sent


def test_a_case_that_nobody_has_can_be_taken_once() -> None:
    make.a_case()
    who = account("caseworker", team="red")
    client = signed_in(who)
    assert "take it" in client.get("/case/1/").content.decode()
    assert "The case is in your care and in your work queue" in client.get("/case/1/take/").content.decode()
    for _ in range(2):
        assert client.post("/case/1/take/", {"key": KEY}).status_code == 302
    assert Assignment.objects.values_list("case", "worker", "team").get() == ("1", who.name, "red")
    assert JournalEntry.objects.filter(kind="CaseAssigned", by=who.name).count() == 1
    assert "take it" not in client.get("/case/1/").content.decode()


def test_a_case_that_somebody_has_is_refused_by_its_rule_and_nothing_changes() -> None:
    Assignment.objects.create(case=make.a_case(), worker="somebody", team="", since=make.DAY)
    answer = signed_in(account("caseworker")).post("/case/1/take/", {"key": KEY})
    assert answer.status_code == 422
    assert "The case is in the care of somebody." in answer.content.decode()
    assert Assignment.objects.get().worker == "somebody"


def test_a_form_without_its_key_does_nothing() -> None:
    make.a_case()
    assert signed_in(account("caseworker")).post("/case/1/take/").status_code == 422
    assert not Assignment.objects.exists()


def test_a_case_is_found_by_its_number_and_only_where_it_may_be_seen() -> None:
    make.a_case("CA-1")
    make.a_case("CA-2", zone="America/Denver")
    client = signed_in(account("intake"))
    assert client.post("/search/", {"sought": " CA-1 "}).headers["Location"] == "/case/CA-1/"
    for number, status in (("CA-2", 200), ("CA-3", 200), ("", 422), ("x\0y", 422)):
        assert client.post("/search/", {"sought": number}).status_code == status
    assert client.get("/case/%00/").status_code == 404
