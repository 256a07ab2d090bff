"""The outcome plan: what becomes of every service and remedy, and what is not known yet."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclose.closure.plan import DEPENDS, OutcomePlan, Planned, outcome_plan
from caseclose.closure.request import named
from caseclose.law.reading import shipped
from caseclose.law.verdict import Facts, Value
from tests.closure.cases import STATES, TODAY, a_case, the_law

FATES = ("ends", "released", "goes_on", "state_debt_only", DEPENDS)
BECOMES = ("payment_processing", "closed", "state_debt_only")
SOME = settings(max_examples=80, deadline=None, database=None)
AMOUNTS = [Decimal(text) for text in ("0.00", "0.01", "24.99", "25.00", "149.99", "150.00", "2500.00", "2500.01")]
OTHERS_FREE: Facts = {"other_case_needs_remedy": False}
WHOLE = a_case(
    OTHERS_FREE,
    current_order=True,
    arrears_total="900.00",
    arrears_family="300.00",
    arrears_assigned="600.00",
    recipient_asked_to_close=True,
)


def _plan(becomes: str, facts: Facts, state: str = "us", on: date = TODAY) -> OutcomePlan:
    return outcome_plan(the_law(state, on), becomes, facts)


def _item(plan: OutcomePlan, name: str) -> Planned:
    return next(each for each in plan.items if each.remedy.text.id == name)


def _values() -> dict[str, st.SearchStrategy[Value]]:
    values: dict[str, st.SearchStrategy[Value]] = {
        name: st.sampled_from(AMOUNTS) for name in ("arrears_total", "arrears_assigned")
    }
    return values | {name: st.booleans() for name in ("current_order", "recipient_asked_to_close")}


def _some_facts() -> st.SearchStrategy[Facts]:
    return st.fixed_dictionaries({}, optional={**_values(), "other_case_needs_remedy": st.booleans()})


# ---- every remedy, once ------------------------------------------------------------------------------------------


@SOME
@given(st.sampled_from(STATES), st.sampled_from(BECOMES), _some_facts(), st.dates(date(1999, 4, 9), date(2040, 1, 1)))
def test_every_service_and_remedy_is_in_exactly_one_list(state: str, becomes: str, facts: Facts, on: date) -> None:
    plan = _plan(becomes, facts, state, on)
    listed = Counter(item.remedy.text.id for fate in FATES for item in plan.having(fate))
    assert listed == dict.fromkeys(shipped().remedies, 1)
    assert plan.becomes == becomes


@SOME
@given(st.sampled_from(STATES), st.sampled_from(BECOMES), _some_facts(), st.dates(date(1999, 4, 9), date(2040, 1, 1)))
def test_every_fate_is_said_in_both_languages_with_its_source(state: str, becomes: str, facts: Facts, on: date) -> None:
    law = the_law(state, on)
    for item in outcome_plan(law, becomes, facts).items:
        words = named(law, item.say)
        for text in (words.en, words.es):
            assert text
            assert not set("{}") & set(text)
        assert item.cites
        assert item.verified in {"seen", "unverified"}
        gate = ("other_case_needs_remedy",) if item.then == "released" else ()
        assert item.missing if item.then == DEPENDS else item.missing in {(), gate}


def test_the_names_of_remedies_and_of_those_who_must_be_told_have_no_gap_to_fill() -> None:
    for remedy in shipped().remedies.values():
        for words in (remedy.text.heading, remedy.text.party):
            assert not set("{}") & set(words.en + words.es), remedy.text.id


# ---- unknown is not no -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("becomes", BECOMES)
def test_without_facts_nothing_that_hangs_on_an_amount_is_let_go(state: str, becomes: str) -> None:
    law = the_law(state)
    own = law.policy.layer(state).effects
    for item in outcome_plan(law, becomes, {}).items:
        effects = [each for each in own if each.text.remedy == item.remedy.text.id] + list(item.remedy.effects)
        first = next(each for each in effects if becomes in each.text.on and each.text.since <= TODAY)
        assert (item.then == DEPENDS) is bool(first.text.when), item.remedy.text.id


@SOME
@given(st.sampled_from(STATES), st.sampled_from(BECOMES), st.fixed_dictionaries({}, optional=_values()), st.data())
def test_more_facts_never_change_a_fate_that_is_settled(
    state: str, becomes: str, facts: Facts, data: st.DataObject
) -> None:
    known = data.draw(st.sets(st.sampled_from(sorted(facts) or ["none"]))) & set(facts)
    fewer = {**{name: facts[name] for name in known}, **OTHERS_FREE}
    after = {item.remedy.text.id: item.then for item in _plan(becomes, {**facts, **OTHERS_FREE}, state).items}
    for item in _plan(becomes, fewer, state).items:
        if item.then != DEPENDS:
            assert after[item.remedy.text.id] == item.then


@SOME
@given(st.sampled_from(STATES), st.sampled_from(BECOMES), _some_facts())
def test_a_fate_that_depends_names_absent_facts_and_they_settle_it_or_lead_on(
    state: str, becomes: str, facts: Facts
) -> None:
    for _ in range(6):
        open_items = _plan(becomes, facts, state).having(DEPENDS)
        missing = {name for item in open_items for name in item.missing}
        assert not missing & set(facts)
        facts = {**facts, **{name: WHOLE[name] for name in missing}}
    assert _plan(becomes, facts, state).having(DEPENDS) == ()


# ---- what decides ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("owed", "then"), [("2500.00", "released"), ("2500.01", "state_debt_only"), (None, DEPENDS)])
def test_a_passport_hold_may_stay_for_a_debt_to_the_state_above_the_limit(owed: str | None, then: str) -> None:
    item = _item(_plan("state_debt_only", a_case(OTHERS_FREE, arrears_assigned=owed)), "passport")
    assert item.then == then
    assert item.missing == (("arrears_assigned",) if owed is None else ())


@pytest.mark.parametrize(("owed", "then"), [("2500.00", "released"), ("2500.01", "goes_on"), (None, DEPENDS)])
def test_a_state_speaks_before_the_federal_rule(owed: str | None, then: str) -> None:
    facts = a_case(OTHERS_FREE, arrears_total=owed)
    assert _item(_plan("closed", facts, "ca"), "passport").then == then
    assert _item(_plan("closed", facts, "us"), "passport").then == "released"


def test_a_state_speaks_only_from_its_own_first_day() -> None:
    facts = a_case(OTHERS_FREE, arrears_total="2500.01")
    assert _item(_plan("closed", facts, "ca", date(2023, 12, 31)), "passport").then == "released"
    assert _item(_plan("closed", facts, "ca", date(2024, 1, 1)), "passport").then == "goes_on"


def test_the_limit_of_the_day_decides() -> None:
    facts = a_case(OTHERS_FREE, arrears_assigned="3000.00")
    assert _item(_plan("state_debt_only", facts, on=date(2006, 9, 30)), "passport").then == "released"
    assert _item(_plan("state_debt_only", facts, on=date(2006, 10, 1)), "passport").then == "state_debt_only"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("becomes", BECOMES)
def test_the_court_order_goes_on_whatever_becomes_of_the_case(state: str, becomes: str) -> None:
    assert _item(_plan(becomes, WHOLE, state), "court_order").then == "goes_on"


@pytest.mark.parametrize("state", STATES)
def test_withholding_from_pay_goes_on_while_an_order_is_in_force(state: str) -> None:
    for becomes in BECOMES:
        assert (
            _item(_plan(becomes, a_case(OTHERS_FREE, current_order=True), state), "income_withholding").then
            == "goes_on"
        )
    paid = a_case(OTHERS_FREE, current_order=False, arrears_total="0.00")
    assert _item(_plan("closed", paid, state), "income_withholding").then == "released"


@pytest.mark.parametrize("state", STATES)
def test_payments_still_go_out_when_a_case_becomes_a_payment_processing_case(state: str) -> None:
    plan = _plan("payment_processing", WHOLE, state)
    assert _item(plan, "payment_disbursement").then == "goes_on"
    assert _item(plan, "new_enforcement").then == "ends"


# ---- another case ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("becomes", BECOMES)
def test_a_remedy_that_another_open_case_needs_is_not_let_go(state: str, becomes: str) -> None:
    free = _plan(becomes, a_case(WHOLE, other_case_needs_remedy=False), state)
    needed = _plan(becomes, a_case(WHOLE, other_case_needs_remedy=True), state)
    gate = next(each for each in the_law(state).gates if each.id == "gate.other_case_needs_remedy")
    assert needed.having("released") == ()
    kept = {item.remedy.text.id for item in free.having("released")}
    for item in needed.items:
        name = item.remedy.text.id
        if name in kept:
            assert (item.then, item.say, item.cites) == (
                "goes_on",
                gate.rule.text.plain,
                ("OAC 340:25-5-123 (Oklahoma)",),
            )
        else:
            assert item == _item(free, name)


def test_there_is_something_to_let_go_so_that_the_gate_has_something_to_keep() -> None:
    assert len(_plan("payment_processing", WHOLE).having("released")) > 5


def test_a_release_says_that_another_open_case_is_to_be_looked_for_until_someone_has_looked() -> None:
    looked = _plan("payment_processing", WHOLE, "ar")
    unseen = {name: value for name, value in WHOLE.items() if name not in OTHERS_FREE}
    not_looked = _plan("payment_processing", unseen, "ar")
    assert {item.missing for item in looked.having("released")} == {()}
    assert {item.missing for item in not_looked.having("released")} == {("other_case_needs_remedy",)}
