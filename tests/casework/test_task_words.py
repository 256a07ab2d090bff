"""What people are asked is told in their own language, and what was stored before it could be is told as it stands."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import caseclose.casework
from caseclose.casework.facts.reading import BadRecords, Fault
from caseclose.casework.models import Task
from caseclose.casework.selectors.books import TASKS, Pattern, book, whole_book
from caseclose.casework.selectors.task_words import kind_of_task, task_words, words_in
from caseclose.casework.selectors.tasks import tasks_waiting
from caseclose.casework.services.asked import Said, ask_once, asked, asked_why, retold
from caseclose.closure.refused import Refused
from tests.casework.closable import a_closable_case

ON = date(2026, 11, 16)
CASEWORK = Path(str(caseclose.casework.__file__)).parent
PLACE = re.compile(r"\{([a-z_]+)\}")
ID = re.compile(r"\b[a-z]+_[a-z_]+\b")


def values_of(pattern: Pattern) -> set[str]:
    texts = [pattern] if isinstance(pattern, str) else [pattern["say"], *pattern["parts"].values()]
    return {name for text in texts for name in PLACE.findall(text)}


def test_every_text_is_there_in_both_languages_with_the_same_values() -> None:
    english, spanish = book(TASKS, "en"), book(TASKS, "es")
    assert english.keys() == spanish.keys()
    for name, pattern in english.items():
        assert values_of(pattern) == values_of(spanish[name]), name
    names = whole_book(TASKS)["names"]
    assert names["en"].keys() == names["es"].keys()


@pytest.mark.usefixtures("clean_database")
def test_a_task_is_told_in_the_language_of_the_reader() -> None:
    a_closable_case()
    ask_once(asked(case="1", key="a", kind="duty_overdue", due=ON, due_on="2026-11-13", duty="stop_and_close"))
    ask_once(asked(case="1", key="b", kind="remedies_after_reopening", due=ON, remedies=["passport", "bank_levy"]))
    Task.objects.create(case_id="1", key="c", kind="letter_refused", words="Stored in words", due_on=ON)
    told = {lang: [task["words"] for task in tasks_waiting(lang=lang)] for lang in ("en", "es")}
    assert told["en"][0].startswith("Overdue since November 13, 2026: Stop withholding and close")
    assert told["es"][0].startswith("Atrasado desde el 13 de noviembre de 2026: Dejar de retener y cerrar")
    assert [ID.findall(words) for words in told["es"] + told["en"]] == [[]] * 6
    assert [told[lang][2] for lang in ("en", "es")] == ["Stored in words"] * 2
    assert told["en"] == list(Task.objects.order_by("pk").values_list("words", flat=True))


@pytest.mark.usefixtures("clean_database")
def test_the_same_key_asks_once_and_a_text_that_is_not_in_the_book_is_a_mistake() -> None:
    a_closable_case()
    assert [ask_once(asked(case="1", key="a", kind="close_again", due=ON)) for _ in range(2)] == [True, False]
    with pytest.raises(KeyError):
        asked(case="1", key="b", kind="no_such_text", due=ON)


def test_every_task_names_a_text_of_the_book() -> None:
    """Whoever makes a task in words alone leaves out those who read the other language."""
    assert {path.name for path in sorted(CASEWORK.rglob("*.py")) if makes_a_task(path.read_text())} == {"asked.py"}
    assert makes_a_task('Task(case_id="1", words="Look at it")')
    assert makes_a_task('Task.objects.create(words="Look at it")')


def makes_a_task(text: str) -> bool:
    return re.search(r"(?<![\w\"])(?<!class )Task(\.objects\.create)?\(", text) is not None


SAID: dict[str, dict[str, Said]] = {
    "letter_not_written": {
        "letter": "notice",
        "lacks": [{"en": "the address: find it", "es": "la dirección: búsquela"}],
    },
    "mail_returned": {"letter": "request_returned"},
    "no_agency_on_record": {"message": "case_stays_open"},
    "letter_not_sent": {"letter": "notice", "why": "nobody here takes messages for this party"},
    "letter_refused": {"letter": "notice", "party": "mail_vendor", "why": ""},
    "mailing_not_proven": {"letter": "notice", "given_on": "2026-11-22"},
    "proof_of_two_days": {"letter": "notice", "day": "2026-11-23", "earlier": "2026-11-22"},
    "answer_does_not_fit": {"answer": "sure", "remedy": "bank_levy", "state": "confirmed", "why": ""},
    "message_not_sent": {"letter": "release", "where": "ZeroDivisionError at x.py:1"},
}


@pytest.mark.parametrize("says", SAID)
def test_what_the_mail_room_and_the_outbox_ask_is_told_in_either_language(says: str) -> None:
    english, spanish = (task_words(says, SAID[says], lang) for lang in ("en", "es"))
    assert [ID.findall(words) for words in (english, spanish)] == [[], []]
    told = set(re.findall(r"\b[a-z]{3,}\b", re.sub(r"\(.*?\)", "", english)))
    assert not told & set(re.findall(r"\b[a-z]{3,}\b", re.sub(r"\(.*?\)", "", spanish))) - {"sure"}


def test_a_value_that_is_a_refusal_is_told_in_the_language_of_the_reader() -> None:
    trouble = BadRecords([Fault("1", "arrears_total", "it is not an amount")])
    said: dict[str, Said] = {"agency": "99", "message": "reply", "trouble": retold(trouble)}
    assert "Los registros contienen valores imposibles" in task_words("stray_message", said, "es")
    assert "past-due support, all of it" in task_words("stray_message", said, "en")
    task = asked_why(trouble, case="1", key="a", kind="unreadable_records", due=ON)
    assert words_in("es", words=task.words, says=task.says, said=task.said).startswith("Los registros")


def test_kinds_are_named_and_an_unknown_one_is_told_by_its_own_name() -> None:
    assert kind_of_task("payment_unknown", "en") == "an order to pay out that nobody answered"
    assert kind_of_task("payment_unknown", "es") == "una orden de pago que nadie respondió"
    assert kind_of_task("some_thing", "es") == "some thing"


def test_a_refusal_that_a_person_is_asked_about_is_told_again_in_either_language() -> None:
    refused = Refused("gate_unknown", missing=("obligation_ended", "money_held"))
    said = {lang: words_in(lang, words="", says="refused:gate_unknown", said=refused.said) for lang in ("en", "es")}
    assert said["en"] == f"{refused.words('en')} {refused.todo('en')}"
    assert "fin de la obligación de pagar" in said["es"]
    assert said["es"] == f"{refused.words('es')} {refused.todo('es')}"
