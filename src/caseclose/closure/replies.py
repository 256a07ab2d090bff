"""Replies to a notice: recorded, reviewed in words, and those that had arrived in time and were keyed too late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseclose.closure import commands, events
from caseclose.closure.commands import Actor, Command
from caseclose.closure.events import Event
from caseclose.closure.refused import Refused
from caseclose.closure.state import ClosureState
from caseclose.closure.steps import Step

if TYPE_CHECKING:
    from caseclose.closure.decide import Circumstances

CORRECTION = "correction"
"""Why a case is opened again whose closing was wrong."""


def record(_state: ClosureState, command: commands.RecordReply, _by: Actor, _now: Circumstances) -> tuple[Event, ...]:
    """Record a reply to the notice."""
    return (events.ReplyRecorded(command.reply, command.arrived_at, command.channel),)


def review(state: ClosureState, command: commands.ReviewReply, _by: Actor, now: Circumstances) -> tuple[Event, ...]:
    """Review a reply. One that could lead somewhere keeps the case open."""
    reviewed = _reviewed(state, command)
    if command.could_lead:
        return (reviewed, events.CaseKeptOpen(("reply_could_lead",), now.assessment.law.as_of))
    return (reviewed,)


def _reviewed(state: ClosureState, command: commands.ReviewReply) -> events.ReplyReviewed:
    if command.reply not in state.open_replies:
        raise Refused("no_such_reply", reply=command.reply, replies=state.open_replies)
    if not command.words.strip():
        raise Refused("words_needed")
    return events.ReplyReviewed(command.reply, command.could_lead, command.words)


def keyed_late(state: ClosureState | None, command: Command, now: Circumstances) -> tuple[Event, ...] | None:
    """Return what a command leads to about a reply that arrived in time and was keyed after the closing.

    Such a reply could have stopped the closing, so it is never turned away: it is recorded, and once it is reviewed the
    case is opened again where it could lead somewhere. None where the command is about something else.
    """
    if state is None or state.step is not Step.CLOSED:
        return None
    if isinstance(command, commands.RecordReply):
        in_time = not now.case_open and _arrived_in_time(state, command, now)
        found = events.ReplyFoundAfterClosing(command.reply, command.arrived_at, command.channel)
        return (found,) if in_time else None
    if isinstance(command, commands.ReviewReply) and command.reply in state.open_replies:
        reviewed = _reviewed(state, command)
        if command.could_lead and not now.case_open:
            return (reviewed, events.CaseReopened(now.assessment.law.as_of, CORRECTION, None, 0))
        return (reviewed,)
    return None


def _arrived_in_time(state: ClosureState, command: commands.RecordReply, now: Circumstances) -> bool:
    """Say whether a reply had arrived between the notice and the closing, both days included."""
    if state.noticed_on is None or state.closed_on is None:
        return False
    return state.noticed_on <= command.arrived_at.astimezone(now.zone).date() <= state.closed_on
