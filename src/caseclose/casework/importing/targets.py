"""Where the rows of each table go: the columns of the records, what identifies a row, and what an import leaves alone.

In the SQL below `s` is a row of the extract as it was staged, `n` the same row as the records have it, `t` the row that
is on record already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import polars as pl

from caseclose.casework.importing.made import Made, address, contact_when_agreed, or_empty

_STAGED = re.compile(r's\."?(\w+)"?')

CLOSED_HERE = "EXISTS (SELECT FROM casework_closure k WHERE k.case_id = t.number)"
SHARED_HERE = "EXISTS (SELECT FROM casework_otheragency a WHERE a.case_id = t.number AND a.ended_on IS NULL)"
RELEASED_HERE = "EXISTS (SELECT FROM casework_releaseorder r WHERE r.remedy_id = t.id)"
EXTRACT_ON = """(SELECT r."on" FROM casework_importrun r WHERE r.state = 'running')"""
TAKEN_HERE = "t.taken_on IS NOT NULL"
AGREED_HERE = (
    "t.consent_recorded_here AND (n.electronic_consent_on IS NULL OR n.electronic_consent_on < t.electronic_consent_on)"
)
AGREED_BEFORE = (
    "n.electronic_consent_on IS NOT DISTINCT FROM t.electronic_consent_on"
    " AND n.electronic_channel = t.electronic_channel"
)


@dataclass(frozen=True)
class Target:
    """How one table of an extract becomes rows of one table of records."""

    table: str
    key: tuple[str, ...]
    columns: dict[str, str]
    """The columns written, each with the SQL that makes it from the staged row."""

    joins: str = ""
    settled: dict[str, str] = field(default_factory=dict)
    """Columns that are not simply overwritten on record, each with the SQL of what it becomes."""

    touches: str = "SELECT t.case_id FROM {changed} t"
    """Asks for the cases that changed rows belong to; empty where they belong to none."""

    known_by: tuple[str, ...] = ()
    """Columns that also identify a row. A row on record that has them, under another key or none, takes the new key."""

    made: dict[str, Made] = field(default_factory=dict)
    """Columns of the staged row that are made from those of the extract; the others are taken from it as they are."""

    @property
    def staged(self) -> tuple[str, ...]:
        """The columns of the staged row."""
        written = " ".join((*self.columns.values(), self.joins))
        return tuple(dict.fromkeys(_STAGED.findall(written)))

    @property
    def straight(self) -> dict[str, str]:
        """The column of the staged row for each column written, where each is simply one of these; else nothing."""
        found = {name: _STAGED.fullmatch(how) for name, how in self.columns.items()}
        return {name: match[1] for name, match in found.items() if match} if all(found.values()) else {}

    def staged_rows(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return rows of an extract as they are staged."""
        made = {name: one.how.alias(name) for name, one in self.made.items()}
        return rows.lazy().select(made.get(name, pl.col(name)) for name in self.staged).collect()

    @property
    def others(self) -> tuple[str, ...]:
        """The columns that are no part of the key."""
        return tuple(name for name in self.columns if name not in self.key)


def _unless(so: str, name: str) -> str:
    """What a column becomes that stays as it is on record where something is so."""
    return f"CASE WHEN {so} THEN t.{name} ELSE n.{name} END"


def _of_case(table: str, key: str, *same: str) -> Target:
    """A table whose rows have a key of their own and belong to one case."""
    named = {"source_key": f"s.{key}", "case_id": "s.case", **{name: f's."{name}"' for name in same}}
    return Target(table, ("source_key",), named)


