"""The whole record of one closing on one page, with its proof."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from caseclose.casework.models import Case, Closure
from caseclose.casework.selectors.closing_record import ClosingRecord, Known, closing_record, closings_of
from caseclose.casework.selectors.history import sentences
from caseclose.casework.selectors.naming import policy_name
from caseclose.casework.selectors.sources import source_in_words
from caseclose.casework.services.auditing import note_reading
from caseclose.closure.assessment import notice_days
from caseclose.closure.request import named
from caseclose.law.conditions import condition
from caseclose.law.explain import shown
from caseclose.law.facts import Fact
from caseclose.law.verdict import Value, Verdict
from caseclose.staff.requests import staff
from caseclose.web.clock import now
from caseclose.web.language import language


def record(request: HttpRequest, number: str) -> HttpResponse:
    """Show the record of the closing that the address asks for, or of the newest one; the journal keeps who read it."""
    asking, lang = staff(request), language()
    closings = closings_of(asking.case)
    if not closings:
        return render(asking, "audit/none.html", {"number": number})
    found = closing_record(asking.case, _chosen(closings, request.GET.get("closing", "")))
    at = now()
    if request.method == "GET":
        note_reading(asking.case, found.closure.pk, found.readings, by=asking.user.name, on=asking.day, at=at)
    page = {"record": found, "closings": closings, "at": at, **_law(found, lang), **_rows(found, lang),
            "zone": asking.case.office.zone, "destroyed": asking.case.kind == Case.Kind.DESTROYED,
            "verdict_is": _verdict(found)}  # fmt: skip
    return render(asking, "audit/record.html", page)


def _chosen(closings: list[Closure], asked: str) -> Closure:
    found = [each for each in closings if str(each.pk) == asked] if asked else closings
    if not found:
        raise Http404
    return found[0]


def _verdict(found: ClosingRecord) -> str:
    """Say what weighing again has shown: same, other, or why it could not be done."""
    if found.again is not Verdict.UNKNOWN:
        return "same" if found.again is Verdict.MET else "other"
    if not found.closure.criterion:
        return "no_criterion"
    if not found.same_policy:
        return "other_policy"
    return "unreadable" if found.unreadable or found.standing is None else "missing"


def _law(found: ClosingRecord, lang: str) -> dict[str, Any]:
    """The law's words as they stood on the day, as the policy at hand has them."""
    standing, law = found.standing, found.law
    if standing is None or law is None:
        return {}
    text, notice = standing.version.text, law.policy.notices.get(standing.notice)
    return {
        "heading": named(law, standing.rule.text.heading)[lang],
        "plain": named(law, standing.rule.text.plain)[lang],
        "text": text,
        "condition": condition(standing.tree, law.policy.facts, lang),
        "notice": notice.heading[lang] if notice else "",
        "days": notice_days(law, standing),
    }


def _rows(found: ClosingRecord, lang: str) -> dict[str, Any]:
    broken = set(found.chain.broken) if found.chain else set()
    whole = [entry for entry in found.entries if entry.salt and entry.number not in broken]
    told = {each.number: each.words for each in sentences(whole, lang, found.closure.case.office.zone)}
    return {
        "entries": [{"entry": entry, "words": told.get(entry.number, ""), "holds": entry.number not in broken}
                    for entry in found.entries],
        "letters": [{**row, "name": policy_name("letter", row["kind"], lang) or row["kind"].replace("_", " ")}
                    for row in found.letters],
        "releases": [{**row, "name": policy_name("remedy", row["kind"], lang) or row["kind"]}
                     for row in found.releases],
        "facts": [(_name(known.fact, lang), _value(known, lang), source_in_words(known.source, lang), known)
                  for known in found.facts],
    }  # fmt: skip


def _name(fact: Fact, lang: str) -> str:
    name = fact.text.name[lang]
    return name[:1].upper() + name[1:]


def _value(known: Known, lang: str) -> str:
    """Say a value in words; empty where it is not shown."""
    return "" if known.value is None else _in_words(known.fact, known.value, lang)


def _in_words(fact: Fact, value: Value, lang: str) -> str:
    if fact.kind == "yes_no":
        return (fact.text.yes if value else fact.text.no)[lang]
    return fact.text.choices[str(value)][lang] if fact.kind == "choice" else shown(value, lang)
