"""What the child process is asked and what it answers, as one message each."""

from __future__ import annotations

from msgspec import Struct

from caseclose.law.safeguards import PaperLimits


class Question(Struct, frozen=True):
    """What the child is to look at: of which kind it is, and how much it may cost."""

    kind: str
    limits: PaperLimits
    data: bytes


class PageCopy(Struct, frozen=True):
    """A page as its pixels alone: `media` is "png" or "jpeg". `marks` are what its bar codes say."""

    media: str
    width: int
    height: int
    picture: bytes
    marks: list[str] = []


class Answer(Struct, frozen=True):
    """The pages of the file; or why it is not taken."""

    pages: list[PageCopy] = []
    why: str = ""
