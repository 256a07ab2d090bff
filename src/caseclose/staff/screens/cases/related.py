"""Other open cases of the same people, and what a closing here would mean for the remedies that serve both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caseclose.casework.selectors.law import law_on
from caseclose.casework.selectors.naming import policy_name
from caseclose.casework.selectors.related import SharedRemedy, related_cases
from caseclose.law.in_force import LawInForce, Standing
from caseclose.staff.access.need import hidden_case, sees_any_office
from caseclose.staff.requests import staff
from caseclose.web.language import language


def related(request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG001 - the access table found the case
    """Show the other open cases that the account may see, and count those of other offices."""
    asking, lang = staff(request), language()
    office = None if sees_any_office(asking.user) else asking.user.office_id
    found = related_cases(asking.case, office=office, hidden=hidden_case(asking.user))
    shown: dict[str, Any] = {
        "case": asking.case,
        "here": "related",
        "others": [
            {"number": each.number, "kind": each.kind, "office": each.office, "shares": each.shares,
             "remedies": _named(each.remedies, lang)}
            for each in found.seen
        ],
        "elsewhere": found.elsewhere,
        "remedies_elsewhere": _named(found.remedies_elsewhere, lang),
        "gate": _gate(law_on(asking.case.state, asking.day), lang),
    }  # fmt: skip
    return render(asking, "cases/related.html", shown)


def _named(remedies: Iterable[SharedRemedy], lang: str) -> list[dict[str, Any]]:
    return [{"name": policy_name("remedy", each.kind, lang) or each.kind, "stays": each.needed} for each in remedies]


def _gate(law: LawInForce, lang: str) -> dict[str, Any] | None:
    """Return what the law says of a remedy that another open case needs, in words, with where it is written."""
    gate: Standing | None = next((each for each in law.gates if "release" in each.rule.text.shuts), None)
    if gate is None:
        return None
    version = gate.version.text
    return {"plain": gate.rule.text.plain[lang], "cites": version.cites, "unverified": version.verified != "seen"}
