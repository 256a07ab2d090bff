"""Sealing a case, so that only named accounts may open it; saying who these are; and lifting the seal.

An office seals the case of somebody who works in it, or one that a court sealed. Why is kept with the case and in the
journal, and shown to those alone who may open it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import F, Q, QuerySet

from caseclose.casework.models import Case, Office
from caseclose.casework.services import journal, keys
from caseclose.casework.services.locking import lock_living_case
from caseclose.closure.refused import Refused
from caseclose.staff.models import Account, Seal
from caseclose.staff.roles import StaffRole

SEALED, NAMED, LIFTED = "CaseSealed", "SealChanged", "SealLifted"
SEALERS = (StaffRole.SUPERVISOR, StaffRole.ADMIN)
"""Who may say who opens a case. An administrator sees none of what is in it."""
_COLUMNS = ("id", "case", "may_open", "set_by", "set_on")
_OPENERS = [role.value for role in StaffRole if role not in {StaffRole.ADMIN, StaffRole.POLICY_ANALYST}]


@dataclass(frozen=True, slots=True)
class Sealing:
    """Who acts, in which role, on which day and at which moment."""

    account: Account
    role: StaffRole
    on: date
    at: datetime


def who_could_open(office: Office) -> dict[int, Account]:
    """Return the accounts that may be named for a case of this office: its own, and those who see every office."""
    there = Q(office=office, roles__overlap=_OPENERS) | Q(roles__contains=[StaffRole.AUDITOR.value])
    return {each.pk: each for each in Account.objects.filter(there, is_active=True).order_by("name")}


def seals_set() -> QuerySet[Seal, dict[str, Any]]:
    """Return the seals that there are, in rows. Why a case is sealed is not in them."""
    rows: QuerySet[Seal, dict[str, Any]] = Seal.objects.values(*_COLUMNS, place=F("case__office__name"))
    return rows


def seal_numbered(pk: int) -> Seal | None:
    """Return a seal with its case and the office of that; None where there is none."""
    return Seal.objects.select_related("case__office").filter(pk=pk).first()


def names_of(pks: Iterable[int]) -> dict[int, str]:
    """Return what these accounts are called."""
    return dict(Account.objects.filter(pk__in=[*pks]).values_list("pk", "name"))


@dataclass(frozen=True, slots=True)
class SealCase:
    """Let these accounts alone open a case, for this reason."""

    may_open: tuple[int, ...]
    because: str
    name: ClassVar[str] = "seal_case"


@dataclass(frozen=True, slots=True)
class LiftSeal:
    """Let a case be seen again by whoever works with the cases of its office, for this reason."""

    because: str
    name: ClassVar[str] = "lift_seal"


def seal_case(number: str, asked: SealCase, by: Sealing, *, key: str = "") -> None:
    """Seal a case, or say anew who may open a sealed one, and why. Raises Refused, KeyReused."""
    with transaction.atomic():
        case = _locked(number, by, asked.name)
        if keys.answer_given(key, number, asked) is not None:
            return
        could = who_could_open(case.office)
        named = sorted(pk for pk in {*asked.may_open} if pk in could)
        if not named:
            raise Refused("seal_names_nobody")
        values = {"may_open": named, "because": asked.because, "set_by": by.account.name, "set_on": by.on}
        _, new = Seal.objects.update_or_create(case=case, defaults=values)
        names = sorted(could[pk].name for pk in named)
        _tell(SEALED if new else NAMED, case, by, accounts=names, because=asked.because)
        keys.spend(key, number, asked, {}, by.on)


def lift_seal(number: str, asked: LiftSeal, by: Sealing, *, key: str = "") -> None:
    """Lift the seal of a case. Raises Refused where there is none, and KeyReused."""
    with transaction.atomic():
        case = _locked(number, by, asked.name)
        if keys.answer_given(key, number, asked) is not None:
            return
        gone, _ = Seal.objects.filter(case=case).delete()
        if not gone:
            raise Refused("not_sealed")
        _tell(LIFTED, case, by, because=asked.because)
        keys.spend(key, number, asked, {}, by.on)


def _locked(number: str, by: Sealing, command: str) -> Case:
    if by.role not in SEALERS or not by.account.has(by.role):
        raise Refused("wrong_role", command=command, role=by.role, by=SEALERS)
    if not number.isprintable() or not Case.objects.filter(number=number).exists():
        raise Refused("nobody_there")
    lock_living_case(number)
    return Case.objects.select_related("office").get(number=number)


def _tell(kind: str, case: Case, by: Sealing, **said: object) -> None:
    line = journal.Line(case.number, None, kind, by.on, by.at, by.account.name, by.role.value, said)
    journal.append([line])
