"""One case as people work on it: what is known, what happened, and the steps on the way to a closing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from hypothesis.stateful import RuleBasedStateMachine

from caseclose.closure import commands as to
from caseclose.closure import events
from caseclose.closure.assessment import Assessment, assess
from caseclose.closure.commands import Actor, Command
from caseclose.closure.decide import Circumstances, decide
from caseclose.closure.events import Event
from caseclose.closure.refused import Refused
from caseclose.closure.state import ClosureState, evolve, facts_of_state
from caseclose.closure.steps import ENDED, Step
from caseclose.law.reading import shipped
from caseclose.law.verdict import Value
from tests.closure.oracle import Happened, faults
from tests.closure.people import ASKED, BEGINS, CLERK, CRITERIA, PARENT, SUPERVISOR, SYSTEM, Change
from tests.closure.standing import law_on
from tests.closure.stories import GROUND, STORIES, told_on, without

Deciding = Callable[[ClosureState | None, Command, Actor, Circumstances], tuple[Event, ...]]
ENDS_IT = frozenset({"criterion_not_met", "not_granted", "answer_changed"})


def details(event: Event) -> dict[str, Any]:
    """What an event says; of a notice also whom it goes to and how, as the notice itself says."""
    said = asdict(event)
    if isinstance(event, events.NoticeSent):
        notice = shipped().notices[event.notice]
        said |= {"to": notice.to, "form": notice.form}
    return said


class CaseLife(RuleBasedStateMachine):
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
        self.post_takes = 0

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
            if isinstance(command, to.SendNotice):
                self.the_post_goes()
            return None
        assert why.words("en")
        assert why.todo("es")
        assert (self.state, self.case_open, len(self.attempt)) == before
        self.counted[f"refused {why.rule}"] += 1
        return why

    def the_post_goes(self) -> None:
        """The notice leaves the agency at once, or days later: then its days run from there."""
        state = self.state
        if self.post_takes and state and state.noticed_on and state.earliest_close_on:
            late = timedelta(days=self.post_takes)
            self.day += late
            self.happens(events.NoticeWentOut(self.day, state.earliest_close_on + late), SYSTEM.name)

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

    # ---- what is known of it ---------------------------------------------------------------------------------------

    def it_turns_out(self, story: str) -> None:
        self.story = story
        self.facts = told_on({**GROUND, **STORIES[story]}, self.day)

    def changes(self, change: Change) -> None:
        """The case takes another turn, or a fact becomes known, or one that was known is lost or turns round."""
        if isinstance(change, str):
            self.it_turns_out(change)
        elif isinstance(change, tuple):
            self.facts = {**self.facts, **told_on(dict([change]), self.day)}
        elif self.facts:
            name = sorted(self.facts)[change % len(self.facts)]
            known = self.facts[name]
            turned = {name: not known} if change < 0 and isinstance(known, bool) else {}
            self.facts = {**without(self.facts, name), **turned}

    # ---- the way to a closing --------------------------------------------------------------------------------------

    @property
    def waits(self) -> bool:
        """Whether the closing waits for its day, with a notice out or none owed."""
        return self.step is Step.NOTICED or (self.step is Step.APPROVED and not (self.state and self.state.notice))

    def take_the_next_step(self, by: Actor, *, days: int = 0, could_lead: bool = False) -> None:
        """Do what comes next. A closing that waits for its day is tried so many days after it."""
        match self.step:
            case None if self.case_open and self.story in ASKED:
                self.ask(to.RecordRequest(self.day, "web", signed=True, may_ask=True), PARENT)
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
                self.the_reply_is_weighed(by, could_lead=could_lead)
            case _:
                self.the_day_comes(by, days)

    def criterion_met(self) -> str:
        """A criterion that is met. Where none is, things turn out again as they were."""
        if not self.now().assessment.closable_under:
            self.it_turns_out(self.story)
        return (CRITERIA[0], *self.now().assessment.closable_under)[-1]

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
        if refused is not None and refused.rule in ENDS_IT:
            self.ask(to.KeepOpen((refused.rule,)), SYSTEM)

    def a_reply_comes(self, by: Actor, reply: str) -> None:
        self.ask(to.RecordReply(reply, datetime.combine(self.day, time(23, 30), UTC), "phone"), by)

    def the_reply_is_weighed(self, by: Actor, *, could_lead: bool) -> None:
        waiting = sorted(self.state.open_replies if self.state else ())
        self.ask(to.ReviewReply(waiting[0], could_lead, "It says why."), by)

    def something_comes_in(self, turn: str, change: Change) -> None:
        """What can happen before the closing day."""
        match turn:
            case "a reply" | "a reply that leads somewhere":
                self.a_reply_comes(CLERK, "reply 1")
                self.the_day_comes(SYSTEM, 0)
                if self.step is Step.REPLIED:
                    self.the_reply_is_weighed(SUPERVISOR, could_lead=turn != "a reply")
            case "mail":
                self.ask(to.RecordReturnedMail(), CLERK)
                self.ask(to.Close(), SYSTEM)
            case "contact":
                self.facts = {**self.facts, "contact_reestablished": True}
            case "debt":
                none = self.facts.get("arrears_assigned") == Decimal("0.00")
                self.facts = {**self.facts, "arrears_assigned": Decimal("900.00" if none else "0.00")}
            case "a change":
                self.changes(change)
            case "a day early":
                self.the_day_comes(SYSTEM, -1)
