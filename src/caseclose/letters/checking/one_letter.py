"""One letter checked: printed twice, read back, measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import typst

from caseclose.law.policy import Policy
from caseclose.letters.blocks import Composed, Items, Table, Text
from caseclose.letters.checking.document import faults_of_accessibility, faults_of_document
from caseclose.letters.checking.first_words import faults_at_the_start
from caseclose.letters.checking.pages import first_page, tagged_elements
from caseclose.letters.checking.window import faults_in_window
from caseclose.letters.checking.words_as_sent import words_that_differ
from caseclose.letters.composing import compose
from caseclose.letters.facts import LetterFacts
from caseclose.letters.printing import print_letter
from caseclose.letters.refused import CannotWrite
from caseclose.letters.words import letter_folder
from caseclose.plain.reading_level import Level, level_of, plain_bound

PUBLIC = {"recipient", "requester", "other_parent"}
"""Whom letters go to that must be as plain as the reading level asks."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one letter as made for one state, language and decision."""

    letter: str
    state: str
    lang: str
    what: str


def check_letter(
    policy: Policy, facts: LetterFacts, lang: str, *, both: bool = False, large: bool = False
) -> list[Fault]:
    """Make one letter and return everything that is wrong with it."""
    try:
        composed = compose(policy, facts, lang, both=both)
        pdf, again = (print_letter(composed, large=large) for _ in range(2))
    except (CannotWrite, typst.TypstError) as error:
        return [Fault(facts.letter, facts.state, lang, str(error))]
    found = [*faults_as_printed(composed, pdf), *_faults_of_words(composed, facts)]
    if pdf != again:
        found.append("it is not the same when made twice")
    return [Fault(facts.letter, facts.state, lang, what) for what in found]


def faults_as_printed(composed: Composed, pdf: bytes) -> Iterator[str]:
    """Yield what is wrong with a PDF that is to be this letter."""
    elements = tagged_elements(pdf)
    yield from faults_of_accessibility(pdf)
    yield from faults_of_document(pdf, composed, elements)
    yield from words_that_differ(composed, elements)
    yield from faults_in_window(composed, first_page(pdf))


def _faults_of_words(composed: Composed, facts: LetterFacts) -> Iterator[str]:
    text = letter_folder(facts.letter).text
    if text.clock is not None:
        yield from faults_at_the_start(composed, facts, text.clock)
    level = reading_level(composed)
    if text.to in PUBLIC and not level.plain:
        wanted = f"{'at least' if composed.lang == 'es' else 'at most'} {plain_bound(composed.lang):g}"
        yield f"it is hard to read: {level.value} where {wanted} is plain"


def reading_level(composed: Composed) -> Level:
    """Measure the sentences of a letter. Headings, labels, citations and addresses are no sentences."""
    texts: list[str] = []
    for block in composed.blocks:
        if isinstance(block, Text) and block.role != "small":
            texts.append(block.text)
        elif isinstance(block, Items):
            texts += block.items
        elif isinstance(block, Table):
            texts += [row[-1] for row in block.rows]
    return level_of(texts or [composed.title], composed.lang)
