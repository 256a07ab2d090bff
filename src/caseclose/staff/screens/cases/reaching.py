"""How people on a case are reached, and who agreed to be told by e-mail or text, or no longer does."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from caseclose.casework.selectors.reached import OPENED, people_reached
from caseclose.casework.services.contact.consents import (
    GiveConsent,
    WithdrawConsent,
    give_consent,
    withdraw_consent,
)
from caseclose.casework.services.contact.reaching import ChangeReach, change_reach
from caseclose.closure.steps import Role
from caseclose.staff import wording
from caseclose.staff.access.table import may_open
from caseclose.staff.building.confirming import Step, confirm
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.screens.cases.forms import Choice
from caseclose.staff.screens.cases.reaching_forms import ConsentForm, ReachForm, WithdrawForm
from caseclose.staff.screens.cases.writing import acting
from caseclose.web.clock import now
from caseclose.web.language import language

WHO = (Role.INTAKE, Role.CASEWORKER, Role.SUPERVISOR)


def contact(request: HttpRequest, number: str) -> HttpResponse:
    """Show how each person is reached, what they agreed to, and why a message goes or does not."""
    asking = staff(request)
    shown = {"case": asking.case, "here": "contact", "people": people_reached(number, language()),
             "may_change": may_open("case_consent", asking.user.roles, "POST"),
             "may_reach": may_open("case_reach", asking.user.roles, "POST")}  # fmt: skip
    return render(asking, "cases/contact.html", shown)


def consent(request: HttpRequest, number: str) -> HttpResponse:
    """Record that a person agreed to be told by e-mail or text that a letter is on its way."""
    asking = staff(request)

    class Form(ConsentForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
            super().__init__(*args, people=people_named(number), on=asking.day, **kwargs)

    def act(said: dict[str, Any]) -> None:
        asked = GiveConsent(int(said["person"]), said["channel"], said["given_on"])
        give_consent(number=number, consent=asked, address=said["address"], by=acting(asking, *WHO), on=asking.day,
                     at=now(), key=said["key"])  # fmt: skip

    step = _step(asking, _("Record who agreed to messages"), [
        _("A message only says that a letter is on its way. The letter goes by mail, and it alone is the notice."),
        _("Before each message it is looked at anew whether it is safe. If not, none is sent."),
        _("An earlier consent of the person no longer counts. The history tells it without the address."),
    ])  # fmt: skip
    return confirm(asking, step, Form, act, done=_("The consent is recorded."))


def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Record that a person wants no more messages."""
    asking = staff(request)

    class Form(WithdrawForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
            super().__init__(*args, people=people_named(number), on=asking.day, **kwargs)

    def act(said: dict[str, Any]) -> None:
        asked = WithdrawConsent(int(said["person"]), said["withdrawn_on"])
        withdraw_consent(number=number, withdrawal=asked, by=acting(asking, *WHO), on=asking.day, at=now(),
                         key=said["key"])  # fmt: skip

    step = _step(asking, _("Record who wants no more messages"), [
        _("From now on none is sent, also none that waits. Letters go by mail as before."),
    ])  # fmt: skip
    return confirm(asking, step, Form, act, done=_("No more messages are sent."))


def change(request: HttpRequest, number: str) -> HttpResponse:
    """Change a person's mailing address, safe way of contact or language, with a reason."""
    asking = staff(request)

    class Form(ReachForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
            super().__init__(*args, people=people_named(number), **kwargs)

    def act(said: dict[str, Any]) -> None:
        asked = ChangeReach(int(said["person"]), said["contact"], said["language"], said["because"])
        change_reach(number=number, change=asked, address=said["address"].splitlines(), by=acting(asking),
                     on=asking.day, at=now(), key=said["key"])  # fmt: skip

    step = _step(asking, _("Change how somebody is reached"), [
        _("Letters that wait are made anew with it. Where no letter may go that way, they stop and a person is asked."),
        _("Who named another way of contact is asked again before a message is sent."),
        _("Of somebody protected you first ask to see what is protected, and say why."),
        _("The history tells what was changed, without the address. The journal keeps why."),
        _("Change it in the statewide system too: the next extract brings what stands there."),
    ], "cases/reach.html")  # fmt: skip
    return confirm(asking, step, Form, act, done=_("It is changed."))


def people_named(number: str) -> list[Choice]:
    """Return the grown people on the case, each by their part; by name too, where that is not protected."""
    choices = []
    for person in people_reached(number, language()):
        name = person.get("name", "")
        part = _("Opened the case") if person["role"] == OPENED else wording.said(wording.PARTS, person["role"])
        choices.append((str(person["person"]), f"{part}: {name}" if name else f"{part} ({person['person']})"))
    return choices


def _step(asking: StaffRequest, title: str, effects: list[str], template: str = "blocks/confirm.html") -> Step:
    back = reverse("case_contact", kwargs={"number": asking.case.number})
    return Step(title=title, button=_("Record it"), back=back, effects=effects, template=template)
