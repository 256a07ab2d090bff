"""A closed recipient comes back on aid: the case opens again under its number, with no application and no fee."""

from __future__ import annotations

from datetime import date

from caseclose.casework.models import AssistancePeriod, Case, Duty
from caseclose.casework.services.asked import ask_once, asked
from caseclose.casework.services.duties.owing import ask_first, fulfil, owe, policy_of
from caseclose.casework.services.occasions import Occasion
from caseclose.casework.services.reopening import REFERRAL, ReopenCase, open_again
from caseclose.law.in_force import law_in_force
from caseclose.law.policy import FEDERAL
from caseclose.law.reading import shipped

KIND = "open_on_referral"


def owe_opening(case: Case, period: AssistancePeriod, told_on: date, occasion: Occasion) -> None:
    """Open the closed case again, or ask a person first where policy says so. Once for each time on aid."""
    made = owe(case, KIND, trigger=f"aid:{period.pk}", since=told_on, occasion=occasion)
    if made is None or not made[1]:
        return
    duty, why = made[0], _a_person_first(case, period, told_on)
    if why:
        ask_first(duty, occasion, "decide_opening", criterion=why)
        return
    open_as_referred(case, duty, period.kind, occasion)


def _a_person_first(case: Case, period: AssistancePeriod, told_on: date) -> str:
    """Return what makes a person look first; empty where nothing does."""
    policy = policy_of(KIND, case, told_on)
    listed = policy.text.a_person_decides if policy is not None else []
    paragraph = paragraph_of_closing(case)
    return period.kind if period.kind in listed else paragraph if paragraph in listed else ""


def paragraph_of_closing(case: Case) -> str:
    """Return the federal paragraph under which the case was last closed; empty where that cannot be told."""
    closure = case.closures.filter(step="closed").order_by("-pk").first()
    if closure is None or closure.closed_on is None:
        return ""
    policy = shipped()
    law = law_in_force(policy, case.state if case.state in policy.layers else FEDERAL, closure.closed_on)
    return next((item.under for item in law.criteria if item.id == closure.criterion), "")


def open_as_referred(case: Case, duty: Duty, kind: str, occasion: Occasion) -> None:
    """Open the case again because the family gets aid. What is owed to whom is drawn up anew from there."""
    open_again(case, ReopenCase(REFERRAL), occasion)
    case.serve_because(kind, occasion.on)
    case.save(update_fields=["service_basis", "service_basis_since"])
    duty.message = case.messages.filter(kind="case_reopened").order_by("-pk").first()
    duty.save(update_fields=["message"])
    fulfil(duty, done_on=occasion.on, words="case_was_reopened", occasion=occasion)
    ask_once(asked(case=case.number, key=f"duty:{duty.pk}:arrears", kind="draw_up_arrears", due=occasion.on))
