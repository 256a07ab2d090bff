"""The journal only grows, whoever asks; and the application's role can do only what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import errors

from caseclose.casework.rights import OURS, RIGHTS, grant_rights, rights_on
from caseclose.embedded.server import APPLICATION, OWNER, Server
from tests.embedded.serving import ask
from tests.ground import EMPTY

Sessions = dict[str, Any]
"""By role, a connection of psycopg's."""


@pytest.fixture
def one_entry(clean_database: Server) -> Iterator[Sessions]:
    """Sessions of both roles, with one entry in the journal. What they do is undone."""
    with (
        psycopg.connect(**clean_database.address(OWNER)) as owner,
        psycopg.connect(**clean_database.address(APPLICATION)) as application,
    ):
        application.execute("INSERT INTO casework_office VALUES ('o', 'ca', 'Office', 'America/Los_Angeles')")
        application.execute(
            "INSERT INTO casework_case (number, office_id, kind, service_basis, opened_on, application_fee_cents)"
            " VALUES ('1', 'o', 'enforcement', '', '2020-01-01', 0)"
        )
        application.execute(ENTRY)
        application.execute("INSERT INTO casework_spentkey VALUES ('k', 'close', '', '{}', '2026-01-05')")
        application.commit()
        yield {OWNER: owner, APPLICATION: application}
        owner.rollback()
        application.rollback()


ENTRY = """INSERT INTO casework_journalentry (number, case_id, kind, "on", "at", "by", role, body, salt, seal,
           previous, hash)
           VALUES (1, '1', 'CaseClosed', '2026-01-05', '2026-01-05T10:00Z', 'x', 'system', '{}', 's', '', '', 'h')"""
