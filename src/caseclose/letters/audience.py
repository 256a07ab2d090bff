"""Who may be told what: which values a letter may use depends on whom it goes to, never on who writes its words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache

import msgspec

from caseclose.letters.words import LetterFolder, placeholders, room


@cache
def may_be_told() -> dict[str, frozenset[str]]:
    """Return the values that each kind of addressee may be told, by its name in audiences.toml."""
    text = room().joinpath("audiences.toml").read_text(encoding="utf-8")
    return {name: frozenset(entry["may_be_told"]) for name, entry in tomllib.loads(text).items()}


def values_used(folder: LetterFolder) -> frozenset[str]:
    """Return the names of the values, lists and tables that a letter's words use in any language."""
    found: set[str] = set()
    for words in folder.words.values():
        for block in words.block:
            columns = [column.cell for column in block.columns]
            of_rows = {*placeholders(block.item), *placeholders(columns)}
            found |= {name for name in (block.each, block.table) if name}
            found |= set(placeholders(msgspec.to_builtins(block))) - of_rows
        found |= set(placeholders(words.title))
    return frozenset(found)


def faults_of_audience(folder: LetterFolder) -> Iterator[str]:
    """Yield what the letter would tell a reader who may not be told."""
    allowed = may_be_told()["anyone"] | may_be_told().get(folder.text.to, frozenset())
    for name in sorted(values_used(folder) - allowed):
        yield f"a letter to '{folder.text.to}' may not tell '{name}' (audiences.toml)"
