"""What an answer from outside does to a release order. Answers may come twice, late, garbled or out of turn."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from caseclose.casework.models import Case, OutboxMessage, ReleaseOrder
from caseclose.casework.ports import Answer, Party, Ports
from caseclose.casework.services.duties.telling import message_refused
from caseclose.casework.services.locking import lock_case
from caseclose.casework.services.occasions import Occasion
from caseclose.casework.services.outbox.mailed import prove_mailing
from caseclose.casework.services.outbox.messages import MAIL_VENDOR
from caseclose.casework.services.outbox.notices import is_notice
from caseclose.casework.services.outbox.sending import RELEASE
from caseclose.casework.services.payments.answered import EARLY, MOVED, REPEATED, REPORTED, order_answered
from caseclose.casework.services.payments.orders import PAYMENT
from caseclose.casework.services.releases.moves import SYSTEM as US
from caseclose.casework.services.releases.moves import IllegalMove, State, may_become, move
from caseclose.casework.services.releases.tasks import report
from caseclose.closure.commands import Actor

SAID: Mapping[str, State] = {
    "accepted": State.ACCEPTED,
    "confirmed": State.CONFIRMED,
    "refused": State.REFUSED,
    "unnamed": State.UNKNOWN,
}
"""Where each word takes an order."""

_PAST: Mapping[State, frozenset[State]] = {
    State.ACCEPTED: frozenset({State.ACCEPTED, State.CONFIRMED, State.REFUSED}),
    State.CONFIRMED: frozenset({State.CONFIRMED}),
    State.REFUSED: frozenset({State.REFUSED}),
    State.UNKNOWN: frozenset({State.UNKNOWN, State.ACCEPTED, State.CONFIRMED, State.REFUSED}),
}
"""For each word, the states in which it says nothing new: it came twice, or was overtaken."""

STRAY, LETTER = "stray", "letter"
_LONGEST_KEY = 120
_LONGEST_WHY = 200


@dataclass(frozen=True, slots=True)
class Stray:
    """An answer that nobody can place: its key is unknown here, or belongs to another party's message."""

    key: str
    says: str
    why: str


@dataclass(slots=True)
class Taken:
    """What became of the answers: how many of each fate, and those that belong to nothing known here.

    Each stray answer has a task where its case number could be read; `strays` holds all of them. `troubles` says which
    ports could not be heard.
    """

    fates: Counter[str] = field(default_factory=Counter)
    strays: list[Stray] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def take_answers(*, on: date, at: datetime, ports: Ports) -> Taken:
    """Take what the parties have said by `on`. Each answer is stored before its party is told that it was taken.

    An answer to a message that is not marked as sent is left for the next time: the message goes out again first.
    """
    taken = Taken()
    for name, port in _each(ports):
        try:
            answers = port.answers(on=on)
        except Exception as trouble:  # noqa: BLE001 - one port that breaks must not silence the others
            taken.troubles.append(f"{name}: {type(trouble).__name__}: {trouble}")
            continue
        for answer in answers:
            fate = _take(answer, port, ports, taken, on, at)
            taken.fates[fate] += 1
            if fate != EARLY:
                port.taken(answer.id)
    return taken


def _each(ports: Ports) -> Iterator[tuple[str, Party]]:
    """Yield each port once, under the first of its names."""
    seen: set[int] = set()
    for name, port in ports.items():
        if id(port) not in seen:
            seen.add(id(port))
            yield name, port


def _take(answer: Answer, port: Party, ports: Ports, taken: Taken, on: date, at: datetime) -> str:
    row = OutboxMessage.objects.filter(key=answer.key).first() if _may_be_key(answer.key) else None
    if row is None or ports.get(row.party) is not port:
        return _stray(answer, taken, on)
    if row.kind == PAYMENT:
        return _payment(row, answer, on, at)
    if row.kind != RELEASE:
        return _letter(row, answer, on, at)
    with transaction.atomic():
        lock_case(row.case_id)
        order = ReleaseOrder.objects.select_related("closure").get(pk=row.body["release"])
        return _apply(order, answer, on, at)


def _apply(order: ReleaseOrder, answer: Answer, on: date, at: datetime) -> str:
    state, to = State(order.state), SAID.get(answer.says)
    if state is State.MADE:
        return EARLY
    if to is not None and state in _PAST[to]:
        return REPEATED
    why = plain(answer.why)
    if to is None or to not in may_become(order, US):
        said = plain(answer.says)[:40]
        words = f"The answer '{said}' about the release of {order.kind} does not fit: it is {order.state}. {why}"
        report(
            case=order.closure.case_id,
            key=f"answer:{order.pk}:{order.state}:{said}",
            kind="answer_does_not_fit",
            words=words,
            on=on,
        )
        return REPORTED
    move([order], to, reason=why, on=on, at=at)
    return MOVED


def _payment(row: OutboxMessage, answer: Answer, on: date, at: datetime) -> str:
    with transaction.atomic():
        lock_case(row.case_id)
        return order_answered(row, answer.says, plain(answer.why), on=on, at=at)


def _letter(row: OutboxMessage, answer: Answer, on: date, at: datetime) -> str:
    """A letter that the vendor will not mail reaches a person, and of one that it has mailed the day is kept.

    A notice that was turned away has not gone out: no case closes on it. Other words about letters change nothing here.
    """
    if answer.says == "confirmed" and row.party == MAIL_VENDOR:
        return prove_mailing(key=row.key, mailed_on=answer.day, on=on, at=at)
    if answer.says == "refused":
        by = row.party.replace("_", " ")
        words = f"The {by} refused the letter '{row.kind}': {plain(answer.why)}"
        report(case=row.case_id, key=f"letter:{row.pk}:refused", kind="letter_refused", words=words, on=on)
        with transaction.atomic():
            lock_case(row.case_id)
            if is_notice(row):
                OutboxMessage.objects.filter(pk=row.pk).update(state=OutboxMessage.State.FAILED)
            message_refused(row, plain(answer.why), Occasion(US, on, at))
    return LETTER


def _stray(answer: Answer, taken: Taken, on: date) -> str:
    stray = Stray(plain(answer.key)[:_LONGEST_KEY], plain(answer.says)[:40], plain(answer.why))
    taken.strays.append(stray)
    case = answer.case if _may_be_key(answer.case) and Case.objects.filter(number=answer.case).exists() else ""
    if case:
        words = f"An answer '{stray.says}' came under the key '{stray.key}', which we did not give. {stray.why}"
        key = f"stray:{case}:{stray.key}:{stray.says}"
        report(case=case, key=key, kind="answer_to_nothing", words=words, on=on)
    return STRAY


def _may_be_key(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_KEY and text.isascii() and text.isprintable()


def plain(text: str) -> str:
    """Return what a party wrote without control and direction characters, at a length that a record can hold."""
    kept = (char if unicodedata.category(char)[0] != "C" else " " for char in text)
    return " ".join("".join(kept).split())[:_LONGEST_WHY]


def settle_release(*, release: int, to: State, words: str, by: Actor, on: date, at: datetime) -> None:
    """Write down what a person found out about a release that was refused or is unknown. Raises IllegalMove.

    `to` is confirmed, refused or kept, and `words` say how the person knows. What was asked of people is then done.
    """
    number = ReleaseOrder.objects.values_list("closure__case_id", flat=True).get(pk=release)
    with transaction.atomic():
        lock_case(number)
        order = ReleaseOrder.objects.select_related("closure").get(pk=release)
        if not words.strip() or to not in may_become(order, by):
            raise IllegalMove(order, to)
        move([order], to, reason=words, by=by, on=on, at=at)
