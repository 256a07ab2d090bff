"""Which papers an account may see: those of its office, less those of cases that it must not see."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from caseclose.casework.models import Case, IncomingPaper, KeyedIn
from caseclose.casework.selectors.papers import keyed_in, paper_numbered
from caseclose.closure.commands import Actor
from caseclose.staff.access.need import case_seen_by, sees_any_office
from caseclose.staff.models import Account


def paper_seen_by(account: Account, number: int) -> tuple[IncomingPaper, Case | None]:
    """Return the paper, and its case where it has one. Raises Http404 where the account must not see it."""
    paper = paper_numbered(number).first() if number < 1 << 63 else None
    if paper is None or not (sees_any_office(account) or paper.office_id == account.office_id):
        raise Http404
    if paper.case_id is None:
        return paper, None
    case = case_seen_by(account, paper.case_id)
    if case is None:
        raise Http404
    return paper, case


def receipt_seen_by(account: Account, number: int) -> tuple[KeyedIn, Case]:
    """Return what was keyed in, and its case. Raises Http404 where the account must not see it."""
    found = keyed_in(number) if number < 1 << 63 else None
    case = case_seen_by(account, found.case_id) if found else None
    if found is None or case is None:
        raise Http404
    return found, case


def office_of(account: Account) -> str:
    """Return the office for which the account takes papers in. Raises PermissionDenied where it has none."""
    if account.office_id is None:
        raise PermissionDenied
    return account.office_id


def acting(account: Account) -> Actor:
    """Return as whom the account acts. Raises PermissionDenied where it may not act."""
    actor = account.actor()
    if actor is None:
        raise PermissionDenied
    return actor
