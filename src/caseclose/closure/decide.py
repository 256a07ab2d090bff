"""What a command leads to: events, or a refusal that says which rule refused. Pure: nothing is read or written here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, timedelta, tzinfo
from typing import Any

from caseclose.closure import commands, events, replies
from caseclose.closure.assessment import Assessment, CriterionFinding, closing_day, notice_days, to_find_out
from caseclose.closure.commands import Actor, Command
from caseclose.closure.events import Event
from caseclose.closure.permitted import require_role
from caseclose.closure.reasons import OTHER, reasons
from caseclose.closure.refused import Refused
from caseclose.closure.request import BECOMES, STATE_DEBT, Answer, answer_request
from caseclose.closure.state import PROPOSAL, REQUEST, ClosureState
from caseclose.closure.steps import ENDED, TABLE
from caseclose.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known on the day of the decision: the case as the law reads it, and whether enforcement is open in it.

    `zone` is the agency's: it says on which day a moment lies. `lives_on` says that enforcement for the family has
    ended and the case goes on, to process payments or for a debt to the state: that may end too, by its own rules.
    """

    assessment: Assessment
    case_open: bool
    zone: tzinfo = UTC
    lives_on: bool = False

    @property
    def answer(self) -> Answer:
        """The policy's answer to a request on this day."""
        return answer_request(self.assessment.law, self.assessment.facts)


Deed = Callable[[Any, Any, Actor, Circumstances], tuple[Event, ...]]


def decide(state: ClosureState | None, command: Command, by: Actor, circumstances: Circumstances) -> tuple[Event, ...]:
    """Return the events that `command`, given by `by`, leads to. Raises Refused, and then nothing has happened.

    `state` is the closure in progress, or the last one of the case, or None.
    """
    row = TABLE[command.name]
    require_role(by, row.by, command.name)
    late = replies.keyed_late(state, command, circumstances)
    if late is not None:
        return late
    if not (circumstances.case_open or circumstances.lives_on):
        raise Refused("case_not_open")
    standing = None if state is None or state.step in ENDED else state
    if not row.start and standing is not None:
        raise Refused("attempt_in_progress")
    if row.start and (standing is None or standing.step not in row.start):
        step = standing.step if standing else "no closing in progress"
        raise Refused("wrong_step", command=command.name, step=step, start=row.start)
    return _DEEDS[type(command)](standing, command, by, circumstances)


def _record_request(
    _state: ClosureState | None, command: commands.RecordRequest, _by: Actor, now: Circumstances
) -> tuple[Event, ...]:
    _no_gate_shut(now, _criterion(now, request_criterion(now)), "request")
    return (events.RequestRecorded(command.arrived_on, command.channel, command.signed, command.may_ask),)


def _return_request(
    _state: ClosureState, command: commands.ReturnRequest, _by: Actor, _now: Circumstances
) -> tuple[Event, ...]:
    known = reasons().missing
    if not command.missing:
        raise Refused("nothing_missing_named", known=tuple(known))
    unknown = tuple(name for name in command.missing if name not in known)
    if unknown:
        raise Refused("missing_unknown", unknown=unknown, known=tuple(known))
    return (events.RequestReturned(tuple(dict.fromkeys(command.missing))),)


def _decline(_state: ClosureState, _command: object, _by: Actor, now: Circumstances) -> tuple[Event, ...]:
    answer = now.answer
    if answer.outcome not in {"cannot_close", "not_the_person_who_may_ask"}:
        raise Refused("policy_grants", outcome=answer.outcome, missing=answer.missing)
    return (events.RequestDeclined(tuple(reason.standing.id for reason in answer.reasons)),)


def _withdraw(state: ClosureState, _command: object, _by: Actor, now: Circumstances) -> tuple[Event, ...]:
    if state.way != REQUEST:
        raise Refused("not_a_request")
    return (events.RequestWithdrawn(now.assessment.law.as_of),)


