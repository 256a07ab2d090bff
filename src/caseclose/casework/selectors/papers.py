"""Papers that came in, as screens show them. No picture is read but the one that is asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from caseclose.casework.facts.reading import PROTECTED
from caseclose.casework.models import (
    Case,
    Closure,
    IncomingPaper,
    KeyedIn,
    PaperOriginal,
    PaperPage,
    Participant,
    Reply,
    WebAttachment,
    WebFiling,
)
from caseclose.casework.selectors.case_page import is_protected

SAFETY, SAFE = "safety", ("", "no")
"""The answer that says whether somebody may be at risk, and what it says where nobody is."""
ON_PAPER = "signed_on_paper"
"""Among what was sent on the web: that the signature is on a paper that came with it, at which nobody has looked."""
_ROW = ("id", "arrived_on", "channel", "kind", "pages", "case", "code", "taken_by", "taken_on", "state", "sha256")


def papers_waiting(office: str, hidden: Sequence[str]) -> QuerySet[IncomingPaper, dict[str, Any]]:
    """Return the papers of an office that wait to be keyed in, but for those of hidden cases."""
    found = IncomingPaper.objects.filter(state=IncomingPaper.State.WAITING, office=office)
    seen = found.filter(~Q(case__in=list(hidden)) | Q(case=None))
    rows: QuerySet[IncomingPaper, dict[str, Any]] = seen.values(*_ROW)
    return rows


def papers_set_aside(office: str) -> QuerySet[IncomingPaper, dict[str, Any]]:
    """Return the papers of an office that were set aside, and why."""
    found = IncomingPaper.objects.filter(state=IncomingPaper.State.SET_ASIDE, office=office)
    rows: QuerySet[IncomingPaper, dict[str, Any]] = found.values(*_ROW, "because", "words", "done_on", "done_by")
    return rows


def paper_numbered(number: int) -> QuerySet[IncomingPaper]:
    """Return the paper with its office, and what was sent with it on the web, as a query; empty if there is none."""
    return IncomingPaper.objects.filter(pk=number).select_related("office", "filing")


def same_papers(paper: IncomingPaper) -> list[dict[str, Any]]:
    """Return the other papers of the office that are the very same file, oldest first."""
    found = IncomingPaper.objects.filter(office=paper.office_id, sha256=paper.sha256).exclude(pk=paper.pk)
    return list(found.order_by("id").values(*_ROW)[:20])


def page_of_paper(paper: int, number: int) -> tuple[str, bytes] | None:
    """Return one page as staff see it, with its media type; None where there is no such page."""
    found = PaperPage.objects.filter(paper=paper, number=number).values_list("media", "picture").first()
    return (f"image/{found[0]}", bytes(found[1])) if found else None


def page_sizes(paper: int) -> list[dict[str, Any]]:
    """Return number, width and height of each page of a paper, so that its place is kept while it is fetched."""
    found = PaperPage.objects.filter(paper=paper).order_by("number")
    return [dict(row) for row in found.values("number", "width", "height")]


def original_of(paper: int) -> bytes | None:
    """Return the file as it came; None where there is none."""
    found = PaperOriginal.objects.filter(pk=paper).values_list("data", flat=True).first()
    return bytes(found) if found is not None else None


def paper_is_protected(paper: IncomingPaper) -> bool:
    """Say whether a paper may show something that is protected. Of a paper without a case nobody knows yet."""
    if paper.case_id is None:
        return False
    keyed = KeyedIn.objects.filter(paper=paper).select_related("document")
    return has_protected_people(paper.case_id) or any(map(_risky, keyed))


def told_is_protected(keyed: KeyedIn) -> bool:
    """Say whether what was keyed in may show something that is protected."""
    return _risky(keyed) or has_protected_people(keyed.case_id)


def has_protected_people(number: str) -> bool:
    """Say whether there is anybody on the case with something to protect."""
    parts = Participant.objects.filter(case=number).select_related("person")
    return any(is_protected(part.person) for part in parts)


def _risky(keyed: KeyedIn) -> bool:
    """Say whether it is a protected document, or speaks of somebody who may be at risk."""
    evidence = keyed.document.evidence if keyed.document else ""
    return evidence == PROTECTED or keyed.said.get(SAFETY, "") not in SAFE


def papers_of_case(number: str) -> list[dict[str, Any]]:
    """Return what came in for the case, newest first: papers with what was keyed from them, and what was told without.

    Each has `paper` (its number, None without one), `pages`, `kind`, `channel`, `arrived_on`, `keyed_on`, `receipt`,
    and `waits`: whether nobody has keyed it in yet.
    """
    keyed = [
        {**row, "waits": False}
        for row in KeyedIn.objects.filter(case=number).values(
            "id", "paper", "paper__pages", "kind", "channel", "arrived_on", "keyed_on", "receipt"
        )
    ]
    waiting = IncomingPaper.objects.filter(Q(case=number), state=IncomingPaper.State.WAITING)
    found = keyed + [
        {"id": None, "paper": row["id"], "paper__pages": row["pages"], "kind": "", "channel": row["channel"],
         "arrived_on": row["arrived_on"], "keyed_on": None, "receipt": "", "waits": True}
        for row in waiting.values("id", "pages", "channel", "arrived_on")
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row["arrived_on"], row["paper"] or 0), reverse=True)


def waiting_mail(numbers: Collection[str]) -> frozenset[str]:
    """Return which of these cases have a paper that nobody has keyed in yet."""
    found = IncomingPaper.objects.filter(case__among=numbers, state=IncomingPaper.State.WAITING)
    return frozenset(found.values_list("case", flat=True))


def where_closing_stands(number: str) -> dict[str, Any] | None:
    """Return the newest closing of a case as whoever keys in must know it; None where there is none."""
    found = Closure.objects.filter(case=number).order_by("-id")
    row = found.values("step", "noticed_on", "earliest_close_on", "closed_on").first()
    return dict(row) if row else None


def opener_of(case: Case) -> tuple[str, bool]:
    """Return the name of the person who opened the case, and whether it is kept back; no name where none is known."""
    person = case.opened_by
    if person is None:
        return "", False
    if is_protected(person):
        return "", True
    return " ".join(filter(None, (person.given_name, person.family_name))), False


def found_late(keyed: KeyedIn) -> bool:
    """Say whether a reply was keyed in when the case was closed already: a person must review it."""
    return Reply.objects.filter(key=keyed.receipt, closure__closed_on__lte=keyed.keyed_on).exists()


def keyed_in(number: int) -> KeyedIn | None:
    """Return what was keyed in under this number, with its case and office."""
    return KeyedIn.objects.filter(pk=number).select_related("case__office", "paper", "document").first()


def signed_on_paper(filed: WebFiling) -> bool:
    """Say whether an act on the web was signed on a paper that came with it."""
    return bool(filed.said.get(ON_PAPER))


def came_together(paper: IncomingPaper) -> tuple[WebFiling | None, list[int]]:
    """Return the act on the web that a paper is, or came with, and the other papers of it, the act itself first."""
    attached = WebAttachment.objects.filter(paper=paper).select_related("filing").first()
    filed = attached.filing if attached else filed_with(paper)
    if filed is None:
        return None, []
    papers = [filed.pk, *filed.attachments.order_by("paper").values_list("paper", flat=True)]
    return filed, [number for number in papers if number != paper.pk]


def filed_with(paper: IncomingPaper) -> WebFiling | None:
    """Return what was sent on the web with this paper; None where it came another way."""
    try:
        return paper.filing
    except WebFiling.DoesNotExist:
        return None
