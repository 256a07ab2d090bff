"""What people are in the office, and as whom the table of steps knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from caseclose.closure.steps import TABLE, Role


class StaffRole(StrEnum):
    """A part that an account may have. An account may have several."""

    INTAKE = "intake"
    CASEWORKER = "caseworker"
    SUPERVISOR = "supervisor"
    ATTORNEY = "attorney"
    AUDITOR = "auditor"
    POLICY_ANALYST = "policy_analyst"
    RECORDS_OFFICER = "records_officer"
    ADMIN = "admin"


ACTS_AS: Mapping[StaffRole, Role] = {
    StaffRole.INTAKE: Role.INTAKE,
    StaffRole.CASEWORKER: Role.CASEWORKER,
    StaffRole.SUPERVISOR: Role.SUPERVISOR,
    StaffRole.RECORDS_OFFICER: Role.RECORDS_OFFICER,
}
"""As whom a role takes steps of a closing. The others read, and take none."""


def role_for(command: str, roles: Iterable[str]) -> Role | None:
    """Return as whom somebody with these roles takes the step `command`; None where the table of steps lets nobody."""
    row = TABLE[command]
    return next((acts for acts in acting_roles(roles) if acts in row.by), None)


def acting_roles(roles: Iterable[str]) -> list[Role]:
    """Return as whom somebody with these roles may take steps, in the order in which the roles are listed here."""
    held = set(roles)
    return [acts for role, acts in ACTS_AS.items() if role.value in held]
