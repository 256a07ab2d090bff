"""The mail vendor's proof of mailing as a file: each line is taken by itself, and what cannot be is reported."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from caseclose.casework.models import OutboxMessage
from caseclose.casework.services.locking import lock_case
from caseclose.casework.services.mail.codes import message_of
from caseclose.casework.services.outbox.answered import Judged, Placed, judge
from caseclose.casework.services.outbox.fates import REPORTED
from caseclose.casework.services.outbox.mailed import prove_mailing
from caseclose.casework.services.outbox.messages import MAIL_VENDOR
from caseclose.casework.services.outbox.plain import plain
from caseclose.law.values import BadValue, read_day

UNREADABLE, UNKNOWN, REFUSED = "unreadable", "unknown", "refused"
_KEY, _DAY, _WHY = "key", "mailed_on", "refused"
_LONGEST = 200


@dataclass(slots=True)
class ProofsTaken:
    """How many lines came to what, and of each that changed nothing: its number, and why."""

    fates: Counter[str] = field(default_factory=Counter)
    odd: list[tuple[int, str]] = field(default_factory=list)


class BadProof(ValueError):
    """A file that is no proof of mailing at all."""


def take_proof_file(path: Path, *, on: date, at: datetime) -> ProofsTaken:
    """Take a file with a line for each letter: its key, and the day of mailing or why it was refused.

    It is CSV with a heading, or a JSON document a line. Taken again, it changes nothing. Raises BadProof and OSError.
    """
    taken = ProofsTaken()
    for number, line in _lines(path):
        fate, why = _take(line, on, at)
        taken.fates[fate] += 1
        if why:
            taken.odd.append((number, why))
    return taken


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadProof(f"{path.name} is not text: {error.reason}") from error
    if text.lstrip().startswith("{"):
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                yield number, _json(line)
        return
    rows = csv.DictReader(text.splitlines())
    if _KEY not in (rows.fieldnames or ()) or not {_DAY, _WHY} & set(rows.fieldnames or ()):
        raise BadProof(f"{path.name} has no columns '{_KEY}' and '{_DAY}'; a proof has a line for each letter")
    try:
        for row in rows:
            yield rows.line_num, {str(name): str(value or "") for name, value in row.items()}
    except csv.Error as error:
        raise BadProof(f"{path.name} cannot be read after line {rows.line_num}: {error}") from error


def _json(line: str) -> dict[str, str]:
    try:
        read = json.loads(line)
    except ValueError:
        return {}
    return {str(name): str(value or "") for name, value in read.items()} if isinstance(read, dict) else {}


def _take(line: dict[str, str], on: date, at: datetime) -> tuple[str, str]:
    """Take one line; return its fate, and why nothing was changed where nothing was."""
    key, said, why = (line.get(name, "").strip() for name in (_KEY, _DAY, _WHY))
    if not key or bool(said) == bool(why):
        return UNREADABLE, "it must name a key, and either the day of mailing or why it was refused"
    message = message_of(key) if _may_be_key(key) else None
    if message is None or message.party != MAIL_VENDOR:
        return UNKNOWN, "no letter has this key"
    if why:
        if message.state != OutboxMessage.State.SENT or message.mailed_on is not None:
            return REPORTED, "the letter was not handed over, or an earlier proof says that it was mailed"
        _refuse(message, why, on, at)
        return REFUSED, ""
    try:
        day = read_day(said)
    except BadValue:
        return UNREADABLE, "its day is not a day; write it as 2026-11-22"
    fate = prove_mailing(key=message.key, mailed_on=day, on=on, at=at)
    if fate == REPORTED:
        return fate, "its day cannot be, or contradicts an earlier proof; a person is asked"
    early = message.state != OutboxMessage.State.SENT and fate not in {"mailed", "repeated"}
    return fate, "the letter was not handed over" if early else ""


@dataclass(frozen=True, slots=True)
class _Refusal:
    """What the vendor says of a letter that it will not mail, as a port would say it."""

    key: str
    case: str
    why: str
    id: str = ""
    says: str = REFUSED
    day: date | None = None


def _refuse(message: OutboxMessage, why: str, on: date, at: datetime) -> None:
    """A refused letter reaches a person, and what it was to fulfil is owed again, as when a port refuses it."""
    with transaction.atomic():
        lock_case(message.case_id)
        judged = Judged()
        judge([Placed(_Refusal(message.key, message.case_id, plain(why)), message, message.case_id)], judged, on, at)
        judged.write()


def _may_be_key(text: str) -> bool:
    return len(text) <= _LONGEST and text.isascii() and text.isprintable()
