"""Findings of workers and the documents that prove them: how a case record comes to know what no register says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import transaction

from caseclose.casework.facts.reading import PROTECTED, BadRecords, value_found
from caseclose.casework.models import Case, Document, Finding
from caseclose.casework.selectors.facts import facts_of_case
from caseclose.casework.services import journal, keys
from caseclose.casework.services.locking import lock_living_case
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import DESK, STAFF
from caseclose.law.errors import nearest
from caseclose.law.reading import shipped
from caseclose.law.values import BadValue, read_text

TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class RecordFinding:
    """Record that a fact of the case is so, as text in the fact's own form, and the document that proves it."""

    fact: str
    value: str
    document: int | None = None
    name: ClassVar[str] = "record_finding"


@dataclass(frozen=True, slots=True)
class FileDocument:
    """File a document, by the kind of evidence that it is. `sha256` is the fingerprint of its content."""

    evidence: str
    title: str
    received_on: date
    sha256: str
    name: ClassVar[str] = "file_document"


@dataclass(frozen=True, slots=True)
class Filed:
    """The number of what was recorded. `repeated` says that the same key had recorded it before."""

    case: str
    id: int
    repeated: bool = False


def record_finding(*, number: str, finding: RecordFinding, by: Actor, on: date, at: datetime, key: str = "") -> Filed:
    """Record a finding on the case `number`. The newest finding of a fact counts.

    Raises Refused where the value cannot be the fact's or contradicts the record, the document is not the case's, or
    the actor is not staff.
    """
    require_role(by, STAFF, finding.name)
    _check_value(finding, on)
    with transaction.atomic():
        case = lock_living_case(number)
        before = keys.answer_given(key, number, finding)
        if before is not None:
            return Filed(number, before["id"], repeated=True)
        fits = not _contradicted(number, on)
        made = Finding.objects.create(
            case=case,
            fact=finding.fact,
            value=finding.value,
            found_on=on,
            found_by=by.name,
            document=_document_of(case, finding.document),
        )
        contradicted = _contradicted(number, on)
        if fits and contradicted:
            raise Refused("finding_not_usable", reason=contradicted)
        _tell("FindingRecorded", case, by, on, at, _told(made))
        keys.spend(key, number, finding, {"id": made.pk}, on)
    return Filed(number, made.pk)


def file_document(*, number: str, document: FileDocument, by: Actor, on: date, at: datetime, key: str = "") -> Filed:
    """File a document on the case `number`. Raises Refused where its kind is unknown or it lies in the future."""
    require_role(by, DESK, document.name)
    return file_received(number=number, document=document, by=by, on=on, at=at, key=key)


def file_received(*, number: str, document: FileDocument, by: Actor, on: date, at: datetime, key: str = "") -> Filed:
    """File a document that came with an act, whoever did it. Raises Refused as `file_document` does."""
    title = _check_document(document, on)
    with transaction.atomic():
        case = lock_living_case(number)
        before = keys.answer_given(key, number, document)
        if before is not None:
            return Filed(number, before["id"], repeated=True)
        made = Document.objects.create(
            case=case,
            evidence=document.evidence,
            title=title,
            received_on=document.received_on,
            sha256=document.sha256,
        )
        _tell(
            "DocumentFiled", case, by, on, at, {"document": made.pk, "evidence": made.evidence, "sha256": made.sha256}
        )
        keys.spend(key, number, document, {"id": made.pk}, on)
    return Filed(number, made.pk)


def _check_value(finding: RecordFinding, on: date) -> None:
    try:
        value_found(shipped().facts, finding.fact, finding.value, on)
    except BadValue as error:
        raise Refused("finding_not_usable", reason=str(error)) from None


def _contradicted(number: str, on: date) -> str:
    """Say what in the record of the case cannot all be true; empty where nothing contradicts anything."""
    try:
        facts_of_case(number, on)
    except BadRecords as error:
        return "; ".join(fault.reason for fault in error.faults)
    return ""


def _document_of(case: Case, number: int | None) -> Document | None:
    if number is None:
        return None
    found = case.documents.filter(pk=number).first()
    if found is None:
        raise Refused("document_not_on_file", document=number)
    return found


def _check_document(document: FileDocument, on: date) -> str:
    kinds = shipped().evidence
    if document.evidence not in kinds:
        near = nearest(document.evidence, kinds)
        raise Refused("document_not_usable", reason=f"there is no kind of evidence called '{document.evidence}'.{near}")
    if document.received_on > on:
        raise Refused("document_not_usable", reason=f"it cannot have been received on {document.received_on} already")
    try:
        return read_text(document.title, TITLE_LENGTH)
    except BadValue as error:
        raise Refused("document_not_usable", reason=f"its title: {error}") from None


def _told(finding: Finding) -> dict[str, Any]:
    """What the journal says of a finding. Of a protected fact it says neither which nor what."""
    fact = shipped().facts[finding.fact]
    if PROTECTED in fact.text.evidence:
        return {"finding": finding.pk, "fact": "protected", "value": "protected", "document": finding.document_id}
    return {"finding": finding.pk, "fact": finding.fact, "value": finding.value, "document": finding.document_id}


def _tell(kind: str, case: Case, by: Actor, on: date, at: datetime, body: dict[str, Any]) -> None:
    journal.append([journal.Line(case.number, None, kind, on, at, by.name, by.role.value, body)])
