"""A destruction that breaks anywhere has not begun; a hold set a moment before wins; an auditor finds what was done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count

import pytest
from django.db import DatabaseError, connection, connections, transaction

from caseclose.casework.models import Case, DestructionReceipt, Hold, JournalEntry
from caseclose.casework.selectors.retention import rows_left
from caseclose.casework.services.audit import Head, take_head, verify
from caseclose.casework.services.holds.holding import NewHold, set_hold
from caseclose.closure.refused import Refused
from tests.casework.closable import moment
from tests.casework.crashing import Broken, breaking_at
from tests.casework.ending import (
    DUE,
    FIRST,
    a_full_case,
    a_report,
    agreed,
    an_old_case,
    destroyed,
    rows_everywhere,
    shared_person,
)
from tests.casework.test_audit import KEY, as_owner
from tests.proofs.crew import at_once

pytestmark = pytest.mark.usefixtures("clean_database")
ROUNDS = 10
"""The proof of retention runs so many hundreds."""
LEGAL = NewHold("records", "counsel", "why")


def held(number: str) -> None:
    set_hold(number=number, hold=LEGAL, by=FIRST, on=DUE, at=moment(DUE))


def test_a_destruction_that_breaks_at_any_statement_of_the_application_changed_nothing() -> None:
    a_report()
    a_full_case()
    agreed()
    before = rows_everywhere()
    for which in count():
        try:
            with breaking_at(which):
                destroyed()
        except Broken:
            assert rows_everywhere() == before, which
        else:
            break
    assert which >= 5
    assert (rows_left("1"), verify()) == ({}, [])


TRAP = """
CREATE FUNCTION caseclose_trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a crash'; END $$;
CREATE TRIGGER caseclose_trap BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION caseclose_trap()
"""


@contextmanager
def trapped(table: str, event: str) -> Iterator[None]:
    """Let the database break at the first row of a table that meets this."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(TRAP.format(table=table, event=event))
        try:
            yield
        finally:
            cursor.execute("DROP FUNCTION caseclose_trap CASCADE")


def test_a_destruction_that_breaks_at_any_statement_inside_the_database_changed_nothing() -> None:
    a_report()
    a_full_case()
    agreed()
    before = rows_everywhere()
    swept = [(name, "DELETE") for name in rows_left("1")]
    more = [("casework_person", "DELETE"), ("casework_remedy", "DELETE"), ("casework_case", "UPDATE"),
            ("casework_destructionreceipt", "INSERT"), ("casework_journalentry", "UPDATE"),
            ("casework_journalentry", "INSERT")]  # fmt: skip
    assert len(swept) > 18
    for table, event in swept + more:
        with trapped(table, event), pytest.raises(DatabaseError, match="a crash"):
            destroyed()
        assert rows_everywhere() == before, (table, event)
    destroyed()
    assert (rows_left("1"), verify()) == ({}, [])


@pytest.mark.parametrize("where", ["1", "2"])
def test_a_hold_set_a_second_before_the_destruction_wins_on_the_case_and_on_a_linked_one(where: str) -> None:
    a_report()
    shared_person(an_old_case("1"), an_old_case("2"))
    agreed("1")
    outcome: list[object] = []

    def hold_then_wait() -> None:
        with transaction.atomic():
            held(where)
            with connections["owner"].cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.3)")

    def destroy_after() -> None:
        wait_for_a_hold()
        destroyed("1")

    outcome += at_once(hold_then_wait, destroy_after)
    assert "records_held" in outcome
    assert Case.objects.get(number="1").kind == "closed"
    assert DestructionReceipt.objects.count() == 0


def wait_for_a_hold() -> None:
    """Go on as soon as somebody has a case's row locked."""
    with connection.cursor() as cursor:
        for _ in range(200):
            cursor.execute("SELECT count(*) FROM (SELECT FROM casework_case FOR UPDATE SKIP LOCKED) free")
            if cursor.fetchone()[0] < 2:
                return
            cursor.execute("SELECT pg_sleep(0.01)")


def test_of_a_hold_and_a_destruction_at_the_same_moment_never_both_come_about() -> None:
    a_report()
    ends = set()
    for number in range(ROUNDS):
        one, other = f"{number}-a", f"{number}-b"
        shared_person(an_old_case(one), an_old_case(other))
        agreed(one)
        at_once(partial(held, other), partial(destroyed, one))
        gone = JournalEntry.objects.filter(case=one, kind="RecordsDestroyed").first()
        hold = Hold.objects.get(case=other)
        assert gone is None or gone.number < (hold.entry or 0), "destroyed after a hold was set"
        ends.add(gone is not None)
    assert ends
    assert verify() == []


