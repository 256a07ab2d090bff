"""What a worker finds out is recorded with its proof, and the law reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from caseclose.casework.models import Finding, JournalEntry
from caseclose.casework.selectors.history import history_of
from caseclose.casework.services.findings import (
    Filed,
    FileDocument,
    RecordFinding,
    file_document,
    record_finding,
)
from caseclose.casework.services.keys import KeyReused
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from tests.casework.closable import CLERK, DAY, WORKER, moment
from tests.casework.factories import a_case, known

pytestmark = pytest.mark.usefixtures("clean_database")
NOTE = FileDocument("written_approval", "Approval of the office", date(2026, 11, 20), "ab" * 32)


def find(fact: str, value: str, *, by: Actor = WORKER, number: str = "1", document: int | None = None,
         key: str = "", on: date = DAY) -> Filed:  # fmt: skip
    asked = RecordFinding(fact, value, document)
    return record_finding(number=number, finding=asked, by=by, on=on, at=moment(on), key=key)


def file(document: FileDocument = NOTE, *, by: Actor = CLERK, number: str = "1", key: str = "") -> Filed:
    return file_document(number=number, document=document, by=by, on=DAY, at=moment(DAY), key=key)


def refused(act: Callable[[], object]) -> str:
    entries, findings = JournalEntry.objects.count(), Finding.objects.count()
    with pytest.raises(Refused) as refusal:
        act()
    assert (JournalEntry.objects.count(), Finding.objects.count()) == (entries, findings)
    return refusal.value.rule


def test_a_finding_becomes_a_fact_with_the_paper_that_proves_it() -> None:
    a_case("1")
    paper = file()
    made = find("served_action_pending", "false", document=paper.id)
    assert known("served_action_pending") is False
    assert Finding.objects.get(pk=made.id).document_id == paper.id
    assert [each.kind for each in history_of("1")] == ["DocumentFiled", "FindingRecorded"]


def test_the_newest_finding_of_a_fact_counts_and_both_stay_on_record() -> None:
    a_case("1")
    find("served_action_pending", "true")
    find("served_action_pending", "false")
    assert known("served_action_pending") is False
    assert Finding.objects.count() == 2


def test_the_same_key_records_once_and_another_finding_under_it_is_refused() -> None:
    a_case("1")
    first = find("money_held", "false", key="k1")
    again = find("money_held", "false", key="k1")
    assert (again.id, again.repeated) == (first.id, True)
    with pytest.raises(KeyReused):
        find("money_held", "true", key="k1")
    assert (file(key="k2").repeated, file(key="k2").repeated) == (False, True)
    assert JournalEntry.objects.count() == 2


@pytest.mark.parametrize(("fact", "value"), [("served_action_pendin", "false"), ("money_held", "perhaps"),
                                             ("last_arrears_payment_on", "2026-02-30"), ("money_held", " "),
                                             ("arrears_total", "NaN")])  # fmt: skip
def test_a_value_that_the_fact_cannot_have_is_refused(fact: str, value: str) -> None:
    a_case("1")
    assert refused(lambda: find(fact, value)) == "finding_not_usable"


def test_a_finding_that_contradicts_the_record_is_refused() -> None:
    a_case("1")
    find("arrears_payment_made", "false")
    assert refused(lambda: find("last_arrears_payment_on", "2026-01-05")) == "finding_not_usable"


def test_a_contradiction_that_is_on_record_already_does_not_bar_the_finding_that_mends_it() -> None:
    case = a_case("1")
    for fact, value in (("arrears_payment_made", "false"), ("last_arrears_payment_on", "2026-01-05")):
        Finding.objects.create(case=case, fact=fact, value=value, found_on=DAY, found_by="import")
    find("arrears_payment_made", "true")
    assert known("arrears_payment_made") is True


def test_a_document_of_another_case_proves_nothing_here() -> None:
    a_case("1")
    a_case("2")
    other = file(number="2")
    assert refused(lambda: find("money_held", "false", document=other.id)) == "document_not_on_file"


def test_a_document_of_no_known_kind_or_of_tomorrow_is_refused() -> None:
    a_case("1")
    assert refused(lambda: file(FileDocument("aproval", "x", DAY, ""))) == "document_not_usable"
    assert refused(lambda: file(FileDocument("written_approval", "x", date(2026, 12, 1), ""))) == "document_not_usable"
    assert refused(lambda: file(FileDocument("written_approval", "a\x00b", DAY, ""))) == "document_not_usable"


def test_a_finding_is_for_staff_and_a_clerk_may_only_file() -> None:
    a_case("1")
    assert refused(lambda: find("money_held", "false", by=CLERK)) == "wrong_role"


def test_the_history_does_not_say_which_protected_fact_was_found() -> None:
    a_case("1")
    find("conceived_by_incest", "true")
    (told,) = history_of("1")
    assert "incest" not in told.words
    assert "incest" not in str(JournalEntry.objects.get().body)


def test_nothing_is_recorded_in_a_case_whose_records_were_destroyed() -> None:
    case = a_case("1")
    type(case).objects.filter(pk="1").update(kind=case.Kind.DESTROYED)
    assert refused(lambda: find("money_held", "false")) == "records_destroyed"
    assert refused(file) == "records_destroyed"
