"""The full office: a case at each step, people with long names and names in other scripts, whoever is protected.

What a look names is found by what it is: `paper("waiting")`, `the_hold()`. Everything happened on the day of decision
or before.
"""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from caseclose.casework.jobs.parking import park
from caseclose.casework.models import (
    Assignment,
    Batch,
    Case,
    Closure,
    Hold,
    IncomingPaper,
    KeyedIn,
    Note,
    Person,
    ReleaseOrder,
    Task,
)
from caseclose.closure.commands import (
    Approve,
    Close,
    KeepOpen,
    Propose,
    RecordReply,
    RecordRequest,
    ReviewReply,
    SendNotice,
)
from caseclose.staff.models import Conflict, SavedView
from tests.casework import factories as make
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, SYSTEM, WORKER, a_closable_case, do, gone_out, moment
from tests.casework.mailing import a_case_with_people, with_people
from tests.papers.hostile import picture
from tests.staff.intake.desk import ARRIVED, SAID, sent
from tests.staff.looks.people import LONG, browser_of, who
from tests.staff.office import account

ROWS = 30
"""More than a page of a table has."""
HUGE = (LONG * 3)[:200]
"""A name of two hundred letters in one word, as long as a person's may be."""
LONG_NUMBER = ("CA-" + "1234567890" * 7)[:64]
ALSO = ("called", "batched")
"""Cases for a call and for a batch."""
STEPS = ("open", "requested", "proposed", "approved", "noticed", "replied", "closed", "kept")


def a_full_office() -> None:
    """Make all of it."""
    _cases()
    _people()
    _desk()
    _papers()
    _batches()
    _accounts()


def _cases() -> None:
    """A case at each step, each with people; one of which nothing is known; one with everything about money."""
    for number in (*STEPS, *ALSO):
        a_case_with_people(number)
    do(RecordRequest(DAY - timedelta(days=2), "mail", signed=True, may_ask=True), CLERK, number="requested")
    for number in STEPS[2:]:
        do(Propose("ca.b1"), number=number)
    for number in STEPS[3:]:
        do(Approve(), SUPERVISOR, number=number)
    for number in STEPS[4:7]:
        _out(number)
    do(RecordReply("r1", moment(DAY), "phone"), CLERK, number="replied")
    do(RecordReply("r2", moment(DAY), "mail"), CLERK, number="replied")
    do(RecordReply("r3", moment(DAY), "phone"), CLERK, number="closed")
    do(ReviewReply("r3", could_lead=False, words="asks when"), WORKER, number="closed")
    do(Close(), SYSTEM, DUE, number="closed")
    do(KeepOpen(("new_information",), "She called."), number="kept")
    make.a_case("bare")
    Case.objects.filter(number="bare").update(office="ca")
    _money()


def _out(number: str) -> None:
    do(SendNotice(DAY), SYSTEM, number=number)
    gone_out(number)


def _money() -> None:
    case = with_people(a_closable_case("money", remedies=("income_withholding", "passport", "credit_reporting")))
    make.a_balance(case, DAY - timedelta(days=2), "100000.00", "212.40")
    make.an_order(case, ended_on=date(2020, 1, 1))
    make.an_order(case, date(2024, 1, 1), monthly="99999.00")
    make.on_aid(case, "cash_aid", date(2016, 1, 1), date(2017, 1, 1))
    make.a_medical_assignment(case)
    make.a_payment(case, DAY - timedelta(days=90))
    make.a_document(case, "protected_statement")
    make.a_document(case, "support_order")
    make.findings(case, conceived_by_rape=True)
    make.a_child(case, date(2012, 3, 4))


def _people() -> None:
    """Names as long as they may be, names in other scripts, and somebody to protect."""
    long = a_case_with_people(LONG_NUMBER)
    names = [(HUGE, "Muñoz"), ("صفية عبد الرحمن", "الخطيب"), ("諸葛", "孔明司馬")]
    for person, (given, family) in zip(Person.objects.filter(parts__case=long), names, strict=False):
        Person.objects.filter(pk=person.pk).update(
            given_name=given,
            family_name=family,
            mailing_address=[HUGE, "東京都千代田区丸の内一丁目", "Eureka, CA 95501"],
        )
    child = make.a_child(long, date(2011, 1, 1))
    Person.objects.filter(pk=child.pk).update(given_name="諸葛", family_name="孔明司馬")
    do(Propose("ca.b1"), number=LONG_NUMBER)
    safe = a_case_with_people("safe")
    Person.objects.filter(cases_opened=safe).update(
        family_violence=True, substitute_address=["P.O. Box 846", "Sacramento, CA 95812"]
    )


