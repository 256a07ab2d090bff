"""Reopening a closed case: same number, history kept, the new application and its fee recorded."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from caseclose.casework.models import Case, Closure, OutboxMessage
from caseclose.casework.selectors.aid import aid_on, refused_services
from caseclose.casework.selectors.service_levels import amount_on
from caseclose.casework.services import keys
from caseclose.casework.services.duties.closings import owe_after_reopening, remedies_that_stay_stopped
from caseclose.casework.services.locking import lock_case
from caseclose.casework.services.occasions import Occasion
from caseclose.casework.services.outbox.messages import post_letter_about
from caseclose.casework.services.releases.taking_back import take_back_releases
from caseclose.closure.commands import Actor
from caseclose.closure.events import CaseReopened
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.replies import CORRECTION
from caseclose.closure.steps import STAFF

APPLICATION, REFERRAL = "application", "referral"
OTHER_AGENCY = "other_agency"
"""A case worked for another agency stays one: only the agency that asked for help may want an application."""

_OPENED = (
    "kind",
    "reopened_on",
    "enforcement_closed_on",
    "application_fee_cents",
    "service_basis",
    "service_basis_since",
)
BASES = (APPLICATION, REFERRAL, CORRECTION)
"""Why a case is opened again: the former recipient applied, an aid program referred it, or the closing was wrong."""


@dataclass(frozen=True, slots=True)
class ReopenCase:
    """Open a closed case again. `fee` is what the applicant paid; None where nobody said."""

    basis: str
    application_on: date | None = None
    fee: Decimal | None = None
    name = "reopen_case"


@dataclass(frozen=True, slots=True)
class Reopened:
    """A case that is open again. `closure` is the number of the closing that was undone, None where it is not ours."""

    case: str
    closure: int | None
    repeated: bool = False


def reopen_case(
    *,
    number: str,
    basis: str,
    by: Actor,
    on: date,
    at: datetime,
    application_on: date | None = None,
    fee: Decimal | None = None,
    key: str = "",
) -> Reopened:
    """Open a closed case again.

    Releases that were not yet sent are taken back; what has been let go is listed for a person to look at.

    Raises Refused where the case is not closed, an application or word of its fee is needed and not there, or a
    referral has no aid behind it. Raises KeyReused where the key did something else before.
    """
    asked = ReopenCase(basis, application_on, fee)
    require_role(by, STAFF, "reopen")
    with transaction.atomic():
        case = lock_case(number)
        before = keys.answer_given(key, number, asked)
        if before is not None:
            return Reopened(number, before["closure"], repeated=True)
        _check(case, asked, on)
        occasion = Occasion(by, on, at)
        closure = open_again(case, asked, occasion)
        done = Reopened(number, closure.pk if closure is not None else None)
        keys.spend(key, number, asked, {"closure": done.closure}, on)
        occasion.write()
    return done


def _check(case: Case, asked: ReopenCase, on: date) -> None:
    if asked.basis == APPLICATION:
        if asked.application_on is None:
            raise Refused("application_needed")
        if asked.fee is None and refused_services(case.number):
            raise Refused("fee_not_stated")
        most = amount_on("application_fee_most", case.state, on)
        if asked.fee is not None and asked.fee > most:
            raise Refused("fee_too_high", fee=asked.fee, most=most)
    if asked.basis == REFERRAL and not aid_on(case.number, on):
        raise Refused("no_aid_on_record", on=on)


def open_again(case: Case, asked: ReopenCase, occasion: Occasion) -> Closure | None:
    """Open the case again, in this transaction; the caller has locked it. Returns the closing that is undone.

    A case that was closed before it came here has none. Raises Refused where the case is not closed.
    """
    if case.kind == Case.Kind.DESTROYED:
        raise Refused("records_destroyed")
    if case.open:
        raise Refused("not_closed")
    closure = case.closures.filter(step="closed").order_by("-id").first()
    event = CaseReopened(occasion.on, asked.basis, asked.application_on, int((asked.fee or 0) * 100))
    body = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(event).items()}
    occasion.tell(case, "CaseReopened", closure, **body)
    follow_reopening(event, case, closure, occasion)
    return closure


def follow_reopening(event: CaseReopened, case: Case, closure: Closure | None, occasion: Occasion) -> None:
    """Write what follows from a reopening. `closure` is the closing that is undone, None where it is not ours."""
    _open(case, event)
    if closure is not None:
        take_back_releases(case, closure, occasion, stay=remedies_that_stay_stopped(closure))
    number = case.journal.filter(kind="CaseReopened").count() + 1
    _post_letter(case, closure, number, occasion.on)
    owe_after_reopening(closure, case, occasion)


def _post_letter(case: Case, closure: Closure | None, number: int, on: date) -> OutboxMessage:
    """The letter that says that the case is open again: one for each time."""
    return post_letter_about(
        case=case, about=f"{case.number}:reopening:{number}", letter="case_reopened", closure=closure, on=on
    )


def _open(case: Case, event: CaseReopened) -> None:
    case.kind = Case.Kind.ENFORCEMENT
    case.reopened_on = event.on
    case.enforcement_closed_on = None
    case.application_fee_cents = event.fee_cents
    if event.basis == APPLICATION and case.service_basis != OTHER_AGENCY:
        case.serve_because(APPLICATION, event.on)
    case.save(update_fields=_OPENED)
