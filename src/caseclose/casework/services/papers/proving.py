"""A finding and the paper that proves it, in one act: the scan is taken in and filed as evidence of the finding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from caseclose.casework.models import Case, KeyedIn
from caseclose.casework.selectors.paper_codes import case_of_marks
from caseclose.casework.services import keys
from caseclose.casework.services.findings import Filed, RecordFinding, record_finding
from caseclose.casework.services.locking import lock_living_case
from caseclose.casework.services.papers.keying import DOCUMENT, KeyIn, key_in
from caseclose.casework.services.papers.taking_in import TakeIn, looked_into, put_with
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import STAFF
from caseclose.law.reading import shipped
from caseclose.papers.reading import Scan


@dataclass(frozen=True, slots=True)
class ProveFinding:
    """Record that a fact of the case is so, and file the paper that proves it as this kind of evidence."""

    fact: str
    value: str
    evidence: str
    arrived: TakeIn
    name: ClassVar[str] = "prove_finding"


def prove_finding(
    data: bytes, asked: ProveFinding, *, number: str, scan: Scan, form_key: bytes, by: Actor, on: date, at: datetime,
    key: str = "",
) -> Filed:  # fmt: skip
    """Record a finding on the case `number` and take in the file that proves it: both, or neither.

    Raises Refused where the file is not taken, its code is another case's, or the finding cannot be recorded; and
    KeyReused, Case.DoesNotExist. Nothing but the refusal of a file is stored then.
    """
    require_role(by, STAFF, asked.name)
    if asked.evidence not in shipped().evidence:
        raise Refused("kind_of_document_needed")
    office = Case.objects.select_related("office").get(number=number).office
    paper = looked_into(data, asked.arrived, office, scan=scan, by=by, on=on, at=at)
    said = replace(asked, arrived=replace(asked.arrived, sha256=paper.sha256))
    code = case_of_marks(paper.marks, office, form_key)
    with transaction.atomic():
        case = lock_living_case(number)
        before = keys.answer_given(key, number, said)
        if before is not None:
            return Filed(number, before["id"], repeated=True)
        taken = put_with(case, paper, said.arrived, code, by=by, on=on, at=at)
        keyed = KeyIn(DOCUMENT, said.arrived.channel, said.arrived.arrived_at, taken.pk, evidence=said.evidence)
        receipt = key_in(number=number, keyed=keyed, by=by, on=on, at=at)
        document = KeyedIn.objects.values_list("document", flat=True).get(pk=receipt.id)
        made = record_finding(
            number=number, finding=RecordFinding(said.fact, said.value, document), by=by, on=on, at=at
        )
        keys.spend(key, number, said, {"id": made.id}, on)
    return made
