"""The fact dictionary: every fact that the law may ask about."""

from __future__ import annotations

from dataclasses import dataclass

from caseclose.law.errors import UnknownName, nearest
from caseclose.law.sources import Source
from caseclose.law.written import FactText


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name in policy files and columns, and what is written about it."""

    id: str
    text: FactText

    @property
    def kind(self) -> str:
        """yes_no, money, date, count, choice or text."""
        return self.text.kind


FactBook = dict[str, Fact]


def read_facts(source: Source) -> FactBook:
    """Read facts.toml. Faults are noted in `source`."""
    book: FactBook = {}
    for name, table in source.table().items():
        text = source.shaped(table, FactText, name)
        if text is None:
            continue
        if text.kind == "yes_no" and not (text.yes.en and text.no.en and text.yes.es and text.no.es):
            source.fault(f"'{name}' is a yes_no fact and needs the words for yes and for no, in both languages", name)
        if text.kind == "choice" and not text.choices:
            source.fault(f"'{name}' is a choice and needs its choices", name)
        book[name] = Fact(name, text)
    return book


def fact_named(book: FactBook, name: str) -> Fact:
    """Return the fact called `name`. Raises UnknownName with the nearest known name."""
    if name not in book:
        raise UnknownName(f"There is no fact called '{name}'.{nearest(name, book)}")
    return book[name]
