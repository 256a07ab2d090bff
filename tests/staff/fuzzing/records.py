"""The records of an office in which every form of a case has something to act on; made twice, for us and for others."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connections

from caseclose.casework.models import (
    Case,
    Document,
    Duty,
    Hold,
    IncomingPaper,
    KeyedIn,
    Note,
    Office,
    OutboxMessage,
    PaperOriginal,
    PaperPage,
    Participant,
    Person,
    ReleaseOrder,
    Reply,
    StoredLetter,
    Task,
)
from caseclose.casework.services.asked import ask_once, asked
from caseclose.casework.services.bulk.acts import PROPOSE, BulkAct
from caseclose.casework.services.bulk.stepwise import begin_preview, go_on_previewing
from caseclose.closure import commands as to
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, a_closable_case, closed, do, moment, noticed
from tests.papers.hostile import picture

PLAIN = "plain"
"""The case in which nobody is protected, so that no form about its people asks for a reason first."""
STATES = ("fresh", PLAIN, "requested", "asked", "proposed", "approved", "noticed", "replied", "closed")
FAR_NUMBERS = 7_000_000
"""Where numbers of others' records begin, so that none is the number of a record of ours."""
_BEGIN_AT = """
DO $$ DECLARE it regclass; BEGIN
    FOR it IN SELECT oid FROM pg_class WHERE relname ~ '^(casework|staff)_.*_id_seq$' AND relkind = 'S'
    LOOP PERFORM setval(it, greatest(nextval(it), {0}), false); END LOOP;
END $$
"""


