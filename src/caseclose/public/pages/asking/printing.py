"""The request form of the office here, filled in with what somebody has said so far. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseclose.forms.filling import Prefilled
from caseclose.forms.made_ahead import NotBuilt, blank_form
from caseclose.forms.sheet import Sheet, sheet
from caseclose.public.pages.asking.steps import AID
from caseclose.public.place import Place


def form_here(place: Place) -> Sheet | None:
    """Return the form of the first office that takes requests here; None where none was built for it."""
    policy = place.law.policy
    offices = [office for office in policy.layer(place.state).offices.values() if office.takes_requests]
    if not offices:
        return None
    form = sheet(policy, place.state, offices[0].id, place.lang)
    try:
        blank_form(form)
    except NotBuilt:
        return None
    return form


def as_said(form: Sheet, said: Mapping[str, Any]) -> Prefilled:
    """Return what was said so far as it stands on the form. It bears no form code: nobody looks for the case here."""
    boxes = {field.name for field in form.fields()}
    ticks = [f"safety_{said.get('safety')}", *(f"stop_{each}" for each in said.get("stop", ()))]
    ticks += [f"aid_{kind}_{said.get(kind)}" for kind in AID]
    ticks += [f"understood_{each}" for each in form.statements if said.get(each)]
    name = f"{said.get('given', '')} {said.get('family', '')}"
    return Prefilled(
        case_number=said.get("number", ""), name=name.strip(), phone=said.get("phone", ""),
        ticks=tuple(each for each in ticks if each in boxes),
    )  # fmt: skip
