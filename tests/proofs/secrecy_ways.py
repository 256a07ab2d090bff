"""The ways through the pages that are asked about a case, each gone by several people who differ in one thing alone.

A way yields each page that it comes to, by a name; the people of a way go it in step. Whatever they type is as long as
what the others type.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

from tests.casework.filing import BORN
from tests.proofs.secrecy_visitor import Answer, Visitor
from tests.public.acting import ANSWERS, HERE, step

Pages = Iterator[tuple[str, Answer]]
THERE, NOT_THERE, NOTICED = "CA00441501", "CA00441592", "CA00441503"
"""Numbers of a case, of none, and of a case whose notice went out."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who goes: what they type."""

    number: str = THERE
    given: str = "Rosa"
    family: str = f"Maker {THERE}"
    code: str = ""

    @property
    def typed(self) -> tuple[str, ...]:
        """What comes back to them on pages, longest first."""
        return tuple(sorted(filter(None, (self.family, self.number, self.code)), key=len, reverse=True))


def asking(visitor: Visitor, who: Person) -> Pages:
    """Ask to close, follow the request by its reference, take it back, and look again."""
    receipt = yield from sending(visitor, who)
    yield from following(visitor, replace(who, code=receipt.code()))


def sending(visitor: Visitor, who: Person) -> Generator[tuple[str, Answer], None, Answer]:
    """Ask to close, and return the receipt."""
    visitor.looks(f"{HERE}ask/1/")
    for name, said in ANSWERS.items():
        you = {"given": who.given, "family": who.family, "number": who.number} if name == "you" else {}
        yield f"ask_{name}", visitor.sends(f"{HERE}ask/{step(name)}/", {**said, **you})
    for name, path in (("ask_you, again", "2/"), ("ask_foreseen", "6/"), ("ask_later", "later/")):
        yield name, visitor.looks(f"{HERE}ask/{path}")
    page = visitor.looks(f"{HERE}ask/7/")
    yield "ask_sign", page
    receipt = visitor.sends(f"{HERE}ask/7/", {"signer": "Rosa Maker", "key": page.key()})
    yield "ask_sign, sent", receipt
    return receipt


def following(visitor: Visitor, who: Person) -> Pages:
    """Follow an act by the reference that is known, take it back, and look again."""
    said = {"code": who.code, "family": who.family}
    visitor.looks(f"{HERE}follow/")
    yield "follow", visitor.sends(f"{HERE}follow/", said)
    page = visitor.sends(f"{HERE}follow/", {**said, "wants": "take_back"})
    yield "follow, take back", page
    yield (
        "follow, taken back",
        visitor.sends(f"{HERE}follow/", {**said, "wants": "take_back", "signer": "Rosa Maker", "key": page.key()}),
    )
    yield "follow, after that", visitor.sends(f"{HERE}follow/", said)


def seen(visitor: Visitor, who: Person) -> Pages:
    """Follow an act by the reference that is known, and do nothing."""
    visitor.looks(f"{HERE}follow/")
    yield "follow", visitor.sends(f"{HERE}follow/", {"code": who.code, "family": who.family})


def guessing(visitor: Visitor, who: Person) -> Pages:
    """Try a code at every turn of the page that takes one, without knowing both code and name."""
    said = {"code": who.code, "family": who.family}
    visitor.looks(f"{HERE}follow/")
    yield "follow, guessed", visitor.sends(f"{HERE}follow/", said)
    yield "follow, a letter guessed", visitor.sends(f"{HERE}follow/", {**said, "wants": "letter:1"})
    yield "follow, take back guessed", visitor.sends(f"{HERE}follow/", {**said, "wants": "take_back"})


def answering(visitor: Visitor, who: Person) -> Pages:
    """Answer a letter by its code."""
    said = {"code": who.code, "family": who.family}
    visitor.looks(f"{HERE}answer/")
    page = visitor.sends(f"{HERE}answer/", said)
    yield "answer, the code", page
    whole = {**said, "words": "I know more", "call": "", "signer": "Rosa Maker", "strokes": "", "key": page.key()}
    yield "answer, sent", visitor.sends(f"{HERE}answer/", whole)


def coming_back(visitor: Visitor, who: Person) -> Pages:
    """Ask to open a case again."""
    page = visitor.looks(f"{HERE}back/")
    said = {"given": who.given, "family": who.family, "born_on": BORN.isoformat(), "number": who.number}
    yield (
        "back, sent",
        visitor.sends(f"{HERE}back/", {**said, "words": "I moved", "signer": "Rosa Maker", "key": page.key()}),
    )


def going_on(visitor: Visitor, who: Person) -> Pages:
    """Go on with an unfinished request, by the secret of one."""
    visitor.looks(f"{HERE}ask/again/")
    yield "ask_again", visitor.sends(f"{HERE}ask/again/", {"secret": who.code})
