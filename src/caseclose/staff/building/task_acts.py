"""Which act is for which task: by the name of its address."""

from __future__ import annotations

from caseclose.casework.services.releases.tasks import ASKED

FINISH, SETTLE = "case_finish", "case_settle"


def act_of_task(kind: str) -> str:
    """Return the act that deals with a task of this kind: a release is settled, anything else is finished in words."""
    return SETTLE if kind in ASKED else FINISH
