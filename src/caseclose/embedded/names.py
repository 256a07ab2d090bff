"""What the database and its two roles are called."""

from __future__ import annotations

OWNER = "caseclose_owner"
APPLICATION = "caseclose_app"
DATABASE = "caseclose"
