"""The accounts of the demonstration: one for each role, without a password, as the people of the practice office."""

from __future__ import annotations

from datetime import date, datetime
from zlib import crc32

from django.db.models import QuerySet

from caseclose.casework.models import Case, Office
from caseclose.casework.selectors.offices import busiest_office
from caseclose.casework.selectors.work_queue import Wanted, closings_in_progress
from caseclose.casework.services.assigning import AssignCase, assign_case
from caseclose.closure.commands import Actor
from caseclose.closure.steps import Role
from caseclose.practice.desk import book
from caseclose.staff.models import Account
from caseclose.staff.roles import StaffRole

PREFIX, TEAM = "demo.", "team one"
OTHERS = (StaffRole.ATTORNEY, StaffRole.AUDITOR, StaffRole.POLICY_ANALYST, StaffRole.RECORDS_OFFICER, StaffRole.ADMIN)
UNASSIGNED = 4
"""One case of so many is in nobody's care, for somebody to take."""
ELSEWHERE = 10
"""One case of so many of the other offices stays there."""


def demo_accounts() -> QuerySet[Account]:
    """Return the accounts of the demonstration, in the order in which they were made."""
    return Account.objects.filter(sign_in__startswith=PREFIX, is_active=True).order_by("pk")


def make_demo_accounts(on: date, at: datetime) -> None:
    """Make the accounts, and give the closings in progress to the workers; what is there already stays as it is."""
    office, staff = _one_large_office(), book()["staff"]
    people = [(StaffRole.INTAKE, staff["clerks"][0]), *((StaffRole.CASEWORKER, name) for name in staff["workers"][:2]),
              (StaffRole.SUPERVISOR, staff["supervisors"][0])]  # fmt: skip
    people += [(role, f"{role.value.replace('_', ' ')} one") for role in OTHERS]
    new = [_made(role, name, office) for role, name in people]
    if any(new):
        _share_out(staff["workers"][:2], Actor(staff["supervisors"][0], Role.SUPERVISOR), on, at)


def _one_large_office() -> Office | None:
    """Return the office of the demonstration, with nearly every case in it; some stay elsewhere, out of its sight."""
    office = busiest_office()
    if office is not None and not demo_accounts().exists():
        others = Case.objects.filter(office__state=office.state).exclude(office=office)
        moved = [number for number in others.values_list("number", flat=True) if crc32(number.encode()) % ELSEWHERE]
        others.filter(number__among=moved).update(office=office)
    return office


def _made(role: StaffRole, name: str, office: Office | None) -> bool:
    account = Account(
        sign_in=f"{PREFIX}{name.replace(' ', '.')}", name=name, roles=[role.value], team=TEAM, office=office
    )
    if Account.objects.filter(sign_in=account.sign_in).exists():
        return False
    account.set_unusable_password()
    account.save()
    return True


def _share_out(workers: list[str], by: Actor, on: date, at: datetime) -> None:
    for number in closings_in_progress(Wanted()).values_list("case_id", flat=True):
        drawn = crc32(number.encode())
        if drawn % UNASSIGNED:
            assign_case(number=number, to=AssignCase(workers[drawn % len(workers)], TEAM), by=by, on=on, at=at)
