"""The table of steps: who may do what to a closure, from where to where, and nothing else."""

from __future__ import annotations

from itertools import product

import pytest

from caseclose.closure import commands as to
from caseclose.closure.commands import Actor, Command
from caseclose.closure.decide import decide
from caseclose.closure.events import CaseReopened, Event
from caseclose.closure.refused import Refused
from caseclose.closure.state import PROPOSAL, REQUEST, ClosureState, evolve, facts_of_state
from caseclose.closure.steps import ENDED, TABLE, Role, Step
from caseclose.law.verdict import Facts
from tests.closure.cases import TODAY, a_case
from tests.closure.standing import (
    ARRIVED,
    ASKED,
    HARM,
    LEADS,
    PARENT,
    SMALL,
    UNNOTICED,
    after,
    at,
    now_of,
    refusal,
    told,
)

DESK = "intake caseworker supervisor"
STAFF = "caseworker supervisor"
ANYWHERE = "requested proposed approved noticed replied"
HOUSE = {
    "record_request": (f"{DESK} recipient", "", "requested"),
    "return_request": (DESK, "requested", "returned"),
    "decline_request": (STAFF, "requested", "declined"),
    "withdraw_request": (f"{DESK} recipient", ANYWHERE, "withdrawn"),
    "propose": (f"{STAFF} system", "", "proposed"),
    "approve": (STAFF, "requested proposed", "approved"),
    "send_notice": (f"{STAFF} system", "approved", "noticed"),
    "record_returned_mail": (f"{DESK} system", "noticed", "approved"),
    "record_reply": (f"{DESK} recipient other_agency system", "noticed replied", "replied"),
    "review_reply": (STAFF, "replied", "noticed"),
    "close": (f"{STAFF} system", "approved noticed", "closed"),
    "keep_open": (f"{STAFF} system", ANYWHERE, "kept_open"),
}
"""The table once more, by hand: by whom, from where, to where."""

COMMANDS: dict[str, Command] = {
    "record_request": to.RecordRequest(TODAY, "mail", signed=True, may_ask=True),
    "return_request": to.ReturnRequest(("signature",)),
    "decline_request": to.DeclineRequest(),
    "withdraw_request": to.WithdrawRequest(),
    "propose": to.Propose("us.b1"),
    "approve": to.Approve(),
    "send_notice": to.SendNotice(TODAY),
    "record_returned_mail": to.RecordReturnedMail(),
    "record_reply": to.RecordReply("reply 2", ARRIVED, "phone"),
    "review_reply": to.ReviewReply("reply 1", could_lead=False, words="Nothing new in it."),
    "close": to.Close(),
    "keep_open": to.KeepOpen(("new_information",)),
}
STANDS: tuple[Step | None, ...] = (None, *Step)


def standing(step: Step | None, command: str = "") -> ClosureState | None:
    """A closure at a step, such that the command may succeed there."""
    if step is None:
        return None
    if command == "close" and step is Step.APPROVED:
        return after(*UNNOTICED)
    way = REQUEST if command == "withdraw_request" and (step, REQUEST) in LEADS else PROPOSAL
    return at(step, way) if (step, way) in LEADS else at(step)


def favourable(command: str, state: ClosureState | None) -> Facts:
    """Facts under which the command may succeed."""
    if command == "decline_request":
        return a_case(ASKED, receives_cash_aid=True)
    if command == "close" and state is not None and state.criterion == "us.b14":
        return HARM
    return ASKED if command != "propose" and state is not None and state.way == REQUEST else SMALL


def allowed(command: str, step: Step | None, role: Role) -> bool:
    """Whether the table of the house allows it."""
    roles, starts, _ = HOUSE[command]
    if role not in roles.split():
        return False
    return step in starts.split() if starts else step is None or step in ENDED


def test_the_table_is_that_of_the_house() -> None:
    table = {name: (row.by, row.start, row.end) for name, row in TABLE.items()}
    by_hand = {
        name: (frozenset(map(Role, roles.split())), frozenset(map(Step, starts.split())), Step(end))
        for name, (roles, starts, end) in HOUSE.items()
    }
    assert table == by_hand


