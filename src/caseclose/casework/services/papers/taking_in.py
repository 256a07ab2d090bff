"""Taking a paper in: within its office's measure, looked into by the room of papers, stored whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Sum

from caseclose.casework.models import Case, IncomingPaper, Office, PaperOriginal, PaperPage
from caseclose.casework.selectors.paper_codes import CodeRead, case_of_marks
from caseclose.casework.services import journal, keys
from caseclose.casework.services.locking import lock_case
from caseclose.casework.services.papers.refusing import refusal_of
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import DESK
from caseclose.law.safeguards import paper_limits
from caseclose.papers.reading import Paper, Scan, read_paper
from caseclose.papers.why import NotTaken

CHANNELS = ("mail", "fax", "in_person")
"""How a paper may have come: the channels of a closing that bring paper."""


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Take in a paper that arrived at a moment by a channel. The file itself is told by its fingerprint."""

    channel: str
    arrived_at: datetime
    sha256: str = ""
    name: ClassVar[str] = "take_in"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The paper, whose case it was found to be, and earlier papers that are the very same file."""

    paper: int
    case: str
    same: list[int] = field(default_factory=list)
    repeated: bool = False


def take_in(
    data: bytes, arrived: TakeIn, *, office: str, scan: Scan, form_key: bytes, by: Actor, on: date, at: datetime,
    key: str = "",
) -> TakenIn:  # fmt: skip
    """Take in a paper for an office. Raises Refused, and then nothing but the refusal is stored."""
    place = Office.objects.get(code=office)
    paper = looked_into(data, arrived, place, scan=scan, by=by, on=on, at=at)
    said = TakeIn(arrived.channel, arrived.arrived_at, paper.sha256)
    found = case_of_marks(paper.marks, place, form_key)
    with transaction.atomic():
        before = keys.answer_given(key, office, said)
        if before is not None:
            return TakenIn(**before, repeated=True)
        made = store_paper(paper, said, place, _locked(found, on), found.code, by, on, at)
        same = IncomingPaper.objects.filter(office=place, sha256=paper.sha256).exclude(pk=made.pk)
        answer: dict[str, Any] = {
            "paper": made.pk,
            "case": found.case,
            "same": sorted(same.values_list("pk", flat=True)),
        }
        keys.spend(key, office, said, answer, on)
    return TakenIn(**answer)


def looked_into(
    data: bytes, arrived: TakeIn, office: Office, *, scan: Scan, by: Actor, on: date, at: datetime
) -> Paper:
    """Return what a file is found to hold, where the office may take one in. Raises Refused; the journal tells of it.

    Not within a transaction: what was refused is told although nothing is stored.
    """
    _check(arrived, by, at)
    _within_measure(office, len(data), on)
    try:
        return read_paper(data, paper_limits(), scan)
    except NotTaken as refused:
        _tell(None, "PaperRefused", {"why": refused.why.value, "office": office.code}, by, on, at)
        raise refusal_of(refused.why) from None


def put_with(
    case: Case, paper: Paper, arrived: TakeIn, code: CodeRead, *, by: Actor, on: date, at: datetime
) -> IncomingPaper:
    """Store a paper as this case's, which the caller has locked. Raises Refused where its code is another case's."""
    if code.case not in ("", case.number):
        raise Refused("paper_of_another_case")
    within_case_measure(case.number, on)
    return store_paper(paper, arrived, case.office, case, code.code, by, on, at)


def _check(arrived: TakeIn, by: Actor, at: datetime) -> None:
    require_role(by, DESK, arrived.name)
    if arrived.channel not in CHANNELS:
        raise Refused("paper_channel", channel=arrived.channel, channels=CHANNELS)
    if arrived.arrived_at > at:
        raise Refused("not_arrived_yet", arrived_at=arrived.arrived_at.isoformat(timespec="minutes"))


def _within_measure(office: Office, size: int, on: date) -> None:
    """Refuse where the office has taken in as much as it may in a day: somebody fills the records up."""
    limits = paper_limits()
    taken = IncomingPaper.objects.filter(office=office, taken_on=on).aggregate(many=Count("id"), bytes=Sum("size"))
    if taken["many"] >= limits.office_a_day or (taken["bytes"] or 0) + size > limits.office_bytes_a_day:
        raise Refused("paper_office_full", most=limits.office_a_day)


def within_case_measure(number: str, on: date) -> None:
    """Refuse where a case has got as many papers as it may in a day. The caller has locked the case."""
    most = paper_limits().case_a_day
    if IncomingPaper.objects.filter(case=number, taken_on=on).count() >= most:
        raise Refused("paper_case_full", most=most)


def store_paper(
    paper: Paper, said: TakeIn, office: Office, case: Case | None, code: str, by: Actor, on: date, at: datetime
) -> IncomingPaper:
    """Store the file as it came and its pages, and tell it, in this transaction. The caller has locked the case."""
    made = IncomingPaper.objects.create(
        office=office,
        case=case,
        channel=said.channel,
        arrived_at=said.arrived_at,
        arrived_on=said.arrived_at.astimezone(ZoneInfo(office.zone)).date(),
        taken_at=at,
        taken_on=on,
        taken_by=by.name,
        kind=paper.kind.value,
        size=len(paper.data),
        pages=len(paper.pages),
        sha256=paper.sha256,
        code=code,
    )
    PaperOriginal.objects.create(paper=made, data=paper.data)
    PaperPage.objects.bulk_create(
        PaperPage(paper=made, number=number, media=page.media, width=page.width, height=page.height,
                  picture=page.picture)
        for number, page in enumerate(paper.pages, start=1)
    )  # fmt: skip
    _tell(made.case_id, "PaperTakenIn", _body(made), by, on, at)
    return made


def _locked(found: CodeRead, on: date) -> Case | None:
    """Lock the case that the code names, and refuse where it has its measure of papers; of a destroyed one none."""
    if not found.case:
        return None
    case = lock_case(found.case)
    if case.kind == Case.Kind.DESTROYED:
        return None
    within_case_measure(case.number, on)
    return case


def _body(made: IncomingPaper) -> dict[str, Any]:
    return {"paper": made.pk, "channel": made.channel, "arrived_on": made.arrived_on.isoformat(), "sha256": made.sha256}


def _tell(case: str | None, kind: str, body: dict[str, Any], by: Actor, on: date, at: datetime) -> None:
    with transaction.atomic():
        journal.append([journal.Line(case, None, kind, on, at, by.name, by.role.value, body)])