_PERSON = Target(
    "casework_person",
    ("source_key",),
    {
        "source_key": "s.person_id",
        "given_name": "s.given_name",
        "family_name": "s.family_name",
        "born_on": "s.born_on",
        "died_on": "s.died_on",
        "language": "s.language",
        "family_violence": "s.family_violence",
        "mailing_address": "s.mailing_address",
        "substitute_address": "s.substitute_address",
        "safe_contact": "s.safe_contact",
        "email": "s.email",
        "text_phone": "s.text_phone",
        "electronic_channel": "s.electronic_channel",
        "electronic_consent_on": "s.electronic_consent_on",
        "electronic_contact": "s.electronic_contact",
        "electronic_ended_on": "s.electronic_ended_on",
        "consent_recorded_here": "s.consent_recorded_here",
    },
    settled={
        "email": _unless(f"{AGREED_HERE} AND t.electronic_channel = 'email'", "email"),
        "text_phone": _unless(f"{AGREED_HERE} AND t.electronic_channel = 'text'", "text_phone"),
        "electronic_channel": _unless(AGREED_HERE, "electronic_channel"),
        "electronic_consent_on": _unless(AGREED_HERE, "electronic_consent_on"),
        "electronic_contact": _unless(f"({AGREED_HERE}) OR ({AGREED_BEFORE})", "electronic_contact"),
        "electronic_ended_on": "greatest(t.electronic_ended_on, n.electronic_ended_on)",
        "consent_recorded_here": AGREED_HERE,
        "family_violence": "t.family_violence OR n.family_violence",
        "substitute_address": "CASE WHEN t.family_violence AND n.substitute_address = '[]' "
        "THEN t.substitute_address ELSE n.substitute_address END",
    },
    touches="SELECT p.case_id FROM {changed} t JOIN casework_participant p ON p.person_id = t.id",
    made={
        **{name: or_empty(name) for name in ("given_name", "family_name")},
        **{f"{what}_address": address(what) for what in ("mailing", "substitute")},
        **{name: or_empty(name) for name in ("email", "text_phone", "electronic_channel")},
        "electronic_contact": Made(contact_when_agreed()),
        "electronic_ended_on": Made(pl.col("electronic_withdrawn_on"), "date"),
        "consent_recorded_here": Made(pl.lit(value=False), "boolean"),
    },
)
"""A flag of danger, once set, is lifted by a person here and never by an import; its substitute address stays too. A
consent that was recorded here stays until an extract knows of a newer one. One that ended here, by the person's wish or
because a message came back, is not begun anew by an extract that does not know of it. That a person reads large print
is known only here."""

_CASE = Target(
    "casework_case",
    ("number",),
    {
        "number": "s.number",
        "office_id": "s.office",
        "kind": "s.kind",
        "service_basis": "s.service_basis",
        "service_basis_since": "s.service_basis_since",
        "opened_on": "s.opened_on",
        "enforcement_closed_on": "s.enforcement_closed_on",
        "reopened_on": "s.reopened_on",
        "opened_by_id": "CASE WHEN s.opened_by IS NOT NULL THEN coalesce(p.id, -1) END",
        "responding": "s.responding",
        "application_fee_cents": "coalesce(s.application_fee * 100, 0)::integer",
    },
    joins="LEFT JOIN casework_person p ON p.source_key = s.opened_by",
    settled={name: _unless(CLOSED_HERE, name) for name in ("kind", "enforcement_closed_on", "reopened_on")}
    | {
        "service_basis_since": "coalesce(n.service_basis_since, CASE WHEN t.service_basis IN ('', n.service_basis) "
        f"THEN t.service_basis_since WHEN n.service_basis <> '' THEN {EXTRACT_ON} END)",
        "responding": _unless(SHARED_HERE, "responding"),
    },
    touches="SELECT t.number FROM {changed} t",
    made={"service_basis": or_empty("service_basis")},
)
"""Once a closing was begun here, what the case is and when it closed are decided here. While another agency is on
record here, so is for whom we work the case. Where the reason for services has changed and the extract does not say
since when, it is known from the day of the extract on; where it was not on record before, no change is known."""