def _propose(
    _state: ClosureState | None, command: commands.Propose, _by: Actor, now: Circumstances
) -> tuple[Event, ...]:
    item = _criterion(now, command.criterion)
    _closable(now, item)
    if now.assessment.facts.get("documentation_on_file") is not True:
        evidence = [now.assessment.law.policy.evidence[name].name.en for name in item.standing.rule.text.evidence]
        raise Refused("evidence_not_on_file", evidence=evidence)
    return (events.ClosureProposed(item.standing.id),)


def _approve(state: ClosureState, _command: object, by: Actor, now: Circumstances) -> tuple[Event, ...]:
    if by.name == state.begun_by:
        raise Refused("same_person")
    if state.way == REQUEST:
        answer = _granted(now)
        if now.lives_on and answer.becomes == BECOMES[STATE_DEBT]:
            raise Refused("state_debt_goes_on")
        criterion = request_criterion(now) if answer.outcome != "family_enforcement_stops" else _kept_for(answer)
        return (events.ClosureApproved(criterion, answer.becomes, ""),)
    item = _criterion(now, state.criterion)
    _closable(now, item)
    owed = item.standing.notice if notice_days(now.assessment.law, item.standing) else ""
    return (events.ClosureApproved(item.standing.id, _becomes(now), owed),)


def request_criterion(now: Circumstances) -> str:
    """Return the criterion that stands for the recipient's own request in this state."""
    asked = [item.standing for item in now.assessment.criteria if _on_request(now, item)]
    return next(standing.id for standing in asked if standing.governs)


def _kept_for(answer: Answer) -> str:
    """Return the rule that keeps the state's debt going while the family's enforcement stops."""
    return answer.reasons[0].standing.id


def _becomes(now: Circumstances) -> str:
    """Return what a case that the agency closes turns into: closed where nothing is left, else payment processing.

    A payment-processing case that ends is closed: there is nothing after it.
    """
    law, facts = now.assessment.law, now.assessment.facts
    if facts.get("payment_processing_case") is True:
        return "closed"
    left = [standing for standing in law.outcomes if standing.weigh(facts)]
    return left[0].rule.text.outcome if left else "payment_processing"


def _send_notice(
    state: ClosureState, command: commands.SendNotice, _by: Actor, now: Circumstances
) -> tuple[Event, ...]:
    if not state.notice:
        raise Refused("no_notice_owed", criterion=state.criterion)
    item = _criterion(now, state.criterion)
    _closable(now, item)
    _no_gate_shut(now, item, "notice")
    today = now.assessment.law.as_of
    if command.sent_on != today:
        raise Refused("notice_not_today", sent_on=command.sent_on.isoformat(), today=today.isoformat())
    days = notice_days(now.assessment.law, item.standing)
    return (events.NoticeSent(state.notice, command.sent_on, command.sent_on + timedelta(days=days)),)


def _returned_mail(_state: ClosureState, _command: object, _by: Actor, now: Circumstances) -> tuple[Event, ...]:
    return (events.MailReturned(now.assessment.law.as_of),)


def _close(state: ClosureState, _command: object, _by: Actor, now: Circumstances) -> tuple[Event, ...]:
    today = now.assessment.law.as_of
    if state.notice and state.earliest_close_on is None:
        raise Refused("notice_not_sent", criterion=state.criterion)
    if not state.notice_is_out:
        raise Refused("notice_not_out", criterion=state.criterion)
    if state.earliest_close_on is not None and today < state.earliest_close_on:
        raise Refused("too_soon", earliest=state.earliest_close_on.isoformat())
    if state.open_replies:
        raise Refused("reply_open")
    if state.paper_waits:
        raise Refused("paper_waits")
    if state.way == PROPOSAL:
        _closing_day_has_come(now, _criterion(now, state.criterion))
        outcome = _becomes(now)
    else:
        outcome = _still_granted(state, now).becomes
        _closing_gates_open(now)
    return (events.CaseClosed(state.criterion, outcome, today),)


