"""Why: what the law says of the case today, as a tree in words; what is not known yet; when it could be closable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caseclose.casework.selectors.case_law import CaseReading, hidden_facts, read_case
from caseclose.casework.selectors.sources import source_in_words
from caseclose.closure.assessment import Assessment, CriterionFinding, closing_day, to_find_out
from caseclose.closure.request import Answer, Reason, answer_request, named, with_request
from caseclose.closure.state import REQUEST
from caseclose.law.in_force import Standing
from caseclose.law.reading import shipped
from caseclose.law.spans import Span, after
from caseclose.law.spelled import ATOM, NOT, Spelled, spelled
from caseclose.law.tree import atoms
from caseclose.law.verdict import Facts, Verdict
from caseclose.staff.access.table import may_open
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.screens.cases.plans import planned
from caseclose.staff.screens.cases.saying import BARS, SAID_BY
from caseclose.web.language import language

YEARS_AHEAD = 5
"""How far ahead it is looked for the day on which the case could be closable."""
AT_FIRST = 6
"""How many missing facts are shown at once, if the closing does not wait for more."""
PAYMENT_PROCESSING = "payment_processing"


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree: how its parts are joined, or what one atom found, with where that comes from."""

    kind: str
    verdict: str
    words: str
    written: str
    source: str
    parts: tuple[Branch, ...]
    hidden: bool = False