CHANGES = {
    "update": "UPDATE casework_journalentry SET hash = 'other'",
    "update of nothing": "UPDATE casework_journalentry SET hash = 'other' WHERE number = 99",
    "delete": "DELETE FROM casework_journalentry",
    "truncate": "TRUNCATE casework_journalentry",
    "truncate by cascade": "TRUNCATE casework_case CASCADE",
    "insert or update": f"{ENTRY} ON CONFLICT (number) DO UPDATE SET hash = 'other'",
    "merge": "MERGE INTO casework_journalentry j USING (SELECT 1 AS n) s ON j.number = s.n"
    " WHEN MATCHED THEN UPDATE SET hash = 'other'",
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_owner_cannot_change_the_journal(one_entry: Sessions, change: str) -> None:
    with pytest.raises(errors.RestrictViolation, match="the (journal|ledger) only grows: [A-Z]+ of casework_"):
        one_entry[OWNER].execute(CHANGES[change])


@pytest.mark.parametrize("change", CHANGES)
def test_the_application_has_no_right_to_change_the_journal(one_entry: Sessions, change: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        one_entry[APPLICATION].execute(CHANGES[change])


def test_the_application_adds_to_the_journal_and_reads_it(one_entry: Sessions) -> None:
    session = one_entry[APPLICATION]
    session.execute(ENTRY.replace("(1, '1'", "(2, '1'"))
    assert session.execute("SELECT count(*) FROM casework_journalentry").fetchone() == (2,)


def test_the_check_sees_a_journal_that_lost_its_guard(one_entry: Sessions) -> None:
    owner = one_entry[OWNER]
    for guard in ("journal_only_grows", "journal_only_empties"):
        owner.execute(f"ALTER TABLE casework_journalentry DISABLE TRIGGER {guard}")
    assert owner.execute(CHANGES["update"]).rowcount == 1


FORBIDDEN = {
    "set the guard aside": "ALTER TABLE casework_journalentry DISABLE TRIGGER journal_only_grows",
    "drop the guard": "DROP TRIGGER journal_only_grows ON casework_journalentry",
    "replace the guard": "CREATE OR REPLACE FUNCTION casework_journal_only_grows() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN NULL; END'",
    "walk past the guard": "SET session_replication_role = replica",
    "change a table": "ALTER TABLE casework_case ADD COLUMN more int",
    "drop a table": "DROP TABLE casework_task",
    "cut a table short": "TRUNCATE casework_task",
    "make a table": "CREATE TABLE casework_more (n int)",
    "make a schema": "CREATE SCHEMA more",
    "make a role": "CREATE ROLE more",
    "become the owner": f"SET ROLE {OWNER}",
    "give itself more": f"ALTER ROLE {APPLICATION} SUPERUSER",
    "delete a case": "DELETE FROM casework_case",
    "change a spent key": "UPDATE casework_spentkey SET answer = '{}'",
    "forget a spent key": "DELETE FROM casework_spentkey",
    "say that a migration has run": "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
    "run a program": "COPY casework_office FROM PROGRAM 'true'",
    "read a file": "SELECT pg_read_file('/etc/passwd')",
}


@pytest.mark.parametrize("act", FORBIDDEN)
def test_the_application_cannot(one_entry: Sessions, act: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        one_entry[APPLICATION].execute(FORBIDDEN[act])


def test_the_application_cannot_leave_its_database(database: Server) -> None:
    for name in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(**{**database.address(APPLICATION), "dbname": name})


RIGHTS_IN_FORCE = f"""
    SELECT c.relname, string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type)
    FROM pg_class c CROSS JOIN aclexplode(c.relacl) a
    WHERE a.grantee = '{APPLICATION}'::regrole AND c.relkind = 'r' GROUP BY 1
"""


TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"


def test_every_table_gives_the_rights_that_are_written_down_and_no_others(database: Server) -> None:
    with psycopg.connect(**database.address(OWNER)) as owner:
        in_force = dict(owner.execute(RIGHTS_IN_FORCE).fetchall())
        tables = {name for (name,) in owner.execute(TABLES).fetchall()}
    assert len(tables) > 50
    assert [name for name in tables if not name.startswith(OURS)] == []
    assert set(RIGHTS) <= tables
    assert in_force == {name: ", ".join(sorted(rights_on(name).split(", "))) for name in tables}


def test_rows_of_accounts_and_of_what_was_agreed_stay() -> None:
    assert {name: rights_on(name) for name in ("staff_account", "casework_assignment", "auth_permission")} == {
        "staff_account": "SELECT, INSERT, UPDATE",
        "casework_assignment": "SELECT, INSERT, UPDATE",
        "auth_permission": "SELECT",
    }


def test_granting_takes_back_what_was_given_besides(database: Server) -> None:
    with psycopg.connect(**database.address(OWNER)) as owner, owner.cursor() as cursor:
        cursor.execute(f"GRANT ALL ON casework_journalentry TO {APPLICATION}")
        grant_rights(cursor)
        cursor.execute(RIGHTS_IN_FORCE)
        assert dict(cursor.fetchall())["casework_journalentry"] == "INSERT, SELECT"
        owner.rollback()


def test_without_the_role_there_is_nothing_to_grant(database: Server) -> None:
    with psycopg.connect(**database.address(OWNER)) as owner, owner.cursor() as cursor:
        cursor.execute(f"ALTER ROLE {APPLICATION} RENAME TO caseclose_other")
        grant_rights(cursor)
        owner.rollback()


def test_emptying_leaves_no_row_in_large_tables_and_small_and_counts_from_one(one_entry: Sessions) -> None:
    owner = one_entry[OWNER]
    owner.execute("INSERT INTO casework_office SELECT n, 'ca', 'Office', 'UTC' FROM generate_series(1, 30000) n")
    owner.execute("SELECT nextval(pg_get_serial_sequence('casework_task', 'id'))")
    owner.execute(EMPTY)
    tables = [name for (name,) in owner.execute("SELECT relname FROM pg_class WHERE relkind = 'r'").fetchall()]
    of_cases = [name for name in tables if name.startswith("casework_")]
    assert len(of_cases) > 20
    assert {name: n for name in of_cases if (n := owner.execute(f"SELECT count(*) FROM {name}").fetchone()[0])} == {}
    assert owner.execute("SELECT nextval(pg_get_serial_sequence('casework_task', 'id'))").fetchone() == (1,)


def test_a_test_that_asks_for_an_empty_database_finds_it_empty(clean_database: Server) -> None:
    assert ask(clean_database, "SELECT count(*) FROM casework_journalentry") == 0
