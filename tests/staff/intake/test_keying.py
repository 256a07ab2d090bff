"""Keying in at the desk: by when it arrived, under a receipt, with nothing lost on an error, and seen by few."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from caseclose.casework.models import (
    Case,
    Closure,
    Document,
    IncomingPaper,
    JournalEntry,
    KeyedIn,
    Person,
    Reply,
    Task,
)
from caseclose.casework.selectors.papers import papers_of_case
from caseclose.casework.services.mail.codes import code_of, ways_to_reply
from caseclose.staff.models import Conflict
from tests.casework import factories as make
from tests.casework.closable import a_closable_case, closed, noticed
from tests.staff.counting import questions
from tests.staff.intake.desk import ARRIVED, SAID, clerk, day, key, sent, waiting
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")
MOST_QUESTIONS = 12


@pytest.fixture
def _a_case(clean_database: object) -> None:
    del clean_database
    make.opened_by(make.a_case("1"))


def keyed(client: Client, paper: int, kind: str, **said: Any) -> str:
    answer = client.post(f"/intake/paper/{paper}/?as={kind}", {"key": key(), **ARRIVED, **said}, follow=True)
    return answer.content.decode()


def an_office_like_that_of(number: str) -> Any:
    return Case.objects.select_related("office").get(number=number).office


@pytest.mark.usefixtures("_a_case")
def test_a_request_is_keyed_in_beside_its_paper_and_gets_a_receipt() -> None:
    client = clerk()
    page = keyed(client, waiting(client), "request", **SAID)
    row = KeyedIn.objects.get()
    assert f"<code>{row.receipt}</code>" in page
    assert (row.arrived_on, row.keyed_on, row.channel) == (date(2026, 11, 20), day(), "mail")
    assert row.said == {**{name: value for name, value in SAID.items() if value}}
    assert Closure.objects.values_list("step", "may_ask").get() == ("requested", True)
    assert Document.objects.get().evidence == "signed_request"
    for words in ("Collecting support; Health coverage", "In the past", "Nov. 20, 2026, Mail"):
        assert words in page


@pytest.mark.usefixtures("_a_case")
def test_sent_twice_it_is_keyed_in_once() -> None:
    client = clerk()
    paper, said = waiting(client), {"key": key(), **ARRIVED, **SAID}
    places = {client.post(f"/intake/paper/{paper}/?as=request", said).headers["Location"] for _ in range(2)}
    assert KeyedIn.objects.count() == 1
    assert len(places) == 2  # the second time the paper is no longer waiting: it is only read


@pytest.mark.usefixtures("_a_case")
@pytest.mark.parametrize(
    "wrong", [{"signer": ""}, {"arrived_on": "nonsense"}, {"arrived_on": "2099-01-01"}, {"signed": ""}]
)
def test_on_an_error_nothing_that_was_typed_is_lost(wrong: dict[str, str]) -> None:
    client = clerk()
    said = {"signer": "A long name", "channel": "fax", **SAID, **wrong}
    answer = client.post(f"/intake/paper/{waiting(client)}/?as=request", {"key": key(), **ARRIVED, **said})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error:" in page
    assert 'value="support"' in page
    assert page.count(" checked") >= 4
    assert '<option value="past" selected>' in page
    assert not KeyedIn.objects.exists()


def test_a_reply_that_arrived_in_time_and_is_keyed_after_the_closing_says_that_a_person_reviews_it() -> None:
    case = a_closable_case()
    closed()
    Closure.objects.update(noticed_on=day() - timedelta(days=70), closed_on=day() - timedelta(days=1))
    client = signed_in(account("intake", office=case.office))
    arrived = (day() - timedelta(days=2)).isoformat()
    paper = int(sent(client, arrived_on=arrived).headers["Location"].split("/")[3])
    client.post(f"/intake/paper/{paper}/place/", {"number": "1"})
    page = keyed(client, paper, "reply", signer="x", signed="yes", arrived_on=arrived)
    assert "This reply arrived in time" in page
    assert Reply.objects.get().key == KeyedIn.objects.get().receipt
    assert "reply_keyed_late" in Task.objects.values_list("kind", flat=True)


def test_a_reply_to_no_notice_is_refused_by_its_rule_and_the_paper_still_waits() -> None:
    case = a_closable_case()
    client = signed_in(account("intake", office=case.office))
    page = keyed(client, waiting(client), "reply", signer="x", signed="yes", words="I disagree")
    assert "This was refused, and nothing was changed" in page
    assert "I disagree" in page
    assert IncomingPaper.objects.get().state == "waiting"


def test_a_letter_that_came_back_stops_the_days_of_its_notice() -> None:
    case = a_closable_case()
    noticed()
    letter = case.messages.filter(party="mail_vendor").latest("pk")
    ways_to_reply([letter], "")
    client = signed_in(account("intake", office=case.office))
    page = keyed(client, waiting(client), "returned_mail", code=code_of(letter.key).lower())
    assert "Letter that came back" in page
    assert Closure.objects.get().step == "approved"


@pytest.mark.usefixtures("_a_case")
def test_any_other_paper_is_filed_as_evidence_of_a_kind() -> None:
    client = clerk(lang="es")
    paper = waiting(client)
    assert "Acta de nacimiento" in client.get(f"/intake/paper/{paper}/?as=document").content.decode()
    keyed(client, paper, "document", evidence="birth_record", title="Acta")
    found = Document.objects.get()
    assert (found.evidence, found.received_on) == ("birth_record", date(2026, 11, 20))
    assert found.sha256 == IncomingPaper.objects.get().sha256


@pytest.mark.usefixtures("_a_case")
def test_a_call_is_keyed_in_without_a_paper_by_the_number_of_its_case() -> None:
    client = clerk()
    assert client.post("/intake/call/", {"number": "1"}).headers["Location"] == "/case/1/intake/"
    assert "There is no case with this number" in client.post("/intake/call/", {"number": "2"}).content.decode()
    assert "Phone" in client.get("/case/1/intake/").content.decode()
    assert "?as=document" not in client.get("/case/1/intake/").content.decode()
    said = {"key": key(), **ARRIVED, **SAID, "channel": "phone", "signed": "no"}
    page = client.post("/case/1/intake/?as=request", said, follow=True).content.decode()
    assert KeyedIn.objects.filter(channel="phone", paper=None, document=None).count() == 1
    assert "Phone" in page


@pytest.mark.usefixtures("_a_case")
def test_what_somebody_said_of_their_safety_is_only_on_the_receipts_page_for_the_office() -> None:
    client = clerk(role="caseworker")
    page = keyed(client, waiting(client), "request", **{**SAID, "safety": "talk"})
    assert "Wants to talk with someone first" in page
    for path in ("/case/1/", "/queue/", "/intake/"):
        assert "talk with someone" not in client.get(path).content.decode()
    assert "Read what was keyed in under the receipt" in client.get("/case/1/").content.decode()
    assert "talk" not in " ".join(str(entry.said) for entry in JournalEntry.objects.all())


@pytest.mark.usefixtures("_a_case")
def test_the_name_of_whoever_is_protected_is_kept_back() -> None:
    person = Case.objects.select_related("opened_by").get().opened_by
    assert person is not None
    Person.objects.filter(pk=person.pk).update(given_name="Zzgiven", family_violence=True)
    client = clerk()
    paper = waiting(client)
    client.post(f"/intake/paper/{paper}/open/", {"key": key(), "because": "To key it in."})
    page = client.get(f"/intake/paper/{paper}/?as=request").content.decode()
    assert "Protected" in page
    assert "Zzgiven" not in page


@pytest.mark.usefixtures("_a_case")
def test_a_box_for_e_mail_that_is_ticked_is_a_consent_and_the_address_stands_with_the_person_alone() -> None:
    client = clerk()
    keyed(client, waiting(client), "request", **{**SAID, "email": "someone@mail.example"})
    person = Person.objects.get(cases_opened="1")
    assert (person.email, person.electronic_consent_on) == ("someone@mail.example", date(2026, 11, 20))
    assert "mail.example" not in str(KeyedIn.objects.get().said)
    assert "mail.example" not in " ".join(str(entry.said) for entry in JournalEntry.objects.all())


@pytest.mark.usefixtures("_a_case")
def test_an_e_mail_of_somebody_else_is_not_taken() -> None:
    client = clerk()
    said = {**SAID, "email": "someone@mail.example", "may_ask": "unknown"}
    assert "Only for the person who opened the case" in keyed(client, waiting(client), "request", **said)
    assert not KeyedIn.objects.exists()


@pytest.mark.usefixtures("_a_case")
def test_the_page_of_a_case_gets_what_came_in_with_its_copy_and_its_file() -> None:
    client = clerk()
    first, second = waiting(client), waiting(client)
    keyed(client, first, "request", **SAID)
    shown = {"papers": papers_of_case("1"), "may_have_original": True}
    page = render_to_string("intake/papers_of_case.html", shown)
    for words in ("Request to close", "Paper that waits to be keyed in", KeyedIn.objects.get().receipt, "1 page",
                  f'href="/intake/paper/{first}/read/"',
                  f'href="/intake/paper/{second}/original/" download'):  # fmt: skip
        assert words in page
    assert "original" not in render_to_string("intake/papers_of_case.html", {**shown, "may_have_original": False})
    assert "Nothing came in" in render_to_string("intake/papers_of_case.html", {"papers": []})


@pytest.mark.usefixtures("_a_case")
def test_a_receipt_of_another_office_or_of_ones_own_case_is_not_there() -> None:
    client = clerk()
    keyed(client, waiting(client), "request", **SAID)
    number = KeyedIn.objects.get().pk
    who = account("caseworker", name="c.2")
    Conflict.objects.create(account=who, case=Case.objects.get(), said_by="admin", said_on=make.DAY)
    far = account("caseworker", name="c.3", office=make.an_office("ca", zone="America/Denver"))
    assert [signed_in(other).get(f"/intake/receipt/{number}/").status_code for other in (who, far)] == [404, 404]


@pytest.mark.usefixtures("_a_case")
@pytest.mark.parametrize("lang", ["en", "es"])
def test_pages_ask_few_questions_in_both_languages(lang: str) -> None:
    client = clerk(lang=lang)
    papers = [waiting(client) for _ in range(3)]
    keyed(client, papers.pop(), "request", **SAID)
    receipt = KeyedIn.objects.get().pk
    for path in (f"/intake/paper/{papers[0]}/", f"/intake/paper/{papers[0]}/read/", "/intake/", "/intake/?list=aside",
                 "/case/1/intake/", f"/intake/receipt/{receipt}/"):  # fmt: skip
        with questions() as asked:
            page = client.get(path).content.decode()
        assert len(asked) <= MOST_QUESTIONS, (path, len(asked))
        assert f'lang="{lang}"' in page
