"""The ledger only grows and adds up: the database sees to it, and the check finds where somebody got past."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from caseclose.casework.models import Case, LedgerEntry, Movement
from caseclose.casework.selectors.ledger_check import faults_of_ledger
from caseclose.casework.selectors.money import position
from caseclose.casework.services.payments.ledger import DoesNotAddUp, Draft, write
from caseclose.casework.services.payments.ledger import Kind as Moves
from tests.casework.factories import at_noon
from tests.casework.paying import CLERK, MONDAY, TUESDAY, a_paying_case, adds_up, receive

pytestmark = pytest.mark.usefixtures("clean_database")


@pytest.mark.parametrize("table", ["casework_ledgerentry", "casework_movement"])
@pytest.mark.parametrize("verb", ['UPDATE {} SET "on" = "on"', "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("role", ["default", "owner"])
def test_nobody_changes_or_takes_away_what_stands_in_the_ledger(table: str, verb: str, role: str) -> None:
    a_paying_case()
    receive("100.00")
    with pytest.raises(DatabaseError), connections[role].cursor() as cursor:
        cursor.execute(verb.format(table))
    assert adds_up()


def write_by_hand(case: Case, **sides: str) -> None:
    with transaction.atomic():
        movement = Movement.objects.create(case=case, kind="placed", on=MONDAY, counts_on=MONDAY)
        for account, amount in sides.items():
            movement.entries.create(case=case, account=account, amount=Decimal(amount), on=MONDAY)


def test_the_database_refuses_a_movement_that_does_not_add_up() -> None:
    case = a_paying_case()
    with pytest.raises(IntegrityError, match="do not add up to zero"):
        write_by_hand(case, held="-1.00", state="0.99")
    assert not LedgerEntry.objects.exists()


def test_money_and_debts_are_two_books_that_each_add_up() -> None:
    case = a_paying_case()
    with pytest.raises(IntegrityError):
        write_by_hand(case, held="-1.00", owed_state="1.00")


def test_a_draft_that_does_not_add_up_is_never_written() -> None:
    draft = Draft("1", Moves.PLACED, {"held": Decimal(-1), "state": Decimal(2)}, MONDAY, MONDAY)
    with pytest.raises(DoesNotAddUp):
        write([draft], by=CLERK, at=at_noon(MONDAY))


def test_a_movement_may_not_be_written_behind_the_check_one_side_at_a_time() -> None:
    case = a_paying_case()
    receive("100.00")
    movement = Movement.objects.filter(kind="received").get()
    with pytest.raises(IntegrityError), transaction.atomic():
        movement.entries.create(case=case, account="state", amount=Decimal("5.00"), on=MONDAY)


def test_on_any_day_what_came_in_is_what_went_out_and_what_is_here() -> None:
    a_paying_case(arrears=("10.00", "300.00"))
    receive("400.00")
    receive("50.00", receipt="P2", received_on=TUESDAY)
    before, after = position("1", MONDAY), position("1", TUESDAY)
    assert (before.came_in, before.went_out, before.here) == (Decimal(400), Decimal(140), Decimal(260))
    assert (after.came_in, after.adds_up) == (Decimal(450), True)
    assert position("1", date(2026, 1, 1)).came_in == 0


PLANTED: dict[str, tuple[str, str]] = {
    "one side changed": (
        "UPDATE casework_ledgerentry SET amount = amount + 1 WHERE account = 'state'",
        "does not add up",
    ),
    "one side gone": ("DELETE FROM casework_ledgerentry WHERE account = 'state'", "does not add up"),
    "two sides changed alike": (
        "UPDATE casework_ledgerentry SET amount = amount + CASE account WHEN 'state' THEN 1 ELSE -1 END "
        "WHERE account IN ('state', 'family')",
        "the journal tells it otherwise",
    ),
    "a whole movement gone": (
        "DELETE FROM casework_ledgerentry WHERE movement_id = (SELECT max(id) FROM casework_movement); "
        "DELETE FROM casework_movement WHERE id = (SELECT max(id) FROM casework_movement)",
        "the journal tells of a movement that is not there",
    ),
    "a movement slipped in": (
        'INSERT INTO casework_movement (case_id, payment_id, kind, rule, "on", counts_on) '
        "SELECT case_id, id, 'placed', '', received_on, received_on FROM casework_payment; "
        'INSERT INTO casework_ledgerentry (movement_id, case_id, payment_id, account, amount, "on") '
        'SELECT m.id, m.case_id, m.payment_id, s.account, s.amount, m."on" '
        "FROM casework_movement m, (VALUES ('family', -1), ('state', 1)) s (account, amount) "
        "WHERE m.id = (SELECT max(id) FROM casework_movement)",
        "the journal tells it otherwise",
    ),
    "a payment changed": ("UPDATE casework_payment SET amount = amount + 1", "a payment is not what came in"),
    "a payment no longer in hand": ("UPDATE casework_payment SET taken_on = NULL", "never taken in hand"),
    "a payment said to be gone": ("UPDATE casework_payment SET disbursed_on = received_on", "said to be gone"),
    "a side given to another case": (
        "UPDATE casework_ledgerentry SET case_id = '2' WHERE account = 'state'",
        "a side belongs elsewhere",
    ),
    "a side moved to another day": (
        'UPDATE casework_ledgerentry SET "on" = "on" - 1 WHERE account = \'held\' AND amount < 0',
        "stood below zero on a day",
    ),
    "an order that nobody has money for": (
        "INSERT INTO casework_disbursement (payment_id, case_id, payee, amount, state, reason, made_on, due_on) "
        "SELECT id, case_id, 'back', 1, 'made', '', received_on, received_on FROM casework_payment",
        "an order is for more than there is",
    ),
    "an order said to be paid": (
        "INSERT INTO casework_disbursement (payment_id, case_id, payee, amount, state, reason, made_on, due_on) "
        "SELECT id, case_id, 'family', 1, 'confirmed', '', received_on, received_on FROM casework_payment",
        "what was paid out is not what orders say",
    ),
    "an order said to be on its way": (
        "INSERT INTO casework_disbursement (payment_id, case_id, payee, amount, state, reason, made_on, due_on) "
        "SELECT id, case_id, 'family', 1, 'sent', '', received_on, received_on FROM casework_payment",
        "what is on the way is not what was sent",
    ),
    "a debt credited for nothing": (
        "UPDATE casework_ledgerentry SET amount = amount + CASE account WHEN 'credited' THEN 500 ELSE -500 END "
        "WHERE account IN ('credited', 'owed_state') AND movement_id = (SELECT max(id) FROM casework_movement)",
        "a debt was paid with more than was placed",
    ),
    "a statement changed": (
        "UPDATE casework_balance SET family = family + 1",
        "what is owed is not the statement and what moved since",
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_of_each_kind_is_found(planted: str) -> None:
    a_paying_case("1", arrears=("10.00", "300.00"))
    a_paying_case("2")
    receive("400.00")
    assert adds_up()
    statements, says = PLANTED[planted]
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SET session_replication_role = replica; {statements}; RESET session_replication_role")
    assert says in " / ".join(fault.check for fault in faults_of_ledger())


def test_the_check_names_the_case_the_payment_and_the_figures() -> None:
    a_paying_case()
    receive("100.00")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_payment SET amount = 90")
    (fault,) = faults_of_ledger()
    assert (fault.case, fault.at, fault.words) == ("1", "P1", "on record 90.00, came in 100.00")
