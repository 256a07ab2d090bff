"""The questions on the web: one a page, carried by the page alone, and answered as the interview answers."""

from __future__ import annotations

import re
from random import Random
from typing import NoReturn

import pytest
from django.db import connection

from caseclose.interview.path import path
from caseclose.interview.result import result_of
from caseclose.plain.reading_level import level_of
from tests.interview.answering import STATES, drawn, questions
from tests.interview.test_questions import PART, PLAIN, YES
from tests.public.questions.asking import Visit
from tests.public.test_access import told_by

WHOLE = {**YES, **PLAIN}
DANGER = {**WHOLE, "safety": "yes"}


@pytest.mark.parametrize("state", STATES)
def test_the_page_asks_and_answers_as_the_interview_does(state: str) -> None:
    asked, chance = questions(state), Random(f"web {state}")
    for answers in [WHOLE, {**PART, **PLAIN}, *(drawn(state, chance) for _ in range(8))]:
        way = path(asked, answers)
        if way.next is not None:
            continue  # two of the answers cannot both be true
        visit = Visit(state)
        steps = [step for step in visit.steps(answers) if step != "seen"]
        assert steps == list(way.answers)
        aside, verdict = way.ends_with, asked.script.verdicts[result_of(asked, way.answers).verdict]
        assert asked.words(aside.heading if aside else verdict.heading)["en"] in visit.text


def test_one_question_stands_on_a_page_and_the_page_tells_how_many_there_can_be() -> None:
    visit = Visit()
    assert "Question 1. There are 10 at most." in visit.text
    assert visit.offered == ["opened", "caretaker", "other_parent", "grown_child", "notice", "dont_know"]
    visit.send(who="opened").send(safety="no").send(aid="never")
    assert "Question 4. There are 9 at most." in visit.text
    assert visit.asked == "health"


@pytest.mark.parametrize("state", STATES)
def test_the_answer_has_three_lists_with_reasons_and_where_they_come_from(state: str) -> None:
    visit = Visit(state).go(WHOLE if state == "ca" else {**PART, **PLAIN, "state_debt": "some"})
    for words in ("What stops", "What goes on", "What depends", "Where this comes from", "What you could find out"):
        assert words in visit.text
    assert "The court order" in visit.text
    assert {"ca": "San Mateo County DCSS, Closing a Case", "ar": "Arkansas OCSE, Closing a Case"}[state] in visit.text


def test_where_it_depends_each_answer_that_could_be_true_is_told_with_what_would_come_of_it() -> None:
    text = Visit("ar").go({**WHOLE, "aid": "dont_know", "health": "dont_know", "health_rights": "dont_know"}).text
    assert "It depends on what you did not know" in text
    assert "If the answer is “Yes. We get this aid now”: No, not now" in text
    assert "If the answer is “No, never”: the rest must be known too" in text
    assert "Look at your letters from the aid program" in text
    assert "Find an office" in text
    text = Visit("ar").go({**WHOLE, "aid": "dont_know", "state_debt": "none"}).text
    assert "If the answer is “No, never”: Yes, you can ask" in text


def test_no_answer_is_said_to_be_none_and_nothing_is_lost() -> None:
    visit = Visit().send(who="opened").send()
    assert "Please choose an answer" in visit.text
    assert "<title>Error:" in visit.page
    assert (visit.asked, visit.carried) == ("safety", {"who": "opened"})


def test_an_answer_can_be_changed_and_what_no_longer_matters_goes() -> None:
    visit = Visit().go({**PART, **PLAIN})
    assert "Part of it can stop" in visit.text
    visit.send(again="aid")
    assert (visit.asked, visit.chosen) == ("aid", "earlier")
    visit.send(aid="cash_now")
    assert "No, not now" in visit.text
    assert "past-due support from the time of the aid" not in visit.text


def test_back_asks_the_question_before_with_its_answer() -> None:
    visit = Visit().send(who="opened").send(safety="no")
    visit.send(again="safety")
    assert (visit.asked, visit.chosen) == ("safety", "no")


def test_the_language_changes_in_the_middle_with_all_answers() -> None:
    visit = Visit().send(who="opened").send(safety="no")
    assert 'formaction="/es/ca/questions/"' in visit.page
    visit.lang = "es"
    visit.send(again="aid")
    assert "¿Ha recibido su familia" in visit.text
    assert visit.carried == {"who": "opened", "safety": "no"}


