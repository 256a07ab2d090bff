"""Notes on a case: for the staff alone, told without their words, and gone with the records of the case."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.db import ProgrammingError, connection, transaction

from caseclose.casework.models import JournalEntry, Note
from caseclose.casework.selectors.history import history_of
from caseclose.casework.selectors.notes import notes_of
from caseclose.casework.services.audit import verify
from caseclose.casework.services.keys import KeyReused
from caseclose.casework.services.notes import LONGEST, Noted, WriteNote, write_note
from caseclose.casework.services.reading_protected import ReadProtected, read_protected
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role
from tests.casework import factories as make

pytestmark = pytest.mark.usefixtures("clean_database")
WORKER, RECIPIENT = Actor("worker.1", Role.CASEWORKER), Actor("recipient", Role.RECIPIENT)


def written(words: str, by: Actor = WORKER, *, key: str = "") -> Noted:
    return write_note(number="1", note=WriteNote(words), by=by, on=make.DAY, at=make.at_noon(make.DAY), key=key)


def test_a_note_keeps_its_lines_and_the_journal_its_fingerprint_but_not_its_words() -> None:
    make.a_case()
    done = written("  She called.\r\n\r\nCall back on Monday. ")
    (note,) = notes_of("1")
    assert (note["words"], note["by"]) == ("She called.\n\nCall back on Monday.", "worker.1")
    entry = JournalEntry.objects.get()
    assert entry.said == {"note": done.note, "sha256": sha256(note["words"].encode()).hexdigest()}
    assert [each.words for each in history_of("1", "es")] == ["worker.1 escribió una nota."]
    assert verify() == []


def test_a_note_is_written_once_for_each_key() -> None:
    make.a_case()
    assert [written("One.", key="k").repeated for _ in range(2)] == [False, True]
    with pytest.raises(KeyReused):
        written("Two.", key="k")
    assert Note.objects.count() == 1


@pytest.mark.parametrize(
    ("rule", "words", "by"),
    [
        ("note_without_words", " \n ", WORKER),
        ("note_too_long", "x" * (LONGEST + 1), WORKER),
        ("note_not_usable", "turned \u202e around", WORKER),
        ("wrong_role", "From outside.", RECIPIENT),
    ],
)
def test_a_note_that_cannot_be_kept_is_refused_and_nothing_is_told(rule: str, words: str, by: Actor) -> None:
    make.a_case()
    with pytest.raises(Refused) as caught:
        written(words, by)
    assert caught.value.rule == rule
    assert (Note.objects.count(), JournalEntry.objects.count()) == (0, 0)


def test_a_note_is_never_changed_and_goes_with_the_records_of_its_case() -> None:
    make.a_case()
    written("As it was.")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Note.objects.update(words="As it was not.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT place::text FROM casework_rows_of_case()")
        assert "casework_note" in {place for (place,) in cursor.fetchall()}


# ---- what is protected -------------------------------------------------------------------------------------------


def test_every_reading_of_what_is_protected_is_told_and_nothing_of_it_stands_in_the_journal() -> None:
    person = make.opened_by(make.a_case())
    person.given_name, person.mailing_address = "Zzname", ["Zzstreet"]
    person.save()
    asked = ReadProtected(person.pk, "To call back.")
    for _ in range(2):
        found = read_protected(number="1", asked=asked, by=WORKER, on=make.DAY, at=make.at_noon(make.DAY))
    assert (found.name, found.address) == ("Zzname", ("Zzstreet",))
    entries = JournalEntry.objects.all()
    assert [entry.kind for entry in entries] == ["ProtectedRead"] * 2
    assert "Zz" not in "".join(str(entry.body) for entry in entries)


@pytest.mark.parametrize(
    ("rule", "because", "by"),
    [
        ("reason_needed", " ", WORKER),
        ("reason_not_usable", "x" * 301, WORKER),
        ("wrong_role", "To see.", Actor("clerk.1", Role.INTAKE)),
    ],
)
def test_nothing_protected_is_read_without_a_reason_or_by_somebody_who_may_not(
    rule: str, because: str, by: Actor
) -> None:
    person = make.opened_by(make.a_case())
    asked = ReadProtected(person.pk, because)
    with pytest.raises(Refused) as caught:
        read_protected(number="1", asked=asked, by=by, on=make.DAY, at=make.at_noon(make.DAY))
    assert caught.value.rule == rule
    assert not JournalEntry.objects.exists()
