"""Are the words in the printed letter the words that were composed, in the same order and the right language?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from unicodedata import bidirectional, name

from caseclose.letters.blocks import Composed
from caseclose.letters.checking.drawn import drawn
from caseclose.letters.checking.pages import Element

_RIGHT_TO_LEFT = {"R", "AL"}
_SHAPED = ("KHMER", "GURMUKHI", "DEVANAGARI", "BENGALI", "TAMIL", "THAI", "LAO")
"""Scripts whose letters move and join where they are drawn, so that reading them back gives them otherwise."""


def words_that_differ(composed: Composed, elements: list[Element]) -> Iterator[str]:
    """Yield each place where the tagged text is not what was composed: at most one, as the rest is then out of step.

    Spaces and joiners do not count. Where words run from right to left, the order of their letters is not compared;
    where letters move and join as they are drawn, only which letters there are.
    """
    read = [(element.lang.partition("-")[0], drawn(element.text)) for element in elements if element.text]
    place = 0
    for lang, words in _expected(composed):
        wanted = drawn(words)
        got = ""
        while place < len(read) and len(got) < len(wanted):
            found_lang, text = read[place]
            got += text
            place += 1
            if found_lang != lang:
                yield f"'{words}' is marked as {found_lang or 'no language'}, not {lang}"
                return
        if not _same(wanted, got):
            yield f"where '{words}' was to stand, '{got}' stands"
            return
    if place < len(read):
        yield f"more is tagged than was composed: '{read[place][1]}'"


def _expected(composed: Composed) -> Iterator[tuple[str, str]]:
    """Each piece of text with its language."""
    lines = {line.text: line.lang for line in composed.taglines}
    for words in replace(composed, back=None).words():
        yield lines.get(words, composed.lang), words
    if composed.back is not None:
        yield from _expected(composed.back)


def _same(wanted: str, got: str) -> bool:
    if any(name(each, "").startswith(_SHAPED) for each in wanted):
        return set(wanted) >= set(got) and bool(got)
    if any(bidirectional(each) in _RIGHT_TO_LEFT for each in wanted):
        return sorted(wanted) == sorted(got)
    return wanted == got
