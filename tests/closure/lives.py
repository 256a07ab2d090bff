"""Random lives of one case: facts come, change and go while people try to close it. Hypothesis drives them."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from caseclose.closure import commands as to
from caseclose.closure import events
from caseclose.closure.commands import Actor, Command
from caseclose.closure.state import REQUEST, evolve
from caseclose.closure.steps import Step
from tests.closure.case_life import CaseLife
from tests.closure.cases import STATES
from tests.closure.people import (
    AGENCY,
    ANY_COMMAND,
    ANYBODY,
    ASKED,
    BEGINS,
    CHANGES,
    CLERK,
    COLLEAGUE,
    COULD_LEAD,
    MAY_ASK,
    PARENT,
    REPLIES,
    STAFF,
    SYSTEM,
    TURNS,
    WORKER,
    Change,
)
from tests.closure.stories import STORIES


class Life(CaseLife):
    """What can happen to a case, in any order."""

    @initialize(where=st.sampled_from(STATES), story=st.sampled_from(sorted(STORIES)), late=st.integers(0, 20))
    def a_case_is_opened(self, where: str, story: str, late: int) -> None:
        self.where, self.day = where, BEGINS + late * timedelta(days=197)
        self.it_turns_out(story)

    @rule(change=CHANGES)
    def something_changes(self, change: Change) -> None:
        self.changes(change)

    @rule(days=st.sampled_from([1, 2, 7, 29, 58, 59, 60, 61, 400]))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(days=st.sampled_from([0, 1, 4, 30]))
    def the_post_takes_days(self, days: int) -> None:
        self.post_takes = days

    @rule(command=ANY_COMMAND, by=ANYBODY)
    def anybody_tries_anything(self, command: Command, by: Actor) -> None:
        self.ask(command, by)

    # ---- the way to a closing --------------------------------------------------------------------------------------

    @rule(turn=TURNS, change=CHANGES)
    def the_closing_is_carried_through(self, turn: str, change: Change) -> None:
        """Take one step after the other; something comes in while the notice runs. What is found missing turns up."""
        for _ in range(7):
            before = self.state
            if self.waits and turn:
                self.something_comes_in(turn, change)
                turn = ""
            else:
                self.take_the_next_step(self.second_person())
                if self.state == before:
                    self.it_turns_out(self.story)
                    break
            if self.step is None:
                break

    def second_person(self) -> Actor:
        begun_by = self.state.begun_by if self.state and self.step else ""
        return COLLEAGUE if begun_by == WORKER.name else WORKER

    @rule(by=STAFF, days=st.sampled_from([-1, 0, 0, 0, 45]), could_lead=COULD_LEAD)
    def the_closing_goes_on(self, by: Actor, days: int, could_lead: bool) -> None:  # noqa: FBT001 - drawn by name
        self.take_the_next_step(by, days=days, could_lead=could_lead)

    @precondition(lambda self: self.step is Step.NOTICED)
    @rule(turn=TURNS, change=CHANGES)
    def something_comes_in_while_the_notice_runs(self, turn: str, change: Change) -> None:
        self.something_comes_in(turn, change)

    @precondition(lambda self: self.case_open and self.step is None)
    @rule(by=st.sampled_from([CLERK, PARENT, WORKER]), may_ask=MAY_ASK, story=st.sampled_from(ASKED))
    def somebody_asks(self, by: Actor, may_ask: bool | None, story: str) -> None:  # noqa: FBT001 - drawn by name
        self.it_turns_out(story)
        self.ask(to.RecordRequest(self.day, "mail", signed=True, may_ask=may_ask), by)

    @precondition(lambda self: self.step is not None and self.state is not None and self.state.way == REQUEST)
    @rule(story=st.sampled_from(ASKED))
    def what_is_owed_changes_while_a_request_waits(self, story: str) -> None:
        self.it_turns_out(story)

    @precondition(lambda self: self.step is Step.APPROVED)
    @rule(back=st.sampled_from([-1, 1, 30, 60]))
    def a_notice_is_dated_wrongly(self, back: int) -> None:
        self.ask(to.SendNotice(self.day - timedelta(days=back)), WORKER)

    @precondition(lambda self: self.step in (Step.NOTICED, Step.REPLIED))
    @rule(reply=REPLIES, by=st.sampled_from([PARENT, AGENCY, SYSTEM]))
    def another_reply_comes(self, reply: str, by: Actor) -> None:
        self.a_reply_comes(by, reply)

    @precondition(lambda self: self.step is not None)
    @rule(by=STAFF)
    def a_closing_is_tried(self, by: Actor) -> None:
        self.ask(to.Close(), by)

    # ---- what is always so -----------------------------------------------------------------------------------------

    @invariant()
    def the_state_is_what_its_events_say(self) -> None:
        state = None
        for event, by in self.happened:
            state = evolve(state, event, by)
        assert state == self.state

    @invariant()
    def a_closing_stands_where_its_dates_and_replies_say(self) -> None:
        state = self.state
        if state is None:
            return
        assert (state.noticed_on is None) == (state.earliest_close_on is None)
        assert not state.open_replies or state.step in (Step.REPLIED, Step.KEPT_OPEN, Step.WITHDRAWN)
        assert state.step is not Step.REPLIED or state.open_replies
        if state.step in (Step.NOTICED, Step.REPLIED):
            assert state.notice
            assert state.noticed_on is not None
        if state.step in (Step.APPROVED, Step.NOTICED, Step.REPLIED, Step.CLOSED):
            assert state.criterion
            assert state.outcome

    @invariant()
    def a_case_is_shut_exactly_when_its_last_closing_closed_it(self) -> None:
        closed = bool(self.happened) and isinstance(self.happened[-1][0], events.CaseClosed)
        assert self.case_open is not closed
