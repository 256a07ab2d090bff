"""Reading a condition written in the law language into its tree."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from importlib.resources import files

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

from caseclose.law.spans import Span, read_span
from caseclose.law.tree import All, AnyOf, Compare, Holds, Named, Node, Not, OneOf, Reached

LONGEST, DEEPEST = 2_000, 20
"""How many characters a condition may have, and how deep it may nest. Beyond that nobody can read it."""

FORBIDDEN = {
    "is": "'is null' and 'is not null' are not allowed: they turn unknown into yes or no",
    "null": "'null' is not allowed: an absent fact is unknown, and stays unknown",
    "coalesce": "functions are not allowed, 'coalesce' least of all: it turns unknown into yes or no",
    "case": "'case' is not allowed; write the condition with and, or, not",
    "select": "sub-queries are not allowed; a rule asks about facts only",
    "between": "'between' is not allowed; write two comparisons",
    "like": "'like' is not allowed; a rule compares whole values",
    "true": "'true' is not written; a yes_no fact stands alone, as in: current_order",
    "false": "'false' is not written; put 'not' before the fact, as in: not current_order",
    "as_of": "'as_of' ends a condition on a date, as in: youngest_child_born_on + majority_age <= as_of",
}
_JOINING = {"and", "or", "not", "in"}
_CALLED = re.compile(r"([A-Za-z_]\w*)\s*$")


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
        return Reached(str(parts[0]), parts[1] if isinstance(parts[1], Span | Named) else None)

    def span_written(self, parts: list[Token]) -> Span:
        count, unit = parts
        try:
            return read_span(f"{count} {unit}")
        except ValueError as error:
            raise LanguageError(str(error), str(count), (count.start_pos or 0) + 1) from None

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
    names = {"NAME": _checked_name}
    return Lark(grammar, parser="lalr", maybe_placeholders=False, transformer=_Tree(), lexer_callbacks=names)


def _checked_name(name: Token) -> Token:
    """Refuse the words of this language, and of others, as names of facts."""
    if name in FORBIDDEN or name in _JOINING:
        reason = FORBIDDEN.get(name, f"'{name}' does not fit here")
        raise LanguageError(reason, str(name), (name.start_pos or 0) + 1)
    return name


def read_condition(text: str) -> Node:
    """Read `text` into its tree. Raises LanguageError with the word at fault and its column."""
    if len(text) > LONGEST:
        raise LanguageError(f"the condition is longer than {LONGEST} characters; split it into limbs", "", LONGEST + 1)
    try:
        tree: Node = _parser().parse(text)  # type: ignore[assignment]
    except UnexpectedInput as error:
        raise _explained(error, text) from None
    if _is_deep(tree):
        raise LanguageError(f"the condition nests more than {DEEPEST} deep; split it into limbs", "", 1)
    return tree


def _is_deep(tree: Node) -> bool:
    level = [tree]
    for _ in range(DEEPEST):
        level = [part for node in level for part in _parts(node)]
    return bool(level)


def _parts(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Not):
        return (node.part,)
    return node.parts if isinstance(node, All | AnyOf) else ()


def _explained(error: UnexpectedInput, text: str) -> LanguageError:
    if isinstance(error, UnexpectedEOF):
        return LanguageError("the condition stops in the middle", "", len(text) + 1)
    word, column = _word_at(error, text)
    if not word:
        return LanguageError("the condition stops in the middle", "", len(text) + 1)
    if word.lower() in FORBIDDEN:
        reason = FORBIDDEN[word.lower()]
    elif word in {"and", "or"} and isinstance(error, UnexpectedToken) and {"AND", "OR"} & error.expected:
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
    if isinstance(error, UnexpectedCharacters) and _in_word(text, start):
        while _in_word(text, start - 1):
            start -= 1
    end = start + (len(error.token) if isinstance(error, UnexpectedToken) else 0)
    while _in_word(text, end) and (end == start or _in_word(text, end - 1)):
        end += 1
    called = _CALLED.search(text[:start]) if text[start] == "(" else None
    if called:
        return called[1], called.start() + 1
    return text[start : max(end, start + 1)], start + 1


def _in_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")
