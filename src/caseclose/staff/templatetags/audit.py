"""Tags for the auditor's pages: words for the codes of records."""

from __future__ import annotations

from django import template

from caseclose.staff import wording
from caseclose.staff.screens.audit import saying

register = template.Library()


@register.filter
def audit_words(value: object, kind: str) -> str:
    """Return the words for a code of a record, as in `{{ letter.state|audit_words:"MESSAGES" }}`."""
    return str(getattr(saying, kind).get(value) or wording.said(getattr(saying, kind), value))
