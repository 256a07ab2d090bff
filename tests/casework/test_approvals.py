"""The second person reads what the records and the law say of a closing on that day, and nothing that is protected."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from caseclose.casework.models import Balance, Document, Finding, JournalEntry, OutboxMessage, Person, Task
from caseclose.casework.selectors.letters.approvals import approval_paper, closures_awaiting_approval
from caseclose.closure import commands as to
from caseclose.closure.refused import Refused
from caseclose.law.reading import shipped
from caseclose.letters.composing import compose
from caseclose.letters.plain import plain_text
from tests.casework.closable import CLERK, DAY, SUPERVISOR, WORKER, a_closable_case, do
from tests.casework.mailing import HOME, with_people
from tests.casework.test_letters_owed import NO_AID, REQUEST

pytestmark = pytest.mark.usefixtures("clean_database")


def proposed(number: str = "1", **findings: str) -> None:
    with_people(a_closable_case(number, remedies=("driver_license", "bank_levy"), **findings))
    do(to.Propose("ca.b1"), number=number)


def paper(lang: str = "en", number: str = "1", on: date = DAY, who: str = "") -> str:
    return plain_text(compose(shipped(), approval_paper(number, on, lang, who), lang))


def test_a_proposal_is_told_with_its_rule_why_it_is_met_what_is_on_file_and_what_closing_would_do() -> None:
    proposed()
    Document.objects.create(case_id="1", evidence="arrears_ledger", title="Ledger", received_on=date(2026, 11, 3))
    said = paper(who="supervisor.1")
    for words in (
        "supervisor.1",
        "| Begun by: worker one",
        "| How it began: on our own proposal",
        "| What the case becomes: a payment-processing case",
        "| Notice before closing: 60 days",
        "22 CCR 118203(a)(1)",
        "- No order for current support is in force.",
        "| Ledger of past-due support | November 3, 2026",
        "| Driver's license |",
        "| Bank accounts |",
    ):
        assert words in said
    assert "Passport" not in said  # a remedy that this case does not have


def test_it_is_told_in_spanish_too() -> None:
    proposed()
    said = paper("es")
    for words in ("# Un cierre espera su aprobación", "| Cómo empezó: por propuesta nuestra", "60 días", "Licencia"):
        assert words in said


def test_a_request_is_told_with_what_granting_it_would_make_of_the_case() -> None:
    with_people(a_closable_case("1", remedies=("driver_license",), **NO_AID))
    do(REQUEST, CLERK)
    assert "| What the case becomes: a payment-processing case" in paper()
    assert "| Notice before closing: none is owed" in paper()
    Balance.objects.update(assigned=Decimal("900.00"))
    said = paper()
    assert "| What the case becomes: a case for debt owed to the state only" in said
    assert "## What goes on for the debt to the state" in said


def test_what_is_not_known_and_must_be_on_the_closing_day_is_named() -> None:
    proposed()
    Finding.objects.filter(fact="money_held").update(fact="current_order")
    said = paper()
    assert "## To find out before the closing day" in said
    assert f"- {shipped().facts['money_held'].text.name.en}" in said


def test_where_approving_would_be_refused_the_refusal_is_told_and_no_paper_is_made() -> None:
    proposed(arrears_unenforceable="false")
    Balance.objects.update(family=Decimal("90000.00"))
    with pytest.raises(Refused, match="criterion_not_met|not_met"):
        approval_paper("1", DAY, "en")
    do(to.KeepOpen(("criterion_not_met",)))
    with pytest.raises(Refused, match="not possible there"):
        approval_paper("1", DAY, "en")


def test_it_says_what_holds_on_the_day_it_is_asked_for_and_stores_nothing() -> None:
    proposed()
    before = [model.objects.count() for model in (Task, OutboxMessage, JournalEntry)]
    Balance.objects.create(case_id="1", as_of=DAY + timedelta(days=2), family="77.25", assigned="0.00")
    assert "$312.40" in paper()
    assert "$77.25" in paper(on=DAY + timedelta(days=3))
    assert [model.objects.count() for model in (Task, OutboxMessage, JournalEntry)] == before


def test_nobody_on_the_case_nor_anything_protected_is_on_it() -> None:
    proposed()
    Person.objects.update(family_violence=True)
    Document.objects.create(case_id="1", evidence="protected_statement", title="About J.", received_on=DAY)
    Document.objects.create(case_id="1", evidence="arrears_ledger", title="Sent by Rosa", received_on=DAY)
    for fact in ("risk_of_harm_reported", "bypass_owner"):
        Finding.objects.create(case_id="1", fact=fact, value="true", found_on=DAY, found_by="worker one")
    for lang in ("en", "es"):
        said = paper(lang)
        hidden = ("Rosa", "Daniel", *HOME, "About J.", "harm", "riesgo", "violen", "statement of risk")
        assert [word for word in hidden if word in said] == []


def test_closings_that_wait_are_those_of_others_oldest_first() -> None:
    proposed("1")
    with_people(a_closable_case("2", remedies=(), **NO_AID))
    do(REQUEST, CLERK, DAY + timedelta(days=1), number="2")
    proposed("3")
    do(to.Approve(), SUPERVISOR, number="3")
    assert [each.case_id for each in closures_awaiting_approval()] == ["1", "2"]
    assert [each.case_id for each in closures_awaiting_approval(not_by=WORKER.name.upper())] == ["2"]
    assert [each.case_id for each in closures_awaiting_approval(state="ca", office="ca")] == ["1", "2"]
    assert not closures_awaiting_approval(state="ar").exists()
