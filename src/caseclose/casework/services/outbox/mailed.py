"""Proofs of mailing: the mail vendor says on which day it mailed a letter. A proof that cannot be changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from caseclose.casework.models import OutboxMessage, Task
from caseclose.casework.selectors.offices import states_worked
from caseclose.casework.selectors.service_levels import service_span
from caseclose.casework.services import journal
from caseclose.casework.services.asked import ask_all_once, ask_once, asked
from caseclose.casework.services.locking import lock_case
from caseclose.casework.services.outbox.fates import EARLY, REPEATED, REPORTED
from caseclose.casework.services.outbox.messages import MAIL_VENDOR, waits_too_long
from caseclose.casework.services.outbox.notices import went_out
from caseclose.casework.services.rows import update
from caseclose.law.spans import latest_start

MAILED = "mailed"
SPAN = "mailing_proof_span"
UNPROVEN = "mailing_not_proven"
_ODD = "proof_does_not_fit"
_NOT_HANDED_OVER = Q(state__in=[OutboxMessage.State.WAITING, OutboxMessage.State.BATCHED])


@dataclass(frozen=True, slots=True)
class Proof:
    """What the vendor says of one letter: the day on which it was mailed, or none where the vendor names no day."""

    row: OutboxMessage
    mailed_on: date | None


@dataclass(frozen=True, slots=True)
class Proven:
    """What became of each proof, in their order, and what the journal is to say of it."""

    fates: list[str]
    lines: list[journal.Line]


def take_proofs(proofs: Sequence[Proof], *, on: date, at: datetime) -> Proven:
    """Take proofs of letters, each of another one. The caller has locked their cases and writes the lines.

    Fates: mailed; repeated, where the same day was proven before; early, where the letter is not marked as given over;
    reported, where the proof cannot be true or contradicts an earlier one: a person is asked, and nothing is changed.
    """
    fates, mailed = [], []
    for proof in proofs:
        fate, odd = _fate(proof, on)
        if odd:
            _ask(proof, odd, on)
        if fate == MAILED:
            proof.row.mailed_on = proof.mailed_on
            mailed.append(proof.row)
        fates.append(fate)
    update(mailed, ("mailed_on",))
    _no_longer_asked(mailed, on)
    return Proven(fates, went_out([(row, row.mailed_on) for row in mailed if row.mailed_on], on=on, at=at))


def prove_mailing(*, key: str, mailed_on: date | None, on: date, at: datetime) -> str:
    """Take the proof for the letter under `key`, and return its fate. Raises OutboxMessage.DoesNotExist."""
    letters = OutboxMessage.objects.filter(party=MAIL_VENDOR)
    case = letters.values_list("case_id", flat=True).get(key=key)
    with transaction.atomic():
        lock_case(case)
        proven = take_proofs([Proof(letters.get(key=key), mailed_on)], on=on, at=at)
        journal.append(proven.lines)
    return proven.fates[0]


def _fate(proof: Proof, on: date) -> tuple[str, str]:
    """Return what becomes of a proof, and the text that says why it does not fit where it does not."""
    row, day = proof.row, proof.mailed_on
    if row.state == OutboxMessage.State.WAITING:
        return EARLY, ""
    if day is None:
        return REPORTED, "proof_without_a_day"
    if row.mailed_on == day:
        return REPEATED, ""
    if row.mailed_on is not None:
        return REPORTED, "proof_of_two_days"
    if row.state == OutboxMessage.State.FAILED:
        return REPORTED, "proof_of_a_letter_turned_away"
    if day > on:
        return REPORTED, "proof_of_a_day_to_come"
    if day < row.made_on:
        return REPORTED, "proof_of_too_early_a_day"
    return MAILED, ""


def _ask(proof: Proof, says: str, on: date) -> None:
    """Ask a person about a proof that does not fit, once for each day that it names."""
    row, day = proof.row, _written(proof.mailed_on)
    said = {"letter": row.kind, "day": day, "earlier": _written(row.mailed_on), "owed_on": _written(row.made_on)}
    ask_once(asked(case=row.case_id, key=f"proof:{row.pk}:{says}:{day}", kind=_ODD, due=on, says=says, **said))


def _written(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def ask_for_proofs(*, on: date) -> int:
    """Ask a person about each letter that was given over too long ago and is not proven to have been mailed.

    Returns how many were new. Of a notice the days do not run meanwhile, so no case closes on it.
    """
    return ask_all_once(
        [
            asked(
                case=row.case_id, key=_key(row), kind=UNPROVEN, due=on, letter=row.kind, given_on=_written(row.sent_on)
            )
            for state in states_worked()
            for row in _unproven(state, on)
        ]
    )


def ask_about_late_letters(*, on: date) -> int:
    """Ask a person about each letter that has waited too long to be given to the mail vendor; return how many are new.

    About one that cannot be written a person was asked already.
    """
    tasks = []
    for state in states_worked():
        last = latest_start(on, service_span("letter_sending_span", state, on))
        unwritten = Task.objects.filter(case=OuterRef("case"), kind="letter_not_written", done_on=None)
        rows = OutboxMessage.objects.filter(_NOT_HANDED_OVER, party=MAIL_VENDOR, case__office__state=state)
        for row in rows.filter(~Exists(unwritten), made_on__lt=last):
            tasks.append(waits_too_long(row, on))
    return ask_all_once(tasks)


def _unproven(state: str, on: date) -> QuerySet[OutboxMessage]:
    rows = OutboxMessage.objects.filter(
        state=OutboxMessage.State.SENT, party=MAIL_VENDOR, mailed_on=None, case__office__state=state
    )
    return rows.filter(sent_on__lt=latest_start(on, service_span(SPAN, state, on))).order_by("pk")


def _key(row: OutboxMessage) -> str:
    return f"unproven:{row.pk}"


def _no_longer_asked(rows: Sequence[OutboxMessage], on: date) -> None:
    if rows:
        Task.objects.filter(key__among={_key(row) for row in rows}, done_on=None).update(done_on=on)
