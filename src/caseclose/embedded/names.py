"""What the database and its three roles are called."""

from __future__ import annotations

OWNER = "caseclose_owner"
APPLICATION = "caseclose_app"
WEB = "caseclose_web"
"""The role of the public site: it may do much less (casework/web_rights.toml)."""
DATABASE = "caseclose"
