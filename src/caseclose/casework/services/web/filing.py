"""Filing an act of a person on the web: as a paper that arrived, whoever's it is. Nobody outside learns whose it is.

The same is done for an act about a case that we know and one about a case that there is not: it is printed as the
person saw it, and stored as a paper that waits. What it leads to is found out afterwards, inside (weighing.py). Only an
answer to a letter is laid with its case at once, by its code, so that it holds the closing from the same moment on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from caseclose.casework.models import Case, IncomingPaper, Office, WebAttachment, WebFiling
from caseclose.casework.selectors.web import case_of_mark, filing_of
from caseclose.casework.services.locking import hold_case
from caseclose.casework.services.mail.codes import mark_of
from caseclose.casework.services.papers.refusing import refusal_of
from caseclose.casework.services.papers.taking_in import TakeIn, store_paper, within_case_measure
from caseclose.casework.services.web.measure import Sender, hold_one_more, within_measure
from caseclose.casework.services.web.references import mark_of_reference, reference_for
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role
from caseclose.law.safeguards import paper_limits, web_limits
from caseclose.letters.act import Stroke, ToldAct, print_act
from caseclose.papers.reading import Paper, Scan, read_paper
from caseclose.papers.why import NotTaken

WEB = Actor("web", Role.RECIPIENT)
"""As whom an act on the web stands in the journal: the person's name is on the paper alone."""
CHANNEL, CODE, MARK = "web", "code", "mark"
"""The channel of a closing; and that of the code of a letter only its fingerprint is kept."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a person sends. `name` is the last name that they give, `claimed` the case number or code that they name.

    `said` are the answers by name; `told` is the same in the words that the person saw, with the title. `follows` is
    the reference of the request that a withdrawal takes back.
    """

    kind: str
    state: str
    name: str
    claimed: str
    said: Mapping[str, Any]
    title: str
    told: tuple[tuple[str, str], ...]
    arrived: str
    lang: str = "en"
    strokes: tuple[Stroke, ...] = ()
    follows: str = ""
    files: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the person gets. `whole` says that all was kept; else the files were not, for too much was sent."""

    reference: str
    arrived_at: datetime
    whole: bool = True


def file_act(act: Act, *, caller: str, scan: Scan, on: date, at: datetime, key: str) -> Receipt:
    """File an act that arrived `at`. The same key again gives the same receipt.

    Raises Refused where too much was sent, or a file cannot be taken: then nothing is stored. An answer to a letter is
    kept whatever was sent before it, but without its files.
    """
    reference = reference_for(key)
    mark = mark_of_reference(reference, act.name)
    before = WebFiling.objects.filter(reference=mark).values_list("paper__arrived_at", flat=True).first()
    if before is not None:
        return Receipt(reference, before)
    whole = _measured(act, caller, at)
    papers = [_own_paper(act, at), *_files(act, scan if whole else None)]
    with transaction.atomic():
        _store(act, papers, mark, on, at, by_code=whole)
    return Receipt(reference, at, whole)


def _measured(act: Act, caller: str, at: datetime) -> bool:
    """Count the act; say whether it is within measure. Raises Refused where it is not and can be sent another way."""
    if len(act.files) > web_limits().files:
        raise Refused("web_too_many_files", most=web_limits().files)
    if within_measure(Sender(caller, act.claimed), files=len(act.files), at=at):
        return True
    if act.kind != WebFiling.Kind.REPLY:
        raise Refused("web_too_many")
    hold_one_more(at)
    return False


def _own_paper(act: Act, at: datetime) -> Paper:
    """Return the act itself as a paper. It goes through the child process as files do: it holds what was typed."""
    told = ToldAct(act.lang, act.title, act.arrived, act.told, act.strokes)
    return read_paper(print_act(told, at), paper_limits(), lambda _data: "")


def _files(act: Act, scan: Scan | None) -> list[Paper]:
    if scan is None:
        return []
    try:
        return [read_paper(data, paper_limits(), scan) for data in act.files]
    except NotTaken as refused:
        raise refusal_of(refused.why) from None


def _store(act: Act, papers: Sequence[Paper], mark: str, on: date, at: datetime, *, by_code: bool) -> None:
    said = _kept(act.said)
    answers = by_code and act.kind == WebFiling.Kind.REPLY
    number = case_of_mark(said.get(MARK, ""), act.name, on) if answers else None
    office, case = _place(act, number, on)
    made = [store_paper(paper, TakeIn(CHANNEL, at), office, case, "", WEB, on, at) for paper in papers]
    filing = WebFiling.objects.create(
        paper=made[0], kind=act.kind, reference=mark, language=act.lang, said=said, follows=_followed(act)
    )
    WebAttachment.objects.bulk_create(WebAttachment(paper=paper, filing=filing) for paper in made[1:])


def _kept(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers as they are kept: without the code of a letter, which still opens its case."""
    kept = {name: value for name, value in said.items() if name != CODE}
    return kept | {MARK: mark_of(said[CODE])} if said.get(CODE) else kept


def _place(act: Act, number: str | None, on: date) -> tuple[Office, Case | None]:
    """Return the office that an act goes to, and its case: that of the code, else none, and the state's first office.

    A case that has its measure of papers gets no more by itself: a person puts them there. The records are asked the
    same for a code that leads nowhere.
    """
    case = hold_case(number or "")
    case = case if _has_room(number or "", on) else None
    offices = Office.objects.order_by("code")
    found = offices.filter(state=act.state).first() or offices.first()
    if found is None:
        raise Refused("web_full")
    return (case.office, case) if case else (found, None)


def _has_room(number: str, on: date) -> bool:
    try:
        within_case_measure(number, on)
    except Refused:
        return False
    return True


def _followed(act: Act) -> WebFiling | None:
    return filing_of(act.follows, act.name) if act.follows else None


def papers_of(filing: WebFiling) -> list[IncomingPaper]:
    """Return the paper of an act and those that came with it."""
    return [filing.paper, *(each.paper for each in filing.attachments.select_related("paper").order_by("paper"))]
