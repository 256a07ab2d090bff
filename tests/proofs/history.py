"""Was what happened in one case possible, if each act had been done alone, one after the other?

The checker knows nothing of the program's own table of steps. It is given what people were told (each act with when it
was begun and ended, and its answer), what the journal tells, where the case stands, and what the parties outside did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Act:
    """What somebody asked for, from when to when, and what came of it: events, or a refusal, or nothing new."""

    what: str
    by: str
    begun: float
    ended: float
    events: tuple[str, ...] = ()
    refused: str = ""
    repeated: bool = False


@dataclass(frozen=True)
class Entry:
    """One entry of the journal. `thing` is the reply or release that it tells of.

    `day` is the earliest closing day of a notice, and the day of a closing, as text with the year first.
    """

    number: int
    kind: str
    by: str
    thing: str = ""
    day: str = ""


@dataclass
class History:
    """All that is known of one case. `before` entries were there when the acts began."""

    acts: Sequence[Act]
    entries: Sequence[Entry]
    before: int
    stands_at: str
    case_open: bool
    done_outside: Counter[str] = field(default_factory=Counter)
    """What parties did, by release."""
    asked_about: frozenset[str] = frozenset()
    """Releases that a person is asked about after the case was opened again."""
    late_replies_asked: frozenset[str] = frozenset()
    """Replies keyed after the closing that a person is asked to read."""
    may_close_on: str = ""
    """The earliest day on which the case may close, as its closing has it."""


_PATH: dict[tuple[str, str], str] = {
    ("", "RequestRecorded"): "requested",
    ("", "ClosureProposed"): "proposed",
    ("requested", "RequestReturned"): "returned",
    ("requested", "RequestDeclined"): "declined",
    ("requested", "ClosureApproved"): "approved",
    ("proposed", "ClosureApproved"): "approved",
    ("approved", "NoticeSent"): "noticed",
    **{(step, "NoticeWentOut"): step for step in ("noticed", "replied")},
    ("noticed", "MailReturned"): "approved",
    ("noticed", "ReplyRecorded"): "replied",
    ("replied", "ReplyRecorded"): "replied",
    ("approved", "CaseClosed"): "closed",
    ("noticed", "CaseClosed"): "closed",
    **{(step, "CaseKeptOpen"): "kept_open" for step in ("requested", "proposed", "approved", "noticed", "replied")},
    **{(step, "RequestWithdrawn"): "withdrawn" for step in ("requested", "approved", "noticed", "replied")},
}
_OVER = {"returned", "declined", "withdrawn", "kept_open"}
_RELEASE, _WENT_OUT = "Release", "NoticeWentOut"


def anomalies(history: History) -> list[str]:
    """Return everything in the history that no order of its acts can explain."""
    return [
        *_one_path(history),
        *_each_answer_once(history),
        *_in_the_order_of_time(history),
        *_effects_of_decisions(history),
    ]


def _one_path(history: History) -> Iterator[str]:
    """The journal tells one path, a closing has no unread reply, and the case stands where the path ends."""
    path = _Path()
    for entry in history.entries:
        if not entry.kind.startswith(_RELEASE):
            yield from path.take(entry)
    if path.step in ("noticed", "replied") and history.may_close_on != path.due:
        yield f"the case may close on {history.may_close_on}, and its journal says {path.due}"
    for reply in sorted(path.late - history.late_replies_asked):
        yield f"{reply} was keyed after the closing, and nobody is asked to read it"
    if history.case_open != path.is_open:
        yield f"the case is {'open' if history.case_open else 'closed'}, and its journal says otherwise"
    if history.stands_at != (path.step or path.last):
        yield f"the closing stands at {history.stands_at}, and its journal at {path.step or path.last}"


class _Path:
    """Where the entries lead, one after the other."""

    def __init__(self) -> None:
        self.step, self.last, self.is_open = "", "", True
        self.unread: set[str] = set()
        self.late: set[str] = set()
        self.due = ""

    def take(self, entry: Entry) -> Iterator[str]:
        """Go where the entry leads. Yields what is wrong with it there."""
        self.last = self.step or self.last
        if entry.kind == "CaseReopened":
            yield from () if not self.is_open else ("a case was opened again that was open",)
            self.step, self.is_open = "", True
        elif entry.kind == "ReplyFoundAfterClosing":
            yield from () if not self.is_open else (f"{entry.kind} while the case was open",)
            self.late.add(entry.thing)
        elif entry.kind == "ReplyReviewed" and entry.thing in self.late:
            self.late.discard(entry.thing)
        elif entry.kind == "ReplyReviewed":
            yield from self._reviewed(entry)
        else:
            yield from self._moved(entry)

    def _reviewed(self, entry: Entry) -> Iterator[str]:
        if self.step != "replied" or entry.thing not in self.unread:
            yield f"{entry.kind} of {entry.thing} after {self.step or 'nothing'}"
        self.unread.discard(entry.thing)
        self.step = "replied" if self.unread else "noticed"

    def _moved(self, entry: Entry) -> Iterator[str]:
        begins = "" if self.step in _OVER else self.step
        if not self.is_open or (begins, entry.kind) not in _PATH:
            yield f"{entry.kind} after {self.step or 'nothing'}"
        if entry.kind == "CaseClosed" and self.unread:
            yield "closed with a reply that nobody had read"
        if entry.kind == "CaseClosed" and entry.day < self.due:
            yield f"closed on {entry.day}, before {self.due}"
        self.due = entry.day if entry.kind in ("NoticeSent", _WENT_OUT) else self.due
        self.step = _PATH.get((begins, entry.kind), self.step)
        self.unread |= {entry.thing} if entry.kind == "ReplyRecorded" else set()
        self.is_open = self.is_open and entry.kind != "CaseClosed"


def _each_answer_once(history: History) -> Iterator[str]:
    """What somebody was told that it was done stands in the journal once; what was refused or repeated, never.

    Of releases, and of notices that left late, nobody was told: what the system does by itself is for the path and the
    effects to judge.
    """
    told = Counter((kind, act.by) for act in history.acts if not act.repeated for kind in act.events)
    written = Counter(
        (e.kind, e.by)
        for e in history.entries
        if e.number > history.before and not e.kind.startswith(_RELEASE) and e.kind != _WENT_OUT
    )
    yield from (f"told and not written: {kind} by {by}" for kind, by in (told - written).elements())
    yield from (f"written and not told: {kind} by {by}" for kind, by in (written - told).elements())


def _in_the_order_of_time(history: History) -> Iterator[str]:
    """An act that was over before another began comes before it in the journal."""
    places: dict[tuple[str, str], list[int]] = {}
    for entry in history.entries:
        if entry.number > history.before:
            places.setdefault((entry.kind, entry.by), []).append(entry.number)
    done = [
        (act, [n for kind in act.events for n in places.get((kind, act.by), ())])
        for act in history.acts
        if act.events and not act.repeated
    ]
    for first, at in done:
        for second, then in done:
            if first.ended < second.begun and at and then and max(at) > min(then):
                yield f"{second.what} was begun when {first.what} was over, and is written before it"


def _effects_of_decisions(history: History) -> Iterator[str]:
    """A party does what it was told once, after the closing, never after its reversal; what was done is asked about."""
    closed, sent, reopened = False, Counter[str](), False
    for entry in history.entries:
        if entry.kind in ("CaseClosed", "CaseReopened"):
            closed, reopened = entry.kind == "CaseClosed", reopened or entry.kind == "CaseReopened"
        elif entry.kind == "ReleaseSent":
            sent[entry.thing] += 1
            if not closed:
                yield f"release {entry.thing} was sent while the case was open"
    for thing in sorted({*sent, *history.done_outside}):
        if sent[thing] != 1 or history.done_outside[thing] != 1:
            yield f"release {thing} was sent {sent[thing]} times and done {history.done_outside[thing]} times"
        if reopened and thing not in history.asked_about:
            yield f"release {thing} was done, the case was opened again, and nobody is asked about it"
