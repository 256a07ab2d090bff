"""What a command leads to: two people, documents on file, and on the closing day everything looked at again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseclose.closure import commands as to
from caseclose.closure import events
from caseclose.closure.commands import Actor
from caseclose.closure.state import evolve
from caseclose.closure.steps import Role, Step
from caseclose.law.reading import shipped
from caseclose.law.verdict import Facts
from tests.closure.cases import TODAY, a_case
from tests.closure.standing import (
    APPROVED,
    CLERK,
    GRANTED,
    PROPOSED,
    REQUESTED,
    SECOND,
    SIXTY,
    SMALL,
    SYSTEM,
    after,
    noticed,
    refusal,
    told,
)
from tests.closure.stories import GROUND, STORIES, told_on

PROPOSE, APPROVE, CLOSE = to.Propose("us.b1"), to.Approve(), to.Close()
NOTICED = after(*APPROVED, noticed())
CLOSED = events.CaseClosed("us.b1", "payment_processing", TODAY)
PARTIES = {name: notice.to for name, notice in shipped().notices.items()}


def story(name: str, **more: object) -> Facts:
    """A case of which a story is told, with more facts."""
    return a_case(told_on({**GROUND, **STORIES[name]}, TODAY), **more)


# ---- two people, and documents ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.SUPERVISOR])
@pytest.mark.parametrize("begun", [PROPOSED, REQUESTED])
def test_who_began_a_closing_cannot_approve_it_in_any_role(begun: tuple[events.Event, ...], role: Role) -> None:
    state = after(*begun, by="worker 1")
    facts = SMALL if begun == PROPOSED else story("asked")
    assert refusal(state, APPROVE, facts, by=Actor("worker 1", role)).rule == "same_person"
    assert told(state, APPROVE, facts, by=Actor("worker 2", role))


@pytest.mark.parametrize("on_file", [False, None])
def test_a_closing_is_not_proposed_unless_its_documents_are_known_to_be_on_file(on_file: bool | None) -> None:  # noqa: FBT001
    refused = refusal(None, PROPOSE, a_case(SMALL, documentation_on_file=on_file))
    assert refused.rule == "evidence_not_on_file"
    assert "Ledger of past-due support" in refused.todo("en")


def test_a_proposal_is_approved_with_its_outcome_and_the_notice_that_is_owed() -> None:
    assert told(after(*PROPOSED), APPROVE, SMALL) == (
        events.ClosureApproved("us.b1", "payment_processing", "intent_to_close"),
    )
    nothing_left = a_case(SMALL, arrears_total="0.00")
    assert told(after(*PROPOSED), APPROVE, nothing_left)[0] == events.ClosureApproved(
        "us.b1", "closed", "intent_to_close"
    )


@pytest.mark.parametrize("command", [APPROVE, to.SendNotice(TODAY)])
def test_a_criterion_that_fell_away_is_found_at_each_step_on_the_way(command: to.Command) -> None:
    state = after(*PROPOSED) if command == APPROVE else after(*APPROVED)
    assert refusal(state, command, a_case(SMALL, arrears_total="500.00")).rule == "criterion_not_met"
    assert refusal(state, command, a_case(SMALL, served_action_pending=True)).rule == "gate_shut"


# ---- a request -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["us", "ca", "ar"])
def test_a_request_that_nothing_bars_is_granted_in_full_and_closes_without_a_notice(where: str) -> None:
    granted = told(after(*REQUESTED), APPROVE, story("asked"), where=where)
    assert granted == (events.ClosureApproved("us.b12", "payment_processing", ""),)
    closed = told(after(*REQUESTED, *granted), CLOSE, story("asked"), where=where, by=SYSTEM)
    assert closed == (events.CaseClosed("us.b12", "payment_processing", TODAY),)


@pytest.mark.parametrize("where", ["ca", "ar"])
def test_with_debt_to_the_state_only_the_familys_enforcement_stops(where: str) -> None:
    facts, rule = story("asked with debt to the state"), f"{where}.request.assigned_arrears"
    granted = told(after(*REQUESTED), APPROVE, facts, where=where)
    assert granted == (events.ClosureApproved(rule, "state_debt_only", ""),)
    closed = told(after(*REQUESTED, *granted), CLOSE, facts, where=where)
    assert closed == (events.CaseClosed(rule, "state_debt_only", TODAY),)
    assert refusal(after(*REQUESTED), APPROVE, facts, where="us").rule == "not_granted"


def test_a_request_is_neither_granted_nor_declined_while_nobody_knows_who_asks() -> None:
    asked = after(events.RequestRecorded(TODAY, "mail", signed=True, may_ask=None))
    for command, rule in ((APPROVE, "not_granted"), (to.DeclineRequest(), "policy_grants")):
        refused = refusal(asked, command, story("asked"))
        assert (refused.rule, refused.unknown) == (rule, True)
    stranger = after(events.RequestRecorded(TODAY, "mail", signed=True, may_ask=False))
    assert told(stranger, to.DeclineRequest(), story("asked")) == (events.RequestDeclined(("us.request.who_may_ask",)),)


def test_debt_to_the_state_that_came_to_light_after_the_approval_is_not_closed_with_the_rest() -> None:
    debt = story("asked with debt to the state")
    assert refusal(after(*GRANTED), CLOSE, debt, where="us").rule == "not_granted"
    refused = refusal(after(*GRANTED), CLOSE, debt, where="ar")
    assert refused.rule == "answer_changed"
    assert "'payment_processing' was approved, today it is 'state_debt_only'" in str(refused)
    split = after(*REQUESTED, events.ClosureApproved("ar.request.assigned_arrears", "state_debt_only", ""))
    assert refusal(split, CLOSE, story("asked"), where="ar").rule == "answer_changed"


def test_what_the_case_becomes_is_looked_at_again_on_the_day() -> None:
    assert told(after(*GRANTED), CLOSE, story("asked with nothing left"))[0] == events.CaseClosed(
        "us.b12", "closed", TODAY
    )
    nothing = after(*PROPOSED, events.ClosureApproved("us.b1", "closed", "intent_to_close"), noticed())
    closed = told(nothing, CLOSE, SMALL)[0]
    assert closed == CLOSED
    assert evolve(nothing, closed, "system").outcome == "payment_processing"


def test_the_bars_to_a_request_hold_also_where_the_agency_proposes_what_the_recipient_asked_for() -> None:
    asked, criterion = story("b12"), to.Propose("us.b12")
    assert told(None, criterion, asked, where="ca") == (events.ClosureProposed("us.b12"),)
    assert refusal(None, criterion, a_case(asked, receives_medicaid=True), where="ca").rule == "not_granted"
    assert told(None, criterion, a_case(asked, receives_medicaid=True), where="ar")
    assert refusal(None, criterion, a_case(asked, requester_opened_case=None)).unknown


@pytest.mark.parametrize("unknown", ["money_held", "documentation_on_file", "bypass_flag"])
def test_a_request_closes_only_when_every_gate_is_known_to_be_open(unknown: str) -> None:
    refused = refusal(after(*GRANTED), CLOSE, story("asked", **{unknown: None}))
    assert (refused.rule, refused.unknown) == ("gate_unknown", True)
    assert unknown in refused.todo("en", named=True)
    shut = {"documentation_on_file": False, "bypass_flag": True, "money_held": True}[unknown]
    shut_facts = story("asked", **{unknown: shut}, bypass_expires_on=TODAY + timedelta(days=1))
    assert refusal(after(*GRANTED), CLOSE, shut_facts).rule == "gate_shut"


# ---- the notice and its days -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "rule"), [(0, "too_soon"), (1, "too_soon"), (59, "too_soon"), (60, ""), (61, "")])
def test_day_fifty_nine_is_refused_and_day_sixty_closes(days: int, rule: str) -> None:
    state = after(*APPROVED, noticed(TODAY - timedelta(days=days)))
    if rule:
        assert refusal(state, CLOSE, SMALL, by=SYSTEM).rule == rule
    else:
        assert told(state, CLOSE, SMALL, by=SYSTEM) == (CLOSED,)


@pytest.mark.parametrize(
    ("name", "where", "notice", "to_whom"),
    [
        ("b1", "us", "intent_to_close", "recipient"),
        ("b1", "ca", "intent_to_close", "recipient"),
        ("b13", "us", "limited_service_ended", "recipient"),
        ("b17", "us", "intent_to_close_initiating", "initiating_agency"),
        ("b21", "us", "tribal_transfer", "recipient"),
    ],
)
def test_the_notice_is_the_one_that_the_paragraph_asks_for_and_runs_sixty_days(
    name: str, where: str, notice: str, to_whom: str
) -> None:
    rule = f"{'ca' if where == 'ca' else 'us'}.{name}"
    facts, state = story(name), after(events.ClosureProposed(rule))
    for command in (APPROVE, to.SendNotice(TODAY)):
        happened = told(state, command, facts, where=where)
        state = evolve(state, happened[0], SECOND.name)
    assert happened == (events.NoticeSent(notice, TODAY, TODAY + SIXTY),)
    assert PARTIES[notice] == to_whom
    early, due = TODAY + timedelta(days=59), TODAY + SIXTY
    assert refusal(state, CLOSE, facts, where=where, on=early).rule == "too_soon"
    assert told(state, CLOSE, facts, where=where, on=due)[0] == events.CaseClosed(rule, "payment_processing", due)


@pytest.mark.parametrize("name", ["b11", "b14", "b18", "b19", "b20", "c"])
def test_where_no_notice_is_owed_the_case_closes_as_soon_as_it_is_approved(name: str) -> None:
    facts, state = story(name), after(events.ClosureProposed(f"us.{name}"))
    approved = told(state, APPROVE, facts)
    assert approved == (events.ClosureApproved(f"us.{name}", "payment_processing", ""),)
    state = evolve(state, approved[0], SECOND.name)
    assert refusal(state, to.SendNotice(TODAY), facts).rule == "no_notice_owed"
    assert told(state, CLOSE, facts) == (events.CaseClosed(f"us.{name}", "payment_processing", TODAY),)


def test_a_notice_is_owed_before_an_approved_proposal_closes() -> None:
    assert refusal(after(*APPROVED), CLOSE, SMALL).rule == "notice_not_sent"


@pytest.mark.parametrize("days", [-1, 1, 60, 400])
def test_a_notice_counts_from_the_day_on_which_it_goes_out(days: int) -> None:
    refused = refusal(after(*APPROVED), to.SendNotice(TODAY - timedelta(days=days)), SMALL)
    assert refused.rule == "notice_not_today"


def test_returned_mail_stops_the_clock_and_a_new_notice_starts_it_again() -> None:
    returned = evolve(NOTICED, told(NOTICED, to.RecordReturnedMail(), SMALL, by=CLERK)[0], CLERK.name)
    assert (returned.step, returned.noticed_on, returned.earliest_close_on) == (Step.APPROVED, None, None)
    assert refusal(returned, CLOSE, SMALL).rule == "notice_not_sent"
    again = evolve(returned, told(returned, to.SendNotice(TODAY), SMALL)[0], SYSTEM.name)
    assert again.earliest_close_on == TODAY + SIXTY
    assert refusal(again, CLOSE, SMALL, on=TODAY + timedelta(days=59)).rule == "too_soon"
    assert told(again, CLOSE, SMALL, on=TODAY + SIXTY)


def test_a_notice_that_the_law_of_the_day_reckons_longer_is_waited_for() -> None:
    state = after(*APPROVED, events.NoticeSent("intent_to_close", TODAY - timedelta(days=30), TODAY))
    refused = refusal(state, CLOSE, SMALL)
    assert (refused.rule, refused.values["earliest"]) == ("too_soon", (TODAY + timedelta(days=30)).isoformat())


# ---- what came to light since ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("late", "rule"),
    [
        ({"arrears_total": "500.00", "arrears_unenforceable": False}, "criterion_not_met"),
        ({"arrears_total": None}, "criterion_not_met"),
        ({"current_order": True}, "criterion_not_met"),
        ({"money_held": True}, "gate_shut"),
        ({"served_action_pending": True}, "gate_shut"),
        ({"documentation_on_file": False}, "gate_shut"),
        ({"bypass_flag": True, "bypass_expires_on": TODAY + timedelta(days=1)}, "gate_shut"),
        ({"bypass_flag": True}, "gate_unknown"),
        ({"money_held": None}, "gate_unknown"),
        ({"documentation_on_file": None}, "gate_unknown"),
    ],
)
def test_a_late_fact_keeps_the_case_from_closing_on_its_day(late: dict[str, object], rule: str) -> None:
    assert told(NOTICED, CLOSE, SMALL) == (CLOSED,)
    refused = refusal(NOTICED, CLOSE, a_case(SMALL, **late))
    assert refused.rule == rule
    assert refused.unknown is (rule == "gate_unknown" or late == {"arrears_total": None})


def test_a_flag_that_has_ended_no_longer_keeps_a_case_from_closing() -> None:
    assert told(NOTICED, CLOSE, a_case(SMALL, bypass_flag=True, bypass_expires_on=TODAY)) == (CLOSED,)


def test_a_state_s_own_rule_is_looked_at_again_on_the_day_too() -> None:
    state = after(events.ClosureProposed("ar.b1"), events.ClosureApproved("ar.b1", "x", "intent_to_close"), noticed())
    assert told(state, CLOSE, SMALL, where="ar")
    assert refusal(state, CLOSE, a_case(SMALL, regular_payments=True), where="ar").rule == "criterion_not_met"


def test_a_payment_processing_case_that_ends_is_closed_for_good() -> None:
    facts = story("payment_processing", current_order=True, arrears_total="700.00")
    state = after(events.ClosureProposed("us.payment_processing"))
    approved = told(state, APPROVE, facts)[0]
    assert approved == events.ClosureApproved("us.payment_processing", "closed", "")
    assert told(evolve(state, approved, SECOND.name), CLOSE, facts)[0] == events.CaseClosed(
        "us.payment_processing", "closed", TODAY
    )
    assert refusal(None, to.Propose("us.b1"), a_case(SMALL, payment_processing_case=True)).rule == "gate_shut"