def test_two_who_destroy_at_once_destroy_once() -> None:
    a_report()
    for number in range(ROUNDS):
        case = str(number)
        an_old_case(case)
        agreed(case)
        at_once(*[partial(destroyed, case)] * 2)
        assert DestructionReceipt.objects.filter(case=case).count() == 1
    assert verify() == []


# ---- what an auditor finds -------------------------------------------------------------------------------------------


def a_destroyed_case() -> Head:
    """Two cases, the first destroyed: entries 1 to 4 are empty, 5 is the receipt, and case 2 has 6 and 7."""
    a_report()
    an_old_case("1")
    agreed("1")
    destroyed("1")
    an_old_case("2")
    return take_head(key=KEY, at=moment(DUE))


EMPTY = "update casework_journalentry set body = null, salt = '', \"by\" = '' where number = "
FAULTS = {
    "a word put back": "update casework_journalentry set body = '{}' where number = 2",
    "a name put back": "update casework_journalentry set \"by\" = 'x' where number = 2",
    "a salt put back": "update casework_journalentry set salt = 's', body = '{}' where number = 2",
    "another case's entry emptied": f"{EMPTY} 6",
    "the receipt emptied": f"{EMPTY} 5",
    "the receipt changed": "update casework_journalentry set body = jsonb_set(body, '{entries}', '3') where number = 5",
    "the receipt moved": "update casework_journalentry set case_id = '2' where number = 5",
    "the receipt re-dated": 'update casework_journalentry set "on" = "on" + 1 where number = 5',
    "an emptied entry re-dated": 'update casework_journalentry set "on" = "on" + 1 where number = 2',
    "an emptied entry deleted": "delete from casework_journalentry where number = 2",
    "the receipt deleted": "delete from casework_journalentry where number = 5",
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_is_done_to_a_destroyed_case_behind_the_back_of_the_program_is_found(fault: str) -> None:
    head = a_destroyed_case()
    assert verify((head,)) == []
    as_owner(fault)
    assert verify()


def test_a_tail_cut_after_a_destruction_is_found_by_the_head_kept_outside() -> None:
    head = a_destroyed_case()
    as_owner("delete from casework_journalentry where number > 5")
    assert verify() == []
    assert any("tail was cut" in each.reason for each in verify((head,)))


@pytest.mark.parametrize("change", [
    f"{EMPTY} 6",
    f"{EMPTY} 5",
    'update casework_journalentry set body = null, salt = \'\', "by" = \'\', "on" = "on" - 1 where number = 2',
    "update casework_journalentry set body = '{}' where number = 2",
    "delete from casework_journalentry where number = 2",
    "update casework_destructionreceipt set approved_by = 'x'",
    "delete from casework_destructionreceipt",
    "truncate casework_destructionreceipt",
])  # fmt: skip
def test_neither_the_owner_nor_the_application_can_do_it_while_the_guards_stand(change: str) -> None:
    a_destroyed_case()
    for alias in ("owner", "default"):
        with pytest.raises(DatabaseError), transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(change)
    assert verify() == []


@pytest.mark.parametrize("act", [
    "CREATE OR REPLACE FUNCTION casework_policy_spans() RETURNS TABLE (name text, state text, since date, until date,"
    " span interval, cites text) LANGUAGE sql AS 'SELECT NULL::text, NULL::text, NULL::date, NULL::date,"
    " NULL::interval, NULL::text'",
    "ALTER FUNCTION casework_destroy_records(text, date, timestamptz, text) OWNER TO caseclose_app",
    "DROP TRIGGER journal_only_empties ON casework_journalentry",
    "INSERT INTO casework_destructionreceipt SELECT * FROM casework_destructionreceipt",
    "UPDATE casework_financialreport SET reported_on = '2000-01-01'",
    "DELETE FROM casework_hold",
])  # fmt: skip
def test_the_application_cannot_change_what_watches_over_it(act: str) -> None:
    a_destroyed_case()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)


def test_a_hold_on_what_is_destroyed_is_refused() -> None:
    a_destroyed_case()
    with pytest.raises(Refused) as caught:
        set_hold(number="1", hold=LEGAL, by=FIRST, on=DUE, at=moment(DUE))
    assert caught.value.rule == "records_destroyed"
