"""Each checker finds a defect that was planted for it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pytest

from caseclose.law.written import Words
from caseclose.letters.audience import faults_of_audience
from caseclose.letters.blocks import Composed, Panel, Tagline, Text
from caseclose.letters.checking.document import faults_of_accessibility, faults_of_document
from caseclose.letters.checking.first_words import faults_at_the_start
from caseclose.letters.checking.pages import Placed, first_page, tagged_elements
from caseclose.letters.checking.run import faults_of_folder
from caseclose.letters.checking.window import faults_in_window
from caseclose.letters.checking.words_as_sent import words_that_differ
from caseclose.letters.printing import print_letter
from caseclose.letters.words import BlockText, ClockText, LetterFolder, WordsText, letter_folder
from tests.letters.made import facts_of, letter

SENT = letter("case_closed")


@cache
def printed() -> bytes:
    return print_letter(SENT)


def spoiled(change: Callable[[pikepdf.Pdf], Any]) -> bytes:
    with pikepdf.open(io.BytesIO(printed())) as document:
        change(document)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def faults(pdf: bytes, composed: Composed = SENT) -> str:
    return "; ".join(faults_of_document(pdf, composed, tagged_elements(pdf)))


def structure(document: pikepdf.Pdf, role: str) -> list[Any]:
    return [each for each in document.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == role]


def test_what_was_printed_has_no_fault() -> None:
    assert faults(printed()) == ""
    assert list(faults_of_accessibility(printed())) == []
    assert list(words_that_differ(SENT, tagged_elements(printed()))) == []
    assert list(faults_in_window(SENT, first_page(printed()))) == []


def test_a_document_without_a_language_is_found() -> None:
    assert "language" in faults(spoiled(lambda document: document.Root.__delitem__("/Lang")))


def test_a_table_heading_without_a_scope_is_found() -> None:
    def change(document: pikepdf.Pdf) -> None:
        del structure(document, "/TH")[0]["/A"]

    assert "heads a column" in faults(spoiled(change))


def test_another_title_and_a_name_in_the_metadata_are_found() -> None:
    def change(document: pikepdf.Pdf) -> None:
        document.docinfo["/Title"] = f"Letter to {SENT.frame.to[0]}"

    assert "the title is" in faults(spoiled(change))
    assert "the metadata hold" in faults(spoiled(change))


def test_a_picture_without_words_is_found() -> None:
    reply = letter("notice")
    with pikepdf.open(io.BytesIO(print_letter(reply))) as document:
        del structure(document, "/Figure")[0]["/Alt"]
        out = io.BytesIO()
        document.save(out)
    found = out.getvalue()
    assert list(faults_of_accessibility(found)) != []


def test_a_skipped_heading_is_found() -> None:
    def change(document: pikepdf.Pdf) -> None:
        structure(document, "/H2")[0]["/S"] = pikepdf.Name("/H4")

    assert "skips a level" in faults(spoiled(change))


def test_a_lost_glyph_is_found() -> None:
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        content: list[Any] = list(pikepdf.parse_content_stream(page))
        spot = next(n for n, each in enumerate(content) if str(each.operator) in {"Tj", "TJ"})
        content[spot] = ([pikepdf.String(b"\x00\x00")], pikepdf.Operator("Tj"))
        page.Contents = document.make_stream(pikepdf.unparse_content_stream(content))

    assert "glyphs are missing on page 1" in faults(spoiled(change))


def changed_words() -> list[Composed]:
    first, *rest = SENT.blocks
    return [
        replace(SENT, blocks=(Text("We closed your case."), *rest)),
        replace(SENT, blocks=(*rest, first)),
        replace(SENT, blocks=tuple(rest)),
        replace(SENT, blocks=(first, first, *rest)),
        replace(SENT, taglines=(*SENT.taglines[:-1], Tagline("ko", SENT.taglines[-1].text))),
        replace(SENT, lang="es"),
    ]


@pytest.mark.parametrize("other", changed_words(), ids=["changed", "moved", "added", "left out", "tagline", "language"])
def test_words_other_than_those_printed_are_found(other: Composed) -> None:
    assert len(list(words_that_differ(other, tagged_elements(printed())))) == 1


@pytest.mark.parametrize(
    ("move", "told"),
    [
        ({"left": 0.5}, "slide out"),
        ({"bottom": 3.5}, "slide out"),
        ({"text": "Case 0042"}, "other words"),
        ({"top": 9.0, "bottom": 9.2}, "not in the window"),
    ],
)
def test_an_address_outside_the_window_and_other_words_in_it_are_found(move: dict[str, Any], told: str) -> None:
    placed = first_page(printed())
    spot = next(number for number, each in enumerate(placed) if each.text.strip() == SENT.frame.to[1])
    placed[spot] = replace(placed[spot], **move)
    assert told in "; ".join(faults_in_window(SENT, placed))


def test_the_letterhead_slipping_into_the_window_is_found() -> None:
    placed = [*first_page(printed()), Placed("We closed your case", 1.0, 3.4, 3.0, 3.6)]
    assert "other words" in "; ".join(faults_in_window(SENT, placed))


def test_a_deadline_that_comes_late_and_an_act_that_is_not_said_are_found() -> None:
    facts, clock = facts_of("notice"), ClockText("answer_by", Words("answer us by", "respóndanos"))
    late = replace(letter("notice"), blocks=(Text("Word " * 60), Panel((("answer us by", "April 29, 2027"),))))
    assert len(list(faults_at_the_start(late, facts, clock))) == 2
    assert list(faults_at_the_start(letter("notice"), facts, clock)) == []


def with_words(folder: LetterFolder, lang: str, *blocks: BlockText) -> LetterFolder:
    words = {**folder.words, lang: WordsText("Title", list(blocks))}
    return LetterFolder(folder.name, folder.text, words, folder.sample)


def test_a_translation_that_says_less_or_fills_in_something_else_is_found() -> None:
    folder = letter_folder("case_reopened")
    blocks = folder.words["es"].block
    assert list(faults_of_folder(with_words(folder, "es", *blocks[:-1])))
    assert list(faults_of_folder(with_words(folder, "es", BlockText(lead="Hoy, {dated}."), *blocks[1:])))
    assert "words.es.toml is missing" in str(
        list(faults_of_folder(LetterFolder(folder.name, folder.text, {"en": folder.words["en"]}, folder.sample)))
    )


@pytest.mark.parametrize("told", ["reason", "requested_on", "answer_by", "cites", "stops"])
def test_the_other_parent_cannot_be_told_who_asked_or_why(told: str) -> None:
    folder = with_words(letter_folder("enforcement_ended"), "en", BlockText(text="It closed: {" + told + "}"))
    assert told in "; ".join(faults_of_audience(folder))


@pytest.mark.parametrize("block", [BlockText(each="helps", item="{say}"), BlockText(table="goes_on", columns=[])])
def test_the_other_parent_cannot_be_told_a_list_of_the_closing_either(block: BlockText) -> None:
    assert list(faults_of_audience(with_words(letter_folder("enforcement_ended"), "es", block)))
