"""A composed letter: its frame and its blocks of words, from which the PDF and the page are both made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. The lead says what this is about; small is for sources and the like."""

    text: str
    role: Literal["lead", "text", "small"] = "text"

    def words(self) -> Iterator[str]:
        """Yield the words in the order in which they are read."""
        yield self.text


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of what follows."""

    text: str

    def words(self) -> Iterator[str]:
        """Yield the words in the order in which they are read."""
        yield self.text


@dataclass(frozen=True, slots=True)
class Panel:
    """What must not be overlooked: each label with its value."""

    rows: tuple[tuple[str, str], ...]

    def words(self) -> Iterator[str]:
        """Yield the words in the order in which they are read."""
        for row in self.rows:
            yield from row


@dataclass(frozen=True, slots=True)
class Items:
    """A list of points, numbered where they are steps."""

    items: tuple[str, ...]
    numbered: bool = False

    def words(self) -> Iterator[str]:
        """Yield the words in the order in which they are read."""
        yield from self.items


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def words(self) -> Iterator[str]:
        """Yield the words in the order in which they are read."""
        yield from self.heads
        for row in self.rows:
            yield from row


@dataclass(frozen=True, slots=True)
class Slip:
    """A reply slip to cut off: what to tick, what to write on lines, and where to send it."""

    title: str
    intro: str
    choices: tuple[str, ...]
    lines: tuple[str, ...]
    send: str
    send_to: tuple[str, ...]

    def words(self) -> Iterator[str]:
        """Yield the words in the order in which they are read."""
        yield from (self.title, self.intro, *self.choices, *filter(None, self.lines), self.send, *self.send_to)


Block = Text | Heading | Panel | Items | Table | Slip


@dataclass(frozen=True, slots=True)
class Tagline:
    """One line for people who read another language, in that language."""

    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class ReplyBox:
    """How to answer on the web: the words, the link, the code, and the QR mark of the link."""

    heading: str
    words: str
    link: str
    code: str
    mark: str
    alt: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the words: who sends it, to whom, when, about which case."""

    agency: str
    office: tuple[str, ...]
    contact: tuple[str, ...]
    to: tuple[str, ...]
    about: tuple[tuple[str, str], ...]
    greeting: str
    closing: tuple[str, ...]
    page: str


@dataclass(frozen=True, slots=True)
class Composed:
    """One letter in one language. `back` is the same letter in the other language, for the back of the sheet."""

    letter: str
    lang: str
    dated: date
    title: str
    frame: Frame
    blocks: tuple[Block, ...]
    reply: ReplyBox | None
    taglines: tuple[Tagline, ...]
    back: Composed | None = None

    def body(self) -> Iterator[str]:
        """Yield the title and the words of the blocks, in the order in which they are read."""
        yield self.title
        for block in self.blocks:
            yield from block.words()

    def words(self) -> Iterator[str]:
        """Yield everything that is read, in its order: letterhead, address, body, how to reply, taglines, the back."""
        frame = self.frame
        yield frame.agency
        yield from (*frame.office, *frame.contact)
        yield from frame.to
        for label, value in frame.about:
            yield from (label, value)
        yield self.title
        yield frame.greeting
        slips = [block for block in self.blocks if isinstance(block, Slip)]
        for block in self.blocks:
            if not isinstance(block, Slip):
                yield from block.words()
        if self.reply is not None:
            yield from (self.reply.heading, self.reply.words, self.reply.link, self.reply.code)
        yield from frame.closing
        yield from (line.text for line in self.taglines)
        for slip in slips:
            yield from slip.words()
        if self.back is not None:
            yield from self.back.words()
