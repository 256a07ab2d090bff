"""Holding acts from the web against the records, inside: what clearly belongs to a case takes its step there.

What does not, stays a paper that waits for a clerk. So does a request of somebody who may be at risk, one that was
signed on a paper which came with it, and whatever the closing refuses. Nothing of it is told outside.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.db import transaction

from caseclose.casework.facts.reading import BadRecords
from caseclose.casework.models import Case, IncomingPaper, WebFiling
from caseclose.casework.selectors.case_page import is_protected
from caseclose.casework.selectors.papers import SAFE, SAFETY, signed_on_paper
from caseclose.casework.selectors.web import Claim, case_of_claim, case_of_mark
from caseclose.casework.services import journal
from caseclose.casework.services.asked import ask_once, asked, asked_why
from caseclose.casework.services.locking import lock_cases, lock_living_case
from caseclose.casework.services.outbox.broken import broken
from caseclose.casework.services.papers.keying import REPLY, REQUEST, WITHDRAWAL, KeyIn, record_keyed
from caseclose.casework.services.web.filing import CHANNEL, MARK, WEB, papers_of
from caseclose.closure.refused import Refused
from caseclose.law.values import BadValue, read_day

AT_ONCE = 200
KEPT = {
    REQUEST: ("signer", "signed", "may_ask", "stop", "cash_aid", "medicaid", "foster_care", SAFETY),
    REPLY: ("signer", "signed", "words"),
    WITHDRAWAL: ("signer", "signed"),
}
"""Which answers stay with what is keyed in; the paper has them all."""
TAKEN, PLACED, UNKNOWN, BROKEN = "taken", "placed", "unknown", "broken"


def weigh_filings(*, on: date, at: datetime) -> Counter[str]:
    """Hold what arrived since the last time against the records, oldest first; return how often it came to what.

    `on` is the day that steps are dated, but never before the day of arrival. One that breaks waits for a person, and
    stops no other.
    """
    done: Counter[str] = Counter()
    waiting = WebFiling.objects.filter(weighed_at=None).order_by("paper").values_list("paper", flat=True)
    for number in list(waiting[:AT_ONCE]):
        try:
            done[_weigh(number, on, at)] += 1
        except Exception as error:  # noqa: BLE001 - one act that breaks the work must not keep the others from being weighed
            done[BROKEN] += 1
            _set_apart(number, error, on, at)
    return done


def _weigh(number: int, on: date, at: datetime) -> str:
    filing = WebFiling.objects.select_related("paper", "follows__paper").get(pk=number)
    found = _case_of(filing, max(on, filing.paper.arrived_on))
    with transaction.atomic():
        lock_cases(filter(None, (found, filing.paper.case_id)))
        paper = IncomingPaper.objects.select_for_update().get(pk=number)
        new = WebFiling.objects.filter(pk=number, weighed_at=None).update(weighed_at=at)
        if not new or paper.state != IncomingPaper.State.WAITING or found is None:
            return UNKNOWN
        filing.paper, day = paper, max(on, paper.arrived_on)
        case = lock_living_case(found)
        _lay_with(case, filing, day, at)
        return _take(case, filing, day, at)


def _case_of(filing: WebFiling, on: date) -> str | None:
    """Return the number of the case that an act is about, as far as it is certain."""
    said = filing.said
    if filing.follows is not None:
        return filing.follows.paper.case_id
    if said.get(MARK):
        return case_of_mark(said[MARK], said.get("family", ""), on)
    return case_of_claim(
        Claim(said.get("number", ""), said.get("given", ""), said.get("family", ""), _day(said.get("born_on", "")))
    )


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except BadValue:
        return None


def _lay_with(case: Case, filing: WebFiling, on: date, at: datetime) -> None:
    """Lay the paper of an act, and those that came with it, with the case; each is told."""
    for paper in papers_of(filing):
        if paper.state != IncomingPaper.State.WAITING or paper.case_id == case.number:
            continue
        IncomingPaper.objects.filter(pk=paper.pk).update(case=case, office=case.office_id)
        told = {"paper": paper.pk, "arrived_on": paper.arrived_on.isoformat(), "channel": paper.channel}
        journal.append([journal.Line(case.number, None, "PaperPlaced", on, at, WEB.name, WEB.role.value, told)])


def _take(case: Case, filing: WebFiling, on: date, at: datetime) -> str:
    """Take the step that an act asks for, where a person need not look first; else ask one."""
    if filing.said.get("call"):
        _ask(case, filing, "web_call_asked", on, phone=str(filing.said["call"]))
    if filing.kind == WebFiling.Kind.REOPENING:
        _ask(case, filing, "web_reopening_asked", on)
        return PLACED
    looked_at_first = _for_a_person(case, filing) if filing.kind == WebFiling.Kind.REQUEST else ()
    for kind in looked_at_first:
        _ask(case, filing, kind, on)
    if looked_at_first:
        return PLACED
    try:
        with transaction.atomic():
            record_keyed(number=case.number, keyed=_keyed(filing), by=WEB, on=on, at=at)
    except (Refused, BadRecords) as why:
        kind = "web_act_refused"
        ask_once(asked_why(why, case=case.number, key=f"web:{filing.pk}:{kind}", kind=kind, due=on))
        return PLACED
    return TAKEN


def _for_a_person(case: Case, filing: WebFiling) -> tuple[str, ...]:
    """Return as what a request waits for a person; as nothing where it may be recorded by itself.

    Somebody may be at risk, by what is said or on record. Or the signature is on a paper that nobody has seen yet: it
    is not known, so there is none.
    """
    safe = filing.said.get(SAFETY, "") in SAFE
    safe = safe and not (case.opened_by is not None and is_protected(case.opened_by))
    waits = {"web_request_to_read": not safe, "web_signature_to_see": signed_on_paper(filing)}
    return tuple(kind for kind, holds in waits.items() if holds)


def _keyed(filing: WebFiling) -> KeyIn:
    said = {**filing.said, "signed": "yes", "may_ask": "yes"}
    kept = tuple((name, said[name]) for name in KEPT[filing.kind] if said.get(name))
    signed = bool(said.get("signer"))
    return KeyIn(filing.kind, CHANNEL, filing.paper.arrived_at, filing.paper.pk, kept, signed=signed, may_ask=True)


def _ask(case: Case, filing: WebFiling, kind: str, on: date, **said: str) -> None:
    ask_once(asked(case=case.number, key=f"web:{filing.pk}:{kind}", kind=kind, due=on, **said))


def _set_apart(number: int, error: Exception, on: date, at: datetime) -> None:
    """Leave an act that breaks the work to a person: its paper waits, and it is not weighed again by itself."""
    WebFiling.objects.filter(pk=number).update(weighed_at=at)
    key = f"web:{number}:broken"
    ask_once(asked(case=None, key=key, kind="web_act_breaks", due=on, where=broken(error)))
