"""Who acts in a case, what they may try, and what may change: what random lives are drawn from."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from caseclose.closure import commands as to
from caseclose.closure.commands import Actor, Command
from caseclose.closure.steps import Role
from caseclose.law.in_force import law_in_force
from caseclose.law.reading import shipped
from tests.closure.cases import STATES
from tests.closure.stories import STORIES, changes

BEGINS = date(2020, 7, 9)
WORKER = Actor("worker 1", Role.CASEWORKER)
COLLEAGUE = Actor("worker 2", Role.CASEWORKER)
SUPERVISOR = Actor("supervisor", Role.SUPERVISOR)
WORKER_PROMOTED = Actor("worker 1", Role.SUPERVISOR)
CLERK = Actor("clerk", Role.INTAKE)
PARENT = Actor("recipient", Role.RECIPIENT)
AGENCY = Actor("other agency", Role.OTHER_AGENCY)
SYSTEM = Actor("system", Role.SYSTEM)

STAFF = st.sampled_from([WORKER, COLLEAGUE, SUPERVISOR, WORKER_PROMOTED])
ANYBODY = st.sampled_from([WORKER, COLLEAGUE, SUPERVISOR, CLERK, PARENT, AGENCY, SYSTEM])
REPLIES = st.sampled_from(["reply 1", "reply 2", "reply 3"])
COULD_LEAD = st.sampled_from([False, False, False, True])
MAY_ASK = st.sampled_from([True, True, True, None, False])
TURNS = st.sampled_from(
    ["", "a reply", "a reply that leads somewhere", "mail", "contact", "debt", "a change", "a change", "a day early"]
)
"""What comes in before the closing day; or nothing."""

Change = str | tuple[str, bool | int | str | timedelta] | int
"""A story, a fact with what it turns out to be, or the place of a known one that is lost or, below zero, turned."""

CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.integers(-100, 100), st.sampled_from([*sorted(STORIES), "b15", "b15"]), st.sampled_from(changes(shipped().facts))
)
ASKED = [name for name in STORIES if name.startswith("asked")]
CRITERIA = sorted({standing.id for code in STATES for standing in law_in_force(shipped(), code, BEGINS).criteria})
ANY_COMMAND: st.SearchStrategy[Command] = st.one_of(
    st.builds(to.Propose, st.sampled_from(CRITERIA)),
    st.sampled_from([to.Close(), to.Approve(), to.DeclineRequest(), to.RecordReturnedMail(), to.WithdrawRequest()]),
    st.sampled_from([to.KeepOpen(()), to.KeepOpen(("new_information",)), to.KeepOpen(("other",), "As agreed.")]),
    st.sampled_from([to.ReturnRequest(()), to.ReturnRequest(("who_asks",)), to.ReturnRequest(("a name",))]),
    st.builds(to.ReviewReply, REPLIES, COULD_LEAD, st.sampled_from(["", "It says why."])),
)
