"""The checker of histories passes what could have been, and finds each planted thing that could not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.proofs.history import Act, Entry, History, anomalies

NOTICED = ("ClosureProposed", "ClosureApproved", "NoticeSent")


def entries(*kinds: str, by: str = "x", thing: str = "1") -> list[Entry]:
    return [Entry(number, kind, by, thing) for number, kind in enumerate((*NOTICED, *kinds), start=1)]


def act(*events: str, begun: float = 0.0, ended: float = 1.0, repeated: bool = False, by: str = "x") -> Act:
    return Act(events[0] if events else "nothing", by, begun, ended, events, repeated=repeated)


CLOSED = History([act("CaseClosed")], entries("CaseClosed"), 3, "closed", case_open=False)
REPLIED = History([act("ReplyRecorded")], entries("ReplyRecorded"), 3, "replied", case_open=True)
READ = History(
    [act("ReplyRecorded"), act("ReplyReviewed", begun=2, ended=3), act("CaseClosed", begun=4, ended=5)],
    entries("ReplyRecorded", "ReplyReviewed", "CaseClosed"),
    3,
    "closed",
    case_open=False,
)
SENT = History(
    [act("CaseClosed")],
    entries("CaseClosed", "ReleaseSent"),
    3,
    "closed",
    case_open=False,
    done_outside=Counter({"1": 1}),
)
REVERSED = History(
    [*SENT.acts, act("CaseReopened", begun=4, ended=5)],
    entries("CaseClosed", "ReleaseSent", "CaseReopened"),
    3,
    "closed",
    case_open=True,
    done_outside=Counter({"1": 1}),
    asked_about=frozenset({"1"}),
)

LATE = History(
    [act("CaseClosed"), act("ReplyFoundAfterClosing")],
    entries("CaseClosed", "ReplyFoundAfterClosing"),
    3,
    "closed",
    case_open=False,
    late_replies_asked=frozenset({"1"}),
)


@pytest.mark.parametrize("history", [CLOSED, REPLIED, READ, SENT, REVERSED, LATE])
def test_what_could_have_been_passes(history: History) -> None:
    assert anomalies(history) == []


PLANTED = {
    "closed with an unread reply": (
        replace(CLOSED, acts=[act("ReplyRecorded"), act("CaseClosed")], entries=entries("ReplyRecorded", "CaseClosed")),
        "closed with a reply",
    ),
    "a reply after the closing": (
        replace(CLOSED, acts=[act("ReplyRecorded"), act("CaseClosed")], entries=entries("CaseClosed", "ReplyRecorded")),
        "ReplyRecorded after closed",
    ),
    "closed twice": (
        replace(CLOSED, acts=[act("CaseClosed"), act("CaseClosed")], entries=entries("CaseClosed", "CaseClosed")),
        "CaseClosed after closed",
    ),
    "an answer that is written nowhere": (replace(REPLIED, acts=[*REPLIED.acts, act("CaseClosed")]), "told and not"),
    "written and answered with a refusal": (replace(CLOSED, acts=[]), "written and not told"),
    "done twice under one key": (
        replace(REPLIED, acts=[act("ReplyRecorded"), act("ReplyRecorded", repeated=True)],
                entries=entries("ReplyRecorded", "ReplyRecorded")),
        "written and not told",
    ),
    "a late reply that nobody reads": (
        replace(CLOSED, acts=[*CLOSED.acts, act("ReplyFoundAfterClosing")],
                entries=entries("CaseClosed", "ReplyFoundAfterClosing")),
        "nobody is asked to read it",
    ),
    "stands elsewhere": (replace(CLOSED, stands_at="noticed"), "stands at noticed"),
    "open although closed": (replace(CLOSED, case_open=True), "the case is open"),
    "written in the wrong order": (
        replace(READ, acts=[*READ.acts[:2], act("CaseClosed", begun=-3, ended=-2)]), "is written before it",
    ),
    "released before it was closed": (replace(SENT, entries=entries("ReleaseSent", "CaseClosed")), "while the case"),
    "released after it was reversed": (
        replace(REVERSED, entries=entries("CaseClosed", "CaseReopened", "ReleaseSent")), "while the case was open",
    ),
    "done twice outside": (replace(SENT, done_outside=Counter({"1": 2})), "done 2 times"),
    "done and never sent": (replace(CLOSED, done_outside=Counter({"7": 1})), "release 7 was sent 0 times"),
    "reversed and nobody asked": (replace(REVERSED, asked_about=frozenset()), "nobody is asked"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_what_could_not_have_been_is_found(name: str) -> None:
    history, says = PLANTED[name]
    assert any(says in each for each in anomalies(history)), anomalies(history)
