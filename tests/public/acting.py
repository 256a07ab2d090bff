"""Ways through the pages of acts, as a person without scripts goes them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from caseclose.casework.models import Case, OutboxMessage
from caseclose.casework.services.mail.codes import ways_to_reply
from caseclose.closure.commands import Approve, Propose, SendNotice
from caseclose.law.reading import shipped
from caseclose.web.clock import now, today
from tests.casework.closable import SUPERVISOR, SYSTEM, WORKER, gone_out
from tests.casework.filing import ASKS, BORN, a_case
from tests.public.phone import CODE

HERE = "/en/ca/"


def client(**headers: str) -> Client:
    return Client(headers={"host": "localhost", **headers})


def key_in(page: HttpResponse) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert found is not None
    return found[1]


def reference_on(page: HttpResponse) -> str:
    found = CODE.search(page.content.decode())
    assert found is not None, page.content.decode()
    return found[0]


def sent(browser: Client, path: str, **said: Any) -> HttpResponse:
    return browser.post(f"{HERE}{path}", said)  # type: ignore[return-value]


ANSWERS: dict[str, dict[str, Any]] = {
    "safety": {"safety": "no"},
    "you": {"given": "Rosa", "family": "Maker 1", "born_on": BORN.isoformat(), "number": "1"},
    "stop": {"stop": ["all"]},
    "aid": {name: ASKS[name] for name in ("cash_aid", "medicaid", "foster_care")},
    "understood": {each.id: "on" for each in shipped().statements("ca")},
}


def step(name: str) -> int:
    """The number of a page of questions."""
    return list(ANSWERS).index(name) + 1


def answers_all(browser: Client, **other: dict[str, Any]) -> None:
    for name, said in (ANSWERS | other).items():
        assert sent(browser, f"ask/{step(name)}/", **said).status_code == 302


def asks(browser: Client, **other: dict[str, Any]) -> HttpResponse:
    """A request, from the first page to the receipt."""
    answers_all(browser, **other)
    page = browser.get(f"{HERE}ask/7/")
    return sent(browser, "ask/7/", signer="Rosa Maker", key=key_in(page))  # type: ignore[arg-type]


def a_noticed_case(number: str = "1") -> str:
    """A case whose notice went out today; returns the code on it."""
    from caseclose.casework.services.acting import act

    case, day = a_case(number), today("America/Los_Angeles")
    for command, by in ((Propose("ca.b1"), WORKER), (Approve(), SUPERVISOR), (SendNotice(day), SYSTEM)):
        act(number=number, command=command, by=by, on=day, at=now())
    gone_out(number, day)
    return code_of_last(case)


def code_of_last(case: Case, kind: str = "notice") -> str:
    letter = OutboxMessage.objects.filter(case=case, kind=kind).latest("pk")
    return ways_to_reply([letter], "")[letter.pk].code


def weighs() -> dict[str, int]:
    from caseclose.casework.services.web.weighing import weigh_filings

    return dict(weigh_filings(on=today("America/Los_Angeles"), at=now() + timedelta(seconds=1)))
