"""What is told of the answers: the policy's answer to them, and the same words on the paper that is filed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from caseclose.closure.plan import Planned
from caseclose.closure.request import Answer, answer_request, with_request
from caseclose.law.verdict import Facts
from caseclose.public.acts import Told
from caseclose.public.pages.asking.steps import FORMS
from caseclose.public.place import Place

_NOW = {"now": True, "never": False, "past": False}
_OF_AID = {"cash_aid": "receives_cash_aid", "foster_care": "receives_foster_care", "medicaid": "receives_medicaid"}


def foreseen_answer(said: Mapping[str, Any], place: Place) -> Answer:
    """Return the policy's answer to what was said. What was not asked stays unknown."""
    return answer_request(place.law, with_request(facts_said(said, place)), place.lang)


def fates_of(answer: Answer) -> list[tuple[str, list[Planned]]]:
    """Return what would stop, what would go on and what depends, each with its heading; nothing where all stays."""
    if answer.plan is None:
        return []
    lists = ((_("What stops"), ("ends", "released")), (_("What goes on"), ("goes_on", "state_debt_only")),
             (_("What depends on your case"), ("depends",)))  # fmt: skip
    found = [(heading, [each for then in kinds for each in answer.plan.having(then)]) for heading, kinds in lists]
    return [(heading, items) for heading, items in found if items]


def facts_said(said: Mapping[str, Any], place: Place) -> Facts:
    """Return the facts that the answers make known."""
    facts: dict[str, Any] = {"requester_opened_case": True}
    if said.get("safety") in {"yes", "no"}:
        facts["risk_of_harm_reported"] = said["safety"] == "yes"
    facts |= {fact: _NOW[said[kind]] for kind, fact in _OF_AID.items() if said.get(kind) in _NOW}
    if said.get("medicaid") == "never":
        facts["medical_support_assigned"] = False
    if said.get("cash_aid") == said.get("foster_care") == "never":
        facts["arrears_assigned"] = Decimal("0.00")  # only families that got aid assign what is owed to them
    return {name: value for name, value in facts.items() if name in place.law.policy.facts}


def told_of(said: Mapping[str, Any], place: Place, *, statements: bool = True) -> Told:
    """Return every question and answer, as the person saw them; without the statements where they are not wanted."""
    rows: list[tuple[str, str]] = []
    for name, form_class in FORMS.items():
        if name == "understood" and not statements:
            continue
        form = form_class(place=place)
        for key, field in form.fields.items():
            rows.append((str(form.told or field.label), _in_words(said.get(key), dict(getattr(field, "choices", ())))))
    return tuple((label, value) for label, value in rows if value)


def _in_words(value: Any, choices: Mapping[str, Any]) -> str:  # noqa: ANN401 - any answer
    if isinstance(value, list):
        return "; ".join(str(choices.get(each, each)) for each in value)
    if value is True:
        return _("I have read this and know what it means.")
    try:
        return formats.date_format(date.fromisoformat(str(value)), "DATE_FORMAT")
    except ValueError:
        return str(choices.get(value, value or ""))
