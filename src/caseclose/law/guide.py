"""What the public site tells about closing beside the rules: questions that people ask, with their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from caseclose.law.sources import Source
from caseclose.law.written import NO_WORDS, Shape, Verified, Words

if TYPE_CHECKING:
    from caseclose.law.policy import Layer

Whom = Literal["opener", "payer", "letter", "employer"]
"""For whom an answer is: who opened the case, who pays, who got a letter about a closing, an employer."""
SHOWS = ("remedy", "request", "criterion", "explanation", "statement", "offices", "help_lines")
"""What can be drawn from the rules below an answer: `remedy:passport`; `offices` and `help_lines` stand alone."""


class QuestionText(Shape, frozen=True):
    """One question. A state's question with a federal id replaces that one, and keeps its number.

    `number` is what its address has, so that the address tells nothing. `say` may have blanks: what the state calls
    things, and names of limits. `also` are other words that people look for it by.
    """

    id: str
    number: int
    whom: list[Whom]
    ask: Words
    say: list[Words]
    cites: list[str]
    verified: Verified
    source: str
    shows: list[str] = []
    also: Words = NO_WORDS


def read_guide(source: Source, layer: Layer) -> bool:
    """Read a file of questions, and say whether it was one. Faults are noted in `source`."""
    if source.stem != "guide":
        return False
    for index, table in enumerate(source.tables("question")):
        at = f"question[{index}]"
        question = source.shaped(table, QuestionText, at)
        if question is not None:
            _check(source, question, layer, at)
            layer.guide[question.id] = question
    return True


def _check(source: Source, question: QuestionText, layer: Layer, at: str) -> None:
    if question.id in layer.guide:
        source.fault(f"the id '{question.id}' is already used in this file", f"{at}.id")
    if any(question.number == other.number for other in layer.guide.values()):
        source.fault(f"the number {question.number} is already used in this file", f"{at}.number")
    for shown in question.shows:
        if shown.partition(":")[0] not in SHOWS:
            source.fault(f"'{shown}' cannot be shown; there may be: {', '.join(SHOWS)}", f"{at}.shows")
