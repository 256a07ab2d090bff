"""The records as an extract: every row that the database holds, read back with the keys of the statewide system.

The SQL is written by hand from the models, and shares nothing with the import.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

LINES = ", ".join(
    f"{what}_address ->> {place} AS {what}_line_{place + 1}" for what in ("mailing", "substitute") for place in range(4)
)
QUERIES = {
    "offices": "SELECT code, upper(state) AS state, name, zone FROM casework_office",
    "agencies": "SELECT code, name, "
    + ", ".join(f"mailing_address ->> {place} AS mailing_line_{place + 1}" for place in range(4))
    + " FROM casework_agencyaddress",
    "persons": f"SELECT source_key AS person_id, nullif(given_name, '') AS given_name, "
    f"nullif(family_name, '') AS family_name, born_on, died_on, language, family_violence, {LINES}, "
    "safe_contact, nullif(email, '') AS email, nullif(text_phone, '') AS text_phone, "
    "nullif(electronic_channel, '') AS electronic_channel, electronic_consent_on, "
    "electronic_ended_on AS electronic_withdrawn_on FROM casework_person",
    "cases": "SELECT c.number, c.office_id AS office, c.kind, nullif(c.service_basis, '') AS service_basis, "
    "c.service_basis_since, "
    "c.opened_on, c.enforcement_closed_on, c.reopened_on, p.source_key AS opened_by, c.responding, "
    "nullif(c.application_fee_cents, 0)::numeric(12, 2) / 100 AS application_fee "
    "FROM casework_case c LEFT JOIN casework_person p ON p.id = c.opened_by_id",
    "participants": "SELECT t.source_key AS participant_id, t.case_id AS case, p.source_key AS person, t.role, "
    "t.paternity_established FROM casework_participant t JOIN casework_person p ON p.id = t.person_id",
    "orders": "SELECT source_key AS order_id, case_id AS case, monthly, begun_on, ended_on, medical "
    "FROM casework_supportorder",
    "balances": "SELECT case_id AS case, as_of, family, assigned FROM casework_balance",
    "assistance": "SELECT source_key AS period_id, case_id AS case, kind, begun_on, ended_on "
    "FROM casework_assistanceperiod",
    "medical_assignments": "SELECT source_key AS assignment_id, case_id AS case, begun_on, ended_on "
    "FROM casework_medicalassignment",
    "locate_efforts": 'SELECT source_key AS effort_id, case_id AS case, source, "on", found FROM casework_locateeffort',
    "contact_attempts": 'SELECT source_key AS attempt_id, case_id AS case, method, "on", reached '
    "FROM casework_contactattempt",
    "documents": "SELECT source_key AS document_id, case_id AS case, evidence, title, received_on, sha256 "
    "FROM casework_document",
    "findings": "SELECT f.source_key AS finding_id, f.case_id AS case, f.fact, f.value, f.found_on, f.found_by, "
    "d.source_key AS document FROM casework_finding f LEFT JOIN casework_document d ON d.id = f.document_id",
    "remedies": "SELECT source_key AS remedy_id, kind, placed_on, ended_on, nullif(party, '') AS party "
    "FROM casework_remedy",
    "remedy_cases": "SELECT r.source_key AS remedy, c.case_id AS case "
    "FROM casework_remedy_cases c JOIN casework_remedy r ON r.id = c.remedy_id",
    "payments": "SELECT receipt, case_id AS case, amount, source, received_on, disbursed_on FROM casework_payment",
    "related_cases": "SELECT case_id AS case, other_id AS other FROM casework_relatedcase",
}


def on_record(table: str) -> pl.DataFrame:
    """Return what the records hold of a table, as text, in order."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(QUERIES[table])
        names = [column[0] for column in cursor.description]
        return _ordered(pl.DataFrame(cursor.fetchall(), schema=names, orient="row", infer_schema_length=None))


def in_extract(folder: Path, table: str) -> pl.DataFrame:
    """Return what a CSV extract holds of a table, as text, in order, with every column that the table may have."""
    return _ordered(pl.read_csv(folder / f"{table}.csv", infer_schema=False))


def _ordered(rows: pl.DataFrame) -> pl.DataFrame:
    text = rows.select(pl.all().cast(pl.String))
    return text.select(sorted(text.columns)).sort(pl.all())


def differences(folder: Path) -> dict[str, str]:
    """Return the tables of which the records do not hold exactly what the extract holds."""
    found = {}
    for table in QUERIES:
        if (folder / f"{table}.csv").exists():
            wanted, held = in_extract(folder, table), on_record(table)
            absent = [pl.lit(None, pl.String).alias(name) for name in held.columns if name not in wanted.columns]
            wanted = _ordered(wanted.with_columns(absent))
            if not held.equals(wanted):
                found[table] = f"{wanted.height} rows in the extract, {held.height} on record"
    return found
