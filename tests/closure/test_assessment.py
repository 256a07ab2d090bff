"""What the law says of one case on one day: what is met, what holds it, and when it could close."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclose.closure.assessment import closing_day, notice_days, verdicts
from caseclose.law.verdict import Facts, Verdict
from tests.closure.cases import GATES_OPEN, SMALL_DEBT, STATES, TODAY, a_case, assessed, item, the_law

MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN
OWN_B1 = {"us": "us.b1", "ar": "ar.b1", "ca": "ca.b1"}
ASKED: Facts = a_case(
    receives_cash_aid=False, recipient_asked_to_close=True, medical_support_assigned=False, arrears_assigned="0.00"
)
UNREACHABLE: Facts = a_case(
    receives_cash_aid=False, service_basis="application", recipient_unreachable=True, contact_methods_tried=2
)
ON_SSI: Facts = a_case(
    receives_ssi=True, receives_ssdi=False, receives_ssr=False, other_income=False, current_order=True
)
IHS: Facts = a_case(child_ihs_eligible=True, opened_for_ihs_referral=True)


# ---- what is met -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
def test_a_case_without_facts_is_never_closable_and_names_what_is_missing(state: str) -> None:
    reading = assessed({}, state)
    findings = [each.finding for each in reading.criteria] + [each.finding for each in reading.gates]
    assert {each.verdict for each in findings} == {UNKNOWN}
    assert all(each.missing and not each.because for each in findings)
    assert (reading.closable_under, reading.must_close) == ((), False)


@pytest.mark.parametrize("state", STATES)
def test_a_small_debt_without_an_order_is_closable_under_the_rule_that_governs_in_the_state(state: str) -> None:
    assert assessed(a_case(GATES_OPEN, SMALL_DEBT), state).closable_under == (OWN_B1[state],)


@pytest.mark.parametrize("state", ["ar", "ca"])
def test_where_a_state_narrows_a_paragraph_the_federal_one_is_met_and_does_not_govern(state: str) -> None:
    federal = item(assessed(a_case(SMALL_DEBT), state), "us.b1")
    assert federal.finding.verdict is MET
    assert not federal.standing.governs
    assert not federal.closable


def test_what_a_state_adds_must_be_met_as_well() -> None:
    facts = a_case(GATES_OPEN, SMALL_DEBT, regular_payments=True, arrears_payment_made=True)
    assert assessed(facts, "us").closable_under == ("us.b1",)
    assert assessed(facts, "ar").closable_under == ()
    california = assessed(facts, "ca")
    assert california.closable_under == ()
    assert item(california, "ca.b1").finding.missing == ("last_arrears_payment_on",)


def test_a_state_rule_that_is_wider_than_the_federal_one_never_closes_more_than_it_allows() -> None:
    facts = a_case(GATES_OPEN, alleged_father_excluded=True, no_other_father_attested=True)
    assert item(assessed(a_case(facts, other_father_identifiable=True), "ca"), "ca.b6").finding.verdict is not MET
    assert "ca.b6" in assessed(a_case(facts, other_father_identifiable=False), "ca").closable_under


@pytest.mark.parametrize(("day", "met"), [("2017-01-18", ()), ("2017-01-19", ("us.b9",)), ("2020-07-09", ("us.b9",))])
def test_the_law_of_the_day_decides(day: str, met: tuple[str, ...]) -> None:
    assert assessed(a_case(GATES_OPEN, ON_SSI), on=date.fromisoformat(day)).closable_under == met


def test_a_finding_says_what_carries_it_and_where_the_law_says_so() -> None:
    finding = item(assessed(a_case(SMALL_DEBT)), "us.b1").finding
    assert [each.words for each in finding.because] == [
        "No order for current support is in force",
        "Past-due support, all of it, $312.40, is less than $500.00",
    ]
    assert [(each.fact, each.holds) for each in finding.because] == [("current_order", False), ("arrears_total", True)]
    assert finding.cites == ("45 CFR 303.11(b)(1)",)
    assert finding.missing == ()


def test_a_finding_that_is_unknown_names_what_would_settle_it_and_nothing_else() -> None:
    finding = item(assessed(a_case(current_order=False)), "us.b1").finding
    assert finding.verdict is UNKNOWN
    assert finding.missing == ("arrears_total", "arrears_unenforceable")
    assert [each.fact for each in finding.because] == ["current_order"]


def test_each_limb_is_found_on_its_own_with_the_common_part() -> None:
    facts = a_case(
        ncp_location_unknown=True,
        locate_efforts_diligent=True,
        automated_locate_possible=True,
        locate_efforts_since=date(2025, 11, 22),
        ssn_cannot_be_verified=True,
    )
    limbs = {each.id: each for each in item(assessed(facts), "us.b7").limbs}
    assert {name: each.verdict for name, each in limbs.items()} == {
        "us.b7.i": NOT_MET,
        "us.b7.ii": NOT_MET,
        "us.b7.iii": MET,
    }
    assert limbs["us.b7.iii"].cites == ("45 CFR 303.11(b)(7)(iii)",)
    lacking = item(assessed(a_case(facts, locate_efforts_diligent=None)), "us.b7")
    assert [each.verdict for each in lacking.limbs] == [NOT_MET, NOT_MET, UNKNOWN]
    assert lacking.limbs[2].missing == ("locate_efforts_diligent",)


@pytest.mark.parametrize("state", STATES)
def test_the_quick_verdicts_are_those_of_the_full_reading(state: str) -> None:
    for facts in ({}, a_case(SMALL_DEBT), a_case(GATES_OPEN, ASKED, IHS, ON_SSI), UNREACHABLE):
        reading = assessed(facts, state)
        assert verdicts(reading.law, facts) == {each.standing.id: each.finding.verdict for each in reading.criteria}


# ---- what holds it -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shut", "gate"),
    [
        ({"money_held": True}, "gate.money_held"),
        ({"served_action_pending": True}, "gate.served_action_pending"),
        ({"payment_processing_case": True}, "gate.payment_processing_case"),
        ({"bypass_flag": True, "bypass_expires_on": date(2026, 11, 23)}, "gate.bypass_flag"),
    ],
)
def test_a_shut_gate_holds_the_proposal_although_the_criterion_is_met(shut: dict[str, object], gate: str) -> None:
    reading = assessed(a_case(GATES_OPEN, SMALL_DEBT, **shut))
    small_debt = item(reading, "us.b1")
    assert small_debt.closable
    assert [each.standing.id for each in reading.held(small_debt, "propose")] == [gate]
    assert reading.closable_under == ()
    day = closing_day(reading, small_debt)
    assert (day.verdict, day.held_by) == (NOT_MET, (gate,))


@pytest.mark.parametrize(
    ("shut", "gate"),
    [
        ({"documentation_on_file": False}, "gate.documentation"),
        ({"reply_waiting": True}, "gate.reply_waiting"),
        ({"reply_could_lead": True}, "gate.reply_could_lead"),
    ],
)
def test_a_gate_of_the_closing_day_does_not_hold_the_proposal(shut: dict[str, object], gate: str) -> None:
    reading = assessed(a_case(GATES_OPEN, SMALL_DEBT, notice_sent_on=date(2026, 1, 5), **shut))
    assert reading.closable_under == ("us.b1",)
    day = closing_day(reading, item(reading, "us.b1"))
    assert (day.verdict, day.held_by) == (NOT_MET, (gate,))


def test_a_flag_without_an_end_leaves_the_closing_day_undecided() -> None:
    reading = assessed(a_case(GATES_OPEN, SMALL_DEBT, bypass_flag=True, notice_sent_on=date(2026, 1, 5)))
    day = closing_day(reading, item(reading, "us.b1"))
    assert (day.verdict, day.missing) == (UNKNOWN, ("bypass_expires_on",))


def test_a_flag_that_has_ended_holds_nothing() -> None:
    assert assessed(a_case(GATES_OPEN, SMALL_DEBT, bypass_flag=True, bypass_expires_on=TODAY)).closable_under


def test_a_gate_for_some_paragraphs_only_leaves_the_others_alone() -> None:
    facts = a_case(GATES_OPEN, SMALL_DEBT, UNREACHABLE, contact_reestablished=True, notice_sent_on=date(2026, 1, 5))
    reading = assessed(facts)
    assert closing_day(reading, item(reading, "us.b15")).held_by == ("gate.contact_reestablished",)
    assert closing_day(reading, item(reading, "us.b1")).verdict is MET


def test_the_gate_for_payment_processing_cases_leaves_their_own_rule_open() -> None:
    facts = a_case(GATES_OPEN, SMALL_DEBT, payment_processing_case=True, obligation_ended=True)
    assert assessed(facts).closable_under == ("us.payment_processing",)
    assert assessed(facts, "ar").closable_under == ("ar.payment_processing",)


def test_a_gate_for_a_federal_paragraph_bars_the_states_own_rule_under_it() -> None:
    reading = assessed(a_case(GATES_OPEN, SMALL_DEBT, notice_sent_on=date(2026, 1, 5), reply_could_lead=True), "ca")
    assert closing_day(reading, item(reading, "ca.b1")).held_by == ("gate.reply_could_lead",)


@pytest.mark.parametrize(("filed", "verdict"), [(True, MET), (False, NOT_MET), (None, UNKNOWN)])
def test_california_asks_the_court_to_change_the_order_before_it_closes_an_ssi_case(
    *, filed: bool | None, verdict: Verdict
) -> None:
    facts = a_case(GATES_OPEN, ON_SSI, arrears_total="900.00", notice_sent_on=date(2026, 1, 5))
    reading = assessed(a_case(facts, motion_to_modify_filed=filed), "ca")
    assert closing_day(reading, item(reading, "us.b9")).verdict is verdict
    elsewhere = assessed(facts, "ar")
    assert closing_day(elsewhere, item(elsewhere, "us.b9")).verdict is MET


# ---- may and must ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "must"), [("us", False), ("ar", False), ("ca", True)])
def test_california_must_close_a_case_that_meets_a_criterion_and_others_may(state: str, *, must: bool) -> None:
    assert assessed(a_case(GATES_OPEN, SMALL_DEBT), state).must_close is must


@pytest.mark.parametrize("state", STATES)
def test_a_referral_through_an_indian_health_program_must_be_closed_everywhere(state: str) -> None:
    reading = assessed(a_case(GATES_OPEN, IHS), state)
    assert reading.closable_under == ("us.c",)
    assert reading.must_close


@pytest.mark.parametrize("state", STATES)
def test_nothing_must_be_closed_while_a_gate_is_shut_or_nothing_is_met(state: str) -> None:
    assert not assessed(a_case(GATES_OPEN, IHS, SMALL_DEBT, money_held=True), state).must_close
    assert not assessed(a_case(GATES_OPEN, SMALL_DEBT, current_order=True), state).must_close


# ---- the closing day ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "verdict"), [(0, NOT_MET), (59, NOT_MET), (60, MET), (61, MET), (400, MET)])
def test_a_case_closes_on_the_sixtieth_day_after_the_notice_and_not_on_the_fifty_ninth(
    days: int, verdict: Verdict
) -> None:
    sent = TODAY - timedelta(days=days)
    reading = assessed(a_case(GATES_OPEN, SMALL_DEBT, notice_sent_on=sent))
    day = closing_day(reading, item(reading, "us.b1"))
    assert (day.verdict, day.missing, day.notice_days) == (verdict, (), 60)
    assert day.earliest_on == sent + timedelta(days=60)


def test_before_a_notice_is_sent_the_closing_day_is_unknown_and_the_earliest_one_is_told() -> None:
    reading = assessed(a_case(GATES_OPEN, SMALL_DEBT))
    day = closing_day(reading, item(reading, "us.b1"))
    assert (day.verdict, day.missing, day.notice) == (UNKNOWN, ("notice_sent_on",), "intent_to_close")
    assert day.earliest_on == date(2027, 1, 21)


def test_a_criterion_without_a_notice_can_close_at_once() -> None:
    reading = assessed(a_case(GATES_OPEN, ASKED))
    day = closing_day(reading, item(reading, "us.b12"))
    assert (day.verdict, day.notice, day.notice_days, day.earliest_on) == (MET, "none", 0, None)


def test_what_is_not_known_of_the_gates_leaves_the_closing_day_unknown() -> None:
    reading = assessed(a_case(SMALL_DEBT, notice_sent_on=date(2026, 1, 5)))
    assert reading.closable_under == ("us.b1",)
    day = closing_day(reading, item(reading, "us.b1"))
    assert day.verdict is UNKNOWN
    assert {"money_held", "documentation_on_file", "reply_waiting", "reply_could_lead"} <= set(day.missing)
    assert not {"contact_reestablished", "other_case_needs_remedy", "notice_sent_on"} & set(day.missing)


def test_a_shut_gate_settles_the_closing_day_whatever_else_is_missing() -> None:
    reading = assessed(a_case(SMALL_DEBT, reply_waiting=True))
    assert closing_day(reading, item(reading, "us.b1")).verdict is NOT_MET


@pytest.mark.parametrize("day", [date(2010, 6, 1), date(2017, 1, 18), date(2017, 1, 19), TODAY])
def test_sixty_days_of_notice_were_owed_under_every_text(day: date) -> None:
    law = the_law(on=day)
    owed = {standing.id: notice_days(law, standing) for standing in law.criteria}
    assert owed["us.b1"] == owed["us.b15"] == owed["us.b17"] == 60
    assert owed["us.b11"] == owed["us.b12"] == owed["us.b14"] == 0


def test_a_state_rule_takes_over_the_notice_of_its_federal_paragraph() -> None:
    law = the_law("ca")
    assert {standing.id: standing.notice for standing in law.criteria if standing.rule.layer == "ca"} == {
        "ca.b1": "intent_to_close",
        "ca.b4": "intent_to_close",
        "ca.b6": "intent_to_close",
    }


@settings(max_examples=60, deadline=None, database=None)
@given(st.dates(date(2000, 1, 1), date(2150, 12, 31)), st.integers(0, 130))
def test_the_notice_runs_sixty_calendar_days_whatever_the_season(sent: date, days: int) -> None:
    reading = assessed(a_case(GATES_OPEN, SMALL_DEBT, notice_sent_on=sent), on=sent + timedelta(days=days))
    assert closing_day(reading, item(reading, "us.b1")).verdict is (MET if days >= 60 else NOT_MET)
