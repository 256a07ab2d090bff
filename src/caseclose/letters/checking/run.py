"""The full run: every letter in every state, language and outcome; the hard names; and the words by themselves."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from caseclose.law.policy import Policy
from caseclose.letters.audience import faults_of_audience
from caseclose.letters.checking.one_letter import Fault, check_letter
from caseclose.letters.facts import Addressee, LetterFacts
from caseclose.letters.sampling import sample_facts, variations
from caseclose.letters.words import LANGUAGES, LetterFolder, letter_folders, room


@dataclass(frozen=True, slots=True)
class Job:
    """One letter to make and check."""

    facts: LetterFacts
    lang: str
    both: bool = False
    large: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What a run made, and what is wrong with it."""

    letters: int
    made: int
    names: int
    faults: tuple[Fault, ...]


@cache
def hard_names() -> tuple[dict[str, Any], ...]:
    """Return the names that letters must be able to bear."""
    text = room().joinpath("sampling_names.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["name"])


def jobs(policy: Policy, folders: list[LetterFolder]) -> Iterator[Job]:
    """Yield every letter to make: each variation in each language; large and two-sided; and with each hard name."""
    for folder in folders:
        for state in policy.states:
            for facts in variations(policy, folder, state):
                for lang in LANGUAGES:
                    yield Job(facts, lang)
            facts = sample_facts(policy, folder, state)
            for lang in LANGUAGES:
                yield Job(facts, lang, large=True)
                yield Job(facts, lang, both=True)
        facts = sample_facts(policy, folder, policy.states[0])
        for entry in hard_names():
            named = replace(facts, to=Addressee(entry["name"], facts.to.lines))
            yield Job(named, LANGUAGES[0])


def check_letters(
    policy: Policy,
    folders: list[LetterFolder] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Checked:
    """Make and check every letter, or those of `folders`. `progress` is told how many are done, and of how many."""
    chosen = folders if folders is not None else list(letter_folders().values())
    faults = [fault for folder in chosen for fault in faults_of_folder(folder)]
    waiting = list(jobs(policy, chosen))
    for done, job in enumerate(waiting, 1):
        faults += check_letter(policy, job.facts, job.lang, both=job.both, large=job.large)
        if progress is not None:
            progress(done, len(waiting))
    return Checked(len(chosen), len(waiting), len(hard_names()), tuple(dict.fromkeys(faults)))


def faults_of_folder(folder: LetterFolder) -> Iterator[Fault]:
    """Yield what is wrong with a letter's words before any is made: a language that is missing or says less."""
    for lang in LANGUAGES:
        if lang not in folder.words:
            yield Fault(folder.name, "", lang, f"words.{lang}.toml is missing")
    shapes = {lang: [block.shape() for block in words.block] for lang, words in folder.words.items()}
    first = LANGUAGES[0]
    for lang, shape in shapes.items():
        if first in shapes and shape != shapes[first]:
            where = next(
                (n for n, pair in enumerate(zip(shape, shapes[first], strict=False), 1) if pair[0] != pair[1]), 0
            )
            yield Fault(folder.name, "", lang, f"block {where or 'count'} does not match words.{first}.toml")
    for what in faults_of_audience(folder):
        yield Fault(folder.name, "", "", what)
