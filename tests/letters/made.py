"""Made letters for the tests."""

from __future__ import annotations

from typing import Any

from caseclose.law.reading import shipped
from caseclose.letters.blocks import Composed
from caseclose.letters.composing import compose
from caseclose.letters.facts import LetterFacts
from caseclose.letters.sampling import sample_facts
from caseclose.letters.words import letter_folder


def facts_of(name: str = "notice", state: str = "ca", **how: Any) -> LetterFacts:
    return sample_facts(shipped(), letter_folder(name), state, **how)


def letter(name: str = "notice", lang: str = "en", state: str = "ca", **how: Any) -> Composed:
    return compose(shipped(), facts_of(name, state, **how), lang)
