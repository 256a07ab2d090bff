"""Making the letters of a batch: gathered, printed, and stored when nothing has changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max, QuerySet

from caseclose.casework.models import MailBatch, OutboxMessage, Person, StoredLetter, Task
from caseclose.casework.selectors.law import policy_in_use
from caseclose.casework.selectors.letters.from_records import Gathered, Unwritable, letters_of
from caseclose.casework.services import journal
from caseclose.casework.services.asked import ask_once, asked
from caseclose.casework.services.locking import lock_cases
from caseclose.casework.services.mail.codes import ways_to_reply
from caseclose.casework.services.mail.press import Copy, Press, Printed
from caseclose.casework.services.outbox.messages import MAIL_VENDOR
from caseclose.casework.services.releases.moves import SYSTEM
from caseclose.letters.refused import Lack

AT_ONCE = 200
"""How many letters share a transaction."""

UNWRITTEN = "letter_not_written"
STORED = "LetterStored"


@dataclass(frozen=True, slots=True)
class Making:
    """For which batch letters are made, on which press, and where their codes are asked for on the web."""

    batch: MailBatch
    press: Press
    link: str
    at: datetime

    @property
    def on(self) -> date:
        """The day that the letters bear."""
        return self.batch.on


def waiting(after: int = 0) -> Iterator[list[int]]:
    """Yield the numbers of the letters that wait for the mail vendor, some at a time, each once."""
    rows = OutboxMessage.objects.filter(state=OutboxMessage.State.WAITING, party=MAIL_VENDOR).order_by("pk")
    while some := list(rows.filter(pk__gt=after).values_list("pk", flat=True)[:AT_ONCE]):
        yield some
        after = some[-1]


def make_letters(numbers: Sequence[int], making: Making) -> tuple[int, int]:
    """Make these letters; return how many were stored, and how many cannot be written and were left to a person.

    What a letter says is gathered before it is printed and, with its case locked, once more when it is stored. One
    whose records have changed meanwhile is left waiting, and is made anew.
    """
    found = _gather(_rows(numbers, OutboxMessage.State.WAITING), making)
    gathered = [each for each in found if isinstance(each, Gathered)]
    unwritten = [each for each in found if isinstance(each, Unwritable)]
    ready = []
    for letter, sheet in zip(gathered, making.press.print_all([_copy(each) for each in gathered]), strict=True):
        if isinstance(sheet, Printed):
            ready.append((letter, sheet))
        else:
            unwritten.append(Unwritable(letter.message, sheet))
    for lacking in unwritten:
        _ask(lacking.message, lacking.lacks, making.on)
    return _store(ready, making), len(unwritten)


def changed(numbers: Sequence[int], making: Making) -> list[int]:
    """Of the letters of the batch with these messages, return those that would say something else now.

    The caller has locked their cases, and what is found holds until the transaction ends.
    """
    stored = dict(letters_in(making.batch).filter(message__among=numbers).values_list("message", "facts"))
    now = _gather(_rows(numbers, OutboxMessage.State.BATCHED), making)
    same = {
        each.message.pk for each in now if isinstance(each, Gathered) and stored[each.message.pk] == each.fingerprint
    }
    return [number for number in numbers if number not in same]


def lock_people(numbers: Sequence[int]) -> None:
    """Lock the cases of these messages and the people on them, so that nobody's safety changes meanwhile."""
    cases = set(OutboxMessage.objects.filter(pk__among=numbers).values_list("case_id", flat=True))
    lock_cases(cases)
    people = Person.objects.filter(pk__in=Person.objects.filter(parts__case__among=cases).values("pk"))
    list(people.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def letters_in(batch: MailBatch) -> QuerySet[StoredLetter]:
    """Return the letters of a batch that go: of each message that is in it the last that was made."""
    newest = StoredLetter.objects.values("message").annotate(last=Max("pk")).values("last")
    mine = batch.stored.values("message")
    return StoredLetter.objects.filter(batch=batch, pk__in=newest.filter(message__in=mine))


def _rows(numbers: Sequence[int], state: str) -> list[OutboxMessage]:
    rows = OutboxMessage.objects.filter(pk__among=numbers, state=state, party=MAIL_VENDOR)
    return list(rows.order_by("pk"))


def _gather(rows: Sequence[OutboxMessage], making: Making) -> list[Gathered | Unwritable]:
    return letters_of(rows, ways_to_reply(rows, making.link), making.on) if rows else []


def _copy(letter: Gathered) -> Copy:
    return Copy(letter.facts, letter.reached.lang, letter.reached.large)


def _store(ready: Sequence[tuple[Gathered, Printed]], making: Making) -> int:
    if not ready:
        return 0
    numbers = [letter.message.pk for letter, _ in ready]
    with transaction.atomic():
        lock_people(numbers)
        now = {
            each.message.pk: each.fingerprint
            for each in _gather(_rows(numbers, OutboxMessage.State.WAITING), making)
            if isinstance(each, Gathered)
        }
        same = [(letter, sheet) for letter, sheet in ready if now.get(letter.message.pk) == letter.fingerprint]
        stored = _stored(same, making)
        going = [row.message_id for row in stored]
        OutboxMessage.objects.filter(pk__among=going).update(state=OutboxMessage.State.BATCHED)
        _no_longer_asked(going, making.on)
        journal.append([_line(row, making) for row in stored])
    return len(stored)


def _stored(ready: Sequence[tuple[Gathered, Printed]], making: Making) -> list[StoredLetter]:
    numbers = [letter.message.pk for letter, _ in ready]
    counted = StoredLetter.objects.filter(message__among=numbers).values("message").annotate(last=Max("number"))
    before = dict(counted.values_list("message", "last"))
    return StoredLetter.objects.bulk_create(
        StoredLetter(
            message=letter.message,
            case_id=letter.message.case_id,
            batch=making.batch,
            number=before.get(letter.message.pk, 0) + 1,
            language=letter.reached.lang,
            large=letter.reached.large,
            pages=sheet.pages,
            postal=letter.reached.postal,
            facts=letter.fingerprint,
            policy=policy_in_use(),
            sha256=sha256(sheet.pdf).hexdigest(),
            pdf=sheet.pdf,
            made_on=making.on,
        )
        for letter, sheet in ready
    )


def _line(row: StoredLetter, making: Making) -> journal.Line:
    body = {"letter": row.message.kind, "message": row.message_id, "number": row.number, "sha256": row.sha256}
    closure = row.message.body.get("closure") or None
    return journal.Line(row.case_id, closure, STORED, making.on, making.at, SYSTEM.name, SYSTEM.role.value, body)


def _ask(message: OutboxMessage, lacks: Sequence[Lack], on: date) -> None:
    """Ask a person for what a letter lacks, once for as long as it is the same."""
    mark = sha256("; ".join(str(lack) for lack in lacks).encode()).hexdigest()[:12]
    said = [{"en": lack.words.en, "es": lack.words.es} for lack in lacks]
    key = f"unwritten:{message.pk}:{mark}"
    ask_once(asked(case=message.case_id, key=key, kind=UNWRITTEN, due=on, letter=message.kind, lacks=said))


def _no_longer_asked(numbers: Sequence[int], on: date) -> None:
    asked = Task.objects.filter(kind=UNWRITTEN, done_on=None, case__messages__pk__in=numbers)
    done = [task.pk for task in asked if int(task.key.split(":")[1]) in numbers]
    if done:
        Task.objects.filter(pk__in=done).update(done_on=on)
