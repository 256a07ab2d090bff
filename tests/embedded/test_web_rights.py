"""The role of the public site: it can do what stands in its list, and nothing of what would do harm."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import errors

from caseclose.casework.rights import grant_rights
from caseclose.casework.web_rights import grant_web_rights, web_rights
from caseclose.embedded.server import APPLICATION, OWNER, WEB, Server
from tests.embedded.test_rights import ENTRY, FORBIDDEN

NEVER = ("ledgerentry", "payment", "finding", "document", "note", "paperoriginal", "storedletter", "replycode", "task",
         "agencyaddress", "keyedin", "spentkey", "release", "weboutage", "sitewatch")  # fmt: skip
"""How the names of tables go on that it must not read at all."""
HIDDEN = ("mailing_address", "email", "text_phone", "born_on", "electronic_consent_on")


@pytest.fixture
def site(clean_database: Server) -> Iterator[Any]:
    """A session of the site's role, beside one case with one entry in the journal."""
    with psycopg.connect(**clean_database.address(OWNER)) as owner:
        owner.execute("INSERT INTO casework_office VALUES ('o', 'ca', 'Office', 'America/Los_Angeles')")
        owner.execute(
            "INSERT INTO casework_case (number, office_id, kind, service_basis, opened_on, application_fee_cents)"
            " VALUES ('1', 'o', 'enforcement', '', '2020-01-01', 0)"
        )
        owner.execute(ENTRY)
    with psycopg.connect(**clean_database.address(WEB)) as session:
        yield session
        session.rollback()


ACTS = {
    "read accounts": "SELECT * FROM staff_account",
    "read sessions": "SELECT * FROM django_session",
    "read what the journal says": "SELECT body FROM casework_journalentry",
    "read who acted": 'SELECT "by" FROM casework_journalentry',
    "change the journal": "UPDATE casework_journalentry SET hash = 'other'",
    "cut the journal": "DELETE FROM casework_journalentry",
    "tell of a closing": ENTRY.replace("(1, '1'", "(2, '1'"),
    "close a case": "UPDATE casework_closure SET step = 'closed'",
    "begin a closing": "INSERT INTO casework_closure (case_id, step) VALUES ('1', 'closed')",
    "change a case": "UPDATE casework_case SET kind = 'closed'",
    "lock a case by itself": "SELECT number FROM casework_case FOR UPDATE",
    "read answers of others": "SELECT said FROM casework_webfiling",
    "read papers of others": "SELECT data FROM casework_paperoriginal",
    "read all letters": "SELECT pdf FROM casework_storedletter",
    "read all codes": "SELECT fingerprint FROM casework_replycode",
    "put jobs out": "INSERT INTO procrastinate_jobs (task_name) VALUES ('day')",
    "read jobs": "SELECT * FROM procrastinate_jobs",
    "destroy records": "SELECT casework_destroy_records('1', '2026-01-05', now(), 'x')",
    "become the application": f"SET ROLE {APPLICATION}",
    "make a table aside": "CREATE TEMPORARY TABLE more (n int)",
    **{f"read {name} of people": f"SELECT {name} FROM casework_person" for name in HIDDEN},
    **{name: act.replace(APPLICATION, WEB) for name, act in FORBIDDEN.items()},
}


@pytest.mark.parametrize("act", ACTS)
def test_the_site_cannot(site: Any, act: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        site.execute(ACTS[act])


@pytest.mark.parametrize(
    ("kind", "by", "role"),
    [("CaseClosed", "web", "recipient"), ("PaperTakenIn", "x", "recipient"), ("PaperTakenIn", "web", "system")],
)
def test_it_adds_nothing_to_the_journal_but_that_a_paper_came_from_the_web(
    site: Any, kind: str, by: str, role: str
) -> None:
    entry = (
        'INSERT INTO casework_journalentry (number, case_id, kind, "on", "at", "by", role, body, salt, seal, previous,'
    )
    entry += " hash) VALUES (2, NULL, %s, '2026-01-05', '2026-01-05T10:00Z', %s, %s, '{}', 's', '', '', 'h')"
    with pytest.raises(errors.InsufficientPrivilege, match="nothing but acts that arrived"):
        site.execute(entry, [kind, by, role])
    site.rollback()
    assert site.execute(entry, ["PaperTakenIn", "web", "recipient"]).rowcount == 1


def test_a_code_leads_to_its_letter_only_for_whoever_has_it(site: Any) -> None:
    assert site.execute("SELECT casework_message_of_code(%s)", [secrets.token_hex(32)]).fetchone() == (None,)
    assert site.execute("SELECT casework_letter_of_code(%s, 1)", [secrets.token_hex(32)]).fetchone() == (None,)


IN_FORCE = f"""
    SELECT table_name, privilege_type, array_agg(column_name::text ORDER BY column_name)
    FROM information_schema.column_privileges WHERE grantee = '{WEB}' GROUP BY 1, 2
"""
COLUMNS = (
    "SELECT table_name, array_agg(column_name::text ORDER BY column_name) FROM information_schema.columns GROUP BY 1"
)
ROWS_GO = (
    f"SELECT table_name FROM information_schema.table_privileges WHERE grantee = '{WEB}' AND privilege_type = 'DELETE'"
)


def test_it_has_the_rights_that_are_written_down_and_no_others(database: Server) -> None:
    with psycopg.connect(**database.address(OWNER)) as owner:
        in_force = {(table, right): columns for table, right, columns in owner.execute(IN_FORCE).fetchall()}
        every = dict(owner.execute(COLUMNS).fetchall())
        drops = {table for (table,) in owner.execute(ROWS_GO).fetchall()}
    written = {(table, "SELECT"): sorted(each.select) for table, each in web_rights().items() if each.select}
    written |= {(table, "INSERT"): every[table] for table, each in web_rights().items() if each.insert}
    written |= {(table, "UPDATE"): every[table] for table, each in web_rights().items() if each.update}
    assert in_force == written
    assert drops == {table for table, each in web_rights().items() if each.delete}


def test_its_list_reads_nothing_that_could_harm() -> None:
    reads = {table for table, each in web_rights().items() if each.select}
    assert [table for table in reads if table.endswith(NEVER) or not table.startswith("casework_")] == []


def test_granting_takes_back_what_was_given_besides(database: Server) -> None:
    with psycopg.connect(**database.address(OWNER)) as owner, owner.cursor() as cursor:
        cursor.execute(f"GRANT ALL ON staff_account TO {WEB}")
        cursor.execute(f"GRANT SELECT (mailing_address) ON casework_person TO {WEB}")
        grant_rights(cursor)
        grant_web_rights(cursor, APPLICATION)
        found = {(table, right): columns for table, right, columns in cursor.execute(IN_FORCE).fetchall()}
        assert [table for table, _ in found if table == "staff_account"] == []
        assert "mailing_address" not in found["casework_person", "SELECT"]
        owner.rollback()


def test_without_the_role_there_is_nothing_to_grant(database: Server) -> None:
    with psycopg.connect(**database.address(OWNER)) as owner, owner.cursor() as cursor:
        cursor.execute(f"ALTER ROLE {WEB} RENAME TO caseclose_other")
        grant_web_rights(cursor, APPLICATION)
        owner.rollback()


def test_it_cannot_leave_its_database(database: Server) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(**{**database.address(WEB), "dbname": "postgres"})
