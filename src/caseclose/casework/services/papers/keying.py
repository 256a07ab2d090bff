"""Keying in: what a paper says, or what was told without one, goes to the closing under a receipt number.

When it arrived counts, not when it is keyed. A reply that arrived in time and is keyed after the closing is recorded as
found late, and a person reviews it: what it says can still undo the closing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db import transaction

from caseclose.casework.models import Case, IncomingPaper, KeyedIn
from caseclose.casework.selectors.papers import SAFE, SAFETY
from caseclose.casework.services import journal, keys
from caseclose.casework.services.acting import act
from caseclose.casework.services.asked import ask_once, asked
from caseclose.casework.services.findings import FileDocument, file_received
from caseclose.casework.services.locking import lock_living_case
from caseclose.casework.services.mail.drawn import drawn_code
from caseclose.casework.services.mail.returned import record_returned
from caseclose.casework.services.mail.stored import NoLetter
from caseclose.casework.services.papers.placing import waiting_paper
from caseclose.closure.commands import Actor, RecordReply, RecordRequest, RecordReturnedMail, WithdrawRequest
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import DESK

REQUEST, REPLY, RETURNED, DOCUMENT = "request", "reply", "returned_mail", "document"
WITHDRAWAL = "withdrawal"
KINDS = (REQUEST, REPLY, RETURNED, DOCUMENT, WITHDRAWAL)
EVIDENCE_OF = {REQUEST: "signed_request", REPLY: "reply_copy"}
"""As which evidence the scan of a paper is filed; of a document the clerk says it."""
LATE = "ReplyFoundAfterClosing"


@dataclass(frozen=True, slots=True)
class KeyIn:
    """Key in what arrived at a moment by a channel; `paper` is the scan it was read from, None for a call or a visit.

    `said` are names and answers as the form has them. `signed` and `may_ask` are of a request; `evidence` and `title`
    of a document; `code` is the code of a letter that came back.
    """

    kind: str
    channel: str
    arrived_at: datetime
    paper: int | None = None
    said: tuple[tuple[str, Any], ...] = ()
    signed: bool = False
    may_ask: bool | None = None
    evidence: str = ""
    title: str = ""
    code: str = ""
    name: ClassVar[str] = "key_in"


@dataclass(frozen=True, slots=True)
class Keyed:
    """The receipt number, and whether the reply was found after the closing. `repeated`: nothing was done again."""

    id: int
    receipt: str
    late: bool
    repeated: bool = False


def key_in(*, number: str, keyed: KeyIn, by: Actor, on: date, at: datetime, key: str = "") -> Keyed:
    """Key in for the case `number`. Raises Refused and Case.DoesNotExist, and then nothing has changed."""
    require_role(by, DESK, keyed.name)
    return record_keyed(number=number, keyed=keyed, by=by, on=on, at=at, key=key)


def record_keyed(*, number: str, keyed: KeyIn, by: Actor, on: date, at: datetime, key: str = "") -> Keyed:
    """Do the same for whoever may take the step: an act on the web needs no clerk.

    Raises Refused and Case.DoesNotExist, and then nothing has changed.
    """
    _check(keyed, at)
    with transaction.atomic():
        case = lock_living_case(number)
        before = keys.answer_given(key, number, keyed)
        if before is not None:
            return Keyed(**before, repeated=True)
        _after_opening(keyed, case)
        paper = _paper(keyed, case)
        receipt = drawn_code()
        events = _recorded(case, keyed, receipt, by, on, at)
        made = _stored(case, keyed, paper, receipt, by, on, at)
        _ask_to_read(made, on)
        _tell(made, by)
        answer: dict[str, Any] = {"id": made.pk, "receipt": receipt, "late": LATE in events}
        keys.spend(key, number, keyed, answer, on)
    return Keyed(**answer)


def _check(keyed: KeyIn, at: datetime) -> None:
    if keyed.kind not in KINDS:
        raise ValueError(keyed.kind)
    if keyed.arrived_at > at:
        raise Refused("not_arrived_yet", arrived_at=keyed.arrived_at.isoformat(timespec="minutes"))
    if keyed.kind == DOCUMENT and keyed.paper is None:
        raise Refused("document_needs_paper")


def _after_opening(keyed: KeyIn, case: Case) -> None:
    """Refuse what is said to have arrived before there was a case: a slip of the key that no deadline may rest on."""
    if keyed.arrived_at.astimezone(ZoneInfo(case.office.zone)).date() < case.opened_on:
        raise Refused("arrived_before_case", opened_on=case.opened_on.isoformat())


def _paper(keyed: KeyIn, case: Case) -> IncomingPaper | None:
    """Return the paper, locked. Raises Refused where it was dealt with, or lies with another case."""
    if keyed.paper is None:
        return None
    paper = waiting_paper(keyed.paper, case.office_id)
    if paper.case_id != case.number:
        raise Refused("paper_not_waiting")
    return paper


def _recorded(case: Case, keyed: KeyIn, receipt: str, by: Actor, on: date, at: datetime) -> tuple[str, ...]:
    """Take the step of the closing that the paper is about; return what happened. A document is no step."""
    when: dict[str, Any] = {"by": by, "on": on, "at": at}
    arrived_on = keyed.arrived_at.astimezone(ZoneInfo(case.office.zone)).date()
    if keyed.kind == REQUEST:
        asks = RecordRequest(arrived_on, keyed.channel, keyed.signed, keyed.may_ask)
        return act(number=case.number, command=asks, **when).events
    if keyed.kind == REPLY:
        reply = RecordReply(receipt, keyed.arrived_at, keyed.channel)
        return act(number=case.number, command=reply, **when).events
    if keyed.kind == WITHDRAWAL:
        return act(number=case.number, command=WithdrawRequest(), **when).events
    return _came_back(case, keyed, when) if keyed.kind == RETURNED else ()


def _came_back(case: Case, keyed: KeyIn, when: dict[str, Any]) -> tuple[str, ...]:
    """Record the letter that its code names as returned; without a code, the notice of the closing."""
    if not keyed.code:
        return act(number=case.number, command=RecordReturnedMail(), **when).events
    try:
        found = record_returned(key=keyed.code, **when)
    except NoLetter:
        raise Refused("no_letter_of_code") from None
    if found.case != case.number:
        raise Refused("no_letter_of_code")
    return ("MailReturned",)


def _stored(
    case: Case, keyed: KeyIn, paper: IncomingPaper | None, receipt: str, by: Actor, on: date, at: datetime
) -> KeyedIn:
    arrived_on = keyed.arrived_at.astimezone(ZoneInfo(case.office.zone)).date()
    made = KeyedIn.objects.create(
        case=case,
        paper=paper,
        document_id=_filed(case, keyed, paper, receipt, by, on, at),
        receipt=receipt,
        kind=keyed.kind,
        channel=keyed.channel,
        arrived_at=keyed.arrived_at,
        arrived_on=arrived_on,
        keyed_at=at,
        keyed_on=on,
        keyed_by=by.name,
        said=dict(keyed.said),
    )
    if paper is not None:
        IncomingPaper.objects.filter(pk=paper.pk).update(
            state=IncomingPaper.State.KEYED, because=keyed.kind, done_on=on, done_by=by.name
        )
    return made


def _filed(
    case: Case, keyed: KeyIn, paper: IncomingPaper | None, receipt: str, by: Actor, on: date, at: datetime
) -> int | None:
    """File the scan as a document of the case, by its fingerprint; return its number. Mail that came back is none."""
    evidence = EVIDENCE_OF.get(keyed.kind, keyed.evidence)
    if paper is None or not evidence:
        return None
    title = keyed.title or receipt
    document = FileDocument(evidence, title, paper.arrived_on, paper.sha256)
    return file_received(number=case.number, document=document, by=by, on=on, at=at).id


def _tell(made: KeyedIn, by: Actor) -> None:
    """Say in the journal that something was keyed in, and what; none of the answers."""
    told = {"receipt": made.receipt, "what": f"keyed_{made.kind}", "channel": made.channel,
            "arrived_on": made.arrived_on.isoformat()}  # fmt: skip
    line = journal.Line(made.case_id, None, "PaperKeyed", made.keyed_on, made.keyed_at, by.name, by.role.value, told)
    journal.append([line])


def _ask_to_read(made: KeyedIn, on: date) -> None:
    """Ask a person to read what was keyed where somebody may be at risk. What they said stands only there."""
    if made.kind == REQUEST and made.said.get(SAFETY, "") not in SAFE:
        ask_once(
            asked(
                case=made.case_id, key=f"keyed:{made.receipt}", kind="read_what_was_keyed", due=on, receipt=made.receipt
            )
        )
