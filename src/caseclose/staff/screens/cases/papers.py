"""The paper that a second person reads before approving."""

from __future__ import annotations

from caseclose.casework.facts.reading import BadRecords
from caseclose.casework.selectors.letters.approvals import approval_paper
from caseclose.closure.refused import Refused
from caseclose.law.errors import UnknownName
from caseclose.law.reading import shipped
from caseclose.letters.blocks import Composed
from caseclose.letters.composing import compose
from caseclose.letters.refused import CannotWrite
from caseclose.staff.requests import StaffRequest
from caseclose.web.language import language


def approvers_paper(asking: StaffRequest, act: str) -> Composed | None:
    """Return what the second person reads, before approving; None before any other act, or where it cannot be made."""
    if act != "approve":
        return None
    lang = language()
    try:
        facts = approval_paper(asking.case.number, asking.day, lang, asking.user.name)
        return compose(shipped(), facts, lang)
    except (Refused, BadRecords, CannotWrite, UnknownName):
        return None
