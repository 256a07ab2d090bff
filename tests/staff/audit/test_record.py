"""The record of one closing on one page: all that belongs to it, with its proof; and nobody is named on it."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.db import connections
from django.test import Client

from caseclose.casework.models import Case, Closure, JournalEntry, Person
from caseclose.casework.selectors import closing_record as record_of
from caseclose.casework.selectors.case_proof import chain_proof
from caseclose.closure.commands import Close, RecordReply, ReviewReply
from tests.casework import factories as make
from tests.casework.closable import CLERK, DUE, SYSTEM, WORKER, a_closable_case, closed, do, moment, noticed
from tests.staff.counting import questions
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")
MOST_QUESTIONS = 12
PATH = "/audit/case/1/"


@pytest.fixture
def auditor() -> Client:
    return signed_in(account("auditor"))


def page(browser: Client, path: str = PATH) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def a_reviewed_closing() -> None:
    a_closable_case()
    noticed()
    do(RecordReply("r1", moment(DUE - timedelta(days=3)), "phone"), CLERK, DUE)
    do(ReviewReply("r1", could_lead=False, words="asks when the case will close"), WORKER, DUE)
    do(Close(), SYSTEM, DUE)


def test_it_shows_who_did_what_under_which_law_on_which_facts(auditor: Client) -> None:
    a_reviewed_closing()
    shown = page(auditor)
    for words in ("22 CCR 118203(a)(1)", "No order for current support is in force", "proposed to close under",
                  "approved the closing", "asks when the case will close", "finding of November 1, 2026 by worker one",
                  "The law as it stood on Jan. 21, 2027", "the recipient", "weighed"):  # fmt: skip
        assert words.lower() in shown.lower(), words


def test_the_decision_weighed_again_and_the_journal_hold(auditor: Client) -> None:
    a_closable_case()
    closed()
    shown = page(auditor)
    assert "the law gives the same answer" in shown
    assert "entries were checked and are what they were" in shown
    assert "The chain holds from entry 1 to its head" in shown
    assert Closure.objects.get().policy in shown


def test_facts_that_were_changed_since_show(auditor: Client) -> None:
    case = a_closable_case()
    closed()
    make.an_order(case, DUE - timedelta(days=400))
    assert "the law gives another answer" in page(auditor)


def test_another_version_of_the_policy_is_said_and_nothing_is_claimed(auditor: Client) -> None:
    a_closable_case()
    closed()
    Closure.objects.update(policy="another")
    shown = page(auditor)
    assert "It cannot be told here: the closing was decided under another version" in shown
    assert "the law gives the same answer" not in shown


def tampered(sql: str) -> None:
    """Change the journal past its triggers, as only the owner of the tables can."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE casework_journalentry DISABLE TRIGGER USER")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE casework_journalentry ENABLE TRIGGER USER")


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE casework_journalentry SET body = '{}' WHERE number = 2", "These entries are not what they were: 2."),
        ("UPDATE casework_journalentry SET \"on\" = '2020-01-01' WHERE number = 3",
         "These entries are not what they were: 3."),
        ("UPDATE casework_journalentry SET hash = repeat('0', 64) WHERE number = 5", "The chain is broken at entry 6."),
        ("UPDATE casework_journalentry SET \"by\" = 'somebody else' WHERE number = 1",
         "These entries are not what they were: 1."),
        ("DELETE FROM casework_journalentry WHERE number = 5", "The chain is broken at entry 6."),
    ],
)  # fmt: skip
def test_an_entry_that_was_changed_or_taken_away_is_found(auditor: Client, sql: str, told: str) -> None:
    a_closable_case()
    closed()
    make.told(Closure.objects.get(), "LetterStored", DUE, letter="notice")
    other = make.a_case("2")
    make.told(make.a_closing(other, DUE), "ClosureProposed", DUE, criterion="us.b1")
    tampered(sql)
    assert told in page(auditor)


def test_a_head_that_is_too_far_on_is_not_called_proven() -> None:
    a_closable_case()
    closed()
    entries = list(JournalEntry.objects.order_by("number")[:2])
    proof = chain_proof(entries, farthest=1)
    assert proof is not None
    assert (proof.linked, proof.whole) == (None, None)


def test_the_reading_is_in_the_journal_once_a_day_and_a_look_ahead_is_not(auditor: Client) -> None:
    a_closable_case()
    closed()
    auditor.head(PATH)
    assert not JournalEntry.objects.filter(kind="RecordAudited").exists()
    page(auditor)
    shown = page(auditor)
    (entry,) = JournalEntry.objects.filter(kind="RecordAudited")
    assert (entry.by, entry.role, entry.case_id) == ("auditor.1", "auditor", "1")
    assert "Who read this record before" in shown
    assert "to audit it" in page(auditor, "/case/1/")


def test_what_is_protected_is_not_on_it_and_nobody_is_named(auditor: Client) -> None:
    case = a_closable_case()
    Person.objects.filter(pk=make.opened_by(case).pk).update(given_name="Zzgiven", mailing_address=["Zzstreet"],
                                                             family_violence=True)  # fmt: skip
    make.findings(case, risk_of_harm_reported=True)
    closed()
    make.a_reply(Closure.objects.get(), moment(DUE))
    Closure.objects.get().replies.update(words="Zzwords of the family")
    shown = page(auditor)
    assert "Zz" not in shown
    assert "cc-badge--protected" in shown


def test_each_closing_of_a_case_has_its_own_record(auditor: Client) -> None:
    a_closable_case()
    closed()
    later = make.a_closing(Case.objects.get(), DUE + timedelta(days=30), step="declined", criterion="")
    assert "There is nothing to weigh again" in page(auditor)
    first = Closure.objects.exclude(pk=later.pk).get()
    assert "the law gives the same answer" in page(auditor, f"{PATH}?closing={first.pk}")
    make.a_case("2")
    other = make.a_closing(Case.objects.get(number="2"), DUE)
    for wrong in (f"{other.pk}", "0", "x", "9" * 40):
        assert auditor.get(f"{PATH}?closing={wrong}").status_code == 404


def test_a_case_without_a_closing_says_so(auditor: Client) -> None:
    make.a_case("1")
    assert "Nobody has tried to close this case." in page(auditor)


def test_the_record_is_for_auditors_alone() -> None:
    a_closable_case()
    for role in ("supervisor", "admin", "policy_analyst", "attorney"):
        assert signed_in(account(role)).get(PATH).status_code == 403


def test_it_is_told_in_spanish() -> None:
    a_reviewed_closing()
    shown = page(signed_in(account("auditor"), lang="es"))
    for words in ("Expediente de un cierre", "la ley da la misma respuesta", "Hechos", "La ley como estaba"):
        assert words in shown, words


def test_a_record_asks_few_questions(auditor: Client) -> None:
    a_reviewed_closing()
    page(auditor)
    with questions() as sent:
        page(auditor)
    assert len(sent) <= MOST_QUESTIONS, "\n".join(sent)


def test_records_that_cannot_be_read_are_said_to_be_so(auditor: Client) -> None:
    case = a_closable_case()
    closed()
    make.findings(case, locate_efforts_diligent=True)
    case.findings.filter(fact="locate_efforts_diligent").update(value="perhaps")
    assert record_of.closing_record(case, Closure.objects.get()).unreadable
    assert "It cannot be told: the records of that day" in page(auditor)


def test_a_record_that_is_longer_than_a_page_holds_says_so(auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    a_closable_case()
    closed()
    assert "more entries than are shown" not in page(auditor)
    monkeypatch.setattr(record_of, "MOST_ENTRIES", 3)
    assert "more entries than are shown" in page(auditor)
