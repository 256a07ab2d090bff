"""Accounts, and what an account must not see."""

from __future__ import annotations

from caseclose.staff.models.account import Account, AccountBook
from caseclose.staff.models.conflict import Conflict
from caseclose.staff.models.saved_view import SavedView

__all__ = ["Account", "AccountBook", "Conflict", "SavedView"]
