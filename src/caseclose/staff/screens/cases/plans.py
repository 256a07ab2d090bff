"""The outcome plan as it is shown: what ends, is let go, goes on, each with why, by its fate."""

from __future__ import annotations

from typing import Any

from caseclose.casework.selectors.case_law import CaseReading
from caseclose.closure.plan import OutcomePlan
from caseclose.closure.request import named
from caseclose.law.in_force import LawInForce
from caseclose.staff.screens.cases.saying import FATES
from caseclose.web.language import language


def plan_shown(law: LawInForce, plan: OutcomePlan) -> list[dict[str, Any]]:
    """Return the plan by fate, in the order in which people ask: what stops first. Fates of nothing are left out."""
    lang = language()
    groups = []
    for fate, called in FATES.items():
        items = [
            {
                "name": item.remedy.text.heading[lang],
                "say": named(law, item.say if item.say.en else item.remedy.text.plain)[lang],
                "cites": item.cites,
                "unverified": item.verified != "seen",
            }
            for item in plan.having(fate)
        ]
        if items:
            groups.append({"fate": fate, "called": called, "items": items})
    return groups


def planned(reading: CaseReading, becomes: str) -> list[dict[str, Any]]:
    """Return the plan of a case if it becomes this; empty where its records cannot be read."""
    plan = reading.plan(becomes)
    return plan_shown(reading.assessment.law, plan) if plan is not None and reading.assessment is not None else []
