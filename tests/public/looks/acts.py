"""What looks at acts need: a case in each step of a closing, the code of its letter, and too much that was sent."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from caseclose.casework.models import Case, Finding, Office, OutboxMessage, WebCount
from caseclose.casework.services.mail.codes import ways_to_reply
from caseclose.casework.services.outbox.messages import RECIPIENT
from caseclose.casework.services.web.counting import ALL, DAY, count
from caseclose.casework.services.web.measure import ACT, FORM, HELD
from caseclose.closure.commands import (
    Actor,
    Approve,
    Close,
    DeclineRequest,
    KeepOpen,
    Propose,
    RecordReply,
    RecordRequest,
    ReturnRequest,
    WithdrawRequest,
)
from caseclose.closure.steps import Role
from caseclose.law.safeguards import web_limits
from tests.casework import closable
from tests.casework.closable import DUE, SUPERVISOR, SYSTEM, WORKER, do, moment, noticed
from tests.casework.filing import a_case
from tests.public.looks.look import Spot

KEY = "a key of at least sixteen signs"
WRONG = "BBBB-BBBB-BBBB"
LONG = "Wolfeschlegelsteinhausenbergerdorffvoralternwarengewissenhaftschaferswessenschafewarenwohlgepflege"
"""A name of nearly a hundred letters in one word, as long as a name may be."""
WORDY = "long " * 900
"""More words than there is room for."""
PARENT = Actor("web", Role.RECIPIENT)


def offices() -> None:
    """An office in each state, as any installation has one."""
    for code, zone in (("ca", "America/Los_Angeles"), ("ar", "America/Chicago")):
        Office.objects.get_or_create(code=code, defaults={"state": code, "name": "An office", "zone": zone})


def known() -> dict[str, object]:
    """What is typed to follow the case: the code of its last letter, and the name."""
    return {"code": code_of_last_letter, "family": "Maker 1"}


def code_of_last_letter() -> str:
    """Return the code on the letter that went to the recipient last."""
    letter = OutboxMessage.objects.filter(body__whom=RECIPIENT).latest("pk")
    return ways_to_reply([letter], "")[letter.pk].code


def letters_went() -> None:
    """All letters to the recipient that were made went out."""
    OutboxMessage.objects.filter(body__whom=RECIPIENT).update(
        state="sent", sent_on=closable.DAY, mailed_on=closable.DAY
    )


def requested(**findings: str) -> Case:
    """A case whose closing was asked for."""
    case = a_case()
    for fact, value in findings.items():
        Finding.objects.create(case=case, fact=fact, value=value, found_on=closable.DAY, found_by="worker one")
    do(RecordRequest(closable.DAY, "web", signed=True, may_ask=True), PARENT)
    return case


NO_AID = {"receives_cash_aid": "false", "receives_medicaid": "false", "receives_foster_care": "false",
          "medical_support_assigned": "false"}  # fmt: skip


def _in_step(*then: Callable[[], object]) -> Callable[[], None]:
    """Return how a case comes to a step, with all its letters mailed."""

    def happens() -> None:
        for each in then:
            each()
        letters_went()

    return happens


def _noticed() -> None:
    a_case()
    noticed()


def _answered() -> None:
    do(RecordReply("reply 1", moment(closable.DAY), "web"), PARENT)


def _in_danger() -> None:
    person = Case.objects.get(number="1").opened_by
    assert person is not None
    person.family_violence = True
    person.save()


def _proposed_after_request() -> None:
    requested()
    do(WithdrawRequest(), PARENT)
    do(Propose("ca.b1"), WORKER)


STEPS: dict[str, Callable[[], None]] = {
    "requested": _in_step(requested),
    "returned": _in_step(requested, lambda: do(ReturnRequest(("signature",)))),
    "declined": _in_step(lambda: requested(**{**NO_AID, "receives_cash_aid": "true"}), lambda: do(DeclineRequest())),
    "withdrawn": _in_step(requested, lambda: do(WithdrawRequest(), PARENT)),
    "approved": _in_step(lambda: requested(**NO_AID), lambda: do(Approve(), SUPERVISOR)),
    "proposed": _in_step(_proposed_after_request),
    "noticed": _in_step(_noticed),
    "replied": _in_step(_noticed, _answered),
    "kept open": _in_step(_noticed, lambda: do(KeepOpen(("new_information",)), WORKER)),
    "closed": _in_step(_noticed, lambda: do(Close(), SYSTEM, DUE)),
    "noticed, somebody in danger": _in_step(_noticed, _in_danger),
}
"""By the step of a closing how a case comes there."""


def no_letters_yet() -> None:
    """A case whose only letter was made and has not gone yet."""
    requested()


def too_many_acts() -> None:
    """So many acts were sent today as may be."""
    _counted(ACT, web_limits().all_a_day)


def too_many_answers() -> None:
    """So many acts were sent that not even an answer is kept."""
    too_many_acts()
    _counted(HELD, web_limits().held_a_day)


def _counted(what: str, many: int) -> None:
    count(what, ALL, DAY, moment(closable.DAY))
    WebCount.objects.filter(what=what).update(count=many)


def too_many_forms(client: Client, spot: Spot) -> None:
    """The browser was given so many forms to print as may be."""
    client.post(f"{spot.here}ask/print/", {"wants": "blank"})
    WebCount.objects.filter(what=FORM).update(count=web_limits().address_forms_an_hour)


def too_many_tries(client: Client, spot: Spot) -> None:
    """The browser tried so many wrong codes as may be."""
    for _ in range(web_limits().wrong_an_hour):
        client.post(f"{spot.here}follow/", {"code": WRONG, "family": "Nobody"})
