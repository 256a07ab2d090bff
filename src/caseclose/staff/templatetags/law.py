"""Tags for the pages of the law: words for its codes, and where something was read."""

from __future__ import annotations

from django import template

from caseclose.staff import wording
from caseclose.staff.screens.law import saying

register = template.Library()


@register.filter
def law_words(value: object, kind: str) -> str:
    """Return the words for a code of the policy, as in `{{ effect.then|law_words:"FATE" }}`."""
    return wording.said(getattr(saying, kind), value)


@register.filter
def as_fact(value: object) -> str:
    """Return the value of a fact as a form sends it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@register.inclusion_tag("law/read_in.html")
def read_in(verified: str, source: str = "") -> dict[str, str]:
    """Draw whether a text of the law was seen or is not verified, and where it was read."""
    return {"verified": verified, "source": source}
