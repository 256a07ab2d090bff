"""What an administrator does about an account. What was typed is still there after an error or a refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from caseclose.casework.services.keys import KeyReused
from caseclose.closure.refused import Refused
from caseclose.staff.building.confirming import NOT_DONE, Step
from caseclose.staff.models import Account
from caseclose.staff.people import changing, conflicts
from caseclose.staff.people.telling import By
from caseclose.staff.requests import staff
from caseclose.staff.screens.administration.accounts import found
from caseclose.staff.screens.administration.forms import ChangeForm, ConflictForm, NewForm
from caseclose.web.clock import now, today
from caseclose.web.forms import OnceForm

UTC = "UTC"
Deed = Callable[[Any], HttpResponse | None]


def by(request: HttpRequest) -> By:
    """Return who acts, and when."""
    account = staff(request).user
    return By(account.name, today(account.office.zone if account.office else UTC), now())


def step_of(request: HttpRequest, step: Step, form: OnceForm, deed: Deed) -> HttpResponse:
    """Show a step; where it was sent and nothing is wrong, do it and go back, or show what the deed has to show."""
    shown: dict[str, Any] = {"step": step, "form": form}
    if request.method != "POST":
        return render(request, step.template, shown)
    if form.is_valid():
        try:
            return deed(form) or redirect(step.back)
        except Refused as refused:
            shown["refused"] = refused
        except KeyReused:
            form.add_error(None, _("This was sent before with other words. Load the page again."))
        except ValidationError as error:
            _put_errors(form, error)
    return render(request, step.template, shown, status=NOT_DONE)


_FIELDS = {"sign_in": "sign_in", "name": "person", "roles": "roles", "office": "office", "team": "team"}


def _put_errors(form: OnceForm, error: ValidationError) -> None:
    """Say each reason at its field, where it has one."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {"": [error]}
    for field, reasons in by_field.items():
        name = _FIELDS.get(field, "")
        form.add_error(name if name in form.fields else None, [text for each in reasons for text in each.messages])


def new(request: HttpRequest) -> HttpResponse:
    """Make an account."""
    step = Step(
        title=_("New account"),
        button=_("Make the account"),
        back=reverse("people"),
        effects=[
            _("A first password is drawn and shown to you once. Hand it over in person."),
            _("At the first sign-in the person chooses a password of their own, and sets up a second factor."),
            _("The journal keeps who made the account, and with which roles."),
        ],
    )

    def deed(form: NewForm) -> HttpResponse:
        helped = changing.make(form.asked, by(request), key=form.cleaned_data["key"])
        return _helped(request, helped, _("The account is made."))

    return step_of(request, step, NewForm(request.POST or None), deed)


def _helped(request: HttpRequest, helped: changing.Helped, done: str) -> HttpResponse:
    """Show the password that was drawn, once; one that was told before is not told again."""
    if not helped.password:
        messages.info(request, _("This was done before. The password was shown then and is not kept."))
        return redirect("people_account", pk=helped.account)
    account = found(helped.account)[0]
    return render(request, "administration/password.html", {"who": account, "password": helped.password, "done": done})


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an account's roles, office, team, language, or whether it may sign in."""
    account = found(pk)[0]
    now_is = changing.as_it_is(account)
    initial = {**asdict(now_is), "seen": {**asdict(now_is), "roles": list(now_is.roles)}}
    step = _step(
        account,
        _("Change account: %(name)s"),
        _("Change it"),
        [_("What is changed counts at once."), _("Who may not sign in any more is signed out at once."),
         _("The journal keeps who changed what.")],
    )  # fmt: skip

    def deed(form: ChangeForm) -> None:
        changed = changing.change(pk, form.asked, by(request), seen=form.cleaned_data["seen"])
        messages.success(request, _("The account is changed.") if changed else _("Nothing was different."))

    return step_of(request, step, ChangeForm(request.POST or None, initial=initial), deed)


def password(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw a new password for an account."""
    step = _step(
        found(pk)[0],
        _("New password: %(name)s"),
        _("Draw a new password"),
        [_("The old password no longer works, and the person is signed out everywhere."),
         _("The new one is shown to you once. Hand it over in person."),
         _("At the next sign-in the person replaces it by one of their own.")],
    )  # fmt: skip

    def deed(form: OnceForm) -> HttpResponse:
        helped = changing.draw_password(pk, by(request), key=form.cleaned_data["key"])
        return _helped(request, helped, _("The password is drawn."))

    return step_of(request, step, OnceForm(request.POST or None), deed)


def ask_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an account choose a new password at its next sign-in."""
    step = _step(
        found(pk)[0],
        _("Ask for a new password: %(name)s"),
        _("Ask for it"),
        [_("The person is signed out everywhere."),
         _("They sign in with the password that they have now, and must choose another one before they see anything.")],
    )  # fmt: skip

    def deed(_form: OnceForm) -> None:
        changing.ask_for_own_password(pk, by(request))
        messages.success(request, _("The next sign-in asks for a new password."))

    return step_of(request, step, OnceForm(request.POST or None), deed)


def second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away an account's second factor."""
    step = _step(
        found(pk)[0],
        _("Reset the second factor: %(name)s"),
        _("Take it away"),
        [_("Make sure first that it is the person who asks."),
         _("Codes, passkeys and recovery codes no longer work, and the person is signed out everywhere."),
         _("At the next sign-in the person sets up another.")],
    )  # fmt: skip

    def deed(_form: OnceForm) -> None:
        changing.reset_second_factor(pk, by(request))
        messages.success(request, _("The second factor is gone."))

    return step_of(request, step, OnceForm(request.POST or None), deed)


def conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a conflict of interest."""
    step = _step(
        found(pk)[0],
        _("Conflict of interest: %(name)s"),
        _("Keep it away"),
        [_("The account sees such a case no more, as if it were not there."),
         _("Why there is a conflict is not asked and not kept.")],
    )  # fmt: skip

    def deed(form: ConflictForm) -> None:
        said = form.cleaned_data
        conflicts.say_conflict(pk, said["number"].strip(), said["part"], by(request))
        messages.success(request, _("The conflict of interest is on record."))

    return step_of(request, step, ConflictForm(request.POST or None, initial={"part": conflicts.THE_CASE}), deed)


def conflict_end(request: HttpRequest, pk: int, conflict: int) -> HttpResponse:
    """Take back a conflict of interest."""
    step = _step(
        found(pk)[0],
        _("Take back a conflict of interest: %(name)s"),
        _("Take it back"),
        [_("The account sees such a case again, where its office and roles let it.")],
    )

    def deed(_form: OnceForm) -> None:
        conflicts.take_back(pk, conflict, by(request))
        messages.success(request, _("The conflict of interest is taken back."))

    return step_of(request, step, OnceForm(request.POST or None), deed)


def _step(account: Account, title: str, button: str, effects: list[str]) -> Step:
    return Step(
        title=title % {"name": account.name},
        button=button,
        back=reverse("people_account", kwargs={"pk": account.pk}),
        effects=effects,
        template="administration/step.html",
    )
