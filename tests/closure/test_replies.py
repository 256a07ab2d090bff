"""Replies to a notice: stamped when they arrive, weighed in words, and never overlooked on the closing day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from caseclose.closure import commands as to
from caseclose.closure import events
from caseclose.closure.state import evolve, facts_of_state
from caseclose.closure.steps import Step
from caseclose.law.verdict import Facts
from tests.closure.cases import TODAY, a_case
from tests.closure.standing import APPROVED, PARENT, SECOND, SMALL, after, noticed, refusal, replied, told
from tests.closure.stories import GROUND, STORIES, told_on

CLOSE = to.Close()
ANSWERED = (*APPROVED, noticed(), replied())
NOTHING_NEW = to.ReviewReply("reply 1", could_lead=False, words="Only a change of address.")
UNREACHABLE: Facts = a_case(told_on({**GROUND, **STORIES["b15"]}, TODAY))


def unreachable(*more: events.Event) -> tuple[events.Event, ...]:
    """A closing because the recipient cannot be reached, with its notice out for sixty days."""
    approved = events.ClosureApproved("us.b15", "payment_processing", "intent_to_close")
    return (events.ClosureProposed("us.b15"), approved, noticed(), *more)


def test_a_reply_is_stamped_when_it_arrived_and_not_when_it_was_keyed() -> None:
    evening = datetime(2026, 11, 20, 23, 59, tzinfo=UTC)
    happened = told(after(*APPROVED, noticed()), to.RecordReply("reply 1", evening, "phone"), SMALL, by=PARENT)
    assert happened == (events.ReplyRecorded("reply 1", evening, "phone"),)


def test_no_case_closes_over_a_reply_that_waits() -> None:
    state = after(*ANSWERED)
    assert state.step is Step.REPLIED
    assert refusal(state, CLOSE, SMALL).rule == "wrong_step"
    read_from_elsewhere = replace(state, step=Step.NOTICED)
    assert refusal(read_from_elsewhere, CLOSE, SMALL).rule == "reply_open"


def test_a_reply_that_brings_nothing_new_lets_the_same_clock_run_on() -> None:
    state = after(*ANSWERED)
    reviewed = told(state, NOTHING_NEW, SMALL)
    assert reviewed == (events.ReplyReviewed("reply 1", could_lead=False, words="Only a change of address."),)
    going_on = evolve(state, reviewed[0], SECOND.name)
    assert (going_on.step, going_on.earliest_close_on) == (Step.NOTICED, TODAY)
    assert told(going_on, CLOSE, SMALL)


def test_a_reply_that_could_lead_somewhere_keeps_the_case_open_at_once() -> None:
    state = after(*ANSWERED)
    leads = to.ReviewReply("reply 1", could_lead=True, words="Names the employer.")
    reviewed = told(state, leads, SMALL)
    assert reviewed == (
        events.ReplyReviewed("reply 1", could_lead=True, words="Names the employer."),
        events.CaseKeptOpen(("reply_could_lead",), TODAY),
    )
    for event in reviewed:
        state = evolve(state, event, SECOND.name)
    assert (state.step, facts_of_state(state)) == (Step.KEPT_OPEN, {})


def test_each_of_two_replies_is_weighed_before_the_case_can_close() -> None:
    state = after(*ANSWERED, replied("reply 2"))
    assert (sorted(state.open_replies), state.replies) == (["reply 1", "reply 2"], 2)
    state = evolve(state, told(state, NOTHING_NEW, SMALL)[0], SECOND.name)
    assert (state.step, sorted(state.open_replies)) == (Step.REPLIED, ["reply 2"])
    assert refusal(state, NOTHING_NEW, SMALL).rule == "no_such_reply"
    state = evolve(state, told(state, replace(NOTHING_NEW, reply="reply 2"), SMALL)[0], SECOND.name)
    assert told(state, CLOSE, SMALL)


@pytest.mark.parametrize("words", ["", "  ", "\n"])
def test_the_question_is_answered_in_words(words: str) -> None:
    assert refusal(after(*ANSWERED), replace(NOTHING_NEW, words=words), SMALL).rule == "words_needed"


def test_any_reply_at_all_is_contact_with_a_recipient_who_could_not_be_reached() -> None:
    assert told(after(*unreachable()), CLOSE, UNREACHABLE)
    answered = after(*unreachable(replied(), events.ReplyReviewed("reply 1", could_lead=False, words="A hello.")))
    assert refusal(answered, CLOSE, UNREACHABLE).rule == "gate_shut"


def test_contact_that_came_in_another_way_counts_although_nobody_replied() -> None:
    state = after(*unreachable())
    assert refusal(state, CLOSE, a_case(UNREACHABLE, contact_reestablished=True)).rule == "gate_shut"
    assert refusal(state, CLOSE, a_case(UNREACHABLE, contact_reestablished=None)).rule == "gate_unknown"


def test_a_reply_to_the_notice_that_came_back_later_still_counts_as_contact() -> None:
    answered = unreachable(replied(), events.ReplyReviewed("reply 1", could_lead=False, words="A hello."))
    state = after(*answered, events.MailReturned(TODAY), noticed())
    assert facts_of_state(state)["contact_reestablished"] is True
    assert refusal(state, CLOSE, UNREACHABLE).rule == "gate_shut"


def test_what_a_closing_makes_known_is_only_what_happened_in_it() -> None:
    assert facts_of_state(None) == {}
    assert facts_of_state(after(*APPROVED)) == {"reply_waiting": False, "reply_could_lead": False}
    asked = after(events.RequestRecorded(TODAY, "mail", signed=True, may_ask=False))
    assert facts_of_state(asked)["requester_opened_case"] is False
    assert "recipient_asked_to_close" not in facts_of_state(asked)
    waiting = facts_of_state(after(*ANSWERED))
    assert (waiting["reply_waiting"], waiting["contact_reestablished"]) == (True, True)
