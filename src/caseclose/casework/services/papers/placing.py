"""Putting a paper with its case, and setting aside one that belongs to none or came twice. Both are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from caseclose.casework.models import IncomingPaper
from caseclose.casework.services import journal, keys
from caseclose.casework.services.locking import lock_cases, lock_living_case
from caseclose.casework.services.papers.taking_in import within_case_measure
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import DESK

REASONS = ("not_ours", "wrong_office", "twice", "unreadable", "other")
"""Why a paper is set aside."""


@dataclass(frozen=True, slots=True)
class PlacePaper:
    """Put the paper with a case: it is this case's mail."""

    paper: int
    name: ClassVar[str] = "place_paper"


@dataclass(frozen=True, slots=True)
class SetAside:
    """Set the paper aside: it is keyed in for no case, for a reason and in words."""

    paper: int
    because: str
    words: str
    name: ClassVar[str] = "set_paper_aside"


@dataclass(frozen=True, slots=True)
class BringBack:
    """Let a paper that was set aside wait again."""

    paper: int
    name: ClassVar[str] = "bring_paper_back"


def place_paper(*, number: str, placed: PlacePaper, by: Actor, on: date, at: datetime, key: str = "") -> bool:
    """Put a paper that waits with the case `number`; say whether that is new. Raises Refused and Case.DoesNotExist.

    Where it lay with another case, by its code or by mistake, the history of both tells it.
    """
    require_role(by, DESK, placed.name)
    with transaction.atomic():
        before = IncomingPaper.objects.filter(pk=placed.paper).values_list("case", flat=True).first()
        lock_cases(filter(None, (before, number)))
        case = lock_living_case(number)
        if keys.answer_given(key, number, placed) is not None:
            return False
        paper = waiting_paper(placed.paper, case.office_id)
        if paper.case_id != number:
            within_case_measure(number, paper.taken_on)
            _move(paper, number, by, on, at)
        keys.spend(key, number, placed, {}, on)
    return True


def set_paper_aside(*, office: str, aside: SetAside, by: Actor, on: date, at: datetime, key: str = "") -> None:
    """Set a paper that waits aside. It leaves its case; what was not ours is destroyed after a time. Raises Refused."""
    require_role(by, DESK, aside.name)
    if aside.because not in REASONS or not aside.words.strip():
        raise Refused("paper_reason", reasons=REASONS)
    with transaction.atomic():
        before = IncomingPaper.objects.filter(pk=aside.paper).values_list("case", flat=True).first()
        lock_cases(filter(None, (before,)))
        if keys.answer_given(key, office, aside) is not None:
            return
        paper = waiting_paper(aside.paper, office)
        IncomingPaper.objects.filter(pk=paper.pk).update(
            state=IncomingPaper.State.SET_ASIDE, because=aside.because, words=aside.words.strip(), done_on=on,
            done_by=by.name, case=None,
        )  # fmt: skip
        _tell(paper, "PaperSetAside", by, on, at, because=f"aside_{aside.because}")
        keys.spend(key, office, aside, {}, on)


def bring_paper_back(*, office: str, brought: BringBack, by: Actor, on: date, at: datetime, key: str = "") -> None:
    """Let a paper wait again that was set aside by mistake. Raises Refused where it is not set aside any more."""
    require_role(by, DESK, brought.name)
    with transaction.atomic():
        if keys.answer_given(key, office, brought) is not None:
            return
        found = IncomingPaper.objects.select_for_update().filter(pk=brought.paper, office=office).first()
        if found is None or found.state != IncomingPaper.State.SET_ASIDE:
            raise Refused("paper_not_set_aside")
        IncomingPaper.objects.filter(pk=found.pk).update(
            state=IncomingPaper.State.WAITING, because="", words="", done_on=None, done_by=""
        )
        _tell(found, "PaperBroughtBack", by, on, at)
        keys.spend(key, office, brought, {}, on)


def waiting_paper(paper: int, office: str) -> IncomingPaper:
    """Return a paper of an office that waits, locked. Raises Refused where it was dealt with, or is not there."""
    found = IncomingPaper.objects.select_for_update().filter(pk=paper, office=office).first()
    if found is None or found.state != IncomingPaper.State.WAITING:
        raise Refused("paper_not_waiting")
    return found


def _move(paper: IncomingPaper, number: str, by: Actor, on: date, at: datetime) -> None:
    if paper.case_id:
        _tell(paper, "PaperTakenAway", by, on, at)
    IncomingPaper.objects.filter(pk=paper.pk).update(case=number)
    paper.case_id = number
    _tell(paper, "PaperPlaced", by, on, at, arrived_on=paper.arrived_on.isoformat(), channel=paper.channel)


def _tell(paper: IncomingPaper, kind: str, by: Actor, on: date, at: datetime, **body: object) -> None:
    said = {"paper": paper.pk, **body}
    journal.append([journal.Line(paper.case_id, None, kind, on, at, by.name, by.role.value, said)])
