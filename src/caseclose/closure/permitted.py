"""Who may ask for what: asked first of every act, before anything is read or locked."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role


def require_role(by: Actor, allowed: AbstractSet[Role], command: str) -> None:
    """Let an actor in one of the allowed roles pass. Raises Refused, which names the command and those who may."""
    if by.role not in allowed:
        raise Refused("wrong_role", command=command, role=by.role, by=allowed)
