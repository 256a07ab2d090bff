"""Asking, answering, following and coming back, without scripts: what is told, what is kept, and to whom."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from caseclose.casework.models import Case, Closure, IncomingPaper, Office, Reply, Task, WebDraft, WebFiling
from caseclose.casework.services.web import measure
from caseclose.law.safeguards import web_limits
from caseclose.letters.reply_link import ANSWER, FOLLOW
from tests.casework.filing import a_case
from tests.casework.mailing import text_of
from tests.papers.hostile import EICAR, picture
from tests.public.acting import (
    ANSWERS,
    HERE,
    a_noticed_case,
    answers_all,
    asks,
    client,
    code_of_last,
    key_in,
    reference_on,
    sent,
    weighs,
)

pytestmark = pytest.mark.usefixtures("_an_office")
WRONG = "BBBB-BBBB-BBBB"


@pytest.fixture
def _an_office(clean_database: object) -> None:  # noqa: ARG001 - it must be empty first
    Office.objects.create(code="ca", state="ca", name="An office", zone="America/Los_Angeles")


def answers(code: str, name: str = "Maker 1", **more: object) -> str:
    browser = client()
    page = sent(browser, "answer/", code=code, family=name)
    said = {"words": "He works at the mill", "signer": "Rosa Maker", **more}
    return sent(browser, "answer/", code=code, family=name, key=key_in(page), **said).content.decode()


def test_a_request_goes_from_the_first_page_to_the_case_and_leaves_no_draft() -> None:
    case, browser = a_case(), client()
    page = asks(browser)
    assert "We have your request" in page.content.decode()
    assert (WebDraft.objects.count(), browser.cookies["d"].value) == (0, "")
    assert weighs() == {"taken": 1}
    assert Closure.objects.get(case=case).step == "requested"


def test_a_request_about_no_case_gets_the_same_page_and_waits_for_a_clerk() -> None:
    a_case()
    page = asks(client(), you={**ANSWERS["you"], "number": "2"})
    assert "We have your request" in page.content.decode()
    assert weighs() == {"unknown": 1}
    assert IncomingPaper.objects.get().case is None


def test_what_the_law_would_answer_is_told_before_signing_and_it_may_be_asked_all_the_same() -> None:
    browser = client()
    answers_all(browser, aid={"cash_aid": "now", "medicaid": "never", "foster_care": "never"})
    page = browser.get(f"{HERE}ask/6/").content.decode()
    assert "We cannot close your case now" in page
    assert "Ask all the same" in page
    answers_all(browser)
    assert "Your enforcement case can close" in browser.get(f"{HERE}ask/6/").content.decode()


def test_each_statement_must_be_ticked_by_itself() -> None:
    browser = client()
    answers_all(browser)
    few = dict(list(ANSWERS["understood"].items())[1:])
    assert sent(browser, "ask/5/", **few).status_code == 422


def test_somebody_who_may_be_at_risk_is_told_whom_to_call_before_anything_is_sent() -> None:
    browser = client()
    answer = sent(browser, "ask/1/", safety="talk")
    assert answer.headers["Location"] == f"{HERE}ask/talk/"
    assert "1-800-799-7233" in browser.get(f"{HERE}ask/talk/").content.decode()
    assert not WebFiling.objects.exists()


def test_what_was_begun_is_gone_on_with_by_the_code_on_the_note_alone() -> None:
    browser, other = client(), client()
    sent(browser, "ask/1/", **ANSWERS["safety"])
    sent(browser, "ask/2/", **ANSWERS["you"])
    secret = browser.cookies["d"].value
    assert secret in browser.get(f"{HERE}ask/later/").content.decode()
    assert browser.cookies["d"]["httponly"]
    assert sent(other, "ask/again/", secret=WRONG).status_code == 422
    assert sent(other, "ask/again/", secret=secret.lower()).headers["Location"] == f"{HERE}ask/3/"
    assert "Maker 1" in other.get(f"{HERE}ask/2/").content.decode()
    sent(other, "ask/later/")
    assert "Maker 1" not in other.get(f"{HERE}ask/2/").content.decode()


def test_an_answer_by_the_code_keeps_the_case_open() -> None:
    code = a_noticed_case()
    assert "We have your answer" in answers(code, papers=SimpleUploadedFile("x", picture()))
    assert weighs() == {"taken": 1}
    assert (Closure.objects.get().step, Reply.objects.get().channel) == ("replied", "web")
    assert Case.objects.get().open


def test_an_answer_that_says_nothing_or_brings_a_harmful_file_is_told_so() -> None:
    code = a_noticed_case()
    assert "Write something" in answers(code, words="")
    assert "harm" in answers(code, papers=SimpleUploadedFile("x", EICAR))
    assert not WebFiling.objects.exists()


def test_the_code_stands_neither_in_what_is_kept_nor_on_the_paper() -> None:
    code = a_noticed_case()
    answers(code)
    filing = WebFiling.objects.get()
    assert code not in f"{filing.said} {filing.paper.__dict__}"
    text = text_of(filing.paper.original.data)
    assert "He works at the mill" in text
    assert code not in text


@pytest.mark.parametrize("page", [ANSWER, FOLLOW])
def test_the_pages_that_letters_lead_to_ask_for_a_code(page: str) -> None:
    assert 'name="code"' in client().get(f"{HERE}{page}/").content.decode()


def test_who_has_the_code_of_a_letter_sees_how_things_stand_and_who_has_a_reference_sees_that_it_arrived() -> None:
    code = a_noticed_case()
    page = sent(client(), "follow/", code=code.lower(), family="maker 1").content.decode()
    assert "We plan to close your case" in page
    assert "It does not close before" in page
    reference = reference_on(asks(client()))
    weighs()
    page = sent(client(), "follow/", code=reference, family="Maker 1").content.decode()
    assert "Your form arrived" in page
    assert "We plan" not in page


@pytest.mark.parametrize(("code", "name"), [("", "Other"), (WRONG, "Maker 1")])
def test_a_wrong_name_and_a_wrong_code_get_the_same_answer(code: str, name: str) -> None:
    right = a_noticed_case()
    page = sent(client(), "follow/", code=code or right, family=name)
    assert page.status_code == 422
    assert "lead nowhere" in page.content.decode()


def test_too_many_wrong_codes_wait_and_are_shown_another_way() -> None:
    right, browser = a_noticed_case(), client()
    for _ in range(web_limits().wrong_an_hour):
        sent(browser, "follow/", code=WRONG, family="Maker 1")
    page = sent(browser, "follow/", code=right, family="Maker 1")
    assert (page.status_code, "Another way always works" in page.content.decode()) == (429, True)


def test_letters_of_somebody_at_risk_are_not_shown() -> None:
    code = a_noticed_case()
    person = Case.objects.get().opened_by
    assert person is not None
    person.family_violence = True
    person.save()
    page = sent(client(), "follow/", code=code, family="Maker 1").content.decode()
    assert "we show no letters here" in page
    assert "letter:" not in page


def test_a_request_is_taken_back_by_its_reference() -> None:
    case = a_case()
    reference = reference_on(asks(client()))
    weighs()
    browser = client()
    page = sent(browser, "follow/", code=reference, family="Maker 1", wants="take_back")
    done = sent(browser, "follow/", code=reference, family="Maker 1", wants="take_back", signer="Rosa",
                key=key_in(page))  # fmt: skip
    assert "You took your request back" in done.content.decode()
    assert weighs() == {"taken": 1}
    assert Closure.objects.get(case=case).step == "withdrawn"


def test_a_request_is_taken_back_by_the_code_of_the_letter_about_it() -> None:
    case = a_case()
    asks(client())
    weighs()
    code, browser = code_of_last(case, "request_received"), client()
    page = sent(browser, "follow/", code=code, family="Maker 1", wants="take_back")
    sent(browser, "follow/", code=code, family="Maker 1", wants="take_back", signer="Rosa", key=key_in(page))
    weighs()
    assert Closure.objects.get(case=case).step == "withdrawn"


def test_who_asks_to_come_back_gets_a_receipt_and_reaches_a_person() -> None:
    a_case()
    browser = client()
    page = browser.get(f"{HERE}back/")
    done = sent(browser, "back/", **ANSWERS["you"], words="New job", signer="Rosa", key=key_in(page))  # type: ignore[arg-type]
    assert "come back" in done.content.decode()
    weighs()
    assert Task.objects.get().kind == "web_reopening_asked"


def test_too_many_requests_are_refused_with_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "within_measure", lambda *_, **__: False)
    monkeypatch.setattr("caseclose.casework.services.web.filing.within_measure", lambda *_, **__: False)
    page = asks(client())
    assert (page.status_code, "Call us" in page.content.decode()) == (422, True)
    assert "We have your answer" in answers(a_noticed_case())
