"""Messages by e-mail or text that a letter is on its way: one for each letter, to who agreed to it, and never more.

The letter is the notice; a message only points to it. It is posted when its letter is handed over, and decided on anew
when it is sent, with the case and the people on it locked: who is no longer to be told is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from caseclose.casework.models import OutboxMessage, Person
from caseclose.casework.ports import Electronic
from caseclose.casework.selectors.electronic import SEND, OnCase, cases_with_consent, on_cases, way_of
from caseclose.casework.selectors.letters.addressees import addressee
from caseclose.casework.selectors.service_levels import service_span
from caseclose.casework.services import journal
from caseclose.casework.services.mail.drawn import drawn_code
from caseclose.casework.services.outbox.messages import MESSENGER, POINTER
from caseclose.casework.services.releases.moves import SYSTEM
from caseclose.law.reading import shipped
from caseclose.law.spans import after
from caseclose.letters.refused import CannotWrite
from caseclose.letters.words import LANGUAGES

TOLD = "LetterPointedTo"


def post_pointers(letters: Sequence[OutboxMessage], on: date) -> int:
    """Post a message for each of these letters whose reader agreed to it; return how many.

    The letters are those that this transaction hands over, so that each comes here once.
    """
    agreed = cases_with_consent({letter.case_id for letter in letters})
    cases = on_cases(agreed) if agreed else {}
    readers = [(letter, _reader(letter, cases[letter.case_id])) for letter in letters if letter.case_id in cases]
    posted = OutboxMessage.objects.bulk_create(
        OutboxMessage(
            key=drawn_code(),
            case_id=letter.case_id,
            kind=POINTER,
            party=MESSENGER,
            body={"letter": letter.pk, "person": reader.pk},
            made_on=on,
        )
        for letter, reader in readers
        if reader is not None and reader.electronic_address
    )
    return len(posted)


def what_may_go(rows: Sequence[OutboxMessage], on: date) -> dict[int, Electronic]:
    """Return what each of these messages says and where it goes; one that may not go any more is not there.

    The caller has locked their cases. The people on them stay locked until the transaction ends.
    """
    pointers = [row for row in rows if row.kind == POINTER]
    if not pointers:
        return {}
    cases = on_cases({row.case_id for row in pointers}, lock=True)
    letters = OutboxMessage.objects.in_bulk([row.body["letter"] for row in pointers])
    found = {}
    for row in pointers:
        letter, on_case = letters.get(row.body["letter"]), cases[row.case_id]
        reader = _reader(letter, on_case) if letter is not None else None
        if reader is not None and reader.pk == row.body["person"] and _may_be_told(reader, on_case, row, on):
            found[row.pk] = _said(reader)
    return found


def pointed_to(
    rows: Sequence[OutboxMessage], said: dict[int, Electronic], *, on: date, at: datetime
) -> list[journal.Line]:
    """Return what the journal is to say of messages that were given over: by what, and no address."""
    return [
        journal.Line(row.case_id, None, TOLD, on, at, SYSTEM.name, SYSTEM.role.value, {"by_what": said[row.pk].channel})
        for row in rows
        if row.pk in said
    ]


def _reader(letter: OutboxMessage, on_case: OnCase) -> Person | None:
    """Return the person to whom a letter goes; None where it goes to an agency or to nobody."""
    if "agency" in letter.body:
        return None
    try:
        return addressee(letter, on_case.case, on_case.parts)
    except CannotWrite:
        return None


def _may_be_told(reader: Person, on_case: OnCase, row: OutboxMessage, on: date) -> bool:
    """Say whether the policy lets the person be told, and it still helps: the letter has not been out for long."""
    way = way_of(reader, on_case)
    last = after(row.made_on, service_span("pointing_span", on_case.case.state, on))
    return way is not None and way.use == SEND and on <= last


def _said(reader: Person) -> Electronic:
    message = shipped().electronic[reader.electronic_channel]
    lang = reader.language if reader.language in LANGUAGES else LANGUAGES[0]
    return Electronic(reader.electronic_channel, reader.electronic_address, message.subject[lang], message.text[lang])
