"""What is known of a protected person stands in no letter, page or metadata that somebody else gets.

Each letter is told far more than it may say: every value it could be given carries a mark that no other text has.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from caseclose.law.reading import shipped
from caseclose.law.written import Words
from caseclose.letters.audience import may_be_told
from caseclose.letters.blocks import Composed
from caseclose.letters.composing import compose
from caseclose.letters.facts import Addressee, Decision, LetterFacts, Row, Value
from caseclose.letters.page import letter_page
from caseclose.letters.plain import plain_text
from caseclose.letters.printing import print_letter
from caseclose.letters.words import LANGUAGES, letter_folder, letter_folders
from tests.letters.made import facts_of

MARK = "Zyxw"
"""Stands in everything that is protected, and in nothing else."""

PROTECTED = {
    "address": f"12 {MARK} Lane", "employer": f"{MARK} Foods", "school": f"{MARK} School", "who_asked": f"{MARK} Q.",
    "their_phone": f"555-{MARK}", "why": f"afraid {MARK}",
}  # fmt: skip
OTHERS = sorted(name for name, folder in letter_folders().items() if folder.text.to not in {"recipient", "requester"})
METADATA_ONLY = sorted(set(letter_folders()) - set(OTHERS))


def marked(facts: LetterFacts) -> LetterFacts:
    """The same facts with the mark in all that this reader may not be told."""
    allowed = may_be_told()["anyone"] | may_be_told()[letter_folder(facts.letter).text.to]
    words = Words(f"a {MARK}", f"un {MARK}")
    row: tuple[Row, ...] = ({"say": words, "name": MARK},)
    values: dict[str, Value] = {**PROTECTED, **facts.values}
    for name in frozenset[str]().union(*may_be_told().values()) - allowed:
        values[name] = words
        if name.endswith("s"):
            values[name] = row
    assert facts.decision is not None
    told = Decision("us.b12", words, words, (MARK,), "", words, (words,), (words,), facts.dated, date(2027, 9, 9))
    keep = facts.decision if {"reason", "closes_on"} & allowed else replace(told, closed_on=facts.dated)
    return replace(facts, values=values, decision=keep)


def everything(composed: Composed) -> str:
    """All that leaves: text, page, and every name and metadata of the PDF, unpacked."""
    with pikepdf.open(io.BytesIO(print_letter(composed))) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode() if "/Metadata" in pdf.Root else ""
        info = " ".join(str(value) for value in pdf.docinfo.values())
    return " ".join((plain_text(composed), letter_page(composed), packet, info))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", OTHERS)
def test_somebody_else_is_told_nothing_of_a_protected_person(name: str, lang: str) -> None:
    assert MARK not in everything(compose(shipped(), marked(facts_of(name)), lang))


@pytest.mark.parametrize("name", METADATA_ONLY)
def test_a_file_says_in_its_metadata_what_kind_of_letter_it_is_and_nothing_of_a_person(name: str) -> None:
    facts = facts_of(name)
    to = Addressee(f"Rosa {MARK}", (f"1 {MARK} Street",))
    with pikepdf.open(
        io.BytesIO(print_letter(compose(shipped(), replace(facts, to=to, case=f"C-{MARK}"), "en")))
    ) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert MARK not in packet + " ".join(str(value) for value in pdf.docinfo.values())


def test_a_planted_leak_is_found() -> None:
    facts = marked(facts_of("enforcement_ended"))
    leaking = replace(facts, values={**facts.values, "still_owed": ({"say": PROTECTED["address"]},)})
    assert MARK in everything(compose(shipped(), leaking, "en"))
