"""What the mail vendor proves counts; a line that cannot be changes nothing. What comes back finds its case."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclose.casework.models import Closure, JournalEntry, OutboxMessage, SpentKey, Task
from caseclose.casework.services.mail.proofs import BadProof, ProofsTaken, take_proof_file
from caseclose.casework.services.mail.returned import Returned, record_returned
from caseclose.casework.services.mail.stored import NoLetter
from caseclose.closure.commands import Close
from caseclose.closure.refused import Refused
from tests.casework.closable import CLERK, DAY, DUE, SYSTEM, do, moment
from tests.casework.mailing import a_waiting_notice, batch, code

pytestmark = pytest.mark.usefixtures("clean_database")
NEXT = DAY + timedelta(days=1)
LATER = DAY + timedelta(days=6)


@pytest.fixture(autouse=True)
def _a_notice_that_was_handed_over(clean_database: object, tmp_path: Path) -> None:
    del clean_database
    a_waiting_notice()
    batch(tmp_path / "out")


def take(folder: Path, text: str, on: date = LATER) -> ProofsTaken:
    file = folder / "proof"
    file.write_text(text, encoding="utf-8")
    return take_proof_file(file, on=on, at=moment(on))


def as_it_is() -> object:
    """Everything that a proof could change."""
    messages = list(OutboxMessage.objects.values_list("state", "mailed_on"))
    return messages, list(Closure.objects.values_list("step", "noticed_on")), JournalEntry.objects.count()


@pytest.mark.parametrize("form", ["key,mailed_on\n{code},{day}\n", '{{"key": "{code}", "mailed_on": "{day}"}}\n'])
def test_a_proof_sets_day_0_and_taken_again_changes_nothing(tmp_path: Path, form: str) -> None:
    text = form.format(code=code(), day=NEXT)
    assert take(tmp_path, text).fates == {"mailed": 1}
    assert Closure.objects.get().earliest_close_on == DUE + timedelta(days=1)
    before = as_it_is()
    assert (take(tmp_path, text).fates, as_it_is()) == ({"repeated": 1}, before)
    with pytest.raises(Refused, match="January 22, 2027"):
        do(Close(), SYSTEM, DUE)
    do(Close(), SYSTEM, DUE + timedelta(days=1))


@pytest.mark.parametrize(
    ("line", "fate"),
    [
        ("{code},2026-12-25,", "reported"),
        ("{code},2026-11-21,", "reported"),
        ("{code},the day before yesterday,", "unreadable"),
        ("{code},2026-02-30,", "unreadable"),
        ("{code},,", "unreadable"),
        ("{code},2026-11-23,no such street", "unreadable"),
        ("BBBB-BBBB-BBBB,2026-11-23,", "unknown"),
        ("Ünïcode\u202e,2026-11-23,", "unknown"),
        (",2026-11-23,", "unreadable"),
    ],
)
def test_a_line_that_cannot_be_is_reported_and_changes_nothing(tmp_path: Path, line: str, fate: str) -> None:
    before = as_it_is()
    taken = take(tmp_path, "key,mailed_on,refused\n" + line.format(code=code()) + "\n")
    assert (taken.fates, [number for number, _ in taken.odd], as_it_is()) == ({fate: 1}, [2], before)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\x00\x01"])
def test_a_file_that_is_no_proof_is_refused_as_a_whole(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadProof):
        take(tmp_path, text)


@settings(max_examples=25, deadline=None)
@given(lines=st.lists(st.text(max_size=40), max_size=4))
def test_whatever_stands_in_a_proof_nothing_breaks_and_nothing_changes(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    before = as_it_is()
    text = "key,mailed_on,refused\n" + "\n".join(lines)
    with contextlib.suppress(BadProof):
        take(tmp_path_factory.mktemp("proof"), text.encode("utf-8", "replace").decode())
    assert as_it_is() == before


def test_a_notice_that_the_vendor_refused_is_not_out(tmp_path: Path) -> None:
    taken = take(tmp_path, f"key,refused\n{code()},no such place\n")
    assert (taken.fates, OutboxMessage.objects.get().state) == ({"refused": 1}, "failed")
    assert "no such place" in Task.objects.get(kind="letter_refused").words
    with pytest.raises(Refused, match="proves"):
        do(Close(), SYSTEM, DUE)


def returned(key: str, on: date = LATER) -> Returned:
    return record_returned(key=key, by=CLERK, on=on, at=moment(on))


def test_a_notice_that_came_back_finds_its_case_by_the_code_and_stops_its_days() -> None:
    first = returned(code().lower())
    assert first == Returned("1", "notice", notice=True)
    assert (Closure.objects.get().step, Closure.objects.get().noticed_on) == ("approved", None)
    assert Task.objects.filter(kind="search_address").count() == 1
    assert returned(code()) == Returned("1", "notice", notice=True, repeated=True)
    assert SpentKey.objects.count() == 1


def test_another_letter_that_came_back_is_for_a_person_to_look_at() -> None:
    OutboxMessage.objects.update(kind="reply_received")
    assert [returned(code("reply_received")).repeated for _ in range(2)] == [False, True]
    assert Task.objects.filter(kind="mail_returned").count() == 1
    assert Closure.objects.get().step == "noticed"


def test_a_notice_that_comes_back_when_the_closing_went_on_is_for_a_person_to_look_at() -> None:
    key = code()
    Closure.objects.update(step="kept_open")
    assert returned(key) == Returned("1", "notice", notice=False)
    assert Task.objects.filter(kind="mail_returned").count() == 1


def test_a_code_that_nobody_knows_is_told() -> None:
    with pytest.raises(NoLetter):
        returned("BBBB-BBBB-BBBB")
