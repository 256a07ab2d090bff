"""How hard a text is to read: a school grade in English, an index of ease in Spanish.

English: Flesch-Kincaid grade (Kincaid and others, 1975). Spanish: Fernández Huerta (1959) as INFLESZ (Barrio-Cantalejo,
2008) uses its scale. How plain is plain enough stands in plain_words.toml. Both count words, sentences and syllables
and know nothing of meaning: a text that passes can still be unclear. Syllables are counted by rule, not looked up.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?]+(?:\s|$)|\n")
_ENGLISH = re.compile(r"[aeiouy]+")
_SPANISH_GROUP = re.compile(r"[aeiouáéíóúü]+")
_STRONG = set("aeoáéó")
_STRESSED_WEAK = set("íú")


@dataclass(frozen=True, slots=True)
class Level:
    """The measure of one text: its value, and whether it is plain enough."""

    lang: str
    value: float
    words: int
    sentences: int

    @property
    def plain(self) -> bool:
        """Whether it is grade 8 or below, or the Spanish equal."""
        bound = plain_bound(self.lang)
        return self.value >= bound if self.lang == "es" else self.value <= bound


def plain_bound(lang: str) -> float:
    """Return the hardest grade in English, or the least ease in Spanish, that is plain enough."""
    return float(plain_words()["least_ease" if lang == "es" else "hardest_grade"])


@cache
def plain_words() -> dict[str, float]:
    """Read what plain words are here."""
    return tomllib.loads(files("caseclose.plain").joinpath("plain_words.toml").read_text(encoding="utf-8"))


def level_of(texts: Iterable[str], lang: str) -> Level:
    """Measure texts, each of which ends a sentence. Raises ValueError where they hold no words."""
    text = "\n".join(texts)
    words = _WORD.findall(text)
    if not words:
        raise ValueError("there are no words to measure")
    sentences = sum(1 for part in _SENTENCE.split(text) if _WORD.search(part))
    syllables = sum(syllables_of(word, lang) for word in words)
    long, heavy = len(words) / sentences, syllables / len(words)
    value = 206.84 - 0.6 * 100 * heavy - 1.02 * long if lang == "es" else 0.39 * long + 11.8 * heavy - 15.59
    return Level(lang, round(value, 1), len(words), sentences)


def syllables_of(word: str, lang: str) -> int:
    """Return how many syllables a word has; at least one."""
    small = word.lower()
    return _spanish(small) if lang == "es" else _english(small)


def _english(word: str) -> int:
    """Groups of vowels; a silent e at the end, and a silent e before a final d or s, do not count."""
    count = len(_ENGLISH.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee", "ye")) and count > 1:
        count -= 1
    if re.search(r"[^aeiouytd]ed$", word) or re.search(r"[^aeiouyscxzg]es$|[^aeiou][^aeioucg]h?es$", word):
        count -= count > 1
    count += len(re.findall(r"i[ao](?!u)|[^qg]ua|eo(?!u|ple)|[ye]ing|[ao]ye|ee[ao]", word)) - len(
        re.findall(r"[ctsg]io|[ct]ia", word)
    )
    return max(count, 1)


def _spanish(word: str) -> int:
    """Groups of vowels, parted where two strong ones meet or where a weak one bears the accent."""
    word = re.sub(r"(?<=[gq])u(?=[eiéí])", "", word)
    word = re.sub(r"y$", "i", word)
    count = 0
    for group in _SPANISH_GROUP.findall(word):
        count += 1
        for first, second in zip(group, group[1:], strict=False):
            both_strong = first in _STRONG and second in _STRONG
            count += both_strong or first in _STRESSED_WEAK or second in _STRESSED_WEAK
    return max(count, 1)
