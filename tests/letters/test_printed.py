"""Printed letters: everything that `letter check` asks, on a sample; the full run is that command."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseclose.law.reading import shipped
from caseclose.letters.checking.one_letter import check_letter
from caseclose.letters.checking.run import faults_of_folder, hard_names
from caseclose.letters.facts import Addressee
from caseclose.letters.sampling import sample_facts
from caseclose.letters.words import LANGUAGES, letter_folder, letter_folders
from tests.letters.made import facts_of


@pytest.mark.parametrize("name", sorted(letter_folders()))
def test_each_letter_passes_every_check_in_both_languages(name: str) -> None:
    lang = LANGUAGES[len(name) % 2]
    assert check_letter(shipped(), facts_of(name, state="ar"), lang, both=True) == []


@pytest.mark.parametrize("name", sorted(letter_folders()))
def test_the_words_of_each_letter_match_in_both_languages_and_suit_their_reader(name: str) -> None:
    assert list(faults_of_folder(letter_folder(name))) == []


@pytest.mark.parametrize("entry", hard_names(), ids=lambda entry: str(entry["say"]))
def test_a_letter_bears_every_name(entry: dict[str, str]) -> None:
    facts = facts_of("reply_received")
    assert check_letter(shipped(), replace(facts, to=Addressee(entry["name"], facts.to.lines)), "en") == []


def test_large_print_passes_every_check() -> None:
    assert check_letter(shipped(), facts_of("notice"), "es", large=True) == []


@pytest.mark.parametrize("criterion", ["ca.b4", "us.b13", "us.b15", "us.b6.iii"])
def test_a_notice_passes_every_check_whatever_it_must_also_say(criterion: str) -> None:
    state = "ca" if criterion.startswith("ca") else "ar"
    facts = sample_facts(shipped(), letter_folder("notice"), state, criterion=criterion)
    assert check_letter(shipped(), facts, "es") == []
