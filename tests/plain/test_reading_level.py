"""The measure of plain words: syllables, the two formulas, and texts that are known to be easy or hard."""

from __future__ import annotations

import pytest

from caseclose.plain.reading_level import level_of, syllables_of

ENGLISH = {
    1: "court take owed closed law",
    2: "order being closes needed payment people",
    3: "family agencies employer",
    4: "enforcement",
    5: "university",
}
SPANISH = {1: "ley muy quien", 2: "caso días guerra manual", 3: "agüero María", 4: "manutención continúa oficina"}


@pytest.mark.parametrize(("lang", "book"), [("en", ENGLISH), ("es", SPANISH)])
def test_syllables_are_counted_as_people_count_them(lang: str, book: dict[int, str]) -> None:
    wrong = [w for count, words in book.items() for w in words.split() if syllables_of(w, lang) != count]
    assert wrong == []


def test_the_english_grade_is_that_of_flesch_and_kincaid() -> None:
    assert level_of(["The cat sat on the mat."], "en").value == round(0.39 * 6 + 11.8 * 6 / 6 - 15.59, 1)


def test_the_spanish_ease_is_that_of_fernandez_huerta() -> None:
    assert level_of(["La ley es muy clara."], "es").value == round(206.84 - 60 * 6 / 5 - 1.02 * 5, 1)


def test_an_official_sentence_is_hard_and_ours_is_plain() -> None:
    hard = (
        "Notwithstanding the determination of ineligibility, the responsible jurisdictional authority reserves the "
        "administrative prerogative to terminate enforcement activities upon satisfactory documentation thereof."
    )
    assert not level_of([hard], "en").plain
    assert level_of(["We plan to close your case. Call us if you want it to stay open."], "en").plain
    duro = (
        "No obstante la determinación de inelegibilidad, la autoridad jurisdiccional correspondiente se reserva la "
        "prerrogativa administrativa de interrumpir las actividades de cumplimiento previa documentación satisfactoria."
    )
    assert not level_of([duro], "es").plain
    assert level_of(["Pensamos cerrar su caso. Llame si quiere que siga abierto."], "es").plain


def test_a_text_without_words_cannot_be_measured() -> None:
    with pytest.raises(ValueError, match="no words"):
        level_of(["1-2-3", ""], "en")
