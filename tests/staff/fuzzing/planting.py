"""Faults that are put into the application, each of which the fuzzing must find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from caseclose.casework.models import Case, Note
from caseclose.staff.access import middleware
from caseclose.staff.screens.cases import notes
from tests.staff.fuzzing.repeating import Run
from tests.staff.fuzzing.running import asked_of_page, sent_to_form
from tests.staff.fuzzing.scene import FAR
from tests.staff.fuzzing.trying import Ground

LONG = 20
ENOUGH, ROUNDS = 40, 25
"""How often the form is sent that has a fault put in, and how many times at most."""


@contextmanager
def instead(place: Any, name: str, what: object) -> Iterator[None]:
    """Let a name of a module mean something else meanwhile. Raises KeyError where the module has no such name."""
    before = vars(place)[name]
    setattr(place, name, what)
    try:
        yield
    finally:
        setattr(place, name, before)


def broken_by_some_texts() -> AbstractContextManager[None]:
    """Writing a note breaks where the text is longer than a few words, or has a letter with an accent."""
    before: Callable[..., None] = vars(notes)["_write"]

    def write(asking: Any, said: dict[str, Any]) -> None:
        if len(said["words"]) > LONG or not said["words"].isascii():
            raise ZeroDivisionError
        before(asking, said)

    return instead(notes, "_write", write)


def shown_whoever_asks() -> AbstractContextManager[None]:
    """A case is shown to whoever asks for it."""

    def seen(_who: object, number: str) -> Case | None:
        return Case.objects.filter(number=number).select_related("office", "assignment").first()

    return instead(middleware, "case_seen_by", seen)


def written_though_refused() -> AbstractContextManager[None]:
    """A note is written before its form is looked at."""
    form: Any = vars(notes)["NoteForm"]

    def looked_at(*data: Any) -> Any:
        if data:
            Note.objects.create(case_id="OWN-fresh", words="x", by="x", at="2026-01-01T00:00Z")
        return form(*data)

    return instead(notes, "NoteForm", looked_at)


Trying = Callable[[Ground, int], Run]


def _writing_a_note(ground: Ground, chance: int) -> Run:
    return sent_to_form(ground, ground.site.forms["case_notes"][0], ENOUGH, chance)


def _looking_at_a_case(ground: Ground, chance: int) -> Run:
    return asked_of_page(ground, "desk", "case", ENOUGH, chance)


PLANTS: dict[str, tuple[Callable[[], AbstractContextManager[None]], Trying, str]] = {
    "a server error in writing a note": (broken_by_some_texts, _writing_a_note, "500, ZeroDivisionError"),
    "a case of another office that is shown": (shown_whoever_asks, _looking_at_a_case, f"shows {FAR}"),
    "a note on a case of another office": (shown_whoever_asks, _writing_a_note, "where nothing was to be changed"),
    "a note that is written though its form is refused": (written_though_refused, _writing_a_note, "and yet changed"),
}
"""By what they are, each fault, what is tried to find it, and what is told of it then."""


def found(ground: Ground, plant: str, chance: int) -> bool:
    """Whether the fuzzing finds this fault, once it is put in."""
    put_in, tried, told = PLANTS[plant]
    with put_in():
        return any(told in each for nth in range(ROUNDS) for each in tried(ground, chance + nth).faults)
