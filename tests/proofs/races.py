"""Races on one case, thousands of times each: every end is one that some order of the acts explains."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet

from caseclose.casework.services import acting, journal
from caseclose.casework.services.audit import verify
from caseclose.casework.services.outbox import sending
from caseclose.casework.services.releases import taking_back
from tests.ground import empty
from tests.proofs.proof import Planted, Proof, Setting
from tests.proofs.racing import RACES, Race, run

DATABASE = True
PAUSE = 0.01
"""Seconds for which a version without locks stands still between looking and writing, or longer where it says so."""
ENOUGH = 60
"""Rounds within which a race must show that nobody locks."""

BESIDE_A_SENDER = 0.06
"""Seconds for which one who takes releases back stands still once it has looked: long enough to send one meanwhile."""
_PAUSES: tuple[tuple[Any, str, float, float], ...] = (
    (acting, "decide", PAUSE, 0),
    (taking_back, "_unsent", 0, BESIDE_A_SENDER),
    (sending, "_give", PAUSE, 0),
    (journal, "append", PAUSE, 0),
)
"""Where a version without locks stands still: the function, and the seconds before it and after it."""


def prove(setting: Setting) -> Proof:
    """Run every race, and then those of a version in which nobody locks."""
    rounds = setting.many(sample=6, whole=2000)
    wrongs: list[str] = []
    notes: list[str] = []
    count = 0
    for race in RACES:
        found = run(race, rounds, setting)
        wrongs += found.wrongs
        count += found.rounds
        notes.append(f"{race.name}, {found.rounds:,} rounds: {_told(found.ends)}")
        if not setting.sampled and len(found.ends) < 2:
            wrongs.append(f"{race.name}: it always ended the same, so nothing raced")
    wrongs += [str(each) for each in verify()]
    planted = [
        Planted(f"nobody locks: {race.name}", found=shows_missing_locks(race, setting)) for race in _some(setting)
    ]
    empty()
    return Proof(
        claim="Whoever acts on one case at the same moment, the end is one that some order of the acts explains: no"
        " case closed with an unread reply, nothing closed, sent or decided twice, no release after a reversal.",
        count=count,
        things="races",
        counted=f"{rounds:,} rounds of each race, each on a case of its own, by threads with connections of their own"
        " that begin together, one of them some thousandths of a second later as the seed says. A checker reads every"
        " answer given, the journal, the case and what the parties outside did.",
        wrongs=wrongs,
        planted=planted,
        uncovered="More than four at a time on one case; interleavings that these delays never reach.",
        notes=notes,
    )


def _told(ends: dict[str, int]) -> str:
    return "; ".join(f"{end} {count:,}" for end, count in sorted(ends.items(), key=lambda each: -each[1]))


def _some(setting: Setting) -> list[Race]:
    return setting.draw("races").sample(RACES, 1) if setting.sampled else list(RACES)


def shows_missing_locks(race: Race, setting: Setting) -> bool:
    """Whether the checker finds something in a race of a version in which nobody locks."""
    with without_locks():
        return bool(run(race, ENOUGH, setting, what="without locks ", until_wrong=True).wrongs)


@contextmanager
def without_locks() -> Iterator[None]:
    """Let nobody lock a row, and everybody stand still between looking and writing."""
    before: list[tuple[Any, str, Any]] = []
    for place, name, first, then in _PAUSES:
        before.append((place, name, getattr(place, name)))
        setattr(place, name, _slowly(getattr(place, name), first, then))
    before.append((QuerySet, "select_for_update", QuerySet.select_for_update))
    QuerySet.select_for_update = _unlocked  # type: ignore[assignment]
    try:
        yield
    finally:
        for place, name, usual in before:
            setattr(place, name, usual)


def _unlocked(rows: QuerySet[Any], **_how: object) -> QuerySet[Any]:
    return rows


def _slowly(usual: Callable[..., Any], first: float, then: float) -> Callable[..., Any]:
    def slow(*said: Any, **named: Any) -> Any:
        time.sleep(first)
        done = usual(*said, **named)
        time.sleep(then)
        return done

    return slow
