"""What the application's role may do. It changes no table, cuts none short, and only adds to journal and ledger.

Records are destroyed by one function of the owner's, which looks for itself whether it may.
"""

from __future__ import annotations

from typing import Any

from caseclose.embedded.names import APPLICATION

USUAL = "SELECT, INSERT, UPDATE"
OF_A_VIEW = "SELECT"
RIGHTS = {
    "casework_journalentry": "SELECT, INSERT",
    "casework_ledgerentry": "SELECT, INSERT",
    "casework_movement": "SELECT, INSERT",
    "casework_spentkey": "SELECT, INSERT",
    "casework_storedletter": "SELECT, INSERT",
    "casework_replycode": "SELECT, INSERT",
    "casework_financialreport": "SELECT, INSERT",
    "casework_destructionreceipt": "SELECT",
    "casework_candidate": "SELECT, INSERT, DELETE",
    "casework_remedy_cases": "SELECT, INSERT, DELETE",
    "casework_outboxmessage": "SELECT, INSERT, UPDATE, DELETE",
    "django_migrations": "SELECT",
}
"""Tables with rights other than the usual ones. Rows go only where a link ends or a message was never sent."""

OF_JOBS = "SELECT, INSERT, UPDATE, DELETE"
"""Rights on the tables of procrastinate, which hold no case records: jobs that are done go."""

DESTROYING = "casework_destroy_records(text, date, timestamp with time zone, text)"
"""The one function that only the application's role may call."""

_THINGS = """
    SELECT c.oid::regclass::text, c.relname, c.relkind IN ('v', 'm')
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
      AND (c.relname LIKE 'casework\\_%%' OR c.relname LIKE 'procrastinate\\_%%' OR c.relname = 'django_migrations')
    ORDER BY 1
"""


_SEQUENCES = """
    SELECT c.oid::regclass::text FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S' AND c.relname LIKE 'procrastinate\\_%%'
"""


def grant_rights(cursor: Any) -> None:  # noqa: ANN401 - a cursor of Django's or of psycopg
    """Give the application's role these rights and no others, where the role exists."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION])
    if cursor.fetchone() is None:
        return
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APPLICATION}")
    cursor.execute(_THINGS, [])
    for quoted, name, view in cursor.fetchall():
        usual = OF_JOBS if name.startswith("procrastinate_") else USUAL
        rights = OF_A_VIEW if view else RIGHTS.get(name, usual)
        cursor.execute(f"REVOKE ALL ON {quoted} FROM {APPLICATION}")
        cursor.execute(f"GRANT {rights} ON {quoted} TO {APPLICATION}")
    cursor.execute(_SEQUENCES, [])
    for (sequence,) in cursor.fetchall():
        cursor.execute(f"GRANT USAGE ON SEQUENCE {sequence} TO {APPLICATION}")
    cursor.execute("SELECT to_regprocedure(%s) IS NOT NULL", [DESTROYING])
    if cursor.fetchone()[0]:
        cursor.execute(f"REVOKE ALL ON FUNCTION {DESTROYING} FROM PUBLIC, {APPLICATION}")
        cursor.execute(f"GRANT EXECUTE ON FUNCTION {DESTROYING} TO {APPLICATION}")
