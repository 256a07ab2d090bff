"""Closed cases of long ago, with something on every shelf of the records, and short ways to their end."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connections

from caseclose.casework.models import (
    Case,
    Document,
    Duty,
    FinancialReport,
    IncomingPaper,
    KeyedIn,
    OtherAgency,
    PaperOriginal,
    PaperPage,
    Participant,
    Person,
    RelatedCase,
    ReplyCode,
    StoredLetter,
)
from caseclose.casework.services.retention.destruction import approve_destruction, destroy_records, propose_destruction
from caseclose.closure.commands import Actor
from caseclose.closure.steps import Role
from tests.casework import factories as make
from tests.casework.closable import moment

FIRST = Actor("officer one", Role.RECORDS_OFFICER)
SECOND = Actor("officer two", Role.RECORDS_OFFICER)
CLOSED = date(2019, 5, 15)
DUE = date(2022, 5, 15)
"""Three years after CLOSED."""
OPENED = date(2010, 1, 4)


def a_report(reported_on: date = date(2010, 1, 1), *, state: str = "ca") -> FinancialReport:
    """The financial report of all times, handed in before any case closed unless a day is named."""
    return FinancialReport.objects.create(
        state=state, begins_on=date(2000, 1, 1), ends_on=date(2199, 12, 31), reported_on=reported_on, recorded_by="x"
    )


def an_old_case(number: str = "1", closed_on: date | None = CLOSED, *, kind: str = Case.Kind.CLOSED) -> Case:
    """A closed case with nothing on record but its closing."""
    case = make.a_case(number, opened_on=OPENED, kind=kind)
    Case.objects.filter(number=number).update(enforcement_closed_on=closed_on)
    if closed_on is not None:
        closure = make.a_closing(case, closed_on, step="closed", closed_on=closed_on, outcome=kind)
        make.told(closure, "ClosureProposed", closed_on, criterion="us.b1")
        make.told(closure, "CaseKeptOpen", closed_on, reasons="a private matter")
    return case


def a_full_case(number: str = "1") -> Case:
    """A closed case with a row in every table that belongs to a case."""
    case = an_old_case(number)
    closure = case.closures.get()
    reader = make.opened_by(case)
    Person.objects.filter(pk=reader.pk).update(
        email=f"{number}@mail.example", electronic_channel="email", electronic_consent_on=OPENED
    )
    for role in (Participant.Role.NONCUSTODIAL_PARENT, Participant.Role.CHILD):
        make.a_person(case, role, born_on=date(2000, 2, 29))
    make.an_order(case)
    make.a_balance(case, OPENED, "100.00")
    make.a_payment(case, OPENED, disbursed_on=OPENED, refunded_on=OPENED)
    make.on_aid(case, "cash_aid", OPENED, CLOSED)
    make.a_medical_assignment(case, OPENED, CLOSED)
    make.a_search(case, OPENED)
    make.a_contact(case, OPENED)
    document = make.a_document(case, "death_record")
    finding = make.findings(case, ncp_deceased=True)[0]
    finding.document = document
    finding.save()
    make.a_reply(closure, moment(CLOSED), reviewed=True)
    make.a_flag(case, OPENED, ends_on=CLOSED, lifted_on=CLOSED)
    remedy = make.a_remedy(case, kind="passport")
    closure.releases.create(remedy=remedy, kind="passport", state="confirmed", made_on=CLOSED)
    _its_letters(case, reader)
    a_keyed_paper(case, document)
    case.tasks.create(key=f"t:{number}", kind="odd", words="words", due_on=CLOSED, done_on=CLOSED)
    agency = OtherAgency.objects.create(
        case=case, role="initiating", code="NV", their_case="N-1", way="mail", begun_on=OPENED, ended_on=CLOSED
    )
    agency.messages_received.create(key=f"a:{number}", kind="k", arrived_at=moment(OPENED), recorded_on=OPENED)
    Duty.objects.create(
        case=case, kind="k", key=f"d:{number}", trigger="t", agency=agency, arisen_on=OPENED, done_on=CLOSED
    )
    RelatedCase.objects.create(case=case, other=make.a_case(f"{number}-other", opened_on=OPENED))
    return case


def _its_letters(case: Case, reader: Person) -> None:
    """A letter as it went, and the message that said that it was on its way."""
    notice = case.messages.create(
        key=f"m:{case.number}", kind="notice", party="mail_vendor", body={}, state="sent", made_on=CLOSED
    )
    ReplyCode.objects.create(fingerprint=f"C{case.number}", message=notice)
    StoredLetter.objects.create(
        message=notice, case=case, number=1, language="en", large=False, pages=1, pdf=b"a letter", made_on=CLOSED
    )
    case.messages.create(
        key=f"w:{case.number}", kind="message_waits", party="messenger", state="sent", made_on=CLOSED,
        body={"letter": notice.pk, "person": reader.pk},
    )  # fmt: skip


def a_keyed_paper(case: Case, document: Document) -> None:
    """A paper of the case, with what was keyed in from it."""
    paper = IncomingPaper.objects.create(
        office=case.office, case=case, state="keyed", channel="mail", arrived_at=moment(OPENED), arrived_on=OPENED,
        taken_at=moment(OPENED), taken_on=OPENED, taken_by="x", kind="pdf", size=1, pages=1, sha256="x",
    )  # fmt: skip
    PaperOriginal.objects.create(paper=paper, data=b"a paper")
    PaperPage.objects.create(paper=paper, number=1, media="png", width=1, height=1, picture=b"a page")
    KeyedIn.objects.create(
        case=case, paper=paper, document=document, receipt=f"R{case.number}", kind="document", channel="mail",
        arrived_at=moment(OPENED), arrived_on=OPENED, keyed_at=moment(OPENED), keyed_on=OPENED, keyed_by="x",
        said={"words": "x"},
    )  # fmt: skip


def shared_person(case: Case, other: Case) -> Person:
    """A person who is on both cases."""
    person = make.a_person(case, Participant.Role.CUSTODIAL_PARTY)
    Participant.objects.create(case=other, person=person, role=Participant.Role.CUSTODIAL_PARTY)
    return person


def proposed(number: str = "1", on: date = DUE, by: Actor = FIRST) -> None:
    propose_destruction(number=number, by=by, on=on, at=moment(on))


def approved(number: str = "1", on: date = DUE) -> None:
    approve_destruction(number=number, by=SECOND, on=on, at=moment(on))


def agreed(number: str = "1", on: date = DUE) -> None:
    """Two people agree that the records go."""
    proposed(number, on)
    approved(number, on)


def destroyed(number: str = "1", on: date = DUE) -> None:
    destroy_records(number=number, by=FIRST, on=on, at=moment(on))


def next_day(day: date, days: int = 1) -> date:
    return day + timedelta(days=days)


def rows_everywhere() -> dict[str, list[str]]:
    """Every row of every table of the records, as text."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(r"SELECT relname FROM pg_class WHERE relname LIKE 'casework\_%' AND relkind = 'r'")
        found = {}
        for (name,) in cursor.fetchall():
            cursor.execute(f"SELECT t::text FROM {name} t ORDER BY 1")
            found[name] = [row for (row,) in cursor.fetchall()]
    return found
