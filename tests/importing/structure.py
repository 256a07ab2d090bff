"""The tables of case records as the database has them: every index and constraint, and whether it is valid."""

from __future__ import annotations

_STRUCTURE = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
WHERE conrelid::regclass::text LIKE 'casework\\_%'
UNION ALL
SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), i.indisvalid
FROM pg_index i WHERE i.indrelid::regclass::text LIKE 'casework\\_%'
ORDER BY 1, 2, 3
"""


def structure() -> list[tuple[object, ...]]:
    """Return the indexes and constraints of every table of case records."""
    return asked_as_owner(_STRUCTURE)


def asked_as_owner(query: str) -> list[tuple[object, ...]]:
    """Run a statement with the rights of the tables' owner, and return its rows."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall()) if cursor.description else []
