"""Whatever is done to the journal past the application is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.casework.closable import DAY, a_closable_case, closed, moment

pytestmark = pytest.mark.usefixtures("clean_database")
KEY = b"a key that is kept elsewhere"


def as_owner(*statements: str) -> None:
    """Run statements as a superuser who walks past the triggers."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("set session_replication_role = origin")


def a_journal() -> None:
    for number in ("1", "2"):
        a_closable_case(number)
        closed(number)


def reasons(*, with_head: bool) -> list[str]:
    from caseclose.casework.services.audit import verify

    return [each.reason for each in verify((HEADS[-1],) if with_head else ())]


HEADS: list = []  # type: ignore[type-arg]


@pytest.fixture
def journal(clean_database: None) -> None:
    del clean_database
    from caseclose.casework.services.audit import take_head

    a_journal()
    HEADS.append(take_head(key=KEY, at=moment(DAY)))


@pytest.mark.usefixtures("journal")
def test_an_untouched_journal_is_whole() -> None:
    assert reasons(with_head=True) == []


EMPTIED = "update casework_journalentry set body = null, salt = '', \"by\" = '' where number = "
CHANGES = {
    "one word changed": "update casework_journalentry set \"by\" = 'someone else' where number = 3",
    "a body changed": 'update casework_journalentry set body = \'{"criterion": "us.b2"}\' where number = 1',
    "re-dated": 'update casework_journalentry set "on" = "on" - 30 where number = 4',
    "a time changed": "update casework_journalentry set at = at + interval '1 hour' where number = 2",
    "the role changed": "update casework_journalentry set role = 'supervisor' where number = 1",
    "moved to another case": "update casework_journalentry set case_id = '2' where number = 2",
    "moved to another closing": "update casework_journalentry set closure_id = closure_id + 1 where number = 2",
    "another seal": "update casework_journalentry set seal = repeat('0', 64) where number = 3",
    "another salt": "update casework_journalentry set salt = repeat('0', 32) where number = 3",
    "a body removed": "update casework_journalentry set body = null where number = 3",
    "emptied without a receipt": f"{EMPTIED} 3",
    "the last one emptied": f"{EMPTIED} 8",
    "deleted in the middle": "delete from casework_journalentry where number = 5",
}


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_to_one_entry_is_found_by_the_chain(change: str) -> None:
    as_owner(change)
    assert reasons(with_head=False)


@pytest.mark.usefixtures("journal")
def test_two_entries_that_changed_places_are_found_by_the_chain() -> None:
    as_owner(
        "update casework_journalentry set number = -3 where number = 3",
        "update casework_journalentry set number = 3 where number = 4",
        "update casework_journalentry set number = 4 where number = -3",
    )
    assert reasons(with_head=False)


@pytest.mark.usefixtures("journal")
def test_a_cut_tail_is_found_only_through_the_head_kept_outside() -> None:
    as_owner("delete from casework_journalentry where number > 6")
    assert reasons(with_head=False) == []
    assert any("tail was cut" in reason for reason in reasons(with_head=True))


@pytest.mark.usefixtures("journal")
def test_a_chain_written_anew_is_found_only_through_the_head_kept_outside() -> None:
    rewrite_chain()
    assert reasons(with_head=False) == []
    assert any("rewritten" in reason for reason in reasons(with_head=True))


@pytest.mark.usefixtures("journal")
def test_a_tail_that_was_cut_and_grew_again_is_found_by_the_older_of_two_heads_of_one_length() -> None:
    from caseclose.casework.services.audit import take_head, verify

    as_owner("delete from casework_journalentry where number > 4")
    a_closable_case("3")
    closed("3")
    newer = take_head(key=KEY, at=moment(DAY))
    assert newer.number == HEADS[-1].number
    assert verify((newer,)) == []
    assert any("rewritten" in each.reason for each in verify((HEADS[-1], newer)))


def rewrite_chain() -> None:
    """Do what a superuser with this very program could do: change an entry and make every later link fit again."""
    from caseclose.casework.models import JournalEntry
    from caseclose.casework.services.journal import FIRST_LINK, link_of, seal_of

    link = FIRST_LINK
    for entry in JournalEntry.objects.order_by("number"):
        entry.by = "someone else" if entry.number == 3 else entry.by
        entry.previous, entry.seal = link, seal_of(entry)
        link = link_of(entry)
        as_owner(
            f"update casework_journalentry set \"by\" = '{entry.by}', seal = '{entry.seal}', "
            f"previous = '{entry.previous}', hash = '{link}' where number = {entry.number}"
        )


@pytest.mark.usefixtures("journal")
def test_a_head_signed_with_another_key_is_refused() -> None:
    from caseclose.casework.services.audit import BadHead, head_as_text, read_head

    with pytest.raises(BadHead):
        read_head(head_as_text(HEADS[-1]), key=b"another key")


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("change", [*CHANGES.values(), "truncate casework_journalentry"], ids=[*CHANGES, "truncated"])
def test_the_application_itself_can_change_nothing(change: str) -> None:
    from django.db import DatabaseError, connection, transaction

    def attempt(statement: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    tries: list[Callable[[], None]] = [
        lambda: attempt(change),
        lambda: attempt("alter table casework_journalentry disable trigger all"),
        lambda: attempt("set session_replication_role = replica"),
    ]
    for each in tries:
        with pytest.raises(DatabaseError):
            each()
    assert reasons(with_head=True) == []