@pytest.mark.parametrize("state", STATES)
def test_whoever_speaks_of_danger_reads_of_people_to_call_and_of_choices_before_anything_else(state: str) -> None:
    visit = Visit(state).send(who="opened").send(safety="yes")
    assert visit.asked == ""
    for words in ("call 911", "1-800-799-7233", "good cause", "guard your address", "Leave this page"):
        assert words in visit.text + visit.page
    visit.send(seen="yes")
    assert visit.asked == "aid"
    assert "safer ways" in visit.go(DANGER).text


def test_paper_has_nothing_of_what_was_said_of_danger() -> None:
    page = Visit().go(DANGER).page
    shown = re.sub(r'(?s)<div class="(cp-safe )?cp-noprint">.*?</div>', "", page)
    assert "danger" not in shown.lower().replace("indanger", "")
    assert "danger" in page.lower()


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("other_parent", "private attorney"),
        ("grown_child", "even after you are grown"),
        ("notice", "answer before that day"),
    ],
)
def test_who_may_not_ask_or_need_not_is_told_what_they_can_do(who: str, says: str) -> None:
    visit = Visit().go({"who": who})
    assert says in visit.text
    assert "What stops" not in visit.text


# ---- nothing is kept -------------------------------------------------------------------------------------------------


def no_database(*_query: object) -> NoReturn:
    raise AssertionError("the questions asked the database")


def test_nothing_goes_into_addresses_cookies_logs_or_the_database(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with connection.execute_wrapper(no_database):
        visit = Visit().go(DANGER)
    assert not visit.client.cookies
    assert not re.search(r'(action|href)="[^"]*(who|safety|aid|opened)=', visit.page)
    assert [line for line in caplog.messages if "safety" in line or "opened" in line] == []


def test_a_browser_may_go_back_but_not_to_what_was_said_of_danger() -> None:
    assert Visit().send(who="opened").headers["Cache-Control"] == "no-cache, private"
    visit = Visit().send(who="opened").send(safety="yes")
    while 'name="now"' in visit.page:
        assert "no-store" in visit.headers["Cache-Control"]
        visit.send(**({visit.asked: DANGER[visit.asked]} if visit.asked else {"seen": "yes"}))
    assert "no-store" in visit.headers["Cache-Control"]


def test_no_title_tells_what_it_is_about() -> None:
    for lang in ("en", "es"):
        visit = Visit(lang=lang)
        titles = {re.findall(r"<title>(.*?)</title>", visit.page)[0] for _ in visit.steps(DANGER)}
        titles.add(re.findall(r"<title>(.*?)</title>", visit.page)[0])
        assert len(titles) > 5
        assert [told_by(title, lang) for title in titles if told_by(title, lang)] == []


def test_what_is_no_answer_is_left_out() -> None:
    visit = Visit()
    visit.send(who="<script>", aid="x", again="nothing", nobody="asked")
    assert "<script>x" not in visit.page
    assert (visit.asked, visit.carried) == ("who", {})
    visit.send(who="opened", safety="no", debt="none", state_debt="some", aid="earlier", health="never")
    assert visit.asked == "payments_only"


# ---- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("state", STATES)
def test_each_kind_of_page_can_be_read_at_grade_8(state: str, lang: str) -> None:
    kinds = [WHOLE, {**PART, **PLAIN}, {**DANGER, "aid": "cash_now"}, {**WHOLE, "aid": "dont_know"}, {"who": "notice"}]
    hard = {}
    for answers in kinds:
        visit = Visit(state, lang)
        pages = [sentences(visit) for _ in visit.steps(answers)]
        for page in [*pages, sentences(visit)]:
            level = level_of(page, lang)
            if not level.plain:
                hard[page[0]] = level.value
    assert hard == {}


def sentences(visit: Visit) -> list[str]:
    """The sentences of a page, without the citations."""
    body = re.sub(r"(?s).*<main[^>]*>|</main>.*", "", visit.page)
    body = re.sub(r"(?s)<details class=\"cp-source\">.*?</details>", "", body)
    parts = re.split(r"(?s)</(?:h1|h2|h3|p|li|dt|dd|label|button|summary|strong)>", body)
    texts = (re.sub(r"\s+", " ", re.sub(r"(?s)<[^>]+>", " ", part)).strip() for part in parts)
    return [text for text in texts if text]
