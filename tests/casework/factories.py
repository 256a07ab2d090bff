"""Cases and their records in the field's words, on the real database.

    case = a_case("1", state="ca", arrears=("312.40", "0.00"), order_ended_on=date(2025, 6, 1))
    a_search(case, date(2026, 1, 5), "dmv")
    findings(case, served_action_pending=False)

Whatever is not named is not on record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from django.db import transaction

from caseclose.casework.models import (
    AssistancePeriod,
    Balance,
    Case,
    Closure,
    ContactAttempt,
    Document,
    Finding,
    Hold,
    LocateEffort,
    MedicalAssignment,
    Movement,
    Office,
    Participant,
    Payment,
    Person,
    Remedy,
    Reply,
    SupportOrder,
)
from caseclose.casework.selectors.facts import facts_of_case
from caseclose.casework.services import journal
from caseclose.law.verdict import Value

OPENED = date(2015, 3, 2)
DAY = date(2026, 11, 22)
"""The day of decision where a test names no other."""
THE_DAY_BEFORE, THE_DAY_AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
ZONES = {"ca": "America/Los_Angeles", "ar": "America/Chicago"}
_receipts = count(1)
_keys = count(1)


def an_office(state: str = "ca", *, zone: str = "") -> Office:
    """The office of a state. It is made once; `zone` makes one of its own."""
    code = f"{state}-{zone.replace('/', '-').lower()}" if zone else f"{state}-local"
    values = {"state": state, "name": "Local office", "zone": zone or ZONES.get(state, "America/New_York")}
    return Office.objects.get_or_create(code=code, defaults=values)[0]


def a_case(
    number: str = "1",
    *,
    state: str = "ca",
    zone: str = "",
    opened_on: date = OPENED,
    basis: str = "",
    kind: str = Case.Kind.ENFORCEMENT,
    arrears: tuple[str, str] | None = None,
    arrears_on: date | None = None,
    order_begun_on: date | None = None,
    order_ended_on: date | None = None,
    children: Sequence[date] = (),
    responding: bool | None = None,
) -> Case:
    """A case. `arrears` is what is owed to the family and what is assigned to the state.

    An order is on record where a day of it is named, and begins on the day the case was opened where only its end is.
    The balance was drawn up on `arrears_on`, or else on the first day after which neither opening nor order's end lies.
    """
    case = Case.objects.create(
        number=number,
        office=an_office(state, zone=zone),
        kind=kind,
        service_basis=basis,
        opened_on=opened_on,
        responding=responding,
    )
    if order_begun_on or order_ended_on:
        an_order(case, order_begun_on or opened_on, ended_on=order_ended_on)
    if arrears is not None:
        a_balance(case, arrears_on or max(opened_on, order_ended_on or opened_on), *arrears)
    for born_on in children:
        a_child(case, born_on)
    return case


def an_order(
    case: Case, begun_on: date = OPENED, *, ended_on: date | None = None, monthly: str = "250.00"
) -> SupportOrder:
    """An order for current support. `ended_on` is the first day on which it no longer runs."""
    return SupportOrder.objects.create(case=case, monthly=Decimal(monthly), begun_on=begun_on, ended_on=ended_on)


def a_balance(case: Case, as_of: date, family: str = "0.00", assigned: str = "0.00") -> Balance:
    """Past-due support as of a day: owed to the family, and assigned to the state."""
    return Balance.objects.create(case=case, as_of=as_of, family=Decimal(family), assigned=Decimal(assigned))


def a_payment(
    case: Case,
    received_on: date,
    amount: str = "100.00",
    *,
    source: str = Payment.Source.WITHHOLDING,
    disbursed_on: date | None = None,
    refunded_on: date | None = None,
) -> Payment:
    """A payment received. It is held until `disbursed_on`; `refunded_on` gives all of it back."""
    payment = Payment.objects.create(
        case=case,
        receipt=f"R{next(_receipts)}",
        amount=Decimal(amount),
        source=source,
        received_on=received_on,
        disbursed_on=disbursed_on or refunded_on,
    )
    if refunded_on is not None:
        moved(payment, refunded_on, held=-payment.amount, back=payment.amount)
    return payment


def moved(payment: Payment, on: date, **sides: Decimal) -> Movement:
    """A movement of a payment in the ledger: `moved(payment, DAY, held=-amount, back=amount)`."""
    with transaction.atomic():
        movement = Movement.objects.create(
            case=payment.case, payment=payment, kind="placed", on=on, counts_on=payment.received_on
        )
        for account, amount in sides.items():
            movement.entries.create(case=payment.case, payment=payment, account=account, amount=amount, on=on)
    return movement


def on_aid(case: Case, kind: str, begun_on: date = OPENED, ended_on: date | None = None) -> AssistancePeriod:
    """A time on aid: cash_aid, medicaid or foster_care. `ended_on` is the first day without it."""
    return AssistancePeriod.objects.create(case=case, kind=kind, begun_on=begun_on, ended_on=ended_on)


def a_medical_assignment(case: Case, begun_on: date = OPENED, ended_on: date | None = None) -> MedicalAssignment:
    """An assignment of medical support to the state."""
    return MedicalAssignment.objects.create(case=case, begun_on=begun_on, ended_on=ended_on)


def a_person(
    case: Case,
    role: str,
    *,
    born_on: date | None = None,
    died_on: date | None = None,
    paternity_established: bool | None = None,
) -> Person:
    """A person with a part in the case."""
    person = Person.objects.create(born_on=born_on, died_on=died_on)
    Participant.objects.create(case=case, person=person, role=role, paternity_established=paternity_established)
    return person


def a_child(case: Case, born_on: date | None, *, paternity_established: bool | None = None) -> Person:
    """A child on the case."""
    return a_person(case, Participant.Role.CHILD, born_on=born_on, paternity_established=paternity_established)


def opened_by(case: Case, role: str = Participant.Role.CUSTODIAL_PARTY) -> Person:
    """The person who opened the case, with this part in it."""
    person = a_person(case, role)
    Case.objects.filter(number=case.number).update(opened_by=person)
    return person


def a_search(case: Case, on: date, source: str = "dmv", *, found: bool = False) -> LocateEffort:
    """A search for the noncustodial parent with one source."""
    return LocateEffort.objects.create(case=case, source=source, on=on, found=found)


def a_contact(case: Case, on: date, method: str = "phone", *, reached: bool = False) -> ContactAttempt:
    """An attempt to reach the recipient."""
    return ContactAttempt.objects.create(case=case, method=method, on=on, reached=reached)


def a_document(case: Case, evidence: str, received_on: date = OPENED) -> Document:
    """A document on file, by the kind of evidence that it is."""
    return Document.objects.create(case=case, evidence=evidence, title=evidence, received_on=received_on, sha256="")


def findings(case: Case, found_on: date = OPENED, **facts: Value) -> list[Finding]:
    """What a worker found on a day, fact by fact: `findings(case, served_action_pending=False)`."""
    return [
        Finding.objects.create(case=case, fact=fact, value=in_words(value), found_on=found_on, found_by="worker 7")
        for fact, value in facts.items()
    ]


def in_words(value: Value) -> str:
    """A fact's value as a finding has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def clear_for_closing(case: Case, found_on: date = OPENED) -> None:
    """Somebody looked, and found no money held and no served court action pending."""
    findings(case, found_on, money_held=False, served_action_pending=False)


