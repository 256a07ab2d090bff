"""Acts on the web for tests: as the public pages file them, and short ways to weigh them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from caseclose.casework.models import Case, OutboxMessage
from caseclose.casework.services.mail.codes import ways_to_reply
from caseclose.casework.services.web.counting import caller_at
from caseclose.casework.services.web.filing import Act, Receipt, file_act
from caseclose.casework.services.web.weighing import weigh_filings
from caseclose.outside.scanner import known_by_signature
from tests.casework.closable import DAY, moment
from tests.casework.mailing import a_case_with_people

BORN = date(1988, 3, 4)
ASKS = {
    "given": "Rosa", "family": "Maker 1", "number": "1", "born_on": BORN.isoformat(), "signer": "Rosa Maker",
    "stop": ["all"], "safety": "no", "cash_aid": "never", "medicaid": "never", "foster_care": "never",
}  # fmt: skip


def a_case(number: str = "1") -> Case:
    """A closable case that a person with a known birth date opened."""
    case = a_case_with_people(number)
    person = case.opened_by
    assert person is not None
    person.born_on = BORN
    person.save()
    return case


def an_act(kind: str, said: Mapping[str, Any], **more: Any) -> Act:
    shown = tuple((name, str(value)) for name, value in said.items())
    return Act(
        kind=kind, state="ca", name=said["family"], claimed=said.get("code") or said.get("number", ""), said=said,
        title="An act", told=shown, arrived="Arrived now", **more,
    )  # fmt: skip


def sends(
    kind: str, said: Mapping[str, Any], *, at: datetime | None = None, caller: str = "192.0.2.7", key: str = "",
    **more: Any,
) -> Receipt:  # fmt: skip
    at = at or moment(DAY)
    return file_act(
        an_act(kind, said, **more), caller=caller_at(caller, at), scan=known_by_signature, on=at.date(), at=at,
        key=key or secrets.token_hex(),
    )  # fmt: skip


def weighed(on: date = DAY) -> dict[str, int]:
    return dict(weigh_filings(on=on, at=moment(on)))


def code_on(kind: str = "notice", number: str = "1") -> str:
    """The code of a letter that went to the recipient."""
    letter = OutboxMessage.objects.filter(kind=kind, case=number).latest("pk")
    return ways_to_reply([letter], "")[letter.pk].code


def answers(words: str = "I have news", *, name: str = "Maker 1", code: str = "", **more: Any) -> Receipt:
    said = {"family": name, "code": code or code_on(), "words": words, "signer": name}
    return sends("reply", said, **more)
