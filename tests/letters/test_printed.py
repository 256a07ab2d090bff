"""Printed letters: everything that `letter check` asks, on a sample; the full run is that command."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import pypdfium2
import pytest

from caseclose.law.reading import shipped
from caseclose.letters.checking.one_letter import check_letter
from caseclose.letters.checking.run import faults_of_folder, hard_names
from caseclose.letters.composing import compose
from caseclose.letters.facts import Addressee
from caseclose.letters.printing import print_letter
from caseclose.letters.sampling import sample_facts
from caseclose.letters.words import LANGUAGES, letter_folder, letter_folders
from tests.letters.made import facts_of, letter


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


@pytest.mark.parametrize(("both", "sides"), [(False, ["en"]), (True, ["en", "es"])])
def test_each_page_bears_its_own_case_number_and_how_many_pages_there_are(*, both: bool, sides: list[str]) -> None:
    for case in ("C-0001", "C-0002", "C-0001"):
        pages = texts_of(print_letter(compose(shipped(), replace(facts_of(), case=case), "en", both=both)))
        feet = [foot(text, case, number, len(pages)) for number, text in enumerate(pages, 1) if text]
        assert list(dict.fromkeys(feet)) == sides
        assert feet.count("en") >= 2


def foot(text: str, case: str, number: int, of: int) -> str:
    """The language of what stands at the foot of a page, if all of it does."""
    if f"Case number {case}" in text and f"Page {number} of {of}" in text:
        return "en"
    return "es" if f"Número de caso {case}" in text and f"Página {number} de {of}" in text else ""


def test_a_letter_is_the_same_whatever_was_printed_before_it() -> None:
    sent = letter("case_closed", "es")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        alone = fresh.submit(print_letter, sent).result()
    for before in (letter("case_closed"), letter("notice", "es"), sent):
        print_letter(before)
        print_letter(before, large=True)
    assert print_letter(sent) == alone


def texts_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]
