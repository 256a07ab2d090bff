"""Taking what parties answered: many answers in one transaction, each judged by itself, and only then told as taken.

A kill undoes what one transaction holds, whole; the parties then say it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import InterfaceError, OperationalError, transaction

from caseclose.casework.models import Case, OutboxMessage
from caseclose.casework.ports import Answer, Heard, Ports
from caseclose.casework.services.asked import ask_once, asked
from caseclose.casework.services.locking import is_deadlock, lock_cases
from caseclose.casework.services.mail.codes import messages_of
from caseclose.casework.services.outbox.answered import (
    LETTER,
    LONGEST_KEY,
    WORDS,
    Judged,
    Placed,
    Stray,
    judge,
    releases_of,
)
from caseclose.casework.services.outbox.broken import broken
from caseclose.casework.services.outbox.fates import EARLY
from caseclose.casework.services.outbox.messages import MAIL_VENDOR
from caseclose.casework.services.releases.moves import State, lock_remedies

AT_ONCE = 200
"""How many answers share a transaction."""

BROKEN = "broken"


@dataclass(slots=True)
class Taken:
    """What became of the answers: how many of each fate, and those that belong to nothing known here.

    Each stray answer has a task where its case number could be read; `strays` holds all of them. `troubles` says which
    ports could not be heard, and which answers broke the taking itself.
    """

    fates: Counter[str] = field(default_factory=Counter)
    strays: list[Stray] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Hearing:
    """Whom we hear, by which of its names, among whom, and when."""

    name: str
    port: Heard
    ports: Ports
    on: date
    at: datetime


def take_answers(*, on: date, at: datetime, ports: Ports) -> Taken:
    """Take what the parties have said by `on`. Each answer is stored before its party is told that it was taken.

    An answer to a message that is not marked as sent is left for the next time: the message goes out again first. So is
    one that breaks the taking itself, and a person is asked about it.
    """
    taken = Taken()
    for name, port in _each(ports):
        try:
            answers = port.answers(on=on)
        except Exception as trouble:  # noqa: BLE001 - one port that breaks must not silence the others
            taken.troubles.append(f"{name}: {type(trouble).__name__}: {trouble}")
            continue
        for start in range(0, len(answers), AT_ONCE):
            _take(answers[start : start + AT_ONCE], _Hearing(name, port, ports, on, at), taken)
    return taken


def _each(ports: Ports) -> Iterator[tuple[str, Heard]]:
    """Yield each port once, under the first of its names."""
    seen: set[int] = set()
    for name, port in ports.items():
        if id(port) not in seen:
            seen.add(id(port))
            yield name, port


def _take(answers: Sequence[Answer], hearing: _Hearing, taken: Taken) -> None:
    """Take these answers together, or each by itself where something unheard of breaks that.

    Two who wait for each other are parted by the database; the one that it ends begins again.
    """
    try:
        judged = _store(answers, hearing)
    except (OperationalError, InterfaceError) as error:
        if not is_deadlock(error):
            raise
        _take(answers, hearing, taken)
        return
    except Exception as error:  # noqa: BLE001 - whatever one answer brings must not stop those beside it
        if len(answers) > 1:
            for answer in answers:
                _take([answer], hearing, taken)
        else:
            _set_apart(answers[0], error, hearing, taken)
        return
    taken.fates.update(judged.fates)
    taken.strays += judged.strays
    stored = [answer.id for answer, fate in zip(answers, judged.fates, strict=True) if fate != EARLY]
    if stored:
        try:
            hearing.port.taken(*stored)
        except OSError as trouble:
            taken.troubles.append(f"{hearing.name}: {type(trouble).__name__}: {trouble}")


def _store(answers: Sequence[Answer], hearing: _Hearing) -> Judged:
    """Judge these answers in their order and store what each does, in one transaction.

    Cases are locked first and then remedies, both in the order of their numbers, as all do who act on many.
    """
    judged = Judged()
    with transaction.atomic():
        placed = _placed(answers, hearing)
        lock_cases(each.case for each in placed if each.case and each.kind != LETTER)
        ending = [each for each in placed if WORDS.takes.get(each.answer.says) is State.CONFIRMED]
        lock_remedies(order.remedy_id for order in releases_of(ending).values())
        for part in _parts(placed):
            judge(part, judged, hearing.on, hearing.at)
        judged.write()
    return judged


def _placed(answers: Sequence[Answer], hearing: _Hearing) -> list[Placed]:
    """Find the message that each answer is about. A party can answer only what went to it."""
    keys = {answer.key for answer in answers if _may_be_key(answer.key)}
    mine = {key: row for key, row in _known_as(keys, hearing) if hearing.ports.get(row.party) is hearing.port}
    named = {answer.case for answer in answers if answer.key not in mine and _may_be_key(answer.case)}
    cases = set(Case.objects.filter(number__among=named).values_list("number", flat=True)) if named else set()
    return [
        Placed(answer, row, row.case_id if row else answer.case if answer.case in cases else "")
        for answer in answers
        for row in (mine.get(answer.key),)
    ]


def _known_as(keys: set[str], hearing: _Hearing) -> Iterator[tuple[str, OutboxMessage]]:
    """Yield the messages that a party may mean, each with its key there: the mail vendor knows letters by codes."""
    for row in OutboxMessage.objects.filter(key__among=keys).exclude(party=MAIL_VENDOR):
        yield row.key, row
    if hearing.port is hearing.ports.get(MAIL_VENDOR):
        yield from messages_of(keys).items()


def _parts(placed: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Cut where a key comes again: the second answer under a key is judged by what the first one left."""
    part: dict[str, Placed] = {}
    for each in placed:
        if each.answer.key in part:
            yield list(part.values())
            part = {}
        part[each.answer.key] = each
    if part:
        yield list(part.values())


def _may_be_key(text: str) -> bool:
    return 0 < len(text) <= LONGEST_KEY and text.isascii() and text.isprintable()


def _set_apart(answer: Answer, error: Exception, hearing: _Hearing, taken: Taken) -> None:
    """Leave an answer that breaks the taking itself untaken, and ask a person about it."""
    taken.fates[BROKEN] += 1
    taken.troubles.append(f"{hearing.name}: an answer breaks the taking of it ({broken(error)})")
    keys = {answer.key} if _may_be_key(answer.key) else set()
    for _, row in _known_as(keys, hearing):
        said = {"letter": row.kind, "where": broken(error)}
        ask_once(asked(case=row.case_id, key=f"untaken:{row.pk}", kind="answer_not_taken", due=hearing.on, **said))
