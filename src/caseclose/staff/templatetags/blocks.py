"""Tags that every template of the staff application may use: words for codes, verdicts, names and values."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django import template

from caseclose.closure.reasons import reasons
from caseclose.closure.refused import Refused
from caseclose.staff import wording
from caseclose.web.language import language

register = template.Library()


@register.filter
def role_name(role: str) -> str:
    """Return what a role is called."""
    return wording.said(wording.ROLES, role)


@register.filter
def words_for(value: object, kind: str) -> str:
    """Return the words for a code of one kind, as in `{{ row.step|words_for:"STEPS" }}`."""
    return wording.said(getattr(wording, kind), value)


@register.filter
def reason_to_keep_open(name: str) -> str:
    """Return what a reason to keep a case open is called among staff."""
    called = reasons().called.get(name)
    return called[language()] if called else name


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: str) -> str:
    """Return the query string of this page with some values changed; those that are empty are left out."""
    asked = context["request"].GET.dict() | changes
    return urlencode({name: value for name, value in asked.items() if value})


@register.inclusion_tag("blocks/refusal.html")
def refusal(refused: Refused) -> dict[str, object]:
    """Draw a refusal: why, what would satisfy the rule, and where it comes from."""
    lang = language()
    return {"words": refused.words(lang), "todo": refused.todo(lang), "cites": refused.cites}


@register.inclusion_tag("blocks/verdict.html")
def verdict(value: object) -> dict[str, object]:
    """Draw a verdict of the law: met, not met, or unknown, told by its word and not by its colour alone."""
    return {"verdict": str(value), "words": wording.said(wording.VERDICTS, value)}


@register.inclusion_tag("blocks/facts.html")
def facts(pairs: Iterable[tuple[object, object]]) -> dict[str, object]:
    """Draw names and values; those without a value are left out."""
    return {"facts": [(name, value) for name, value in pairs if value not in {None, ""}]}
