"""Accounts, and what an account must not see."""

from __future__ import annotations

from caseclose.staff.models.account import Account, AccountBook
from caseclose.staff.models.conflict import Conflict
from caseclose.staff.models.saved_view import SavedView
from caseclose.staff.models.seal import Seal

__all__ = ["Account", "AccountBook", "Conflict", "SavedView", "Seal"]
