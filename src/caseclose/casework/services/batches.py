"""Errands: the same thing done to many cases, so many in one transaction. A batch that is killed is undone whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from caseclose.casework.models import Closure
from caseclose.casework.services.acting import Acted, Deciding, Trouble, carry_out, closing
from caseclose.casework.services.matters import lock_matters
from caseclose.casework.services.occasions import Occasion
from caseclose.closure.commands import Actor


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be done to each case that is due: what decides, and what becomes of those that are refused.

    `due` tells which closures are due on a day: each is looked at again once its case is locked. `closes` says that
    cases may close by it, so that their remedies are locked with them.
    """

    due: Callable[[date], QuerySet[Closure]]
    decide: Callable[[date], Deciding]
    refused: Callable[[dict[str, Trouble], Occasion], int]
    closes: bool = False


@dataclass(slots=True)
class Batch:
    """What became of a batch. `asked` counts the cases about which a person was asked anew."""

    acted: Acted
    asked: int


def do_batch(
    errand: Errand, numbers: Sequence[str], *, by: Actor, on: date, at: datetime, skip_locked: bool = True
) -> Batch:
    """Do the errand to these cases in one transaction. What is no longer due is left alone.

    Raises Refused where nothing may close now, whichever the case.
    """
    with transaction.atomic():
        matters = lock_matters(numbers, skip_locked=skip_locked)
        locked = [matter.case.number for matter in matters]
        due = set(errand.due(on).filter(case__among=locked).values_list("case_id", flat=True))
        wanted = [number for number in locked if number in due]
        occasion = closing(by, on, at, wanted) if errand.closes else Occasion(by, on, at)
        apart = set(occasion.in_place.apart(wanted))
        acted = carry_out([each for each in matters if each.case.number in apart], errand.decide(on), occasion)
        acted.later = [number for number in numbers if number not in set(locked) or number in due - apart]
        asked = errand.refused(acted.refused, occasion)
        occasion.write()
    return Batch(acted, asked)
