"""What the system may not settle waits for a person, once for each rule that holds it."""

from __future__ import annotations

from datetime import date

from caseclose.casework.services.release_tasks import report
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role

SYSTEM = Actor("system", Role.SYSTEM)


def hold(number: str, refused: Refused, on: date) -> bool:
    """Ask a person to look at case `number`, which the rule of `refused` holds; say whether that is new."""
    return report(case=number, key=f"held:{number}:{refused.rule}", kind=refused.rule, words=str(refused), on=on)
