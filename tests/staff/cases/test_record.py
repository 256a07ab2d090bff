"""The record of a case: money, papers, letters as they were sent, notes, holds, tasks, and what is protected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caseclose.casework.models import Hold, JournalEntry, Note, StoredLetter, Task
from caseclose.casework.selectors.history import history_of
from tests.casework import factories as make
from tests.casework.closable import DAY
from tests.casework.mailing import a_waiting_notice, batch, recipient
from tests.staff.cases.desk import a_case, browser, done, on, words_of

pytestmark = pytest.mark.usefixtures("clean_database")
KEY = "k" * 20


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with on(DAY):
        yield


def protect(number: str = "1") -> None:
    person = recipient(number)
    person.family_violence, person.substitute_address = True, ["P.O. Box 846", "Sacramento, CA 95812"]
    person.save()


# ---- money and papers --------------------------------------------------------------------------------------------


def test_what_is_owed_is_split_by_who_is_owed_and_each_remedy_says_how_far_it_is_let_go() -> None:
    case = a_case()
    make.a_balance(case, date(2026, 11, 20), "100.00", "212.40")
    make.an_order(case, ended_on=date(2020, 1, 1))
    make.on_aid(case, "cash_aid", date(2016, 1, 1), date(2017, 1, 1))
    make.a_remedy(case, kind="passport")
    words = words_of(browser().get("/case/1/money/"))
    for each in ("Owed to the family $100.00", "Owed to the state $212.40", "All of it $312.40", "$250.00",
                 "Cash aid: Jan. 1, 2016", "Passport"):  # fmt: skip
        assert each in words


def test_findings_documents_and_letters_are_on_one_page_and_what_is_protected_is_marked_only() -> None:
    case = a_case()
    make.findings(case, conceived_by_rape=True)
    make.a_document(case, "protected_statement")
    make.a_document(case, "support_order")
    words = words_of(browser().get("/case/1/papers/"))
    assert words.count("Protected") == 2
    assert "Support order" in words
    assert "rape" not in words.lower()


def test_a_letter_is_given_byte_for_byte_under_a_name_that_says_nothing(tmp_path: Path) -> None:
    a_waiting_notice()
    batch(tmp_path)
    letter = StoredLetter.objects.get()
    worker = browser()
    page = worker.get("/case/1/papers/").content.decode()
    assert f"?letter={letter.pk}" in page
    answer = worker.get(f"/case/1/letter/?letter={letter.pk}")
    assert answer.content == bytes(letter.pdf)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]
    for wrong in ("", "0", "999999", "x", "9" * 40, "²"):
        assert "There is no such letter in this case." in words_of(worker.get("/case/1/letter/", {"letter": wrong}))


def test_a_letter_of_another_case_is_not_there(tmp_path: Path) -> None:
    a_waiting_notice("1")
    a_case("2")
    batch(tmp_path)
    letter = StoredLetter.objects.get()
    assert "There is no such letter" in words_of(browser().get(f"/case/2/letter/?letter={letter.pk}"))


# ---- what is protected -------------------------------------------------------------------------------------------


def test_what_is_protected_is_shown_once_a_reason_is_given_and_the_journal_tells() -> None:
    a_case()
    protect()
    worker = browser()
    assert "Rosa" not in words_of(worker.get("/case/1/"))
    assert worker.post("/case/1/protected/", {"key": KEY, "person": recipient().pk, "because": " "}).status_code == 422
    assert not JournalEntry.objects.filter(kind="ProtectedRead").exists()
    answer = worker.post("/case/1/protected/", {"key": KEY, "person": recipient().pk, "because": "To call her back."})
    words = words_of(answer)
    assert "Rosa Maker 1" in words
    assert "P.O. Box 846, Sacramento, CA 95812" in words
    assert "Rose Lane" not in words
    assert "no-store" in answer.headers["Cache-Control"]
    entry = JournalEntry.objects.get(kind="ProtectedRead")
    assert (entry.by, entry.said["reason"]) == ("caseworker.1", "To call her back.")
    assert [each.words for each in history_of("1")] == [
        "caseworker.1 read what is protected about a person on the case, and said why."
    ]
    assert "leyó lo que está protegido" in history_of("1", "es")[0].words
    assert "call her back" not in words_of(worker.get("/case/1/"))


def test_only_people_of_the_case_with_something_to_protect_can_be_asked_for() -> None:
    a_case("1")
    a_case("2")
    protect("2")
    worker = browser()
    assert "Nothing about a person is protected on this case." in words_of(worker.get("/case/1/protected/"))
    answer = worker.post("/case/1/protected/", {"key": KEY, "person": recipient("2").pk, "because": "Why not."})
    assert answer.status_code == 422
    assert "Rosa Maker 2" not in words_of(answer)
    assert not JournalEntry.objects.filter(kind="ProtectedRead").exists()


def test_a_letter_to_somebody_protected_is_given_only_for_a_reason(tmp_path: Path) -> None:
    a_waiting_notice()
    protect()
    batch(tmp_path)
    letter = StoredLetter.objects.get()
    worker = browser()
    answer = worker.get(f"/case/1/letter/?letter={letter.pk}")
    assert "This letter shows what is protected." in words_of(answer)
    said = {"key": KEY, "person": recipient().pk, "because": "She asked for a copy.", "letter": letter.pk}
    assert worker.post("/case/1/protected/", said).content == bytes(letter.pdf)
    assert JournalEntry.objects.filter(kind="ProtectedRead").count() == 1


# ---- notes, tasks, holds -----------------------------------------------------------------------------------------


def test_a_note_is_written_once_and_told_without_its_words() -> None:
    a_case()
    worker = browser()
    for _ in range(2):
        assert worker.post("/case/1/notes/", {"key": KEY, "words": "Called.\r\nNo answer."}).status_code == 302
    assert Note.objects.values_list("words", "by").get() == ("Called.\nNo answer.", "caseworker.1")
    page = words_of(worker.get("/case/1/notes/"))
    assert "No answer." in page
    assert "Nov. 22, 2026, noon PST, caseworker.1" in page  # as the clock of the office has it
    assert [each.words for each in history_of("1")] == ["caseworker.1 wrote a note."]
    auditor = browser("auditor")
    assert "No answer." in words_of(auditor.get("/case/1/notes/"))
    assert auditor.post("/case/1/notes/", {"key": KEY, "words": "x"}).status_code == 403


def test_notes_go_page_by_page_newest_first() -> None:
    case = a_case()
    Note.objects.bulk_create(Note(case=case, words=f"Note {n:02}.", by="w", at=make.at_noon(DAY)) for n in range(30))
    worker = browser()
    first = worker.get("/case/1/notes/")
    assert words_of(first).index("Note 29.") < words_of(first).index("Note 05.")
    assert "Note 04." not in words_of(first)
    following = first.content.decode().split('href="?after=')[1].split('"')[0]
    assert "Note 04." in words_of(worker.get(f"/case/1/notes/?after={following}"))
    assert worker.get("/case/1/notes/?after=x").status_code == 404


def test_a_note_that_cannot_be_kept_is_refused_and_stays_in_its_field() -> None:
    a_case()
    answer = browser().post("/case/1/notes/", {"key": KEY, "words": "turned \u202e around"})
    assert answer.status_code == 422
    assert "turned" in answer.content.decode().split("<textarea")[1]
    assert not Note.objects.exists()


def test_a_task_is_finished_with_words() -> None:
    case = a_case()
    task = Task.objects.create(case=case, key="k", kind="x", words="Call the court", due_on=DAY)
    worker = browser("intake")
    assert f"/task/?task={task.pk}" in worker.get("/case/1/").content.decode()
    assert worker.post("/case/1/task/", {"key": KEY, "task": task.pk, "words": ""}).status_code == 422
    assert worker.post("/case/1/task/", {"key": KEY, "task": task.pk, "words": "They called back."}).status_code == 302
    assert Task.objects.get().done_on == DAY
    assert "No task waits on this case." in words_of(worker.get("/case/1/task/"))


def test_a_hold_is_set_and_lifted_and_stops_the_closing_meanwhile() -> None:
    a_case()
    worker = browser()
    done(worker, "propose", criterion="ca.b1")
    said = {"key": KEY, "kind": "closing", "owner": "caseworker.1", "reason": "Asked to wait.", "ends_on": "2026-12-24"}
    assert worker.post("/case/1/hold/", said).status_code == 302
    page = words_of(worker.get("/case/1/"))
    assert "A hold must end first" in page
    assert "Asked to wait" not in page
    assert "A do-not-close flag is set" in words_of(browser("supervisor").get("/case/1/approve/"))
    hold = Hold.objects.get()
    assert (
        worker.post("/case/1/lift/", {"key": KEY[:-1] + "x", "hold": hold.pk, "because": "Settled."}).status_code == 302
    )
    assert Hold.objects.get().lifted_on == DAY


def test_a_hold_without_an_end_is_refused_by_its_rule() -> None:
    a_case()
    said = {"key": KEY, "kind": "closing", "owner": "w", "reason": "x", "ends_on": "", "until": ""}
    assert browser().post("/case/1/hold/", said).status_code == 422
    assert not Hold.objects.exists()


def test_the_story_is_told_newest_first_and_whole_where_that_is_asked_for() -> None:
    closure = make.a_closing(a_case(), DAY)
    for day in range(1, 21):
        make.told(closure, "CaseKeptOpen", DAY.replace(day=day), reasons=["x"], on=f"2026-11-{day:02}")
    worker = browser()
    page = words_of(worker.get("/case/1/"))
    assert page.index("November 20, 2026") < page.index("November 9, 2026")
    assert "November 8, 2026" not in page
    assert "November 1, 2026" in words_of(worker.get("/case/1/?story=all"))
