"""The answer to a person who asks to close a case."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclose.closure.request import CANNOT_SAY, CLOSES, STATE_DEBT, Answer, answer_request, named, with_request
from caseclose.law.reading import shipped
from caseclose.law.verdict import Facts, Value
from caseclose.law.written import MustSay, Words
from tests.closure.cases import MAY_ASK, STATES, a_case, the_law

NOT_THE_PERSON, CANNOT_CLOSE = "not_the_person_who_may_ask", "cannot_close"
SOME = settings(max_examples=80, deadline=None, database=None)


def _answer(facts: Facts, state: str = "us", lang: str = "en") -> Answer:
    return answer_request(the_law(state), facts, lang)


def _requests() -> st.SearchStrategy[Facts]:
    """A request of which some facts are known."""
    values: dict[str, st.SearchStrategy[Value]] = {name: st.booleans() for name in MAY_ASK}
    values["arrears_assigned"] = st.sampled_from([Decimal("0.00"), Decimal("0.01"), Decimal("900.00")])
    values |= {"current_order": st.booleans(), "arrears_total": st.sampled_from([Decimal("0.00"), Decimal("900.00")])}
    return st.fixed_dictionaries({}, optional=values)


WHOLE: Facts = a_case(MAY_ASK, current_order=True, arrears_total="900.00")


# ---- the outcome -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
def test_the_person_who_opened_the_case_can_end_enforcement_when_nothing_bars_it(state: str) -> None:
    answer = _answer(a_case(MAY_ASK, current_order=True), state)
    assert (answer.outcome, answer.becomes) == (CLOSES, "payment_processing")
    assert (answer.reasons, answer.advice, answer.missing) == ((), (), ())
    assert answer.plan is not None


@pytest.mark.parametrize("state", STATES)
def test_with_no_order_and_nothing_owed_the_case_closes_for_good(state: str) -> None:
    assert _answer(a_case(MAY_ASK, current_order=False, arrears_total="0.00"), state).becomes == "closed"
    assert _answer(a_case(MAY_ASK, current_order=False, arrears_total="0.01"), state).becomes == "payment_processing"


@pytest.mark.parametrize("state", STATES)
def test_only_the_person_who_opened_the_case_may_ask(state: str) -> None:
    for facts in (a_case(requester_opened_case=False), a_case(MAY_ASK, requester_opened_case=False)):
        answer = _answer(facts, state)
        assert (answer.outcome, answer.becomes, answer.plan) == (NOT_THE_PERSON, "stays_open", None)
        assert answer.missing == ()


@pytest.mark.parametrize("state", STATES)
def test_a_person_who_may_not_ask_learns_nothing_of_the_case(state: str) -> None:
    """The other parent must not hear that the family gets aid, and never that somebody spoke of a risk of harm."""
    telling = a_case(
        receives_cash_aid=True, receives_medicaid=True, risk_of_harm_reported=True, arrears_assigned="900.00"
    )
    answer = _answer(a_case(telling, requester_opened_case=False), state)
    assert [reason.standing.rule.text.outcome for reason in answer.reasons] == [NOT_THE_PERSON]
    assert answer.advice == ()


@pytest.mark.parametrize(
    ("state", "bar", "rule"),
    [
        ("us", {"receives_cash_aid": True}, "us.request.cash_aid"),
        ("ar", {"receives_cash_aid": True}, "us.request.cash_aid"),
        ("ca", {"receives_cash_aid": True}, "ca.request.cash_aid"),
        ("us", {"receives_foster_care": True}, "us.request.foster_care"),
        ("us", {"medical_support_assigned": True}, "us.request.medical_assignment"),
        ("ar", {"medical_support_assigned": True}, "ar.request.medical_assignment"),
        ("ca", {"medical_support_assigned": True}, "ca.request.medi_cal"),
        ("ca", {"receives_medicaid": True}, "ca.request.medi_cal"),
        ("us", {"arrears_assigned": "0.01"}, "us.request.assigned_arrears"),
    ],
)
def test_a_bar_keeps_the_case_open_and_says_what_can_be_done(state: str, bar: dict[str, object], rule: str) -> None:
    answer = _answer(a_case(MAY_ASK, **bar), state)
    assert (answer.outcome, answer.becomes, answer.plan) == (CANNOT_CLOSE, "stays_open", None)
    assert [reason.standing.id for reason in answer.reasons] == [rule]
    assert answer.reasons[0].way_on.en
    assert answer.reasons[0].finding.cites


@pytest.mark.parametrize("state", ["ar", "ca"])
def test_debt_to_the_state_stops_the_familys_enforcement_only_where_the_state_splits_the_case(state: str) -> None:
    answer = _answer(a_case(MAY_ASK, arrears_assigned="0.01"), state)
    assert (answer.outcome, answer.becomes) == (STATE_DEBT, "state_debt_only")
    assert [reason.standing.id for reason in answer.reasons] == [f"{state}.request.assigned_arrears"]
    assert answer.plan is not None


def test_medicaid_is_advice_in_arkansas_a_bar_in_california_and_nothing_elsewhere() -> None:
    facts = a_case(MAY_ASK, receives_medicaid=True, current_order=True)
    assert _answer(facts, "us").advice == ()
    arkansas = _answer(facts, "ar")
    assert (arkansas.outcome, [each.standing.id for each in arkansas.advice]) == (CLOSES, ["ar.request.medicaid"])
    assert _answer(facts, "ca").outcome == CANNOT_CLOSE


@pytest.mark.parametrize("state", STATES)
def test_a_risk_of_harm_brings_advice_and_decides_nothing(state: str) -> None:
    told = _answer(a_case(MAY_ASK, risk_of_harm_reported=True, current_order=True), state)
    assert (told.outcome, told.reasons) == (CLOSES, ())
    assert [each.standing.id for each in told.advice] == ["us.request.risk_of_harm"]
    assert _answer(a_case(MAY_ASK, risk_of_harm_reported=None, current_order=True), state).outcome == CLOSES


# ---- unknown is not no -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
def test_of_a_case_without_facts_nothing_can_be_said_yet(state: str) -> None:
    answer = _answer({}, state)
    assert (answer.outcome, answer.becomes, answer.plan, answer.reasons) == (CANNOT_SAY, "stays_open", None, ())
    assert {"requester_opened_case", "receives_cash_aid", "arrears_assigned"} <= set(answer.missing)
    assert "risk_of_harm_reported" not in answer.missing


@pytest.mark.parametrize("state", STATES)
def test_as_long_as_nobody_knows_who_asks_nothing_is_decided_and_what_stands_is_told(state: str) -> None:
    answer = _answer(a_case(MAY_ASK, requester_opened_case=None, receives_cash_aid=True), state)
    assert (answer.outcome, answer.missing) == (CANNOT_SAY, ("requester_opened_case",))
    assert [reason.finding.missing for reason in answer.reasons] == [()]
    assert [reason.standing.rule.text.outcome for reason in answer.reasons] == [CANNOT_CLOSE]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    "name", ["requester_opened_case", "receives_cash_aid", "receives_foster_care", "arrears_assigned"]
)
def test_one_missing_fact_that_decides_is_asked_for(state: str, name: str) -> None:
    answer = _answer(a_case(MAY_ASK, **{name: None}), state)
    assert (answer.outcome, answer.missing) == (CANNOT_SAY, (name,))


@pytest.mark.parametrize("state", STATES)
def test_a_bar_that_stands_is_enough_whatever_else_is_missing(state: str) -> None:
    answer = _answer(a_case(requester_opened_case=True, receives_cash_aid=True), state)
    assert (answer.outcome, answer.missing) == (CANNOT_CLOSE, ())


@pytest.mark.parametrize("state", ["ar", "ca"])
def test_a_bar_decides_before_debt_to_the_state_does_and_both_are_told(state: str) -> None:
    facts = a_case(MAY_ASK, arrears_assigned="900.00")
    assert _answer(a_case(facts, receives_cash_aid=None), state).outcome == CANNOT_SAY
    barred = _answer(a_case(facts, receives_cash_aid=True), state)
    assert barred.outcome == CANNOT_CLOSE
    assert [reason.standing.rule.text.outcome for reason in barred.reasons] == [CANNOT_CLOSE, STATE_DEBT]


@SOME
@given(st.sampled_from(STATES), _requests())
def test_the_outcome_follows_the_order_of_the_bars(state: str, facts: Facts) -> None:
    """The same answer by another road: the first kind of bar that is not known to be away decides."""
    opener, owed = facts.get("requester_opened_case"), facts.get("arrears_assigned")
    stranger = [None if opener is None else not opener]
    debt = [None if owed is None else owed != Decimal("0.00")]
    names = ["receives_cash_aid", "receives_foster_care", "medical_support_assigned"]
    bars = [facts.get(name) for name in (*names, *(["receives_medicaid"] if state == "ca" else []))]
    stages: list[tuple[str, list[Any]]] = [(NOT_THE_PERSON, stranger)]
    stages += [(CANNOT_CLOSE, bars + debt)] if state == "us" else [(CANNOT_CLOSE, bars), (STATE_DEBT, debt)]
    wanted = CLOSES
    for outcome, answers in reversed(stages):
        wanted = outcome if True in answers else CANNOT_SAY if None in answers else wanted
    assert _answer(facts, state).outcome == wanted


@SOME
@given(st.sampled_from(STATES), _requests(), st.data())
def test_more_facts_never_change_an_answer_that_was_given(state: str, facts: Facts, data: st.DataObject) -> None:
    fewer = {name: facts[name] for name in data.draw(st.sets(st.sampled_from(sorted(facts) or ["none"]))) & set(facts)}
    before = _answer(fewer, state)
    if before.outcome != CANNOT_SAY:
        assert _answer(facts, state).outcome == before.outcome


@SOME
@given(st.sampled_from(STATES), _requests())
def test_what_is_missing_settles_the_answer(state: str, facts: Facts) -> None:
    answer = _answer(facts, state)
    assert bool(answer.missing) is (answer.outcome == CANNOT_SAY)
    assert not set(answer.missing) & set(facts)
    assert _answer({**facts, **{name: WHOLE[name] for name in answer.missing}}, state).outcome != CANNOT_SAY


def test_a_request_by_the_person_who_may_ask_is_itself_a_fact() -> None:
    assert with_request(a_case(requester_opened_case=True))["recipient_asked_to_close"] is True
    for facts in ({}, a_case(requester_opened_case=False), a_case(MAY_ASK, recipient_asked_to_close=False)):
        assert with_request(facts) == facts


# ---- the words ---------------------------------------------------------------------------------------------------


def _all_words(value: object) -> list[Words]:
    """Every pair of texts inside a policy file as read."""
    if isinstance(value, Words | MustSay):
        return [Words(value.en, value.es)]
    if isinstance(value, list | tuple):
        return [words for inner in value for words in _all_words(inner)]
    names = getattr(value, "__struct_fields__", ())
    return [words for name in names for words in _all_words(getattr(value, name))]


@pytest.mark.parametrize("state", STATES)
def test_no_text_keeps_a_gap_for_a_name_in_any_language(state: str) -> None:
    policy, law = shipped(), the_law(state)
    rules = [rule.text for rule in policy.rules() if rule.layer in {"us", state}]
    effects = [effect.text for effect in policy.layer(state).effects]
    remedies = [remedy.text for remedy in policy.remedies.values()]
    texts = _all_words([*rules, *effects, *remedies, *policy.answers.values(), *policy.notices.values()])
    assert len(texts) > 200
    for words in texts:
        filled = named(law, words)
        for text in (filled.en, filled.es):
            assert not set("{}") & set(text), text


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("state", STATES)
def test_every_answer_is_said_in_the_names_of_the_state(state: str, lang: str) -> None:
    bars: list[dict[str, object]] = [
        {},
        {"requester_opened_case": False},
        {"requester_opened_case": None},
        {"receives_cash_aid": True},
        {"receives_foster_care": True},
        {"medical_support_assigned": True},
        {"receives_medicaid": True},
        {"arrears_assigned": "900.00"},
        {"risk_of_harm_reported": True},
    ]
    said = set()
    for bar in bars:
        answer = _answer(a_case(MAY_ASK, **bar), state, lang)
        said.add(answer.outcome)
        told = [answer.heading, answer.plain]
        told += [words for each in (*answer.reasons, *answer.advice) for words in (each.plain, each.way_on)]
        for words in told:
            assert words[lang]
            assert words[lang][0].isupper() or not words[lang][0].isalpha()
            assert not set("{}") & set(words[lang])
    assert said == set(shipped().answers) - ({STATE_DEBT} if state == "us" else set())


def test_the_names_are_those_of_the_state() -> None:
    words = Words("{cash_aid}, {medicaid}; {clearinghouse}.", "{cash_aid}, {medicaid}; {clearinghouse}.")
    assert named(the_law("us"), words).en == "Cash aid, Medicaid; the state's payment center."
    assert (
        named(the_law("ca"), words).en == "Cash aid (public assistance), Medi-Cal; the State Disbursement Unit (SDU)."
    )
    assert "TEA" in named(the_law("ar"), words).es


def test_an_answer_has_words_in_both_languages_for_each_of_its_outcomes() -> None:
    outcomes = {NOT_THE_PERSON, CANNOT_CLOSE, CANNOT_SAY, CLOSES, STATE_DEBT}
    assert set(shipped().answers) == outcomes
