"""How people are reached: what they agreed to, masked; and why a message goes or does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from caseclose.casework.models import JournalEntry, OutboxMessage, Person
from caseclose.casework.selectors.reached import masked
from tests.casework.closable import DAY
from tests.casework.mailing import recipient
from tests.staff.cases.desk import KEY, a_case, browser, on, words_of
from tests.staff.counting import questions

pytestmark = pytest.mark.usefixtures("clean_database")
MOST_QUESTIONS = 12


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with on(DAY):
        yield


def agreed(**more: object) -> dict[str, object]:
    return {"key": KEY, "person": recipient().pk, "channel": "email", "address": "rosa.maker@home.example",
            "given_on": "2026-11-20", **more}  # fmt: skip


def test_who_agreed_is_recorded_and_shown_without_the_address() -> None:
    a_case()
    clerk = browser("intake")
    assert "The person did not agree to it." in words_of(clerk.get("/case/1/contact/"))
    assert clerk.post("/case/1/contact/consent/", agreed()).headers["Location"] == "/case/1/contact/"
    page = words_of(clerk.get("/case/1/contact/"))
    assert "by e-mail r•••@h••• on Nov. 20, 2026" in page
    assert "Yes. The person gets mail, and agreed to a message beside it." in page
    assert "rosa.maker" not in clerk.get("/case/1/contact/").content.decode()
    assert Person.objects.get(pk=recipient().pk).email == "rosa.maker@home.example"
    assert "home.example" not in str([entry.said for entry in JournalEntry.objects.all()])


def test_an_address_that_cannot_be_one_is_refused_and_is_not_repeated_by_the_refusal() -> None:
    a_case()
    answer = browser().post("/case/1/contact/consent/", agreed(channel="text", address="call me"))
    assert answer.status_code == 422
    assert "What was given is no address" in words_of(answer)
    assert not Person.objects.exclude(electronic_consent_on=None).exists()


def test_who_wants_no_more_messages_gets_none() -> None:
    a_case()
    worker = browser()
    worker.post("/case/1/contact/consent/", agreed())
    said = {"key": KEY + "x", "person": recipient().pk, "withdrawn_on": "2026-11-22"}
    assert worker.post("/case/1/contact/withdraw/", said).status_code == 302
    words = words_of(worker.get("/case/1/contact/"))
    assert "ended Nov. 22, 2026" in words
    assert "No. The consent has ended." in words


def test_why_a_message_was_not_sent_is_told() -> None:
    case = a_case()
    worker = browser()
    worker.post("/case/1/contact/consent/", agreed())
    row = OutboxMessage.objects.create(key="k", case=case, kind="letter_on_its_way", party="messenger", state="failed",
                                       body={"person": recipient().pk, "letter": 1}, made_on=DAY)  # fmt: skip
    assert "The one of Nov. 22, 2026 was not sent" in words_of(worker.get("/case/1/contact/"))
    OutboxMessage.objects.filter(pk=row.pk).update(state="sent", sent_on=DAY + timedelta(days=1))
    assert "The last one went on Nov. 23, 2026." in words_of(worker.get("/case/1/contact/"))


def test_of_a_protected_person_nothing_is_shown_and_no_word_tells_why_others_get_no_message() -> None:
    case = a_case()
    worker = browser()
    other = case.participants.get(role="noncustodial_parent").person
    worker.post("/case/1/contact/consent/", agreed(person=other.pk, address="d@other.example"))
    Person.objects.filter(pk=recipient().pk).update(family_violence=True)
    page = worker.get("/case/1/contact/").content.decode()
    assert "Rosa" not in page
    assert "12 Rose Lane" not in page
    assert "violence" not in page
    assert "What protects people on this case comes first." in page
    assert "Rosa" not in worker.get("/case/1/contact/consent/").content.decode()
    assert worker.post("/case/1/contact/consent/", agreed(key=KEY + "y")).status_code == 302


def test_whoever_only_reads_a_case_is_offered_no_change() -> None:
    a_case()
    auditor = browser("auditor")
    assert "/contact/consent/" not in auditor.get("/case/1/contact/").content.decode()
    assert auditor.post("/case/1/contact/consent/", agreed()).status_code == 403


def test_the_page_asks_few_questions_and_speaks_spanish() -> None:
    a_case()
    reader = browser(lang="es")
    reader.get("/case/1/")
    with questions() as sent:
        words = words_of(reader.get("/case/1/contact/"))
    assert len(sent) <= MOST_QUESTIONS
    assert "La persona no lo aceptó." in words


@pytest.mark.parametrize(
    ("channel", "address", "shown"),
    [("email", "rosa@home.example", "r•••@h•••"), ("text", "+16505550142", "••• 0142"), ("email", "", "")],
)
def test_an_address_is_masked(channel: str, address: str, shown: str) -> None:
    assert masked(channel, address) == shown


def test_a_worker_changes_how_somebody_is_reached_and_of_somebody_protected_says_why_first() -> None:
    a_case()
    worker = browser()
    said = {"key": KEY, "person": recipient().pk, "address": "9 Fern Street\r\nChico, CA 95926", "contact": "",
            "language": "es", "because": "She called."}  # fmt: skip
    assert worker.post("/case/1/contact/change/", said).headers["Location"] == "/case/1/contact/"
    assert "9 Fern Street" in words_of(worker.get("/case/1/contact/"))
    assert "the mailing address, the language" in words_of(worker.get("/case/1/"))
    Person.objects.filter(pk=recipient().pk).update(family_violence=True)
    again = {**said, "key": KEY + "z", "language": "en"}
    answer = worker.post("/case/1/contact/change/", again)
    assert answer.status_code == 422
    assert "/case/1/protected/" in answer.content.decode()
    assert "9 Fern Street" in answer.content.decode()  # what was typed is still there
    worker.post(
        "/case/1/protected/", {"key": KEY, "person": recipient().pk, "because": "She called from a safe place."}
    )
    assert worker.post("/case/1/contact/change/", again).status_code == 302
    assert browser("intake").get("/case/1/contact/change/").status_code == 403
