"""Destroying records: two people, no hold, all or nothing; nothing of the person stays, and the journal still holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.utils import IntegrityError

from caseclose.casework.models import (
    Case,
    Destruction,
    DestructionReceipt,
    Hold,
    JournalEntry,
    Participant,
    Person,
    Remedy,
)
from caseclose.casework.selectors.history import history_of
from caseclose.casework.selectors.retention import rows_left
from caseclose.casework.services.audit import verify
from caseclose.casework.services.holds.holding import NewHold, lift_hold, set_hold
from caseclose.casework.services.journal import Line, append
from caseclose.casework.services.retention import destruction as ending
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role
from tests.casework import factories as make
from tests.casework.closable import WORKER, moment
from tests.casework.ending import (
    CLOSED,
    DUE,
    FIRST,
    SECOND,
    a_full_case,
    a_report,
    agreed,
    an_old_case,
    destroyed,
    next_day,
    proposed,
    rows_everywhere,
    shared_person,
)

pytestmark = pytest.mark.usefixtures("clean_database")
KEPT = {"casework_journalentry", "casework_destructionreceipt"}


def refused(rule: str, act: Callable[[], object]) -> None:
    before = rows_everywhere()
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.rule == rule
    assert rows_everywhere() == before


def test_nothing_of_the_case_is_left_but_its_number_and_the_journal_still_holds() -> None:
    a_report()
    a_full_case()
    belongs = {name for name, rows in rows_everywhere().items() if rows}
    assert "@mail.example" in str(rows_everywhere())
    agreed()
    destroyed()
    assert rows_left("1") == {}
    assert "@mail.example" not in str(rows_everywhere())
    left = {name for name, rows in rows_everywhere().items() if rows}
    assert left == {"casework_case", "casework_office", "casework_financialreport", *KEPT}
    receipt = DestructionReceipt.objects.get()
    assert set(receipt.counts) == (belongs | {"casework_destruction"}) - left
    assert {receipt.counts["casework_person"], receipt.counts["casework_participant"]} == {3}
    assert (receipt.proposed_by, receipt.approved_by, receipt.keep_until) == (FIRST.name, SECOND.name, DUE)
    assert receipt.rule == "45 CFR 303.11(e); 45 CFR 75.361"
    assert "'1'" not in str(ending.receipt_body(receipt))
    assert verify() == []


def test_of_the_case_itself_every_column_is_emptied_that_can_be() -> None:
    a_report()
    an_old_case()
    Case.objects.update(service_basis="cash_aid", responding=True, application_fee_cents=2500)
    agreed()
    destroyed()
    left = {name for name, value in Case.objects.values().get().items() if value not in {None, "", 0}}
    assert left == {"number", "office_id", "kind", "opened_on"}
    Case.objects.update(kind="enforcement", service_basis="cash_aid")
    assert Case.objects.get().kind == "destroyed"


def test_history_says_that_it_was_destroyed_and_when_and_nothing_else() -> None:
    a_report()
    a_full_case()
    agreed()
    destroyed()
    for lang, words in (("en", "The records of this case were destroyed on May 15, 2022."),
                        ("es", "Los registros de este caso se destruyeron el 15 de mayo de 2022.")):  # fmt: skip
        told = history_of("1", lang)
        assert [(each.words, each.by, each.on) for each in told] == [(words, "", DUE)]


def test_a_person_who_is_on_another_case_keeps_their_record_until_that_one_goes_too() -> None:
    a_report()
    one, other = a_full_case("1"), an_old_case("2")
    shared = shared_person(one, other)
    remedy = make.a_remedy(one, other, ended_on=CLOSED)
    agreed("1")
    destroyed("1")
    assert list(Person.objects.values_list("pk", flat=True)) == [shared.pk]
    assert list(Participant.objects.values_list("case_id", flat=True)) == ["2"]
    assert list(Remedy.objects.values_list("pk", flat=True)) == [remedy.pk]
    agreed("2")
    destroyed("2")
    assert (Person.objects.count(), Remedy.objects.count(), verify()) == (0, 0, [])


def test_every_table_that_refers_to_a_case_goes_with_it_and_so_will_one_that_is_made_later() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT conrelid::regclass::text FROM pg_constraint"
                       " WHERE contype = 'f' AND confrelid = 'casework_case'::regclass")  # fmt: skip
        referring = {name for (name,) in cursor.fetchall()}
        cursor.execute("CREATE TABLE casework_later (id int, reply_id bigint REFERENCES casework_reply)")
        try:
            cursor.execute("SELECT place::text FROM casework_rows_of_case()")
            going = {name for (name,) in cursor.fetchall()}
        finally:
            cursor.execute("DROP TABLE casework_later")
    assert len(referring) >= 20
    assert referring - going == KEPT
    assert {"casework_later", "casework_reply", "casework_ledgerentry", "casework_releaseorder"} <= going


def test_one_person_cannot_do_it_alone_under_any_spelling() -> None:
    a_report()
    an_old_case()
    proposed()
    same = Actor("  Officer  ONE", Role.SUPERVISOR)
    for by in (FIRST, same):
        refused("destruction_by_two", lambda by=by: ending.approve_destruction(  # type: ignore[misc]
            number="1", by=by, on=DUE, at=moment(DUE)))  # fmt: skip
    refused("destruction_not_approved", destroyed)
    refused("wrong_role", lambda: proposed(by=WORKER))


def test_the_application_cannot_pass_the_second_person_by() -> None:
    a_report()
    an_old_case()
    proposed()
    Destruction.objects.update(state="approved", approved_by="somebody", approved_on=DUE)
    refused("destruction_not_approved", destroyed)
    number = Destruction.objects.get().pk
    forged = Line(
        "1", None, "DestructionApproved", DUE, moment(DUE), "OFFICER one ", "supervisor", {"destruction": number}
    )
    with transaction.atomic():
        append([forged])
    refused("destruction_not_approved", destroyed)


def test_what_happens_in_the_case_after_the_proposal_makes_it_void() -> None:
    a_report()
    an_old_case()
    agreed()
    hold = NewHold("records", "counsel", "why", until="court_ruled")
    held = set_hold(number="1", hold=hold, by=FIRST, on=DUE, at=moment(DUE)).hold
    refused("records_held", destroyed)
    for by in (FIRST, SECOND):
        lift_hold(hold=held, because="it is over", by=by, on=DUE, at=moment(DUE))
    refused("destruction_not_approved", destroyed)
    refused("destruction_not_proposed", lambda: ending.approve_destruction(number="1", by=SECOND, on=DUE,
                                                                           at=moment(DUE)))  # fmt: skip
    agreed()
    destroyed()
    assert verify() == []


def test_an_approval_is_good_for_thirty_days() -> None:
    a_report()
    an_old_case()
    agreed()
    refused("destruction_not_approved", lambda: destroyed(on=next_day(DUE, 30)))
    destroyed(on=next_day(DUE, 29))


def test_each_step_refuses_records_that_are_not_due_and_says_why() -> None:
    an_old_case()
    refused("records_end_unknown", proposed)
    a_report()
    refused("records_too_early", lambda: proposed(on=next_day(DUE, -1)))
    refused("records_too_early", lambda: destroyed(on=next_day(DUE, -1)))
    Case.objects.update(kind="payment_processing")
    refused("records_of_open_case", proposed)
    Case.objects.update(kind="closed")
    agreed()
    task = Case.objects.get().tasks.create(key="t", kind="odd", words="w", due_on=DUE)
    refused("records_unsettled", destroyed)
    task.done_on = DUE
    task.save()
    destroyed()
    refused("records_destroyed", proposed)
    refused("records_destroyed", lambda: set_hold(number="1", hold=NewHold("records", "o", "r"), by=FIRST, on=DUE,
                                                  at=moment(DUE)))  # fmt: skip


def test_a_day_that_has_yet_to_come_by_the_clock_of_the_database_is_refused() -> None:
    a_report()
    an_old_case()
    far = date(2199, 1, 1)
    agreed(on=far)
    refused("day_to_come", lambda: destroyed(on=far))


def test_proposing_approving_and_destroying_again_does_nothing_again() -> None:
    a_report()
    an_old_case()
    for _ in range(2):
        agreed()
    kinds = list(JournalEntry.objects.order_by("number").values_list("kind", flat=True))
    assert kinds[-2:] == ["DestructionProposed", "DestructionApproved"]
    assert kinds.count("DestructionApproved") == 1
    for _ in range(2):
        destroyed()
    assert JournalEntry.objects.filter(kind="RecordsDestroyed").count() == 1
    assert DestructionReceipt.objects.count() == 1


def test_a_destruction_that_was_taken_back_is_not_done() -> None:
    a_report()
    an_old_case()
    agreed()
    ending.withdraw_destruction(number="1", by=SECOND, on=DUE, at=moment(DUE))
    refused("destruction_not_approved", destroyed)
    refused("destruction_not_proposed", lambda: ending.withdraw_destruction(number="1", by=SECOND, on=DUE,
                                                                            at=moment(DUE)))  # fmt: skip


def test_a_destruction_of_which_the_journal_does_not_tell_is_not_committed() -> None:
    a_report()
    a_full_case()
    agreed()
    before = rows_everywhere()
    with pytest.raises(IntegrityError, match="does not tell"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT casework_destroy_records('1', %s, %s, 'x')", [DUE, moment(DUE)])
    assert rows_everywhere() == before


def test_a_hold_on_a_linked_case_stops_the_destruction() -> None:
    a_report()
    shared_person(an_old_case("1"), an_old_case("2"))
    agreed("1")
    set_hold(number="2", hold=NewHold("records", "counsel", "why"), by=FIRST, on=DUE, at=moment(DUE))
    refused("records_held", lambda: destroyed("1"))
    Hold.objects.update(lifted_on=DUE)
    destroyed("1")


def test_under_another_isolation_nothing_is_destroyed() -> None:
    a_report()
    an_old_case()
    agreed()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with pytest.raises(DatabaseError, match="read_committed_needed"):
            destroyed()
