"""The same letter as HTML: the same words, marked with their language, and nothing taken for markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from caseclose.law.reading import shipped
from caseclose.letters.blocks import Composed
from caseclose.letters.composing import compose
from caseclose.letters.facts import Addressee
from caseclose.letters.page import letter_page
from caseclose.letters.words import letter_folders
from tests.letters.made import facts_of, letter


def words_of(page: str) -> str:
    body = re.sub(r"<svg.*?</svg>", "", page[page.index("<body>") :], flags=re.DOTALL)
    return "".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def words_sent(composed: Composed) -> str:
    return "".join("".join(composed.words()).split())


@pytest.mark.parametrize("name", sorted(letter_folders()))
def test_the_page_says_the_words_of_the_letter_in_their_order(name: str) -> None:
    composed = letter(name, "es")
    assert words_of(letter_page(composed)) == words_sent(composed)


def test_each_side_and_each_line_bears_its_language_and_tables_have_headings() -> None:
    page = letter_page(compose(shipped(), facts_of("case_closed"), "es", both=True))
    assert page.startswith('<!DOCTYPE html>\n<html lang="es">')
    assert page.count('<article lang="') == 2
    assert '<p lang="ar" dir="rtl">' in page
    assert '<th scope="col">' in page
    assert 'class="large"' in letter_page(letter(), large=True)


def test_a_name_that_looks_like_markup_stays_a_name() -> None:
    facts = facts_of()
    name = '<script>alert("x")</script>&amp;'
    page = letter_page(compose(shipped(), replace(facts, to=Addressee(name, facts.to.lines)), "en"))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
