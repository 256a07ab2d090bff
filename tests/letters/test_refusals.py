"""What is missing or does not fit refuses the letter, and the refusal names all of it and nothing of the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caseclose.closure.reasons import reasons
from caseclose.law.in_force import law_in_force
from caseclose.law.reading import shipped
from caseclose.letters.composing import compose, writing_office
from caseclose.letters.facts import Addressee, LetterFacts, Row, Value, decision_of
from caseclose.letters.printing import print_letter
from caseclose.letters.refused import CannotWrite
from caseclose.letters.sayings import declined_values, missing_rows, why_open
from caseclose.letters.words import LetterFolder, letter_folder, letter_for, read_folder
from tests.letters.made import facts_of


def lacks(facts: LetterFacts, lang: str = "en") -> dict[str, str]:
    with pytest.raises(CannotWrite) as refused:
        compose(shipped(), facts, lang)
    return {lack.about: lack.todo.en for lack in refused.value.lacks}


def test_a_notice_without_its_dates_is_not_made() -> None:
    facts = facts_of()
    assert facts.decision is not None
    undated = replace(facts, decision=replace(facts.decision, earliest_close_on=None))
    assert set(lacks(undated)) == {"closes_on", "answer_by"}


def test_a_notice_without_a_decision_names_everything_that_it_would_say_of_one() -> None:
    assert {"reason", "cites", "closes_on", "answer_by", "keeps_open"} <= set(lacks(replace(facts_of(), decision=None)))


@pytest.mark.parametrize("lines", [(), ("1 Sample Street", "")])
def test_a_letter_without_an_address_is_not_made(lines: tuple[str, ...]) -> None:
    assert set(lacks(replace(facts_of(), to=Addressee("Rosa", lines)))) == {"to.lines"}


def test_a_letter_without_a_name_or_a_case_number_is_not_made() -> None:
    facts = facts_of()
    assert set(lacks(replace(facts, case=" ", to=Addressee("", facts.to.lines)))) == {"case", "to.name"}


def test_a_letter_that_tells_how_to_answer_needs_a_code() -> None:
    assert set(lacks(replace(facts_of(), reply=None))) == {"reply"}


def test_a_list_that_was_not_given_is_not_taken_for_an_empty_one() -> None:
    facts = facts_of("request_declined")
    values = {name: value for name, value in facts.values.items() if name != "advice"}
    assert set(lacks(replace(facts, values=values))) == {"advice"}


def test_an_office_that_nobody_knows_is_named_with_those_that_are_known() -> None:
    assert "ca.office.san_mateo" in lacks(replace(facts_of(), office="ca.office.mars"))["office"]


def test_an_office_without_a_phone_lets_the_one_that_has_one_write() -> None:
    offices = shipped().layer("ar").offices
    assert writing_office(shipped(), "ar", "ar.office.local") == offices["ar.office.central"]
    assert writing_office(shipped(), "ar") == offices["ar.office.central"]
    assert writing_office(shipped(), "ar", "ca.office.san_mateo") is None
    composed = compose(shipped(), replace(facts_of(state="ar"), office="ar.office.local"), "en")
    assert composed.frame.office == tuple(offices["ar.office.central"].address)


def test_lines_of_an_office_that_nobody_read_in_an_official_text_are_known() -> None:
    assert shipped().layer("ar").offices["ar.office.central"].not_read == ("address",)
    assert shipped().layer("ca").offices["ca.office.san_mateo"].not_read == ()


@pytest.mark.parametrize("name", ["A\u202eB", "A\x07B", "\U0001f9ff\ue000", "𓀀"])
def test_a_character_that_cannot_be_printed_is_named_by_its_code_alone(name: str) -> None:
    told = lacks(replace(facts_of(), to=Addressee(name, ("1 Sample Street",))))
    assert set(told) == {"characters"}
    assert "U+" in told["characters"]
    assert name not in told["characters"]


def test_an_address_that_the_window_cannot_hold_is_refused() -> None:
    facts = replace(facts_of(), to=Addressee("Name " * 40, tuple("Line " * 30 for _ in range(6))))
    with pytest.raises(CannotWrite, match="window of the envelope"):
        print_letter(compose(shipped(), facts, "en"))


def test_words_that_are_missing_in_one_language_are_refused_by_name() -> None:
    folder = letter_folder("notice")
    one_sided = LetterFolder(folder.name, folder.text, {"en": folder.words["en"]}, folder.sample)
    with pytest.raises(CannotWrite, match=r"words\.es\.toml"):
        one_sided.in_language("es")


def test_a_letter_that_does_not_exist_is_told_with_the_nearest_name() -> None:
    with pytest.raises(CannotWrite, match="case_closed"):
        letter_folder("case_closd")
    with pytest.raises(CannotWrite, match="no letter is for it"):
        letter_for("birthday_card")


def test_a_file_of_words_with_a_key_that_nobody_knows_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "sample.toml").write_text("")
    (tmp_path / "letter.toml").write_text(
        'to = "recipient"\nname = { en = "a", es = "b" }\nowed = { en = "a", es = "b" }\n'
    )
    (tmp_path / "words.en.toml").write_text('title = "a"\n\n[[block]]\nhaeding = "b"\n')
    with pytest.raises(CannotWrite, match=r"words\.en\.toml.*haeding"):
        read_folder(tmp_path)


def test_a_criterion_that_does_not_stand_makes_no_decision() -> None:
    law = law_in_force(shipped(), "ca", date(2027, 3, 1))
    for name in ("us.b99", "us.b7.xx", ""):
        with pytest.raises(CannotWrite, match="stands"):
            decision_of(law, name)


def test_the_reason_of_a_limb_is_that_limbs_alone() -> None:
    law = law_in_force(shipped(), "ar", date(2027, 3, 1))
    assert decision_of(law, "us.b6.ii").reason.en == "The alleged father was ruled out."
    assert decision_of(law, "us.b6.ii").cites == ("45 CFR 303.11(b)(6)(ii)",)


def test_what_is_missing_in_a_request_is_said_in_the_words_of_its_name_and_never_in_a_workers_own() -> None:
    assert len(missing_rows(["signature", "date"])) == 2
    told = missing_rows(["the signature of J.", "a proof of who asks"])
    assert told == ({"what": reasons().unnamed.what, "mend": reasons().unnamed.mend},)


def test_a_reason_that_a_worker_wrote_for_the_record_is_not_sent() -> None:
    assert why_open(["Called by phone, afraid of J."]).en == why_open(["other"]).en
    assert why_open(["Called by phone.", "reply_could_lead"]) == reasons().why_open["reply_could_lead"]
    both = why_open(["new_information", "contact_reestablished"])
    assert both.es == "Supimos algo nuevo que podría ayudar en su caso. Estamos otra vez en contacto con usted."


def test_a_declined_request_gives_the_gravest_answer_in_the_words_of_the_policy() -> None:
    law = law_in_force(shipped(), "ca", date(2027, 3, 1))
    both = declined_values(law, ["ca.request.cash_aid", "ca.request.who_may_ask"])
    assert both["answer_heading"] == shipped().answers["not_the_person_who_may_ask"].heading
    assert len(rows(both)) == 1
    assert len(rows(declined_values(law, ["ca.request.cash_aid", "ca.request.medi_cal"]))) == 2
    with pytest.raises(CannotWrite, match="reasons"):
        declined_values(law, ["no.such.rule"])


def rows(values: dict[str, Value]) -> tuple[Row, ...]:
    found = values["reasons"]
    assert isinstance(found, tuple)
    return found
