"""The press: letters printed on several processes, none of which knows the records. Each says what a letter lacks."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from types import TracebackType

import pikepdf

from caseclose.law.reading import shipped
from caseclose.letters.composing import compose
from caseclose.letters.facts import LetterFacts
from caseclose.letters.printing import print_letter
from caseclose.letters.refused import CannotWrite, Lack

FEW = 20
"""So few letters are printed here: another process takes longer to begin."""
_AT_ONCE, _ALONE = 5, 1


@dataclass(frozen=True, slots=True)
class Copy:
    """What is to be printed: what the letter says, in which language, and whether in large print."""

    facts: LetterFacts
    lang: str
    large: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A letter on paper, as it were."""

    pdf: bytes
    pages: int


def press(copy: Copy) -> Printed | tuple[Lack, ...]:
    """Print one letter, or say what it lacks. The same letter is printed in the same bytes each time."""
    try:
        pdf = print_letter(compose(shipped(), copy.facts, copy.lang), large=copy.large)
    except CannotWrite as error:
        return error.lacks
    with pikepdf.open(io.BytesIO(pdf)) as read:
        return Printed(pdf, len(read.pages))


class Press:
    """Prints on so many processes, which are begun when there is enough to print and end with the press."""

    def __init__(self, processes: int = 1) -> None:
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Press:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def print_all(self, copies: Sequence[Copy]) -> list[Printed | tuple[Lack, ...]]:
        """Print these letters; return them in the order of the copies.

        Those that are alike are printed one after the other: what they have in common is set once.
        """
        order = sorted(range(len(copies)), key=lambda place: _likeness(copies[place]))
        printed = self._pressed([copies[place] for place in order])
        return [sheet for _, sheet in sorted(zip(order, printed, strict=True), key=lambda found: found[0])]

    def _pressed(self, copies: Sequence[Copy]) -> Iterable[Printed | tuple[Lack, ...]]:
        if self._processes == _ALONE or len(copies) < FEW:
            return map(press, copies)
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._processes, mp_context=get_context("spawn"))
        return self._pool.map(press, copies, chunksize=_AT_ONCE)


def _likeness(copy: Copy) -> tuple[str, str, bool]:
    return copy.facts.letter, copy.lang, copy.large
