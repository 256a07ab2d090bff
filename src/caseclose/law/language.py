"""Reading a condition written in the law language into its tree."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib.resources import files

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

from caseclose.law.spans import Span
from caseclose.law.tree import All, AnyOf, Compare, Holds, Named, Node, Not, OneOf, Reached

FORBIDDEN = {
    "is": "'is null' and 'is not null' are not allowed: they turn unknown into yes or no",
    "null": "'null' is not allowed: an absent fact is unknown, and stays unknown",
    "coalesce": "functions are not allowed, 'coalesce' least of all: it turns unknown into yes or no",
    "case": "'case' is not allowed; write the condition with and, or, not",
    "select": "sub-queries are not allowed; a rule asks about facts only",
    "between": "'between' is not allowed; write two comparisons",
    "like": "'like' is not allowed; a rule compares whole values",
}


class LanguageError(ValueError):
    """A condition is not in the law language. `word` is the word at fault, `column` its place, from 1."""

    def __init__(self, reason: str, word: str, column: int) -> None:
        self.word = word
        self.column = column
        super().__init__(reason)


class _Tree(Transformer[Token, Node]):
    """Turns what the grammar found into nodes."""

    def start(self, parts: list[Node]) -> Node:
        return parts[0]

    def all_of(self, parts: list[Node]) -> Node:
        return All(tuple(parts))

    def any_of(self, parts: list[Node]) -> Node:
        return AnyOf(tuple(parts))

    def negation(self, parts: list[Node]) -> Node:
        return Not(parts[0])

    def holds(self, parts: list[Token]) -> Node:
        return Holds(str(parts[0]))

    def is_choice(self, parts: list[Token]) -> Node:
        return OneOf(str(parts[0]), (parts[2][1:-1],))

    def one_of(self, parts: list[Token]) -> Node:
        return OneOf(str(parts[0]), tuple(text[1:-1] for text in parts[1:]))

    def comparison(self, parts: list[Token]) -> Node:
        return Compare(str(parts[0]), str(parts[1]), parts[2])  # type: ignore[arg-type]

    def reached(self, parts: list[Token]) -> Node:
        return Reached(str(parts[0]), parts[1] if len(parts) > 2 else None)  # type: ignore[arg-type]

    def span_written(self, parts: list[Token]) -> Span:
        return Span(int(parts[0]), str(parts[1]).removesuffix("s"))

    def span_named(self, parts: list[Token]) -> Named:
        return Named(str(parts[0]))

    def money(self, parts: list[Token]) -> Decimal:
        return Decimal(str(parts[0]))

    def whole(self, parts: list[Token]) -> int:
        return int(parts[0])

    def named(self, parts: list[Token]) -> Named:
        return Named(str(parts[0]))


@cache
def _parser() -> Lark:
    grammar = files("caseclose.law").joinpath("language.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", maybe_placeholders=False)


def read_condition(text: str) -> Node:
    """Read `text` into its tree. Raises LanguageError with the word at fault and its column."""
    try:
        return _Tree().transform(_parser().parse(text))
    except UnexpectedInput as error:
        raise _explained(error, text) from None


def _explained(error: UnexpectedInput, text: str) -> LanguageError:
    if isinstance(error, UnexpectedEOF):
        return LanguageError("the condition stops in the middle", "", len(text) + 1)
    word, column = _word_at(error, text)
    if not word:
        return LanguageError("the condition stops in the middle", "", len(text) + 1)
    if word.lower() in FORBIDDEN:
        reason = FORBIDDEN[word.lower()]
    elif word in {"and", "or"}:
        reason = f"'{word}' is mixed with the other joining word; put parentheses around what belongs together"
    elif text[column - 1 + len(word) :].lstrip().startswith("(") and word.isidentifier():
        reason = f"functions such as '{word}(…)' are not allowed; a rule compares facts with limits"
    else:
        reason = f"'{word}' does not fit here"
    return LanguageError(reason, word, column)


def _word_at(error: UnexpectedInput, text: str) -> tuple[str, int]:
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return "", len(text) + 1
    start = error.pos_in_stream or 0
    if isinstance(error, UnexpectedCharacters):
        while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
            start -= 1
    end = start
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    before = text[:start].rstrip().split(" ")[-1] if start else ""
    if text[start : start + 1] == "(" and before.isidentifier():
        return before, start - len(before) + 1
    return text[start : max(end, start + 1)], start + 1
