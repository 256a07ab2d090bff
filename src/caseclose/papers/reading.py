"""Taking a file: what a scanner says of it, what it is, and what a child process finds in it. It is not unpacked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from caseclose.law.safeguards import PaperLimits
from caseclose.papers.answer import PageCopy, Question
from caseclose.papers.asking import ask
from caseclose.papers.kinds import Kind, kind_of
from caseclose.papers.why import NotTaken, Why

Scan = Callable[[bytes], str]
"""Says what harm a file is known for; empty where none is known. Raises OSError where it cannot be asked."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that may be taken: its kind, its fingerprint, and its pages as pixels alone."""

    kind: Kind
    sha256: str
    data: bytes
    pages: tuple[PageCopy, ...]

    @property
    def marks(self) -> list[str]:
        """What the codes on its pages say, first page first."""
        return list(dict.fromkeys(mark for page in self.pages for mark in page.marks))


def read_paper(data: bytes, limits: PaperLimits, scan: Scan) -> Paper:
    """Return the file as it may be shown and stored. Raises NotTaken: nothing is half taken."""
    if len(data) > limits.bytes:
        raise NotTaken(Why.TOO_LARGE)
    _scanned(data, scan)
    kind = kind_of(data)
    answer = ask(Question(kind.value, limits, data), limits)
    return Paper(kind, sha256(data).hexdigest(), data, tuple(answer.pages))


def _scanned(data: bytes, scan: Scan) -> None:
    """Refuse what a scanner knows for harmful; and everything while it cannot be asked."""
    try:
        harm = scan(data)
    except OSError:
        raise NotTaken(Why.NOT_SCANNED) from None
    if harm:
        raise NotTaken(Why.INFECTED)
