"""What the child process is asked and what it answers, as one message each."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from caseclose.law.safeguards import PaperLimits

LONGEST_MARK, MOST_MARKS = 200, 8


class Question(Struct, frozen=True):
    """What the child is to look at: of which kind it is, and how much it may cost."""

    kind: str
    limits: PaperLimits
    data: bytes


Side = Annotated[int, Meta(gt=0, lt=1 << 20)]
Mark = Annotated[str, Meta(max_length=LONGEST_MARK)]


class PageCopy(Struct, frozen=True):
    """A page as its pixels alone. `marks` are what its bar codes say."""

    media: Literal["png", "jpeg"]
    width: Side
    height: Side
    picture: bytes
    marks: Annotated[list[Mark], Meta(max_length=MOST_MARKS)] = []


class Answer(Struct, frozen=True):
    """The pages of the file; or why it is not taken."""

    pages: list[PageCopy] = []
    why: str = ""
