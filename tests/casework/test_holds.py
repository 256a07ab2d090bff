"""Holds: who may set and lift them, what they hold, how they end, and that their owners are told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseclose.casework.models import Hold, JournalEntry, Task
from caseclose.casework.selectors.history import history_of
from caseclose.casework.selectors.holds import hold_list
from caseclose.casework.services.audit import verify
from caseclose.casework.services.holds.endings import holds_due
from caseclose.casework.services.holds.holding import Held, NewHold, lift_hold, set_hold
from caseclose.casework.services.keys import KeyReused
from caseclose.closure.commands import Actor, Close, Propose, RecordReply, ReviewReply
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, SYSTEM, WORKER, a_closable_case, do, moment, noticed

pytestmark = pytest.mark.usefixtures("clean_database")
OFFICER = Actor("officer four", Role.RECORDS_OFFICER)
END = DAY + timedelta(days=30)
ASKED = NewHold("closing", "worker nine", "a private matter", END)
LEGAL = NewHold("records", "counsel ten", "a private matter")


def held(asked: NewHold = ASKED, by: Actor = WORKER, on: date = DAY, key: str = "", number: str = "1") -> Held:
    return set_hold(number=number, hold=asked, by=by, on=on, at=moment(on), key=key)


def lifted(hold: int, by: Actor = WORKER, on: date = DAY, key: str = "") -> Held:
    return lift_hold(hold=hold, because="it is over", by=by, on=on, at=moment(on), key=key)


def worked(on: date) -> dict[str, int]:
    return dict(holds_due(on=on, at=moment(on)))


def refused(rule: str, asked: NewHold, by: Actor = WORKER) -> None:
    with pytest.raises(Refused) as caught:
        held(asked, by)
    assert caught.value.rule == rule
    assert (Hold.objects.count(), JournalEntry.objects.count()) == (0, 0)


def told(owner: str) -> list[str]:
    return list(Task.objects.filter(assigned_to=owner, done_on=None).order_by("pk").values_list("kind", flat=True))


def test_a_case_on_hold_is_not_proposed_until_the_day_on_which_the_hold_ends() -> None:
    a_closable_case()
    held()
    with pytest.raises(Refused) as caught:
        do(Propose("ca.b1"))
    assert caught.value.rule == "gate_shut"
    with pytest.raises(Refused):
        do(Propose("ca.b1"), on=END - timedelta(days=1))
    do(Propose("ca.b1"), on=END)


def test_a_hold_until_an_event_bars_the_closing_too() -> None:
    a_closable_case()
    held(NewHold("closing", "worker nine", "why", until="court_ruled"))
    with pytest.raises(Refused) as caught:
        do(Propose("ca.b1"), on=END)
    assert caught.value.rule == "gate_shut"


def test_what_is_no_hold_is_refused_and_nothing_changes() -> None:
    a_closable_case()
    refused("hold_without_end", NewHold("closing", "worker nine", "why"))
    refused("hold_without_owner", NewHold("closing", " ", "why", END))
    refused("reason_needed", NewHold("closing", "worker nine", " ", END))
    refused("hold_over_already", NewHold("closing", "worker nine", "why", DAY))
    refused("no_such_event", NewHold("closing", "worker nine", "why", until="pigs_fly"))
    refused("wrong_role", ASKED, CLERK)
    refused("wrong_role", ASKED, OFFICER)
    refused("wrong_role", NewHold("everything", "worker nine", "why", END))


def test_the_same_key_sets_and_lifts_a_hold_once() -> None:
    a_closable_case()
    first, again = held(key="k"), held(key="k")
    assert (first.repeated, again.repeated, Hold.objects.count()) == (False, True, 1)
    with pytest.raises(KeyReused):
        held(LEGAL, key="k")
    assert [lifted(first.hold, key="l").repeated, lifted(first.hold, key="l").repeated] == [False, True]
    assert [entry.kind for entry in JournalEntry.objects.order_by("number")] == ["HoldSet", "HoldLifted"]


def test_a_hold_on_records_is_lifted_by_two_people_and_holds_until_then() -> None:
    a_closable_case()
    hold = held(LEGAL, OFFICER).hold
    assert lifted(hold, SUPERVISOR).state == "lift_asked"
    for same in (SUPERVISOR, Actor("  Supervisor TWO", Role.SUPERVISOR)):
        with pytest.raises(Refused) as caught:
            lifted(hold, same)
        assert caught.value.rule == "hold_lifted_by_two"
    assert [row["lift_asked_by"] for row in hold_list(DAY)] == [SUPERVISOR.name]
    assert lifted(hold, OFFICER).state == "lifted"
    assert hold_list(DAY) == []


def test_a_hold_ends_by_itself_on_its_day_once_however_many_days_were_missed() -> None:
    a_closable_case()
    hold = held().hold
    assert worked(END - timedelta(days=15)) == {}
    assert worked(END - timedelta(days=14)) == {"holds_ending_soon": 1}
    assert told("worker nine") == ["hold_soon"]
    assert worked(END - timedelta(days=1)) == {}
    assert worked(END + timedelta(days=3)) == {"holds_ended": 1}
    assert worked(END + timedelta(days=3)) == {}
    assert Hold.objects.values_list("lifted_on", "lifted_by").get(pk=hold) == (END, "system")
    assert told("worker nine") == ["hold_ended"]


def test_a_hold_until_a_reply_is_reviewed_ends_with_the_review_that_comes_after_it() -> None:
    a_closable_case()
    noticed()
    for name in ("r1", "r2"):
        do(RecordReply(name, moment(DAY), "web"), CLERK)
    do(ReviewReply("r1", could_lead=False, words="no"))
    hold = held(NewHold("closing", "worker nine", "why", until="reply_reviewed")).hold
    assert worked(DAY) == {}
    do(ReviewReply("r2", could_lead=False, words="no"))
    assert worked(DAY) == {"holds_ended": 1}
    assert Hold.objects.get(pk=hold).lifted_on == DAY
    assert told("worker nine") == ["hold_ended"]


def test_the_hold_bars_the_closing_on_the_day_and_lets_it_go_on_when_it_is_lifted() -> None:
    a_closable_case()
    noticed()
    hold = held(NewHold("closing", "worker nine", "why", until="court_ruled")).hold
    with pytest.raises(Refused) as caught:
        do(Close(), SYSTEM, DUE)
    assert caught.value.rule == "gate_shut"
    lifted(hold, on=DUE)
    do(Close(), SYSTEM, DUE)
    assert told("worker nine") == ["hold_lifted"]


def test_history_tells_of_holds_in_both_languages_and_keeps_the_reason_to_itself() -> None:
    a_closable_case()
    hold = held(NewHold("records", "counsel ten", "a private matter", until="litigation_ended"), OFFICER).hold
    lifted(hold, SUPERVISOR)
    lifted(hold, OFFICER)
    held()
    worked(END)
    english = [sentence.words for sentence in history_of("1")]
    assert english[0] == (
        "officer four put a hold on the records of the case. It is in the care of counsel ten and lasts until: "
        "the court case ends."
    )
    assert english[-1] == "The hold on the closing of the case ended by itself: December 22, 2026."
    spanish = [sentence.words for sentence in history_of("1", "es")]
    assert len(english) == len(spanish) == 5
    assert not any("private" in words or "{" in words for words in english + spanish)
    assert verify() == []
