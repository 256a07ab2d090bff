"""Changing how a person is reached: with a reason, told without the address, heeded by the mail room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from caseclose.casework.models import JournalEntry, OutboxMessage, Participant, Person, SpentKey, StoredLetter, Task
from caseclose.casework.selectors.history import history_of
from caseclose.casework.services.audit import verify
from caseclose.casework.services.contact.reaching import ChangeReach, ReachChanged, change_reach
from caseclose.casework.services.keys import KeyReused
from caseclose.casework.services.reading_protected import ReadProtected, read_protected
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.law.safeguards import protected_limits
from tests.casework.closable import CLERK, DAY, WORKER, moment
from tests.casework.mailing import a_case_with_people, a_waiting_notice, batch, recipient, text_of

pytestmark = pytest.mark.usefixtures("clean_database")
NEW = ("9 Fern Street", "Chico, CA 95926")


def change(
    address: Sequence[str] = NEW, *, contact: str = "", language: str = "", because: str = "She moved.",
    by: Actor = WORKER, key: str = "", later: timedelta = timedelta(),
) -> ReachChanged:  # fmt: skip
    asked = ChangeReach(recipient().pk, contact, language, because)
    return change_reach(number="1", change=asked, address=address, by=by, on=DAY, at=moment(DAY) + later, key=key)


def refused(**said: object) -> str:
    with pytest.raises(Refused) as found:
        change(**said)  # type: ignore[arg-type]
    assert "Fern" not in str(found.value)
    return found.value.rule


def test_an_address_is_changed_and_the_journal_tells_it_without_the_address() -> None:
    a_case_with_people()
    assert change(language="es").changed == ("reach_address", "reach_language")
    person = recipient()
    assert (tuple(person.mailing_address), person.language) == (NEW, "es")
    entry = JournalEntry.objects.get(kind="ReachChanged")
    assert entry.said["reason"] == "She moved."
    assert not any(word in str(entry.said) for word in ("Fern", "Rose", "95926"))
    told = history_of("1")[-1].words
    assert told == f"worker one changed how person {person.pk} is reached: the mailing address, the language."
    assert "la dirección postal, el idioma" in history_of("1", "es")[-1].words
    assert verify() == []


def test_it_is_told_in_every_case_of_the_person_and_why_only_where_it_was_done() -> None:
    a_case_with_people("1")
    other = a_case_with_people("2")
    Participant.objects.create(case=other, person=recipient("1"), role="noncustodial_parent")
    change()
    said = {entry.case_id: entry.said for entry in JournalEntry.objects.filter(kind="ReachChanged")}
    assert {number: "reason" in each for number, each in said.items()} == {"1": True, "2": False}


def test_a_letter_that_waits_goes_to_the_new_address(tmp_path: Path) -> None:
    a_waiting_notice()
    assert change().letters == 1
    batch(tmp_path)
    assert "9 Fern Street" in text_of(bytes(StoredLetter.objects.get().pdf))


def test_a_letter_that_waits_stops_where_no_letter_may_go_and_a_person_is_asked(tmp_path: Path) -> None:
    a_waiting_notice()
    change((), contact="phone")
    batch(tmp_path)
    assert OutboxMessage.objects.get(kind="notice").state == "waiting"
    assert Task.objects.filter(kind="letter_not_written", done_on=None).exists()


def test_under_one_key_it_is_done_once_and_no_key_keeps_an_address() -> None:
    a_case_with_people()
    first = change(key="k")
    assert change(key="k").repeated
    assert first.changed == ("reach_address",)
    with pytest.raises(KeyReused):
        change(("1 Other Road", "Chico, CA 95926"), key="k")
    assert "Fern" not in str(list(SpentKey.objects.values()))
    assert JournalEntry.objects.filter(kind="ReachChanged").count() == 1


def test_of_somebody_protected_it_is_said_first_why_and_not_long_ago() -> None:
    a_case_with_people()
    Person.objects.filter(pk=recipient().pk).update(family_violence=True)
    assert refused() == "say_why_first"
    asked = ReadProtected(recipient().pk, "She called from a safe place.")
    read_protected(number="1", asked=asked, by=WORKER, on=DAY, at=moment(DAY))
    assert refused(later=protected_limits().open_span) == "say_why_first"
    assert refused(by=Actor("worker 9", WORKER.role)) == "say_why_first"
    assert change(later=timedelta(minutes=1)).changed == ("reach_address",)


@pytest.mark.parametrize(
    ("said", "rule"),
    [({"because": " "}, "reason_needed"), ({"because": "She lives at 9 fern street now"}, "reason_repeats_address"),
     ({"because": "No more at 12 Rose Lane"}, "reason_repeats_address"),
     ({"address": ("9 Fern Street",)}, "mailing_address_not_usable"),
     ({"address": ("9 Fern Street", "x" * 65)}, "mailing_address_not_usable"), ({"address": ()}, "reach_as_before"),
     ({"contact": "pigeon"}, "no_such_reach"), ({"by": CLERK}, "wrong_role")],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_changed(said: dict[str, object], rule: str) -> None:
    a_case_with_people()
    assert refused(**said) == rule
    assert recipient().mailing_address == ["12 Rose Lane", "Eureka, CA 95501"]
    assert not JournalEntry.objects.exists()
