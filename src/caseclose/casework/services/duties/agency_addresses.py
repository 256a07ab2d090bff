"""Where letters to another agency go: recorded once for its code, for every case that it shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from caseclose.casework.importing.made import ADDRESS_LINES
from caseclose.casework.models import AgencyAddress, OtherAgency
from caseclose.casework.services import journal
from caseclose.closure.commands import Actor
from caseclose.closure.permitted import require_role
from caseclose.closure.refused import Refused
from caseclose.closure.steps import DESK
from caseclose.letters.composing import LONGEST_LINE

RECORDED = "AgencyAddressRecorded"
_LONGEST_CODE = 16


@dataclass(frozen=True, slots=True)
class AddressRecorded:
    """What came of it: whether anything is new, and how many cases the agency shares now."""

    code: str
    new: bool
    cases: int


def record_agency_address(
    *, code: str, name: str, lines: Sequence[str], by: Actor, on: date, at: datetime
) -> AddressRecorded:
    """Record what the agency with this code is called and where letters to it go. The same once more changes nothing.

    Raises Refused where a letter could not go there.
    """
    require_role(by, DESK, "record_agency_address")
    called, where = name.strip(), [line.strip() for line in lines]
    if not _usable(code, called, where):
        raise Refused("agency_address_unusable", most=ADDRESS_LINES, longest=LONGEST_LINE)
    with transaction.atomic():
        before = AgencyAddress.objects.select_for_update().filter(code=code).first()
        new = before is None or (before.name, before.mailing_address) != (called, where)
        if new:
            AgencyAddress.objects.update_or_create(code=code, defaults={"name": called, "mailing_address": where})
            body = {"code": code, "agency_name": called, "lines": where}
            journal.append([journal.Line(None, None, RECORDED, on, at, by.name, by.role.value, body)])
    shared = OtherAgency.objects.filter(code=code, ended_on=None).values("case").distinct().count()
    return AddressRecorded(code, new, shared)


def _usable(code: str, name: str, lines: Sequence[str]) -> bool:
    texts = (code, name, *lines)
    few = 0 < len(lines) <= ADDRESS_LINES and len(code) <= _LONGEST_CODE and code == code.strip()
    return few and all(0 < len(text) <= LONGEST_LINE and text.isprintable() for text in texts)