def _keep_open(_state: ClosureState, command: commands.KeepOpen, _by: Actor, now: Circumstances) -> tuple[Event, ...]:
    known = reasons().why_open
    if not command.reasons:
        raise Refused("reason_to_keep_open_needed", known=tuple(known))
    unknown = tuple(name for name in command.reasons if name not in known)
    if unknown:
        raise Refused("reason_unknown", unknown=unknown, known=tuple(known))
    if OTHER in command.reasons and not command.words.strip():
        raise Refused("other_reason_in_words")
    return (events.CaseKeptOpen(tuple(dict.fromkeys(command.reasons)), now.assessment.law.as_of, command.words),)


def _granted(now: Circumstances) -> Answer:
    answer = now.answer
    if answer.outcome not in BECOMES:
        reasons = tuple(reason.standing.id for reason in answer.reasons)
        raise Refused("not_granted", outcome=answer.outcome, reasons=reasons, missing=answer.missing)
    return answer


def _still_granted(state: ClosureState, now: Circumstances) -> Answer:
    """Return the answer of today, which must be of the kind that was approved: with debt to the state, or without."""
    answer, kept = _granted(now), BECOMES[STATE_DEBT]
    if (answer.becomes == kept) is not (state.outcome == kept):
        raise Refused("answer_changed", approved=state.outcome, today=answer.becomes)
    return answer


def _criterion(now: Circumstances, name: str) -> CriterionFinding:
    found = now.assessment.criterion(name)
    if found is None:
        raise Refused("criterion_not_met", criterion=name, verdict="not in force", because=(), missing=())
    return found


def _closable(now: Circumstances, item: CriterionFinding) -> None:
    if not item.closable:
        because = tuple(each.words for each in item.finding.because)
        raise Refused(
            "criterion_not_met",
            criterion=item.standing.id,
            verdict=item.finding.verdict.value,
            because=because,
            missing=item.finding.missing,
        )
    if _on_request(now, item):
        _granted(now)
    _no_gate_shut(now, item, "propose")


def _on_request(now: Circumstances, item: CriterionFinding) -> bool:
    """Say whether a closing under this criterion is the recipient's own wish, which the policy's bars to a request hold
    whoever begins it."""
    return now.assessment.law.policy.federal.criteria[item.standing.under].text.on_request


def _no_gate_shut(now: Circumstances, item: CriterionFinding, step: str) -> None:
    shut = [gate.standing for gate in now.assessment.held(item, step)]
    if shut:
        raise Refused(
            "gate_shut",
            gates=tuple(gate.id for gate in shut),
            owners=tuple(dict.fromkeys(gate.rule.text.owner.en for gate in shut)),
            cites=tuple(cite for gate in shut for cite in gate.version.text.cites),
        )


def _closing_day_has_come(now: Circumstances, item: CriterionFinding) -> None:
    _closable(now, item)
    _no_gate_shut(now, item, "close")
    day = closing_day(now.assessment, item)
    if day.verdict is Verdict.NOT_MET and day.earliest_on is not None:
        raise Refused("too_soon", earliest=day.earliest_on.isoformat())
    if day.verdict is not Verdict.MET:
        raise Refused("gate_unknown", missing=day.missing)


def _closing_gates_open(now: Circumstances) -> None:
    """On a request, every gate before closing must be known to be open, as on a proposal."""
    item = _criterion(now, request_criterion(now))
    _no_gate_shut(now, item, "close")
    unknown = to_find_out(now.assessment, item)
    if unknown:
        raise Refused("gate_unknown", missing=unknown)


_DEEDS: dict[type, Deed] = {
    commands.RecordRequest: _record_request,
    commands.ReturnRequest: _return_request,
    commands.DeclineRequest: _decline,
    commands.WithdrawRequest: _withdraw,
    commands.Propose: _propose,
    commands.Approve: _approve,
    commands.SendNotice: _send_notice,
    commands.RecordReturnedMail: _returned_mail,
    commands.RecordReply: replies.record,
    commands.ReviewReply: replies.review,
    commands.Close: _close,
    commands.KeepOpen: _keep_open,
}
