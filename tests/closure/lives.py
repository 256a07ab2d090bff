"""Random lives of one case: facts come, change and go while people try to close it. Hypothesis drives them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from caseclose.closure import commands as to
from caseclose.closure import events
from caseclose.closure.assessment import Assessment, assess
from caseclose.closure.commands import Actor, Command
from caseclose.closure.decide import Circumstances, decide
from caseclose.closure.events import Event
from caseclose.closure.refused import Refused
from caseclose.closure.state import REQUEST, ClosureState, evolve, facts_of_state
from caseclose.closure.steps import ENDED, Step
from caseclose.law.in_force import LawInForce, law_in_force
from caseclose.law.reading import shipped
from caseclose.law.verdict import Value
from tests.closure.cases import STATES
from tests.closure.oracle import Happened, faults
from tests.closure.people import (
    AGENCY,
    ANY_COMMAND,
    ANYBODY,
    ASKED,
    BEGINS,
    CHANGES,
    CLERK,
    COLLEAGUE,
    CRITERIA,
    LOSSES,
    MAY_ASK,
    PARENT,
    REPLIES,
    STAFF,
    SYSTEM,
    TURNS,
    WORKER,
)
from tests.closure.stories import GROUND, STORIES, told_on, without

Deciding = Callable[[ClosureState | None, Command, Actor, Circumstances], tuple[Event, ...]]

ON_THE_DAY = "on the day"


@lru_cache(maxsize=400)
def law_on(state: str, day: date) -> LawInForce:
    """The law in force; the last few days are kept at hand."""
    return law_in_force(shipped(), state, day)


def details(event: Event) -> dict[str, Any]:
    """What an event says; of a notice also whom it goes to and how, as the notice itself says."""
    said = asdict(event)
    if isinstance(event, events.NoticeSent):
        notice = shipped().notices[event.notice]
        said |= {"to": notice.to, "form": notice.form}
    return said


class Life(RuleBasedStateMachine):
    """One case from its opening on. Every closing is judged as soon as it happens."""

    deciding: Deciding = staticmethod(decide)
    counted: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.where = "us"
        self.day = BEGINS
        self.story = "b1"
        self.facts: dict[str, Value] = {}
        self.state: ClosureState | None = None
        self.attempt: list[Happened] = []
        self.happened: list[tuple[Event, str]] = []
        self.case_open = True
        self.read: Assessment | None = None

    # ---- asking ----------------------------------------------------------------------------------------------------

    @property
    def step(self) -> Step | None:
        """Where the closing in progress stands; None where there is none."""
        return None if self.state is None or self.state.step in ENDED else self.state.step

    def now(self) -> Circumstances:
        """Read the case as the law reads it today. What has not changed is not read again."""
        known = {**self.facts, **facts_of_state(self.state)}
        if self.read is None or self.read.law.as_of != self.day or self.read.facts != known:
            self.read = assess(law_on(self.where, self.day), known)
        return Circumstances(self.read, self.case_open)

    def ask(self, command: Command, by: Actor) -> Refused | None:
        """Have a command decided. What it leads to happens; a refusal changes nothing and says why."""
        before = (self.state, self.case_open, len(self.attempt))
        try:
            done = self.deciding(self.state, command, by, self.now())
        except Refused as refused:
            why = refused
        else:
            for event in done:
                self.happens(event, by.name)
            return None
        assert why.words("en")
        assert why.todo("es")
        assert (self.state, self.case_open, len(self.attempt)) == before
        self.counted[f"refused {why.rule}"] += 1
        return why

    def happens(self, event: Event, by: str) -> None:
        if isinstance(event, events.RequestRecorded | events.ClosureProposed):
            self.attempt, self.happened = [], []
        self.state = evolve(self.state, event, by)
        self.happened.append((event, by))
        self.attempt.append(Happened(type(event).__name__, self.day, by, details(event), dict(self.facts)))
        if isinstance(event, events.CaseClosed):
            self.case_open = False
            self.judge(faults(self.where, self.attempt))

    def judge(self, found: list[str]) -> None:
        """Every closing is good."""
        closed = self.attempt[-1].details
        self.counted["closings"] += 1
        self.counted.update((f"in {self.where}", f"under {closed['criterion']}", f"as {closed['outcome']}"))
        self.counted.update({f"after {each.what}" for each in self.attempt[:-1]})
        assert found == []

    # ---- life ------------------------------------------------------------------------------------------------------

    @initialize(where=st.sampled_from(STATES), story=st.sampled_from(sorted(STORIES)), late=st.integers(0, 20))
    def a_case_is_opened(self, where: str, story: str, late: int) -> None:
        self.where, self.day = where, BEGINS + late * timedelta(days=197)
        self.it_turns_out(story)

    @rule(change=st.one_of(TURNS, CHANGES, LOSSES))
    def something_changes(self, change: str | tuple[str, bool | int | str | timedelta] | int) -> None:
        """The case takes another turn, or a fact becomes known, or one is lost."""
        if isinstance(change, str):
            self.it_turns_out(change)
        elif isinstance(change, tuple):
            self.facts = {**self.facts, **told_on(dict([change]), self.day)}
        elif self.facts:
            self.facts = without(self.facts, sorted(self.facts)[change % len(self.facts)])

    def it_turns_out(self, story: str) -> None:
        self.story = story
        self.facts = told_on({**GROUND, **STORIES[story]}, self.day)

    @rule(days=st.sampled_from([1, 2, 7, 29, 58, 59, 60, 61, 400]))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(command=ANY_COMMAND, by=ANYBODY)
    def anybody_tries_anything(self, command: Command, by: Actor) -> None:
        self.ask(command, by)

    # ---- the way to a closing --------------------------------------------------------------------------------------

    @rule()
    def the_closing_is_carried_through(self) -> None:
        for _ in range(5):
            self.take_the_next_step(COLLEAGUE if self.step else WORKER, ON_THE_DAY)
            if self.step is None:
                break

    @rule(by=STAFF, turn=st.sampled_from([ON_THE_DAY, "a day early", "later", "a reply", "a reply", "mail", "contact"]))
    def the_closing_goes_on(self, by: Actor, turn: str) -> None:
        self.take_the_next_step(by, turn)

    @rule(by=STAFF, turn=st.sampled_from([ON_THE_DAY, "a day early", "a reply"]))
    def the_closing_goes_on_after_a_change(self, by: Actor, turn: str) -> None:
        self.take_the_next_step(by, turn)

    def take_the_next_step(self, by: Actor, turn: str) -> None:
        match self.step:
            case None if self.case_open:
                self.ask(to.Propose(self.criterion_met()), by)
            case None:
                self.happens(events.CaseReopened(self.day, "application", self.day, 2500), by.name)
                self.case_open = True
            case Step.REQUESTED | Step.PROPOSED:
                self.and_else_kept_open(self.ask(to.Approve(), by))
            case Step.APPROVED if self.state and self.state.notice:
                self.and_else_kept_open(self.ask(to.SendNotice(self.day), SYSTEM))
            case Step.REPLIED:
                self.the_reply_is_weighed(by, could_lead=turn == "later")
            case _:
                self.the_notice_runs(by, turn)

    def the_notice_runs(self, by: Actor, turn: str) -> None:
        """A closing that waits for its day: something comes in, or the day comes and it is tried."""
        if turn == "a reply":
            self.ask(to.RecordReply("reply 1", datetime.combine(self.day, time(23, 30), UTC), "phone"), CLERK)
        elif turn == "mail":
            self.ask(to.RecordReturnedMail(), CLERK)
        elif turn == "contact":
            self.facts = {**self.facts, "contact_reestablished": True}
        else:
            self.the_day_comes(by, {ON_THE_DAY: 0, "a day early": -1, "later": 45}[turn])

    def the_day_comes(self, by: Actor, days: int) -> None:
        due = self.state.earliest_close_on if self.state else None
        if due is not None:
            self.day = max(self.day, due + timedelta(days=days))
        refused = self.ask(to.Close(), by)
        if due is not None and self.day < due:
            assert refused is not None
            assert refused.rule == "too_soon"
        self.and_else_kept_open(refused)

    def and_else_kept_open(self, refused: Refused | None) -> None:
        """What no longer holds ends the closing with the case open."""
        if refused is not None and refused.rule in ("criterion_not_met", "not_granted", "answer_changed"):
            self.ask(to.KeepOpen((refused.words("en"),)), SYSTEM)

    def criterion_met(self) -> str:
        """A criterion that is met. Where none is, things turn out again as they were."""
        if not self.now().assessment.closable_under:
            self.it_turns_out(self.story)
        return (CRITERIA[0], *self.now().assessment.closable_under)[-1]

    def the_reply_is_weighed(self, by: Actor, *, could_lead: bool) -> None:
        waiting = sorted(self.state.open_replies if self.state else ())
        self.ask(to.ReviewReply(waiting[0], could_lead, "It says why."), by)

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
        self.ask(to.RecordReply(reply, datetime.combine(self.day, time(23, 30), UTC), "web"), by)

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


def lives(many: int, *, shortest: bool = True) -> settings:
    """Settings for so many lives. A life that fails is made as short as can be, unless that does not matter."""
    return settings(
        max_examples=many,
        stateful_step_count=50,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink) if shortest else (Phase.generate,),
        report_multiple_bugs=False,
        print_blob=False,
    )