def why(request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG001 - the access table found the case
    """Show why the case can, cannot or cannot yet be closed."""
    asking, lang = staff(request), language()
    reading = read_case(asking.case, asking.day, lang)
    shown: dict[str, Any] = {"case": asking.case, "here": "why", "reading": reading}
    if reading.assessment is not None:
        shown |= _read(asking, reading, reading.assessment, lang)
    return render(asking, "cases/why.html", shown)


def _read(asking: StaffRequest, reading: CaseReading, assessment: Assessment, lang: str) -> dict[str, Any]:
    answer = answer_request(assessment.law, with_request(assessment.facts), lang) if _asked(reading) else None
    governing = [item for item in assessment.criteria if item.standing.governs]
    rests_on = reading.state.criterion if reading.state is not None else ""
    until = after(asking.day, Span(YEARS_AHEAD, "year"))
    found = reading.earliest(until) if reading.state is None else None
    return {
        "answer": _answer(assessment, answer, lang) if answer is not None else None,
        "rests_on": [_criterion(item, reading, lang) for item in governing if item.standing.id == rests_on],
        "met": _of(Verdict.MET, governing, reading, lang, rests_on),
        "unknown": _of(Verdict.UNKNOWN, governing, reading, lang, rests_on),
        "not_met": _of(Verdict.NOT_MET, governing, reading, lang, rests_on),
        "gates": _gates(assessment, reading, lang),
        **_checklist(_missing(assessment, governing, rests_on, lang)),
        "day": _closing_day(reading, assessment, rests_on, lang),
        "earliest": found,
        "earliest_name": _heading(assessment, found.criterion, lang) if found else "",
        "until": until,
        "plan": planned(reading, _becomes(reading, answer)),
        "becomes": _becomes(reading, answer),
        "may_find": may_open("case_finding", asking.user.roles, "POST"),
    }


def _asked(reading: CaseReading) -> bool:
    return reading.state is not None and reading.state.way == REQUEST


def _becomes(reading: CaseReading, answer: Answer | None) -> str:
    """What closing would turn the case into: as approved, as the request is answered, or as the obligation stands."""
    if reading.state is not None and reading.state.outcome:
        return reading.state.outcome
    if answer is not None and answer.plan is not None:
        return answer.plan.becomes
    ended = reading.assessment is not None and reading.assessment.facts.get("obligation_ended") is True
    return "closed" if ended else PAYMENT_PROCESSING


def _answer(assessment: Assessment, answer: Answer, lang: str) -> dict[str, Any]:
    """The answer to the request. A reason that rests on what is protected is marked as that, and not told."""
    law = assessment.law
    open_reasons = [each for each in (*answer.reasons, *answer.advice) if not _is_protected(each)]
    return {
        "heading": answer.heading[lang],
        "plain": answer.plain[lang],
        "reasons": [
            {"plain": each.plain[lang], "way_on": each.way_on[lang], "cites": each.finding.cites}
            for each in open_reasons
        ],
        "protected": len(open_reasons) < len(answer.reasons) + len(answer.advice),
        "missing": [law.policy.facts[name].text.name[lang] for name in answer.missing],
    }


def _is_protected(reason: Reason) -> bool:
    return any(atom.fact in hidden_facts() for atom in atoms(reason.finding.part.tree))


def _of(
    verdict: Verdict, items: Iterable[CriterionFinding], reading: CaseReading, lang: str, but: str
) -> list[dict[str, Any]]:
    found = [item for item in items if item.finding.verdict is verdict and item.standing.id != but]
    return [_criterion(item, reading, lang) for item in found]


def _criterion(item: CriterionFinding, reading: CaseReading, lang: str) -> dict[str, Any]:
    return _rule(item.standing, item.finding.verdict, reading, lang)


def _gates(assessment: Assessment, reading: CaseReading, lang: str) -> list[dict[str, Any]]:
    """What bars a closing, what may, and what does not, in this order; each with who can settle it."""
    order = [Verdict.MET, Verdict.UNKNOWN, Verdict.NOT_MET]
    gates = sorted(assessment.gates, key=lambda gate: order.index(gate.finding.verdict))
    return [
        {
            **_rule(gate.standing, gate.finding.verdict, reading, lang),
            "owner": gate.standing.rule.text.owner[lang],
            "bars": BARS[gate.finding.verdict.value],
        }
        for gate in gates
    ]


def _rule(standing: Standing, verdict: Verdict, reading: CaseReading, lang: str) -> dict[str, Any]:
    """One rule beside its own words: heading, citation, what it says plainly, and the tree."""
    assessment = reading.assessment
    if assessment is None:
        raise TypeError("a case that cannot be read has no trees")
    text, version = standing.rule.text, standing.version.text
    tree = standing.whole.read(assessment.facts)
    return {
        "id": standing.id,
        "heading": named(assessment.law, text.heading)[lang],
        "plain": named(assessment.law, text.plain)[lang],
        "cites": version.cites,
        "verified": version.verified == "seen",
        "written": str(standing.version.tree),
        "verdict": verdict.value,
        "tree": _branch(
            spelled(tree, assessment.facts, shipped().facts, lang), reading.sources, assessment.facts, lang
        ),
    }


def _branch(node: Spelled, sources: Mapping[str, str], facts: Facts, lang: str) -> Branch:
    """What is protected, or was typed by somebody, is not shown: neither the value nor what follows from it alone."""
    if node.kind == NOT and node.parts[0].kind == ATOM:  # what was found is told, so its words need no opposite
        return replace(_branch(node.parts[0], sources, facts, lang), verdict=node.verdict.value)
    hidden = node.fact in hidden_facts() and node.fact in facts
    source = source_in_words(sources.get(node.fact, ""), lang)
    return Branch(
        node.kind,
        node.verdict.value,
        "" if hidden else node.words,
        node.written,
        "" if hidden else source,
        tuple(_branch(part, sources, facts, lang) for part in node.parts),
        hidden,
    )


def _heading(assessment: Assessment, criterion: str, lang: str) -> str:
    item = assessment.law.criterion(criterion)
    return f"{item.rule.text.heading[lang]} ({criterion})" if item is not None else criterion


def _checklist(missing: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What is missing in two parts: what is most worth finding out, and the rest."""
    found = list(missing)
    first = max(AT_FIRST, sum(each["closing"] for each in found))
    return {"missing": found[:first], "more_missing": found[first:], "missing_count": len(found)}


def _closing_day(reading: CaseReading, assessment: Assessment, rests_on: str, lang: str) -> dict[str, Any] | None:
    """How the closing in progress stands to its closing day: the verdict of today, and what bars it."""
    item = assessment.criterion(rests_on) if rests_on else None
    if item is None or reading.state is None:
        return None
    day, book = closing_day(assessment, item), {gate.standing.id: gate for gate in assessment.gates}
    return {
        "verdict": item.finding.verdict.value,
        "heading": _heading(assessment, rests_on, lang),
        "earliest_on": reading.state.earliest_close_on or day.earliest_on,
        "notice_out": reading.state.noticed_on is not None,
        "held_by": [book[name].standing.rule.text.heading[lang] for name in day.held_by],
    }


def _missing(
    assessment: Assessment, items: Iterable[CriterionFinding], rests_on: str, lang: str
) -> Iterable[dict[str, Any]]:
    """The facts that could settle what is not known, each with what proves it.

    First those that the closing waits for, then those of the criteria that lack the least.
    """
    wanted: dict[str, list[str]] = {}
    items = sorted(items, key=lambda item: (item.standing.id != rests_on, len(item.finding.missing)))
    own = assessment.criterion(rests_on) if rests_on else None
    first = to_find_out(assessment, own) if own is not None else ()
    for name in first:
        wanted.setdefault(name, []).append("")
    for item in items:
        for name in item.finding.missing:
            wanted.setdefault(name, []).append(item.standing.id)
    book, kinds = shipped().facts, shipped().evidence
    for name, rules in wanted.items():
        fact = book[name].text
        yield {
            "fact": name,
            "name": fact.name[lang],
            "meaning": fact.meaning[lang],
            "said_by": SAID_BY[fact.said_by],
            "evidence": [kinds[each].name[lang] for each in fact.evidence if each in kinds],
            "closing": name in first,
            "rules": [rule for rule in rules if rule],
        }
