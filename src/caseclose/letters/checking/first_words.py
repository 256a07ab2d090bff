"""Is what to do, and until when, said at the very start?"""

from __future__ import annotations

from collections.abc import Iterator

from caseclose.letters.blocks import Composed
from caseclose.letters.facts import LetterFacts
from caseclose.letters.formats import shown
from caseclose.letters.words import ClockText
from caseclose.plain.reading_level import plain_words


def faults_at_the_start(composed: Composed, facts: LetterFacts, clock: ClockText) -> Iterator[str]:
    """Yield what is not said in the first words: the day until which the reader can act, or what to do."""
    first = int(plain_words()["first_words"])
    start = " ".join(" ".join(composed.body()).split()[:first]).casefold()
    values = {**facts.values, **(facts.decision.values() if facts.decision else {})}
    deadline = values.get(clock.by)
    day = "" if deadline is None or isinstance(deadline, tuple) else shown(deadline, composed.lang)
    if not day or " ".join(day.split()).casefold() not in start:
        yield f"the deadline '{clock.by}' is not within the first {first} words"
    if clock.act[composed.lang].casefold() not in start:
        yield f"'{clock.act[composed.lang]}' is not within the first {first} words"
