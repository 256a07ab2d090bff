"""An assessment as JSON, with everything that the decision used pinned in it."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from caseclose.caseload.one_case import OneCase
from caseclose.closure.assessment import Assessment, CriterionFinding, Finding, closing_day
from caseclose.closure.plan import OutcomePlan, Planned
from caseclose.closure.request import Answer, Reason, named
from caseclose.law.explain import not_known
from caseclose.law.in_force import LawInForce, Standing
from caseclose.law.verdict import Value

PLAN_LISTS = ("ends", "released", "goes_on", "state_debt_only", "depends")


def assessment_json(case: OneCase, assessment: Assessment, answer: Answer | None, lang: str) -> dict[str, Any]:
    """Return the whole assessment of one case as plain values."""
    law = assessment.law
    document: dict[str, Any] = {
        "case_id": case.case_id,
        "state": law.state,
        "on": law.as_of.isoformat(),
        "duty": law.duty,
        "closable_under": list(assessment.closable_under),
        "must_close": assessment.must_close,
        "criteria": [_criterion(assessment, item, lang) for item in assessment.criteria],
        "gates": [
            {
                **_finding(law, gate.finding, lang),
                "heading": gate.standing.rule.text.heading[lang],
                "gate": {"met": "shut", "not_met": "open", "unknown": "unknown"}[gate.finding.verdict],
                "bars": list(gate.standing.rule.text.shuts),
            }
            for gate in assessment.gates
        ],
        "closing_today": [_closing(assessment, item) for item in assessment.criteria if item.closable],
        "missing": _all_missing(assessment, lang),
    }
    if answer is not None:
        document.update(_answer(law, answer, lang))
    document["pins"] = _pins(case, assessment)
    return document


def _criterion(assessment: Assessment, item: CriterionFinding, lang: str) -> dict[str, Any]:
    standing, law = item.standing, assessment.law
    text = standing.rule.text
    return {
        **_finding(law, item.finding, lang),
        "heading": text.heading[lang],
        "paragraph": law.policy.federal.criteria[standing.under].text.paragraph,
        "under": text.under or None,
        "governs": standing.governs,
        "effect": text.effect or law.duty,
        "verified": standing.version.text.verified,
        "limbs": [_finding(law, limb, lang) for limb in item.limbs],
        "notice": _notice(law, standing, lang),
        "evidence": [law.policy.evidence[name].name[lang] for name in text.evidence],
    }


def _finding(law: LawInForce, finding: Finding, lang: str) -> dict[str, Any]:
    book = law.policy.facts
    return {
        "id": finding.id,
        "cites": list(finding.cites),
        "verdict": finding.verdict.value,
        "because": [
            {"atom": each.atom, "holds": each.holds, "words": each.words, "value": plain(each.value)}
            for each in finding.because
        ],
        "missing": list(finding.missing),
        "missing_words": [not_known(book[name], lang) for name in finding.missing],
    }


def _notice(law: LawInForce, standing: Standing, lang: str) -> dict[str, Any] | None:
    notice = law.policy.notices.get(standing.notice)
    if notice is None or not notice.version:
        return None
    standing_version = [v for v in notice.version if v.since <= law.as_of and (not v.until or law.as_of <= v.until)]
    if not standing_version:
        return None
    version = standing_version[0]
    extra = standing.rule.text.adds_to_notice
    days = law.limits[version.days or notice.days].on(law.as_of) if version.days or notice.days else None
    return {
        "id": notice.id,
        "paragraph": notice.paragraph,
        "cites": version.cites,
        "to": notice.to,
        "form": notice.form,
        "days": getattr(days, "count", 0),
        "electronic": version.electronic,
        "keeps_open": notice.keeps_open[lang],
        "must_say": [getattr(each, lang) for each in (*notice.must_say, *extra)],
    }


def _closing(assessment: Assessment, item: CriterionFinding) -> dict[str, Any]:
    day = closing_day(assessment, item)
    return {
        "criterion": day.criterion,
        "verdict": day.verdict.value,
        "held_by": list(day.held_by),
        "missing": list(day.missing),
        "notice": day.notice,
        "notice_days": day.notice_days,
        "earliest_on": day.earliest_on.isoformat() if day.earliest_on else None,
    }


def _all_missing(assessment: Assessment, lang: str) -> list[dict[str, str]]:
    names = dict.fromkeys(name for item in assessment.criteria for name in item.finding.missing)
    book = assessment.law.policy.facts
    return [{"fact": name, "words": not_known(book[name], lang)} for name in names]


def _answer(law: LawInForce, answer: Answer, lang: str) -> dict[str, Any]:
    return {
        "outcome": answer.outcome,
        "outcome_words": {"heading": answer.heading[lang], "plain": answer.plain[lang]},
        "becomes": answer.becomes,
        "reasons": [reason_json(reason, lang) for reason in answer.reasons],
        "advice": [reason_json(reason, lang) for reason in answer.advice],
        "request_missing": list(answer.missing),
        "plan": _plan(law, answer.plan, lang) if answer.plan else None,
    }


def reason_json(reason: Reason, lang: str) -> dict[str, Any]:
    """Return one reason of an answer as plain values."""
    return {
        "id": reason.standing.id,
        "cites": list(reason.finding.cites),
        "verified": reason.standing.version.text.verified,
        "words": reason.plain[lang],
        "way_on": reason.way_on[lang],
    }


def _plan(law: LawInForce, plan: OutcomePlan, lang: str) -> dict[str, Any]:
    return {
        "becomes": plan.becomes,
        **{name: [planned_json(law, item, lang) for item in plan.having(name)] for name in PLAN_LISTS},
    }


def planned_json(law: LawInForce, item: Planned, lang: str) -> dict[str, Any]:
    """Return one line of an outcome plan as plain values."""
    text = item.remedy.text
    return {
        "id": text.id,
        "kind": text.kind,
        "name": text.heading[lang],
        "party": text.party[lang],
        "words": named(law, item.say)[lang],
        "cites": list(item.cites),
        "verified": item.verified,
        "missing": list(item.missing),
    }


def _pins(case: OneCase, assessment: Assessment) -> dict[str, Any]:
    law = assessment.law
    findings = [item.finding for item in assessment.criteria] + [gate.finding for gate in assessment.gates]
    return {
        "policy": f"sha256:{law.policy.content_hash()}",
        "caseclose": version("caseclose"),
        "state": law.state,
        "on": law.as_of.isoformat(),
        "facts": {
            name: {"value": plain(value), "source": case.sources.get(name, "not stated")}
            for name, value in case.facts.items()
        },
        "atoms": {each.atom: each.holds for finding in findings for each in finding.because},
    }


def plain(value: Value) -> bool | int | str:
    """Return a fact's value as JSON has it: money and dates as text, so that nothing is rounded."""
    return value if isinstance(value, bool | int) else str(value)
