"""Sending what waits in the outbox. A kill at any point loses nothing: what was not marked goes out again, same key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, QuerySet, prefetch_related_objects

from caseclose.casework.models import OutboxMessage, ReleaseOrder
from caseclose.casework.ports import Electronic, Message, Party, Ports
from caseclose.casework.selectors.service_levels import service_span
from caseclose.casework.services import journal
from caseclose.casework.services.asked import ask_once, asked
from caseclose.casework.services.outbox.broken import broken
from caseclose.casework.services.outbox.messages import MAIL_VENDOR, MESSENGER, POINTER, waits_too_long
from caseclose.casework.services.outbox.notices import went_out
from caseclose.casework.services.outbox.pointers import pointed_to, what_may_go
from caseclose.casework.services.payments.orders import PAYMENT, note_not_sent, note_sent
from caseclose.casework.services.releases.moves import move
from caseclose.law.spans import after

RELEASE = "release"
AGE_BY_THEMSELVES = frozenset({RELEASE, PAYMENT, POINTER})
"""Kinds of message that are seen to elsewhere when they have waited too long."""

_MAY_GO = frozenset({ReleaseOrder.State.MADE, ReleaseOrder.State.UNKNOWN})
"""An order that stands elsewhere was settled before its message went out, and the message is no longer wanted."""


class _CannotGo(LookupError):
    """A message that nothing here can send. history_values.toml has its words in both languages."""


@dataclass(frozen=True, slots=True)
class Held:
    """Messages that are locked with their cases, their release orders, and what those to the messenger say."""

    rows: list[OutboxMessage]
    orders: dict[int, ReleaseOrder]
    said: dict[int, Electronic]

    def of(self, rows: Sequence[OutboxMessage]) -> Held:
        """Return the same for some of the messages."""
        return Held(list(rows), self.orders, self.said)


@dataclass(slots=True)
class Sent:
    """How many messages were sent, wait for another try, cannot be sent at all, or were no longer wanted."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    dropped: int = 0


def send_waiting(
    *, on: date, at: datetime, ports: Ports, limit: int | None = None, numbers: tuple[int, int] | None = None
) -> Sent:
    """Send up to `limit` messages that wait, oldest first, as many together as their party takes.

    `numbers` are the first and the last to be sent, where not all are.

    Two senders at once share the work: what one has in hand, the other leaves alone. A message is marked as sent in the
    transaction that holds it while it is sent, so a sender that is killed in between leaves it waiting.

    Letters are left to the mail room, which hands them over in batches. Where nobody is there to tell people that a
    letter is on its way, nobody is told.
    """
    tally = Sent()
    waiting = waiting_to_go().filter(pk__range=numbers) if numbers else waiting_to_go()
    for party, keys in _by_party(list(waiting.values_list("pk", "party")[:limit])):
        port = ports.get(party)
        takes = port if isinstance(port, Party) else None
        if takes is None and party == MESSENGER:
            _drop(keys, tally)
            continue
        for together in _cut(keys, takes.at_a_time if takes else 1):
            _send_apart(together, takes, on, at, tally)
    return tally


def waiting_to_go() -> QuerySet[OutboxMessage]:
    """Return the messages that wait to be sent, oldest first: all but letters, which go by the mail room."""
    waiting = OutboxMessage.objects.filter(state=OutboxMessage.State.WAITING)
    return waiting.exclude(party=MAIL_VENDOR).order_by("id")


def _by_party(waiting: Sequence[tuple[int, str]]) -> Iterator[tuple[str, list[int]]]:
    found: dict[str, list[int]] = {}
    for key, party in waiting:
        found.setdefault(party, []).append(key)
    yield from found.items()


