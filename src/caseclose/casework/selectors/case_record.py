"""The record of one case in two pages, each in a few questions to the database: its money, and its papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from caseclose.casework.facts.asking import Listed, of_view, rows_of
from caseclose.casework.facts.reading import PROTECTED
from caseclose.casework.models import AgencyAddress, Case
from caseclose.casework.selectors.case_page import findings_of
from caseclose.casework.selectors.case_remedies import remedies_of
from caseclose.casework.selectors.money import position
from caseclose.casework.selectors.naming import policy_name
from caseclose.law.explain import shown
from caseclose.law.reading import shipped
from caseclose.law.values import BadValue, read_value


def money_record(case: Case, on: date, lang: str) -> dict[str, Any]:
    """Return orders, what is owed to whom on the day, aid, and each remedy with what became of its release."""
    owed = next(rows_of(of_view("order_and_money", on, Listed([case.number]))), {})
    return {
        "orders": list(case.orders.order_by("begun_on", "id").values("monthly", "begun_on", "ended_on", "medical")),
        "owed": {
            name: owed.get(name) for name in ("arrears_family", "arrears_assigned", "arrears_total", "balance_on")
        },
        "money_here": position(case.number, on).here,
        "aid": list(case.assistance.order_by("begun_on", "id").values("kind", "begun_on", "ended_on")),
        "medical": list(case.medical_assignments.order_by("begun_on", "id").values("begun_on", "ended_on")),
        "remedies": [
            {**row, "name": policy_name("remedy", row["kind"], lang) or row["kind"]} for row in remedies_of(case)
        ],
    }


def papers_record(case: Case, on: date, lang: str, *, opened: bool = False) -> dict[str, Any]:
    """Return what was found, the documents by what they prove, and the agencies that share the case.

    What is protected of them is only marked as that, unless it was `opened` with a reason. `closed` says whether
    anything is so marked.
    """
    findings = [_finding(row, lang, opened=opened) for row in findings_of(case.number, on, opened=opened)]
    documents = documents_in_words(case, lang)
    if opened:
        documents = [{**each, "protected": False} for each in documents]
    return {
        "findings": findings,
        "documents": documents,
        "closed": any(each["protected"] for each in (*findings, *documents)),
        "agencies": _agencies(case),
    }


def _agencies(case: Case) -> list[dict[str, Any]]:
    """The agencies that share the case, each by its name where that is known."""
    name = AgencyAddress.objects.filter(code=OuterRef("code")).values("name")
    found = case.agencies.filter(ended_on=None).order_by("id").annotate(name=Subquery(name))
    return [dict(row) for row in found.values("role", "code", "name", "their_case", "way")]


def documents_in_words(case: Case, lang: str) -> list[dict[str, Any]]:
    """Return the documents on file, newest first, by what they prove. What somebody called them stays out."""
    rows = case.documents.order_by("-received_on", "-id").values("id", "evidence", "received_on")
    return [
        {
            "document": row["id"],
            "name": policy_name("evidence", row["evidence"], lang) or row["evidence"],
            "protected": row["evidence"] == PROTECTED,
            "received_on": row["received_on"],
        }
        for row in rows
    ]


def _finding(row: dict[str, Any], lang: str, *, opened: bool) -> dict[str, Any]:
    """A finding in words. Of a protected one only that there is one."""
    fact = shipped().facts.get(row["fact"])
    if fact is None or (fact.kind == "text" and not opened):
        return {**row, "name": fact.text.name[lang] if fact else "", "said": "", "protected": True}
    if fact.kind == "text":
        return {**row, "name": fact.text.name[lang], "said": row["value"], "protected": False}
    try:
        value = read_value(fact, row["value"])
    except BadValue:
        return {**row, "name": fact.text.name[lang], "said": row["value"], "protected": False}
    if fact.kind == "yes_no":
        said = (fact.text.yes if value is True else fact.text.no)[lang]
    elif fact.kind == "choice":
        said = fact.text.choices[str(value)][lang]
    else:
        said = shown(value, lang)
    return {**row, "name": fact.text.name[lang], "said": said, "protected": False}
