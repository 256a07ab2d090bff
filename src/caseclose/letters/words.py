"""The folders of the letters: what each is for, and its words in each language, read and checked once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

import msgspec

from caseclose.law.errors import nearest
from caseclose.law.written import Shape, Words
from caseclose.letters.refused import CannotWrite, lack

LANGUAGES = ("en", "es")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
Audience = Literal["recipient", "requester", "other_parent", "agency", "staff", "payer", "board", "recorder", "federal"]


class ClockText(Shape, frozen=True):
    """Until when the reader must act, as the name of a value, and the words that say what to do."""

    by: str
    act: Words


class LetterText(Shape, frozen=True):
    """letter.toml: to whom the letter goes, what people of the agency call it, and what it is owed for.

    `clock` says until when the reader must act: deadline and action then stand at its start. `reply` says that it tells
    how to answer, `follow` how to see on the web how things stand, `slip` that it ends with a slip to send back.
    `notices` are the entries of notices.toml that this letter is for, where one kind has more than one letter.
    `outcomes` are those of a closing that it can tell of.
    """

    to: Audience
    name: Words
    owed: Words
    kind: str = ""
    notices: list[str] = []
    clock: ClockText | None = None
    slip: bool = False
    reply: bool = False
    follow: bool = False
    outcomes: list[str] = []


class RowText(Shape, frozen=True):
    """One line of a panel."""

    label: str
    value: str


class ColumnText(Shape, frozen=True):
    """One column of a table: its heading, and what stands in each row."""

    head: str
    cell: str


class SlipText(Shape, frozen=True):
    """A reply slip. It falls away where the office has no address and no fax to send it to."""

    title: str
    intro: str
    send: str
    choices: list[str]
    lines: list[str]


class BlockText(Shape, frozen=True):
    """One block. `each` and `table` name rows: where there are none, the block and its heading fall away."""

    heading: str = ""
    lead: str = ""
    text: str = ""
    small: str = ""
    panel: list[RowText] = []
    bullets: list[str] = []
    steps: list[str] = []
    after: str = ""
    each: str = ""
    item: str = ""
    table: str = ""
    columns: list[ColumnText] = []
    slip: SlipText | None = None

    def shape(self) -> tuple[object, ...]:
        """What must be the same in each language: which parts there are, how many, and what they are filled with."""
        return (
            *(bool(getattr(self, name)) for name in ("heading", "lead", "text", "small", "after")),
            *(len(getattr(self, name)) for name in ("panel", "bullets", "steps", "columns")),
            self.each,
            self.table,
            (len(self.slip.choices), len(self.slip.lines)) if self.slip else None,
            sorted(placeholders(msgspec.to_builtins(self))),
        )


class WordsText(Shape, frozen=True):
    """words.xx.toml: the title, and the blocks in the order in which they are read."""

    title: str
    block: list[BlockText]


class FrameText(Shape, frozen=True):
    """frame.xx.toml: the words around every letter."""

    date: str
    case: str
    their_case: str
    dear: str
    phone: str
    fax: str
    email: str
    page: str
    sincerely: str
    way_phone: str
    way_online: str
    way_slip: str
    reply_heading: str
    reply_words: str
    reply_alt: str
    follow_heading: str
    follow_words: str
    follow_alt: str


class LetterFolder(msgspec.Struct, frozen=True):
    """One letter: its name, what it is for, its words in each language, and made facts to show it with."""

    name: str
    text: LetterText
    words: dict[str, WordsText]
    sample: dict[str, Any]

    @property
    def kind(self) -> str:
        """The kind under which the process posts it."""
        return self.text.kind or self.name

    def in_language(self, lang: str) -> WordsText:
        """Return the words in one language. Raises CannotWrite where they are missing."""
        if lang not in self.words:
            raise CannotWrite(self.name, lack(f"words.{lang}.toml", "no_words"))
        return self.words[lang]


def placeholders(value: object) -> Iterator[str]:
    """Yield the names in curly brackets anywhere in a text, a list or a table of texts."""
    if isinstance(value, str):
        yield from PLACEHOLDER.findall(value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from placeholders(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from placeholders(inner)


def room() -> Traversable:
    """Return the folder of this room."""
    return files("caseclose").joinpath("letters")


@cache
def letter_folders() -> dict[str, LetterFolder]:
    """Read every letter that comes with Caseclose, by its name. Raises CannotWrite for one that cannot be read."""
    found = (read_folder(entry) for entry in room().joinpath("kinds").iterdir() if entry.is_dir())
    return {folder.name: folder for folder in sorted(found, key=lambda each: each.name)}


@cache
def frame_words(lang: str) -> FrameText:
    """Read the words that stand around every letter in one language."""
    entry = room().joinpath(f"frame.{lang}.toml")
    return msgspec.convert(tomllib.loads(entry.read_text(encoding="utf-8")), FrameText)


@cache
def further_languages() -> dict[str, str]:
    """Read the line for people who read another language, by its code."""
    text = room().joinpath("further_languages.toml").read_text(encoding="utf-8")
    return {code: str(entry["line"]) for code, entry in tomllib.loads(text).items()}


def letter_folder(name: str) -> LetterFolder:
    """Return one letter by its name. Raises CannotWrite with the nearest name."""
    folders = letter_folders()
    if name not in folders:
        raise CannotWrite(name, lack("name", "no_such_letter", nearest=nearest(name, folders)))
    return folders[name]


def letter_for(kind: str, notice: str = "") -> LetterFolder:
    """Return the letter for a kind that the process posts, and the notice that it carries if it is one.

    Raises CannotWrite where there is none.
    """
    fitting = [each for each in letter_folders().values() if each.kind == kind]
    exact = [each for each in fitting if notice in each.text.notices]
    found = exact or [each for each in fitting if not each.text.notices]
    if not found:
        raise CannotWrite(kind, lack("kind", "no_letter_for_it", notice=notice))
    return found[0]


def read_folder(entry: Traversable) -> LetterFolder:
    """Read one letter's folder. Raises CannotWrite with the file and what is wrong in it."""
    words = {
        lang: _read(entry, f"words.{lang}.toml", WordsText)
        for lang in LANGUAGES
        if entry.joinpath(f"words.{lang}.toml").is_file()
    }
    sample = _table(entry, "sample.toml")
    return LetterFolder(entry.name, _read(entry, "letter.toml", LetterText), words, sample)


def _table(entry: Traversable, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(entry.joinpath(name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CannotWrite(entry.name, lack(name, "bad_file", fault=str(error))) from error


def _read(entry: Traversable, name: str, shape: type[Any]) -> Any:  # noqa: ANN401
    try:
        return msgspec.convert(_table(entry, name), shape)
    except msgspec.ValidationError as error:
        raise CannotWrite(entry.name, lack(name, "bad_file", fault=str(error))) from error
