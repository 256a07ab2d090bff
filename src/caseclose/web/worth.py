"""What a limit of the law is worth, as people read it."""

from __future__ import annotations

from django.utils.translation import ngettext

from caseclose.law.explain import shown, shown_span
from caseclose.law.limits import Worth
from caseclose.law.spans import Span
from caseclose.law.working_days import WorkingDays


def worth_in_words(worth: Worth, lang: str) -> str:
    """Say what a limit is worth: $35.00, 60 days, 14 días."""
    if isinstance(worth, Span):
        return shown_span(worth, lang)
    if isinstance(worth, WorkingDays):
        return ngettext("%(n)s working day", "%(n)s working days", worth.count) % {"n": worth.count}
    return shown(worth, lang)