def numbers_begin_at(number: int) -> None:
    """Let what is made from now on have numbers from this one."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(_BEGIN_AT.format(number))


def the_cases_of(prefix: str, office: Office, canary: str, *, everybody: bool = False) -> list[str]:
    """A case in every state, each with people, papers and tasks.

    Who is protected there is named by the canary, and where it is said so, everybody is.
    """
    numbers = [f"{prefix}-{state}" for state in STATES]
    for number, state in zip(numbers, STATES, strict=True):
        case = a_closable_case(number, remedies=("driver_license",))
        if state == PLAIN and not everybody:
            _with_somebody(case)
        else:
            _with_people(case, canary, everybody=everybody)
        _brought_to(number, state)
        _with_more(number)
    Case.objects.filter(number__in=numbers).update(office=office)
    for number in numbers[:2]:
        _papers(number, office)
    a_batch(numbers[:1], office)
    _a_letter(numbers[0], canary)
    return numbers


def _brought_to(number: str, state: str) -> None:
    if state == "requested":
        do(to.RecordRequest(DAY - timedelta(days=2), "mail", signed=True, may_ask=True), CLERK, number=number)
    elif state == "asked":
        do(to.RecordRequest(DAY - timedelta(days=2), "mail", signed=True, may_ask=False), CLERK, number=number)
    elif state in {"proposed", "approved"}:
        do(to.Propose("ca.b1"), number=number)
    elif state in {"noticed", "replied"}:
        noticed(number)
    elif state == "closed":
        closed(number)
    if state == "approved":
        do(to.Approve(), SUPERVISOR, number=number)
    elif state == "replied":
        do(to.RecordReply(f"reply of {number}", moment(DAY), "mail"), CLERK, DUE, number)
        Reply.objects.filter(key=f"reply of {number}").update(words="", review="")


def _with_people(case: Case, canary: str, *, everybody: bool) -> None:
    kept_safe = Person.objects.create(
        given_name=canary, family_name=f"{canary}son", mailing_address=[f"{canary} Road 1"], family_violence=True,
        substitute_address=[f"{canary} Box 2"], email=f"{canary}@mail.example",
    )  # fmt: skip
    Participant.objects.create(case=case, person=kept_safe, role=Participant.Role.CUSTODIAL_PARTY)
    case.opened_by = kept_safe
    case.save()
    name = canary if everybody else "Daniel"
    other = Person.objects.create(given_name=name, family_name="Other", mailing_address=["77 Example Road"])
    Participant.objects.create(case=case, person=other, role=Participant.Role.NONCUSTODIAL_PARENT)


def _with_somebody(case: Case) -> None:
    """Somebody who agreed to electronic messages opened the case."""
    case.opened_by = Person.objects.create(
        given_name="Open", family_name="Other", mailing_address=["1 Example Road"], safe_contact="email",
        email="open@mail.example", electronic_channel="email", electronic_consent_on=DAY, electronic_contact="email",
    )  # fmt: skip
    case.save()
    Participant.objects.create(case=case, person=case.opened_by, role=Participant.Role.CUSTODIAL_PARTY)


def _with_more(number: str) -> None:
    Task.objects.create(case_id=number, key=f"task of {number}", kind="x", words="Call the court", due_on=DUE)
    Note.objects.create(case_id=number, words="A note", by="worker one", at=moment(DAY))
    if number.endswith("requested"):
        Document.objects.create(case_id=number, evidence="birth_record", title="a record", received_on=DAY, sha256="")
        Hold.objects.create(case_id=number, kind=Hold.Kind.RECORDS, owner="worker one", reason="asked", begun_on=DAY)
    _owed(number)


def _owed(number: str) -> None:
    """A duty by law, and orders to let go that nobody answered where the case is closed."""
    Duty.objects.create(case_id=number, kind="continuation_of_services", key=f"duty of {number}", trigger="x",
                        arisen_on=DAY, due_on=DAY)  # fmt: skip
    waiting = ReleaseOrder.objects.filter(closure__case=number)
    waiting.update(state=ReleaseOrder.State.UNKNOWN)


def _papers(number: str, office: Office) -> None:
    for case, state in ((number, "waiting"), (None, "waiting"), (number, "set_aside"), (number, "keyed")):
        made = IncomingPaper.objects.create(
            office=office, case_id=case, state=state, channel="mail", arrived_at=moment(DUE - timedelta(days=1)),
            arrived_on=DUE - timedelta(days=1), taken_at=moment(DUE), taken_on=DUE, taken_by="clerk three", kind="png",
            size=1, pages=1, sha256="x", because="other" if state == "set_aside" else "",
            done_on=None if state == "waiting" else DUE,
        )  # fmt: skip
        PaperOriginal.objects.create(paper=made, data=picture())
        PaperPage.objects.create(paper=made, number=1, media="png", width=60, height=40, picture=picture())
        if state == "keyed":
            KeyedIn.objects.create(
                case_id=number, paper=made, receipt=f"R{made.pk}"[:16], kind="reply", channel="mail",
                arrived_at=made.arrived_at, arrived_on=made.arrived_on, keyed_at=made.taken_at, keyed_on=DUE,
                keyed_by="clerk three", said={"signer": "The person", "words": "Call me"},
            )  # fmt: skip


def _a_letter(number: str, canary: str) -> None:
    closure = Case.objects.get(number=number)
    message = OutboxMessage.objects.create(
        key=f"letter of {number}", case=closure, kind="notice", party="mail_vendor", body={}, state="sent",
        made_on=DAY, sent_on=DAY,
    )  # fmt: skip
    StoredLetter.objects.create(
        message=message, case=closure, number=1, language="en", large=False, pages=1, facts="", policy="", sha256="",
        pdf=f"%PDF-1.7 {canary}".encode(), made_on=DAY,
    )  # fmt: skip


def a_job_stopped() -> None:
    """A job of the system that stopped, as a task that names no case."""
    said = {"job": "mail:2026-11-20", "tries": "5", "where": "OSError"}
    ask_once(asked(case=None, key="a job that stopped", kind="job_parked", due=DUE, **said))


def a_batch(numbers: list[str], office: Office, on: date = DUE) -> None:
    """A batch of the office that was looked at and waits for its confirmation."""
    act = BulkAct(PROPOSE, rule="ca.b1")
    made = begin_preview(act, dict.fromkeys(numbers), seen=numbers, office=office.code, on=on)
    go_on_previewing(made.pk, on=on, at=moment(on), at_most=100)