def _cut(keys: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def _send_apart(keys: list[int], port: Party | None, on: date, at: datetime, tally: Sent) -> None:
    """Send these messages, so that one that breaks the sender itself is set apart from those beside it."""
    try:
        _send(keys, port, on, at, tally)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever one message brings must not stop those behind it
        if len(keys) > 1:
            for key in keys:
                _send_apart([key], port, on, at, tally)
        else:
            _set_apart(keys[0], error, on)
            tally.failed += 1


def _set_apart(key: int, error: Exception, on: date) -> None:
    row = OutboxMessage.objects.get(pk=key)
    with transaction.atomic():
        OutboxMessage.objects.filter(pk=key).update(state=OutboxMessage.State.FAILED)
        name, where = f"unsent:{key}", broken(error)
        ask_once(asked(case=row.case_id, key=name, kind="message_not_sent", due=on, letter=row.kind, where=where))


def _send(keys: list[int], port: Party | None, on: date, at: datetime, tally: Sent) -> None:
    """Send these messages together. One that breaks its port is set apart, and the others go on without it.

    That they are tried is stored before they are given over. So of a message that was never tried it is certain that it
    has not arrived, whoever was killed and when.
    """
    tried = _begin(keys, tally)
    with transaction.atomic():
        held = _held(tried, on, tally)
        trouble = _give(held, port, on)
        if trouble is None or isinstance(trouble, OSError):
            unsure = _unsure(held.rows, trouble)
            _mark(held.of([row for row in held.rows if row.key not in unsure]), on, at, tally)
            _wait([row for row in held.rows if row.key in unsure], on, tally)
        elif len(held.rows) == 1:
            _give_up(held.rows[0], held.orders, trouble, on, at, tally)
    if len(held.rows) > 1 and trouble is not None and not isinstance(trouble, OSError):
        for row in held.rows:
            _send([row.pk], port, on, at, tally)


def _begin(keys: list[int], tally: Sent) -> list[int]:
    """Note that these messages are about to be tried, and set apart what is no longer wanted; return what is left."""
    with transaction.atomic():
        rows = _locked(keys).only("kind", "body", "case__number")
        release_of = {row.pk: row.body.get("release") for row in rows}
        orders = ReleaseOrder.objects.filter(pk__among={number for number in release_of.values() if number})
        settled = set(orders.exclude(state__in=_MAY_GO).values_list("pk", flat=True))
        unwanted = [pk for pk, number in release_of.items() if number in settled]
        wanted = [pk for pk, number in release_of.items() if number not in settled]
        OutboxMessage.objects.filter(pk__among=wanted).update(tries=F("tries") + 1)
        _drop(unwanted, tally)
    return wanted


def _drop(keys: Sequence[int], tally: Sent) -> None:
    """Set apart messages that are no longer wanted."""
    if keys:
        waiting = OutboxMessage.objects.filter(pk__among=list(keys), state=OutboxMessage.State.WAITING)
        tally.dropped += waiting.update(state=OutboxMessage.State.FAILED)


def _unsure(rows: list[OutboxMessage], trouble: OSError | None) -> frozenset[str]:
    """Return the keys of the messages of which it is not known whether they arrived."""
    named: frozenset[str] = getattr(trouble, "keys", frozenset())
    return named or frozenset(row.key for row in rows if trouble is not None)


def _give(held: Held, port: Party | None, on: date) -> Exception | None:
    """Give the messages to their port and return what went wrong, if anything did."""
    try:
        if port is None:
            raise _CannotGo("nobody here takes messages for this party")
        if held.rows:
            port.send([_message(row, held) for row in held.rows], on=on)
    except Exception as trouble:  # noqa: BLE001 - what breaks a port must not stop the messages behind it
        return trouble
    return None


def _locked(keys: list[int]) -> QuerySet[OutboxMessage]:
    """Lock those of the messages that wait, and their cases, leaving out what others hold."""
    waiting = OutboxMessage.objects.filter(pk__among=keys, state=OutboxMessage.State.WAITING).select_related("case")
    return waiting.select_for_update(skip_locked=True, of=("self", "case")).order_by("id")


def _held(keys: list[int], on: date, tally: Sent) -> Held:
    """Lock the messages and their cases, and read what goes with them. Who may not be told any more is dropped."""
    rows = list(_locked(keys))
    numbers = [row.body.get("release", 0) for row in rows if row.kind == RELEASE]
    orders = ReleaseOrder.objects.select_related("closure", "remedy").in_bulk(numbers) if numbers else {}
    said = what_may_go(rows, on)
    unwanted = {row.pk for row in rows if row.kind == POINTER and row.pk not in said}
    _drop(sorted(unwanted), tally)
    return Held([row for row in rows if row.pk not in unwanted], orders, said)


def _message(row: OutboxMessage, held: Held) -> Message:
    order = held.orders.get(row.body.get("release", 0))
    if row.kind == RELEASE and order is None:
        raise _CannotGo("its release order is not there")
    return Message(
        key=row.key,
        kind=row.kind,
        party=row.party,
        case=row.case_id,
        closure=order.closure_id if order else row.body.get("closure", 0),
        order=order.pk if order else 0,
        remedy=order.remedy_id if order else 0,
        to=order.remedy.party if order else row.body.get("to", ""),
        says=row.body.get("says", ""),
        theirs=row.body.get("theirs", ""),
        basis=row.body.get("basis", ""),
        made_on=row.made_on,
        electronic=held.said.get(row.pk),
    )


def _mark(held: Held, on: date, at: datetime, tally: Sent) -> None:
    """Mark the messages as sent, and their orders. One that time has made unknown stays so until it is answered."""
    rows, orders = held.rows, held.orders
    if not rows:
        return
    _note(rows, state=OutboxMessage.State.SENT, sent_on=on)
    going = [orders[row.body["release"]] for row in rows if row.kind == RELEASE]
    move([order for order in going if order.state == ReleaseOrder.State.MADE], ReleaseOrder.State.SENT, on=on, at=at)
    note_sent(rows, on=on, at=at)
    lines = went_out([(row, on) for row in rows], on=on, at=at)
    journal.append([*lines, *pointed_to(rows, held.said, on=on, at=at)])
    late = [order.pk for order in going if order.state == ReleaseOrder.State.UNKNOWN]
    if late:
        ReleaseOrder.objects.filter(pk__in=late).update(sent_on=on)
    tally.sent += len(rows)


def _wait(rows: list[OutboxMessage], on: date, tally: Sent) -> None:
    """Leave the messages waiting. A letter that has waited too long reaches a person; orders age by themselves.

    What points to a letter is dropped in time.
    """
    letters = [row for row in rows if row.kind not in AGE_BY_THEMSELVES]
    prefetch_related_objects(letters, "case__office")
    for row in letters:
        if after(row.made_on, service_span("letter_sending_span", row.case.state, on)) < on:
            ask_once(waits_too_long(row, on))
    tally.waiting += len(rows)


def _note(rows: list[OutboxMessage], **changes: object) -> None:
    """Write down what came of these messages."""
    OutboxMessage.objects.filter(pk__among=[row.pk for row in rows]).update(**changes)


def _give_up(
    row: OutboxMessage, orders: dict[int, ReleaseOrder], trouble: Exception, on: date, at: datetime, tally: Sent
) -> None:
    """Set apart a message that cannot be sent, and ask a person about it. What breaks on an address may hold it."""
    why = broken(trouble) if row.kind == POINTER else _said(trouble)
    _note([row], state=OutboxMessage.State.FAILED)
    tally.failed += 1
    order = orders.get(row.body.get("release", 0))
    if note_not_sent(row, why, on=on, at=at):
        return
    if order is None:
        name = f"unsent:{row.pk}"
        ask_once(asked(case=row.case_id, key=name, kind="letter_not_sent", due=on, letter=row.kind, why=why))
    elif order.state == ReleaseOrder.State.MADE:
        move([order], ReleaseOrder.State.UNKNOWN, reason=f"it could not be sent: {why}", on=on, at=at)


def _said(trouble: Exception) -> str:
    return str(trouble) if isinstance(trouble, _CannotGo) else f"{type(trouble).__name__}: {trouble}"