def a_remedy(
    *cases: Case, kind: str = "income_withholding", placed_on: date = OPENED, ended_on: date | None = None
) -> Remedy:
    """A remedy in place that serves these cases."""
    remedy = Remedy.objects.create(kind=kind, placed_on=placed_on, ended_on=ended_on)
    remedy.cases.add(*cases)
    return remedy


def a_flag(
    case: Case,
    begun_on: date,
    *,
    ends_on: date | None = None,
    lifted_on: date | None = None,
    owner: str = "worker 7",
    kind: str = Hold.Kind.CLOSING,
) -> Hold:
    """A do-not-close flag."""
    return Hold.objects.create(
        case=case,
        kind=kind,
        owner=owner,
        reason="asked to wait",
        begun_on=begun_on,
        ends_on=ends_on,
        lifted_on=lifted_on,
    )


def a_closing(
    case: Case,
    begun_on: date,
    *,
    step: str = "proposed",
    way: str = "proposal",
    criterion: str = "us.b1",
    noticed_on: date | None = None,
    closed_on: date | None = None,
    outcome: str = "",
    may_ask: bool | None = None,
) -> Closure:
    """An attempt to close the case, as it stands now. Nothing of it is in the journal."""
    return Closure.objects.create(
        case=case,
        step=step,
        way=way,
        begun_by="worker 7",
        begun_on=begun_on,
        criterion=criterion,
        noticed_on=noticed_on,
        closed_on=closed_on,
        outcome=outcome,
        may_ask=may_ask,
    )


def a_reply(closure: Closure, arrived_at: datetime, *, reviewed: bool = False, could_lead: bool = False) -> Reply:
    """A reply to the notice, and what came of its review."""
    return Reply.objects.create(
        closure=closure,
        key=f"reply-{next(_keys)}",
        arrived_at=arrived_at,
        keyed_on=arrived_at.date(),
        channel="paper",
        could_lead=could_lead if reviewed else None,
        reviewed_by="worker 8" if reviewed else "",
    )


def told(closure: Closure, kind: str, on: date, /, **body: str | bool | list[str]) -> None:
    """The journal tells that this happened to the closing on the day."""
    line = journal.Line(closure.case_id, closure.pk, kind, on, at_noon(on), "worker 7", "caseworker", body)
    with transaction.atomic():
        journal.append([line])


def known(name: str, day: date = DAY, number: str = "1") -> Value | None:
    """A fact of a case as known on the day; None where it is unknown."""
    return facts_of_case(number, day).facts.get(name)


def at_noon(day: date) -> datetime:
    """Noon of the day, in UTC."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
