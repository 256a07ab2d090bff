"""What an answer from outside does to the message that it answers. It may come twice, late, garbled or out of turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from caseclose.casework.models import OutboxMessage, ReleaseOrder, Task
from caseclose.casework.ports import Answer
from caseclose.casework.services import journal
from caseclose.casework.services.asked import ask_all_once, asked
from caseclose.casework.services.contact.by_messenger import ENDING, ended_by_messenger
from caseclose.casework.services.duties.telling import message_refused
from caseclose.casework.services.occasions import Occasion
from caseclose.casework.services.outbox.fates import MOVED, REPORTED, Words
from caseclose.casework.services.outbox.mailed import Proof, take_proofs
from caseclose.casework.services.outbox.messages import MAIL_VENDOR, POINTER
from caseclose.casework.services.outbox.notices import is_notice
from caseclose.casework.services.outbox.plain import plain
from caseclose.casework.services.outbox.sending import RELEASE
from caseclose.casework.services.payments.answered import Said, orders_answered
from caseclose.casework.services.payments.orders import PAYMENT
from caseclose.casework.services.releases.moves import SYSTEM, Move, State, may_become, moved

WORDS = Words(
    takes={
        "accepted": State.ACCEPTED,
        "confirmed": State.CONFIRMED,
        "refused": State.REFUSED,
        "unnamed": State.UNKNOWN,
    },
    past={
        State.ACCEPTED: frozenset({State.ACCEPTED, State.CONFIRMED, State.REFUSED}),
        State.CONFIRMED: frozenset({State.CONFIRMED}),
        State.REFUSED: frozenset({State.REFUSED}),
        State.UNKNOWN: frozenset({State.UNKNOWN, State.ACCEPTED, State.CONFIRMED, State.REFUSED}),
    },
    made=State.MADE,
)
"""What words mean for an order to let go of a remedy."""

STRAY, LETTER, LETTER_REFUSED, PROOF = "stray", "letter", "letter_refused", "proof"
OF_POINTERS = "pointer"
LONGEST_KEY = 120
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Stray:
    """An answer that nobody can place: its key is unknown here, or belongs to another party's message."""

    key: str
    says: str
    why: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An answer, the message that it is about, and the case that it touches.

    An answer that belongs to nothing known here has no message, and a case only where it names one that there is.
    """

    answer: Answer
    row: OutboxMessage | None
    case: str

    @property
    def kind(self) -> str:
        """How it is to be judged."""
        if self.row is None:
            return STRAY
        if self.row.kind in {RELEASE, PAYMENT}:
            return self.row.kind
        if self.row.kind == POINTER:
            return OF_POINTERS if self.answer.says in ENDING else LETTER
        if self.answer.says == "confirmed" and self.row.party == MAIL_VENDOR:
            return PROOF
        return LETTER_REFUSED if self.answer.says == "refused" else LETTER


@dataclass(slots=True)
class Judged:
    """What became of answers, in their order, what is to be told of it, and the strays among them."""

    fates: list[str] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    asked: list[Task] = field(default_factory=list)
    lines: list[journal.Line] = field(default_factory=list)

    def write(self) -> None:
        """Store what people are asked and what the journal is to say. The journal comes last."""
        ask_all_once(self.asked)
        journal.append(self.lines)


_Judge = Callable[[Sequence[Placed], Judged, date, datetime], list[str]]


def judge(answers: Sequence[Placed], judged: Judged, on: date, at: datetime) -> None:
    """Let these answers, each under another key, do what they do. Their cases are locked, and remedies that end."""
    kinds: dict[str, list[int]] = {}
    for nth, each in enumerate(answers):
        kinds.setdefault(each.kind, []).append(nth)
    fates = [""] * len(answers)
    for kind, places in kinds.items():
        found = _JUDGES[kind]([answers[nth] for nth in places], judged, on, at)
        for nth, fate in zip(places, found, strict=True):
            fates[nth] = fate
    judged.fates += fates


def releases_of(answers: Sequence[Placed]) -> dict[int, ReleaseOrder]:
    """Return the release orders that answers are about, by their numbers."""
    numbers = [each.row.body["release"] for each in answers if each.row is not None and each.kind == RELEASE]
    return ReleaseOrder.objects.select_related("closure").in_bulk(numbers) if numbers else {}


def _releases(answers: Sequence[Placed], judged: Judged, on: date, at: datetime) -> list[str]:
    orders, moves, fates = releases_of(answers), [], []
    for each in answers:
        order = orders[_body_of(each)["release"]]
        fate, to = WORDS.fate(each.answer.says, State(order.state), may_become(order, SYSTEM))
        if fate == MOVED:
            moves.append(Move(order, to, plain(each.answer.why)))
        elif fate == REPORTED:
            judged.asked.append(_does_not_fit(order, each.answer, on))
        fates.append(fate)
    judged.lines += moved(moves, on=on, at=at)
    return fates


def _does_not_fit(order: ReleaseOrder, answer: Answer, on: date) -> Task:
    said = plain(answer.says)[:_LONGEST_WORD]
    return asked(
        case=order.closure.case_id,
        key=f"answer:{order.pk}:{order.state}:{said}",
        kind="answer_does_not_fit",
        due=on,
        answer=said,
        remedy=order.kind,
        state=order.state,
        why=plain(answer.why),
    )


def _payments(answers: Sequence[Placed], _judged: Judged, on: date, at: datetime) -> list[str]:
    said = [Said(_body_of(each)["disbursement"], each.answer.says, plain(each.answer.why)) for each in answers]
    return orders_answered(said, on=on, at=at)


def _letters(answers: Sequence[Placed], _judged: Judged, _on: date, _at: datetime) -> list[str]:
    """Words about letters, and about what points to them, change nothing here, unless they are of another kind."""
    return [LETTER] * len(answers)


def _refused_letters(answers: Sequence[Placed], judged: Judged, on: date, at: datetime) -> list[str]:
    """A letter that the vendor will not mail reaches a person.

    A notice that was turned away has not gone out: no case closes on it.
    """
    rows = [(each.row, plain(each.answer.why)) for each in answers if each.row is not None]
    notices = [row.pk for row, _ in rows if is_notice(row)]
    if notices:
        OutboxMessage.objects.filter(pk__in=notices).update(state=OutboxMessage.State.FAILED)
    occasion = Occasion(SYSTEM, on, at)
    for row, why in rows:
        said = {"letter": row.kind, "party": row.party, "why": why}
        key = f"letter:{row.pk}:refused"
        judged.asked.append(asked(case=row.case_id, key=key, kind="letter_refused", due=on, **said))
        message_refused(row, why, occasion)
    judged.lines += occasion.lines
    return [LETTER] * len(answers)


def _proofs(answers: Sequence[Placed], judged: Judged, on: date, at: datetime) -> list[str]:
    """Of a letter that the vendor has mailed the day is kept. It is read anew, under the lock."""
    letters = OutboxMessage.objects.in_bulk([each.row.pk for each in answers if each.row is not None])
    said = [(each.row.pk, each.answer.day) for each in answers if each.row is not None]
    proven = take_proofs([Proof(letters[pk], day) for pk, day in said], on=on, at=at)
    judged.lines += proven.lines
    return proven.fates


def _pointers(answers: Sequence[Placed], judged: Judged, on: date, at: datetime) -> list[str]:
    """A message that came back, or that its reader wants no more of, ends what the person agreed to."""
    said = [(each.row, each.answer.says) for each in answers if each.row is not None]
    ended = ended_by_messenger(said, on=on, at=at)
    judged.asked += ended.tasks
    judged.lines += ended.lines
    return ended.fates


def _strays(answers: Sequence[Placed], judged: Judged, on: date, _at: datetime) -> list[str]:
    for each in answers:
        answer = each.answer
        stray = Stray(plain(answer.key)[:LONGEST_KEY], plain(answer.says)[:_LONGEST_WORD], plain(answer.why))
        judged.strays.append(stray)
        if each.case:
            said = {"answer": stray.says, "under": stray.key, "why": stray.why}
            key = f"stray:{each.case}:{stray.key}:{stray.says}"
            judged.asked.append(asked(case=each.case, key=key, kind="answer_to_nothing", due=on, **said))
    return [STRAY] * len(answers)


_JUDGES: Mapping[str, _Judge] = {
    RELEASE: _releases,
    PAYMENT: _payments,
    LETTER: _letters,
    LETTER_REFUSED: _refused_letters,
    PROOF: _proofs,
    OF_POINTERS: _pointers,
    STRAY: _strays,
}


def _body_of(each: Placed) -> dict[str, int]:
    return each.row.body if each.row is not None else {}