def test_every_command_is_one_row_of_the_table() -> None:
    assert set(COMMANDS) == set(TABLE)
    assert all(command.name == name for name, command in COMMANDS.items())
    assert {type(command) for command in COMMANDS.values()} == set(to.Command.__args__)


CAN_HAPPEN = [
    (command, step, role)
    for command, step, role in product(HOUSE, STANDS, Role)
    if allowed(command, step, role) and (command, step) != ("withdraw_request", Step.PROPOSED)
]
"""Every cell of the table that allows something. A proposal is nobody's request, so it cannot be withdrawn."""


@pytest.mark.parametrize(("command", "step", "role"), CAN_HAPPEN)
def test_every_row_of_the_table_is_allowed_to_its_roles_and_leads_where_it_says(
    command: str, step: Step | None, role: Role
) -> None:
    state, by = standing(step, command), Actor("worker 2", role)
    done = decide(state, COMMANDS[command], by, now_of(favourable(command, state), state))
    for event in done:
        state = evolve(state, event, by.name)
    assert state is not None
    assert state.step == HOUSE[command][2]


@pytest.mark.parametrize("step", STANDS)
@pytest.mark.parametrize("command", HOUSE)
def test_every_other_role_and_step_is_refused_by_the_right_rule(command: str, step: Step | None) -> None:
    state = standing(step, command)
    now = now_of(favourable(command, state), state)
    roles, starts, _ = HOUSE[command]
    for role in Role:
        if allowed(command, step, role):
            continue
        with pytest.raises(Refused) as caught:
            decide(state, COMMANDS[command], Actor("worker 2", role), now)
        in_turn = "wrong_step" if starts else "attempt_in_progress"
        assert caught.value.rule == ("wrong_role" if role not in roles.split() else in_turn)
        assert state == standing(step, command)


@pytest.mark.parametrize("command", HOUSE)
def test_nothing_is_done_to_a_case_that_is_not_open(command: str) -> None:
    for step, role in product(STANDS, Role):
        if allowed(command, step, role):
            state = standing(step, command)
            with pytest.raises(Refused) as caught:
                decide(
                    state,
                    COMMANDS[command],
                    Actor("worker 2", role),
                    now_of(favourable(command, state), case_open=False),
                )
            assert caught.value.rule == "case_not_open"


@pytest.mark.parametrize("step", [Step.PROPOSED, Step.APPROVED, Step.NOTICED, Step.REPLIED])
def test_a_proposal_cannot_be_withdrawn_only_ended_with_the_case_open(step: Step) -> None:
    state = at(step, PROPOSAL)
    assert refusal(state, to.WithdrawRequest(), SMALL, by=PARENT).rule == "not_a_request"
    assert [type(event).__name__ for event in told(state, to.KeepOpen(("new_information",)), SMALL)] == ["CaseKeptOpen"]


@pytest.mark.parametrize("step", sorted(ENDED))
def test_a_closing_that_is_over_takes_no_further_step_and_leaves_room_for_another(step: Step) -> None:
    state = at(step)
    assert [type(event).__name__ for event in told(state, to.Propose("us.b1"), SMALL)] == ["ClosureProposed"]
    fresh = evolve(state, told(state, to.Propose("us.b1"), SMALL)[0], "worker 2")
    assert fresh == ClosureState(Step.PROPOSED, PROPOSAL, "worker 2", criterion="us.b1")


@pytest.mark.parametrize("event", [event for events in LEADS.values() for event in events[1:]])
def test_no_closing_begins_with_anything_but_a_request_or_a_proposal(event: Event) -> None:
    with pytest.raises(ValueError, match="cannot be the first event"):
        evolve(None, event, "worker 1")


def test_a_case_that_is_opened_again_leaves_its_closing_closed() -> None:
    state = evolve(at(Step.CLOSED), CaseReopened(TODAY, "application", TODAY, 2500), "worker 1")
    assert (state.step, facts_of_state(state)) == (Step.CLOSED, {})