_PARTICIPANT = Target(
    "casework_participant",
    ("source_key",),
    {
        "source_key": "s.participant_id",
        "case_id": "s.case",
        "person_id": "p.id",
        "role": "s.role",
        "paternity_established": "s.paternity_established",
    },
    joins="LEFT JOIN casework_person p ON p.source_key = s.person",
    known_by=("case_id", "person_id", "role"),
)

_FINDING = Target(
    "casework_finding",
    ("source_key",),
    {
        "source_key": "s.finding_id",
        "case_id": "s.case",
        "fact": "s.fact",
        "value": "s.value",
        "found_on": "s.found_on",
        "found_by": "s.found_by",
        "document_id": "CASE WHEN s.document IS NOT NULL THEN coalesce(d.id, -1) END",
    },
    joins="LEFT JOIN casework_document d ON d.source_key = s.document",
)

_REMEDY = Target(
    "casework_remedy",
    ("source_key",),
    {
        "source_key": "s.remedy_id",
        "kind": "s.kind",
        "placed_on": "s.placed_on",
        "ended_on": "s.ended_on",
        "party": "s.party",
    },
    settled={"ended_on": f"CASE WHEN {RELEASED_HERE} THEN coalesce(n.ended_on, t.ended_on) ELSE n.ended_on END"},
    touches="SELECT c.case_id FROM {changed} t JOIN casework_remedy_cases c ON c.remedy_id = t.id",
    made={"party": or_empty("party")},
)
"""A remedy that was let go of here has ended, even where the statewide system does not know it yet."""

_PAYMENT = Target(
    "casework_payment",
    ("receipt",),
    {name: f"s.{name}" for name in ("receipt", "amount", "source", "received_on", "disbursed_on")}
    | {"case_id": "s.case"},
    settled={
        name: _unless(TAKEN_HERE, name) for name in ("amount", "source", "received_on", "disbursed_on", "case_id")
    },
)
"""A payment that was taken in hand here is in the ledger here: what it is and when it went out are decided here."""

TARGETS: dict[str, Target] = {
    "offices": Target(
        "casework_office",
        ("code",),
        {"code": "s.code", "state": "lower(s.state)", "name": "s.name", "zone": "s.zone"},
        touches="",
    ),
    "agencies": Target(
        "casework_agencyaddress",
        ("code",),
        {"code": "s.code", "name": "s.name", "mailing_address": "s.mailing_address"},
        touches="",
        made={"mailing_address": address("mailing")},
    ),
    "persons": _PERSON,
    "cases": _CASE,
    "participants": _PARTICIPANT,
    "orders": _of_case("casework_supportorder", "order_id", "monthly", "begun_on", "ended_on", "medical"),
    "balances": Target(
        "casework_balance",
        ("case_id", "as_of"),
        {"case_id": "s.case", "as_of": "s.as_of", "family": "s.family", "assigned": "s.assigned"},
    ),
    "assistance": _of_case("casework_assistanceperiod", "period_id", "kind", "begun_on", "ended_on"),
    "medical_assignments": _of_case("casework_medicalassignment", "assignment_id", "begun_on", "ended_on"),
    "locate_efforts": _of_case("casework_locateeffort", "effort_id", "source", "on", "found"),
    "contact_attempts": _of_case("casework_contactattempt", "attempt_id", "method", "on", "reached"),
    "documents": _of_case("casework_document", "document_id", "evidence", "title", "received_on", "sha256"),
    "findings": _FINDING,
    "remedies": _REMEDY,
    "remedy_cases": Target(
        "casework_remedy_cases",
        ("remedy_id", "case_id"),
        {"remedy_id": "r.id", "case_id": "s.case"},
        joins="LEFT JOIN casework_remedy r ON r.source_key = s.remedy",
    ),
    "payments": _PAYMENT,
    "related_cases": Target(
        "casework_relatedcase", ("case_id", "other_id"), {"case_id": "s.case", "other_id": "s.other"}
    ),
}
