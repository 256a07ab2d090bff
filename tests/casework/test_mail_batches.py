"""Letters are made from the records, stored as they went, and handed over in batches: none lost, none twice."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.db import DatabaseError, transaction

from caseclose.casework.models import Closure, JournalEntry, MailBatch, OutboxMessage, StoredLetter, Task
from caseclose.casework.services.audit import verify
from caseclose.casework.services.mail.batches import Batched, hand_over_letters
from caseclose.casework.services.mail.folder import read_manifest
from caseclose.casework.services.mail.stored import NoLetter, check_letters, letter_as_sent
from caseclose.casework.services.outbox.mailed import ask_about_late_letters, prove_mailing
from caseclose.closure.commands import RecordRequest
from caseclose.letters.reply_link import ANSWER, FOLLOW
from tests.casework.closable import CLERK, DAY, DUE, do, moment
from tests.casework.mailing import (
    HOME,
    PROGRAM,
    a_case_with_people,
    a_waiting_notice,
    batch,
    code,
    letter,
    mail_goes,
    metadata_of,
    recipient,
    text_of,
    vendor_of,
)
from tests.casework.releasing import World

pytestmark = pytest.mark.usefixtures("clean_database")
LATER = DAY + timedelta(days=4)


def test_what_waits_becomes_a_folder_with_a_manifest_and_is_stored_as_it_went(tmp_path: Path) -> None:
    a_waiting_notice("1")
    a_waiting_notice("2", language="es")
    done = batch(tmp_path)
    place = Path(done.place)
    assert (done.letters, done.unwritten, {each.name for each in place.iterdir()}) == (
        2, 0, {"manifest.jsonl", "letters-001.pdf"},
    )  # fmt: skip
    entries = read_manifest(place)
    assert [entry.sequence for entry in entries] == [1, 2]
    with pikepdf.open(place / "letters-001.pdf") as printed:
        assert len(printed.pages) == done.pages == sum(entry.pages for entry in entries)
    for entry in entries:
        assert letter_as_sent(entry.key).sha256 == entry.sha256
    assert set(OutboxMessage.objects.values_list("state", "sent_on")) == {("sent", DAY)}
    assert "Rosa Maker 1" in text_of(letter("notice", "1").pdf)
    assert "Pensamos cerrar su caso" in text_of(letter("notice", "2").pdf)
    assert (list(check_letters()), verify()) == ([], [])


def test_the_link_on_a_letter_leads_to_its_page_in_its_language_and_of_its_state(tmp_path: Path) -> None:
    a_waiting_notice("1")
    a_waiting_notice("2", language="es")
    a_case_with_people("3")
    do(RecordRequest(DAY, "mail", signed=True, may_ask=True), CLERK, number="3")
    hand_over_letters(on=DAY, at=moment(DAY), home=tmp_path, link="https://mail.example/{lang}/{state}/{page}/#")
    for number, lang, kind, page in (("1", "en", "notice", ANSWER), ("2", "es", "notice", ANSWER),
                                     ("3", "en", "request_received", FOLLOW)):  # fmt: skip
        assert f"mail.example/{lang}/ca/{page}/#{code(kind, number)}" in text_of(letter(kind, number).pdf)


def test_the_folder_says_nothing_of_a_case_or_a_person_outside_the_print_file(tmp_path: Path) -> None:
    a_waiting_notice("0042-zqwxk")  # signs that no hash and no code has
    place = Path(batch(tmp_path).place)
    manifest = (place / "manifest.jsonl").read_text()
    said = f"{manifest} {metadata_of(place / 'letters-001.pdf')} {[each.name for each in place.iterdir()]} {place.name}"
    assert not [word for word in ("0042-", "zqwxk", "Rosa", "Rose", "Eureka", "95501", "notice") if word in said]
    assert set(json.loads(manifest)) == {"sequence", "key", "file", "page", "pages", "sha256"}


def test_the_letter_says_the_decision_as_recorded_and_the_days_from_the_day_that_it_bears(tmp_path: Path) -> None:
    a_waiting_notice()
    batch(tmp_path, LATER)
    said = text_of(letter().pdf)
    assert "January 25, 2027" in said
    assert "22 CCR 118203" in said
    assert (letter().made_on, letter().policy[:5]) == (LATER, Closure.objects.get().policy[:5])


def test_a_second_batch_finds_nothing(tmp_path: Path) -> None:
    a_waiting_notice()
    batch(tmp_path)
    assert batch(tmp_path) == Batched()
    assert (MailBatch.objects.count(), StoredLetter.objects.count()) == (1, 1)


def test_the_days_run_from_the_day_that_the_vendor_proves(tmp_path: Path) -> None:
    a_waiting_notice()
    batch(tmp_path)
    assert prove_mailing(key=letter().message.key, mailed_on=LATER, on=LATER, at=moment(LATER)) == "mailed"
    assert Closure.objects.get().earliest_close_on == DUE + (LATER - DAY)


def test_a_substitute_address_set_after_the_letter_was_owed_is_where_it_goes(tmp_path: Path) -> None:
    a_waiting_notice()
    person = recipient()
    person.substitute_address, person.family_violence = list(PROGRAM), True
    person.save()
    batch(tmp_path)
    said = text_of(letter().pdf)
    assert PROGRAM[0] in said
    assert HOME[0] not in said


@pytest.mark.parametrize(("contact", "words"), [("none", "must not be contacted"), ("phone", "not this person's safe")])
def test_one_who_cannot_safely_get_mail_gets_none_and_a_person_is_asked_once(
    tmp_path: Path, contact: str, words: str
) -> None:
    a_waiting_notice()
    a_waiting_notice("2")
    person = recipient()
    person.safe_contact = contact
    person.save()
    assert (batch(tmp_path).letters, batch(tmp_path).unwritten) == (1, 1)
    assert words in Task.objects.get(kind="letter_not_written").words
    assert not StoredLetter.objects.filter(case="1").exists()
    person.safe_contact = "mail"
    person.save()
    assert batch(tmp_path).letters == 1
    assert not Task.objects.filter(kind="letter_not_written", done_on=None).exists()


def test_a_letter_without_an_address_is_never_made_and_its_days_do_not_run(tmp_path: Path) -> None:
    a_waiting_notice()
    person = recipient()
    person.mailing_address = []
    person.save()
    done = batch(tmp_path)
    assert (done.batch, done.unwritten) == (0, 1)
    assert "address" in Task.objects.get(kind="letter_not_written").words
    assert OutboxMessage.objects.get().state == "waiting"


def test_large_print_is_printed_for_who_reads_it(tmp_path: Path) -> None:
    a_waiting_notice()
    a_waiting_notice("2")
    person = recipient("2")
    person.large_print = True
    person.save()
    batch(tmp_path)
    assert (letter("notice", "1").large, letter("notice", "2").large) == (False, True)
    assert letter("notice", "2").pages > letter("notice", "1").pages


@pytest.mark.parametrize("change", ["update casework_storedletter set pdf = 'x'", "truncate casework_storedletter"])
def test_nobody_changes_a_stored_letter(tmp_path: Path, change: str) -> None:
    from django.db import connections

    a_waiting_notice()
    batch(tmp_path)
    for who in ("default", "owner"):
        with pytest.raises(DatabaseError), transaction.atomic(using=who), connections[who].cursor() as cursor:
            cursor.execute(change)


def test_nobody_takes_a_stored_letter_away(tmp_path: Path) -> None:
    from django.db import connections

    a_waiting_notice()
    batch(tmp_path)
    for who in ("default", "owner"):
        with pytest.raises(DatabaseError), transaction.atomic(using=who), connections[who].cursor() as cursor:
            cursor.execute("delete from casework_storedletter")


def test_a_letter_changed_past_the_guards_is_found(tmp_path: Path) -> None:
    from django.db import connections

    a_waiting_notice()
    batch(tmp_path)
    with connections["owner"].cursor() as cursor:
        cursor.execute("alter table casework_storedletter disable trigger letters_only_grow")
        cursor.execute("update casework_storedletter set pdf = 'another letter', sha256 = encode(sha256(pdf), 'hex')")
        assert [why for _, why in check_letters()] == ["its bytes are not those that were made"]
        cursor.execute("update casework_storedletter set sha256 = encode(sha256(pdf), 'hex')")
        assert [why for _, why in check_letters()] == ["the journal does not tell of this letter"]
        cursor.execute("alter table casework_storedletter enable trigger letters_only_grow")


def test_only_what_was_handed_over_is_shown(tmp_path: Path) -> None:
    a_waiting_notice()
    with pytest.raises(NoLetter):
        letter_as_sent(OutboxMessage.objects.get().key)
    batch(tmp_path)
    assert letter_as_sent(code()).pdf == letter().pdf
    assert JournalEntry.objects.filter(kind="LetterStored").count() == 1


def test_a_letter_that_nobody_hands_over_in_time_reaches_a_person_once() -> None:
    a_waiting_notice()
    assert [ask_about_late_letters(on=DAY + timedelta(days=days)) for days in (3, 4, 5)] == [0, 1, 0]
    assert Task.objects.get(kind="letter_not_sent").words == (
        "The letter 'notice of closing' has waited since November 22, 2026 to be sent"
    )


def test_a_vendor_mails_what_is_in_its_tray_once_and_its_proof_is_day_0(tmp_path: Path) -> None:
    a_waiting_notice()
    world = World(tmp_path)
    assert mail_goes(world.parties, LATER).letters == 1
    vendor = vendor_of(World(tmp_path).parties)
    vendor.empty_tray(on=LATER + timedelta(days=1))
    assert (vendor.done(), vendor.arrivals(code())) == (frozenset({code()}), 1)
    assert letter().sha256 in vendor.remembered()[code()]
    assert world.take(LATER).fates == {"letter": 1}
    assert world.take(LATER + timedelta(days=3)).fates == {"mailed": 1}
    assert Closure.objects.get().noticed_on == OutboxMessage.objects.get().mailed_on == LATER


def test_a_batch_that_the_vendor_finds_a_second_time_is_mailed_once(tmp_path: Path) -> None:
    a_waiting_notice()
    world = World(tmp_path)
    place = Path(mail_goes(world.parties).place)
    shutil.copytree(place, place.with_name("batch-000099"))
    vendor_of(world.parties).empty_tray(on=LATER)
    assert vendor_of(world.parties).arrivals(code()) == 2
    assert world.take(LATER).fates == {"letter": 1, "mailed": 1}