def _desk() -> None:
    """What waits: tasks, holds, releases that nobody has confirmed, notes, saved views, many rows."""
    for number in (LONG_NUMBER, "open", "noticed"):
        Task.objects.create(case_id=number, key=f"k {number}", kind="x", words="Call the court", due_on=DAY)
    Task.objects.create(case_id="open", key="k2", kind="x", words=f"Ask {HUGE} for it", due_on=DAY)
    make.a_flag(Case.objects.get(number="kept"), DAY, ends_on=DAY + timedelta(days=9), owner=LONG)
    make.a_flag(Case.objects.get(number="kept"), DAY, kind=Hold.Kind.RECORDS)
    for state in ("made", "refused", "unknown"):
        ReleaseOrder.objects.create(closure=Closure.objects.get(case="closed"), remedy=make.a_remedy(), kind="passport",
                                    state=state, made_on=DAY)  # fmt: skip
    case = Case.objects.get(number="open")
    Note.objects.bulk_create(
        Note(case=case, words=f"Note {n}.\n{HUGE}\n人は皆", by=LONG, at=make.at_noon(DAY)) for n in range(ROWS)
    )
    for place in range(ROWS):
        _row(place)
    for day in range(1, 21):
        make.told(
            Closure.objects.get(case="CA-0"), "CaseKeptOpen", DAY.replace(day=day), reasons=["x"], on="2026-11-01"
        )
    for name in ("mine first", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"):
        SavedView.objects.create(account=who("supervisor"), name=name, query="scope=office")


def _row(place: int) -> None:
    """One case among many, whose notice is out."""
    case = make.a_case(f"CA-{place}")
    closing = make.a_closing(case, DAY - timedelta(days=place), step="noticed", noticed_on=DAY - timedelta(days=61))
    Case.objects.filter(number=case.number).update(office="ca")
    Closure.objects.filter(pk=closing.pk).update(earliest_close_on=DAY + timedelta(days=place - 9))
    if place % 3:
        worker = LONG if place % 2 else "worker one"
        Assignment.objects.create(case=case, worker=worker, team="team 1", since=DAY)
    person = make.opened_by(case)
    Person.objects.filter(pk=person.pk).update(given_name="Ann", family_name="Smith", family_violence=place == 1)


def _papers() -> None:
    """Papers that wait, with a case and without, that were keyed in and set aside, and calls."""
    clerk = browser_of("intake", "en")
    for number in ("", "money", "safe", "open"):
        taken = int(sent(clerk, picture(size=(60 + len(number), 80))).headers["Location"].split("/")[3])
        if number:
            clerk.post(f"/intake/paper/{taken}/place/", {"number": number})
    keyed = int(sent(clerk, picture("JPEG")).headers["Location"].split("/")[3])
    clerk.post(f"/intake/paper/{keyed}/place/", {"number": "bare"})
    said = {"key": key(), **ARRIVED, "evidence": "support_order", "title": "Order " + "of the court " * 14}
    clerk.post(f"/intake/paper/{keyed}/?as=document", said)
    clerk.post("/case/called/intake/?as=request", {"key": key(), **ARRIVED, **SAID, "signer": LONG[:100]})
    aside = int(sent(clerk, picture("TIFF")).headers["Location"].split("/")[3])
    clerk.post(f"/intake/paper/{aside}/aside/", {"key": key(), "because": "other", "words": HUGE})


def _batches() -> None:
    """A batch that has only begun, one that is done, one that would be refused whole, and one that was looked at."""
    numbers = "\n".join(["open", "noticed", "nowhere", *(f"CA-{n}" for n in range(ROWS))])
    worker = browser_of("caseworker", "en")
    for listed, steps in ((numbers, 1), ("batched\nnowhere", 3), ("nowhere", 2), (numbers, 4)):
        worker.post("/bulk/propose/", {"rule": "ca.b1", "listed": listed, "key": key()})
        made = Batch.objects.latest("pk")
        for _ in range(steps):
            made.refresh_from_db()
            worker.post(f"/bulk/{made.pk}/go/", {"fingerprint": made.fingerprint if listed != numbers else ""})


def _accounts() -> None:
    """Accounts as an administrator sees them: many, some that may not sign in, one with conflicts."""
    for number in range(ROWS):
        account("intake", office=who("admin").office, name=f"clerk {number}")
    gone = account("caseworker", "attorney", office=who("admin").office, name="gone", team=LONG[:64])
    gone.is_active = False
    gone.save()
    Conflict.objects.create(account=gone, case=Case.objects.get(number=LONG_NUMBER), said_by=LONG, said_on=DAY)
    Conflict.objects.create(account=gone, person=Case.objects.get(number="safe").opened_by, said_by="x", said_on=DAY)


def key() -> str:
    """A key that nothing was done by yet."""
    return secrets.token_urlsafe(24)


def paper(state: str, *, placed: bool = True) -> int:
    """The number of a paper in this state."""
    return int(IncomingPaper.objects.filter(state=state, case__isnull=not placed).latest("pk").pk)


def receipt(kind: str) -> int:
    """The number of what was keyed in as this kind."""
    return int(KeyedIn.objects.filter(kind=kind).latest("pk").pk)


def batch(state: str) -> int:
    """The number of a batch in this state."""
    return int(Batch.objects.filter(state=state).latest("pk").pk)


def the_account() -> int:
    """The number of the account that has conflicts."""
    return who_called("gone")


def who_called(name: str) -> int:
    """The number of the account of this name."""
    from caseclose.staff.models import Account

    return int(Account.objects.get(name=name).pk)


def a_hold() -> int:
    """The number of a hold on a closing."""
    return int(Hold.objects.filter(kind="closing", lifted_on=None).latest("pk").pk)


def stopped() -> None:
    """Work of the system has stopped, and waits for a person."""
    park("mail:2026-11-20", OSError("no room"), DAY)


def newest_task() -> int:
    """The number of the newest task."""
    return int(Task.objects.latest("pk").pk)
