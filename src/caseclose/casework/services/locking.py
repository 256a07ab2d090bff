"""Locking a case: whoever changes anything about one locks its row first, so that two who act at once take turns."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from psycopg.errors import DeadlockDetected

from caseclose.casework.models import Case
from caseclose.closure.refused import Refused


def lock_case(number: str) -> Case:
    """Return the case with its office, locked until the transaction ends. Raises Case.DoesNotExist."""
    return Case.objects.select_for_update(of=("self",)).select_related("office").get(number=number)


def hold_case(number: str) -> Case | None:
    """Return the case with its office, locked, for a role that may change no case; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_hold_case(%s)", [number])
    found = Case.objects.filter(number=number).select_related("office")
    return found.only("kind", *(f"office__{name}" for name in ("state", "name", "zone"))).first()


def lock_living_case(number: str) -> Case:
    """Return the case, locked. Raises Refused where its records were destroyed, and Case.DoesNotExist."""
    case = lock_case(number)
    if case.kind == Case.Kind.DESTROYED:
        raise Refused("records_destroyed")
    return case


def lock_cases(numbers: Iterable[str]) -> frozenset[str]:
    """Lock these cases, in the order of their numbers, until the transaction ends; return those that there are."""
    locked = Case.objects.select_for_update().filter(number__among=set(numbers)).order_by("number")
    return frozenset(locked.values_list("number", flat=True))


def is_deadlock(error: Exception) -> bool:
    """Say whether the database undid a transaction because it and another waited for each other: it may begin again."""
    return isinstance(error.__cause__, DeadlockDetected)
