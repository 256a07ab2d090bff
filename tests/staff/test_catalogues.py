"""Every word on a page is there in both languages: catalogues are whole, and no template has words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType
from django.utils.translation import gettext, override

from caseclose.staff.access.table import access_table
from tests.staff.catalogues import AREAS, PUBLIC, STAFF, areas, compiled, kept, missing, stale

HOW = "Gather them with: python -m tests.staff.catalogues, and translate what is empty"
TEMPLATES = sorted(path for room in AREAS for path in room.rglob("*.html"))
_SAID_IN = re.compile(r'(?:placeholder|aria-label|title|alt)="([^"{]*[A-Za-z][^"{]*)"')
_NAMES = re.compile(r"Caseclose|English|Español")


@pytest.mark.parametrize("area", areas(), ids=lambda path: path.name)
def test_every_word_of_an_area_is_translated_and_no_catalogue_says_what_nobody_says(area: Path) -> None:
    assert missing(area) == [], HOW
    assert stale(area) == [], HOW


@pytest.mark.parametrize("area", areas(), ids=lambda path: path.name)
def test_what_django_reads_is_made_of_what_people_read(area: Path) -> None:
    made = area / "locale" / "es" / "LC_MESSAGES" / "django.mo"
    assert made.read_bytes() == compiled(area), HOW


@pytest.mark.parametrize("area", areas(), ids=lambda path: path.name)
def test_a_translation_names_the_same_values(area: Path) -> None:
    values = re.compile(r"%\(\w+\)s")
    wrong = [
        each.id
        for each in kept(area)
        if each.id
        and not each.pluralizable
        and set(values.findall(str(each.id))) != set(values.findall(str(each.string)))
    ]
    assert wrong == []


def test_the_same_words_are_the_same_in_every_area() -> None:
    """The catalogues of a site are one for the reader: of two translations, one would be read in both areas."""
    every: dict[tuple[str, str], set[str]] = {}
    for area in (each for each in areas() if PUBLIC not in (each, *each.parents)):
        for each in kept(area):
            every.setdefault((str(each.context), str(each.id)), set()).add(str(each.string))
    assert {words[1]: found for words, found in every.items() if words[1] and len(found) > 1} == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(STAFF.parent)))
def test_a_template_has_no_words_that_are_not_translated(path: Path) -> None:
    assert list(words_as_they_are(path.read_text(encoding="utf-8"))) == []


def words_as_they_are(template: str) -> Iterator[str]:
    """Yield the words of a template that stand outside of what is translated."""
    plain, inside = [], False
    for token in Lexer(template).tokenize():
        if token.token_type == TokenType.BLOCK:
            inside = {"blocktranslate": True, "endblocktranslate": False}.get(token.contents.split()[0], inside)
        if token.token_type == TokenType.TEXT and not inside:
            plain.append(token.contents)
    html = "".join(plain)
    yield from _SAID_IN.findall(html)
    for text in re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]*>", "\n", html, flags=re.DOTALL).split("\n"):
        if re.search(r"[^\W\d_]{2}", _NAMES.sub("", text)):
            yield text.strip()


def test_the_checker_finds_planted_words() -> None:
    planted = '<p title="Why">{% translate "yes" %} Case {{ n }}</p>{% blocktranslate %}no{% endblocktranslate %}'
    assert list(words_as_they_are(planted)) == ["Why", "Case"]


def test_pages_are_found_in_spanish() -> None:
    with override("es"):
        assert gettext("Work queue") == "Cola de trabajo"
        assert gettext("Sign in") == "Iniciar sesión"


def test_the_menu_is_there_in_both_languages() -> None:
    entries = [row.nav for row in access_table().values() if row.nav]
    assert entries
    assert all(each.en and each.es and each.en != each.es for each in entries)
