"""The record of a case: orders and what is owed, aid, remedies, papers, findings, letters and agencies."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caseclose.casework.selectors.case_letters import letters_of_case
from caseclose.casework.selectors.case_record import money_record, papers_record
from caseclose.casework.selectors.papers import has_protected_people, papers_of_case
from caseclose.casework.selectors.releases import FOR_A_PERSON
from caseclose.staff.access.opened import open_until
from caseclose.staff.access.table import may_open
from caseclose.staff.requests import staff
from caseclose.staff.screens.cases.protecting import findings_open
from caseclose.web.language import language


def money(request: HttpRequest, number: str) -> HttpResponse:
    """Show orders, what is owed to whom, aid, and each remedy with what became of its release."""
    asking = staff(request)
    record = money_record(asking.case, asking.day, language())
    shown: dict[str, Any] = {"case": asking.case, "here": "money", **record}
    if may_open("case_settle", asking.user.roles, "POST"):
        orders = [each["release"] for each in record["remedies"] if each["release"]]
        shown["waiting"] = {
            each["release"] for each in orders if each["state"] in FOR_A_PERSON and each["case"] == number
        }
    return render(asking, "cases/money.html", shown)


def papers(request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG001
    """Show what was found and what proves it, the letters, and the agencies that share the case."""
    asking, lang = staff(request), language()
    until = open_until(asking, findings_open(asking.case.number))
    record = papers_record(asking.case, asking.day, lang, opened=until is not None)
    shown: dict[str, Any] = {"case": asking.case, "here": "papers", **record, "until": until,
                             "protected": has_protected_people(asking.case.number),
                             "may_open": may_open("case_open_findings", asking.user.roles, "POST"),
                             "letters": letters_of_case(asking.case.number, lang),
                             "papers": papers_of_case(asking.case.number),
                             "may_have_original": may_open("intake_original", asking.user.roles, "GET"),
                             "may_find": may_open("case_finding", asking.user.roles, "POST"),
                             "may_read": may_open("case_letter", asking.user.roles, "GET")}  # fmt: skip
    return render(asking, "cases/papers.html", shown)
