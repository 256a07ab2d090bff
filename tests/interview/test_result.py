"""What a person is told: the verdict, three lists, and what to find out."""

from __future__ import annotations

import pytest

from caseclose.interview.finding_out import unsettled, what_if
from caseclose.interview.path import path
from caseclose.interview.result import result_of
from caseclose.interview.saying import reason_words
from caseclose.law.interview import DONT_KNOW
from tests.interview.answering import STATES, questions, said
from tests.interview.test_questions import PART, PLAIN, YES, sets

WHOLE = {**YES, **PLAIN}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        (WHOLE, "yes"),
        ({**WHOLE, "who": "caretaker"}, "yes"),
        ({**PART, **PLAIN}, "part"),
        ({**WHOLE, "aid": "cash_now"}, "no"),
        ({**WHOLE, "aid": "foster_now"}, "no"),
        ({**WHOLE, "health": "earlier", "health_rights": "yes"}, "no"),
        ({**WHOLE, "payments_only": "passes_on"}, "no"),
        ({**WHOLE, "who": "other_parent"}, "not_you"),
        ({**WHOLE, "who": "grown_child"}, "not_you"),
        ({**WHOLE, "aid": DONT_KNOW}, "depends"),
        ({**WHOLE, "who": DONT_KNOW}, "depends"),
        ({**WHOLE, "health": DONT_KNOW, "health_rights": DONT_KNOW}, "depends"),
        ({**PART, **PLAIN, "state_debt": DONT_KNOW}, "depends"),
    ],
)
def test_the_verdict(state: str, answers: dict[str, str], verdict: str) -> None:
    assert said(state, answers).verdict == verdict


def test_a_card_alone_bars_in_california_and_not_in_arkansas() -> None:
    with_card = {**WHOLE, "health": "now", "health_rights": "no"}
    assert said("ca", with_card).verdict == "no"
    assert said("ar", with_card).verdict == "yes"
    assert [reason.standing.id for reason in said("ar", with_card).advice] == ["ar.request.medicaid"]


@pytest.mark.parametrize("state", STATES)
def test_only_a_closing_has_lists_and_each_service_stands_in_one_of_them(state: str) -> None:
    for answers in sets(state):
        result = said(state, answers)
        ids = [item.remedy.text.id for item in (*result.stops, *result.goes_on, *result.depends)]
        whole = list(questions(state).law.policy.remedies) if result.verdict in {"yes", "part"} else []
        assert sorted(ids) == sorted(whole)


@pytest.mark.parametrize("state", STATES)
def test_with_nothing_left_the_case_closes_for_good(state: str) -> None:
    assert said(state, {**WHOLE, "order": "no", "debt": "none"}).becomes == "closed"
    assert said(state, {**WHOLE, "order": "yes", "debt": "none"}).becomes == "payment_processing"


def test_what_differs_by_an_amount_that_nobody_knows_depends_on_it() -> None:
    depends = {item.remedy.text.id: item.missing for item in said("ca", WHOLE).depends}
    assert depends == {"passport": ("arrears_total",)}
    assert said("ca", {**WHOLE, "debt": "more"}).depends == ()


@pytest.mark.parametrize("state", STATES)
def test_advice_on_safety_is_there_for_whoever_may_ask_and_says_so(state: str) -> None:
    for verdict in ({}, {"aid": "cash_now"}, {"aid": DONT_KNOW}):
        advice = [reason.standing.id for reason in said(state, {**WHOLE, "safety": "yes", **verdict}).advice]
        assert advice == ["us.request.risk_of_harm"]
    assert said(state, {**WHOLE, "who": "other_parent", "safety": "yes"}).advice == ()


@pytest.mark.parametrize("state", STATES)
def test_where_it_depends_the_question_that_was_not_known_is_named_with_the_verdict_of_each_answer(state: str) -> None:
    way = path(questions(state), {**WHOLE, "aid": "earlier", "state_debt": DONT_KNOW})
    open_questions = unsettled(way, result_of(way.questions, way.answers).unknown)
    assert [question.id for question in open_questions] == ["state_debt"]
    found = {what.answer.id: what.verdict for what in what_if(way, open_questions[0])}
    assert found == {"none": "yes", "little": "part", "more": "part", "some": "part"}


def test_what_was_said_in_part_is_not_taken_back_by_what_could_be_found_out() -> None:
    way = path(questions("ca"), {**PART, **PLAIN, "state_debt": "some"})
    found = {what.answer.id: what.verdict for what in what_if(way, questions("ca").script.questions["state_debt"])}
    assert found == {"little": "part", "more": "part"}


@pytest.mark.parametrize("state", STATES)
def test_that_a_case_only_passes_payments_on_is_not_ruled_out_by_not_knowing(state: str) -> None:
    way = path(questions(state), {**WHOLE, "payments_only": DONT_KNOW})
    result = result_of(way.questions, way.answers)
    assert result.verdict == "yes"
    assert [question.id for question in unsettled(way, result.unknown)][:1] == ["payments_only"]
    assert {
        what.answer.id: what.verdict for what in what_if(way, questions(state).script.questions["payments_only"])
    } == {
        "collects": "yes",
        "passes_on": "no",
    }


# ---- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("state", STATES)
def test_every_result_has_words_for_all_its_lines(state: str, lang: str) -> None:
    asked, policy = questions(state), questions(state).law.policy
    for answers in sets(state):
        way, result = path(asked, answers), said(state, answers)
        verdict = asked.script.verdicts[result.verdict]
        words = [verdict.heading, verdict.plain]
        words += [each for reason in (*result.reasons, *result.advice) for each in reason_words(asked, reason)]
        for item in result.plan.items if result.plan else ():
            words += [item.say, item.remedy.text.heading]
            assert item.cites
            assert set(item.missing) <= policy.facts.keys()
        for question in unsettled(way, result.unknown):
            words += [question.text.ask, question.text.find_out, asked.unsure(question)]
        said_words = [asked.words(each)[lang] for each in words]
        assert all(text.strip() and "{" not in text for text in said_words)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("state", STATES)
def test_no_reason_speaks_of_records_that_nobody_looked_at(state: str, lang: str) -> None:
    spoken = {"en": "records show", "es": "nuestros registros"}[lang]
    reasons = {
        reason.standing.id: reason_words(questions(state), reason)
        for answers in sets(state)
        for reason in said(state, answers).reasons
    }
    assert f"{state}.request.who_may_ask" in reasons
    assert [name for name, words in reasons.items() if spoken in words[0][lang]] == []
