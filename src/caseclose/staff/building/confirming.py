"""The step before an act: what will happen, what must be said, and one button. The act is done once.

    def take(request: HttpRequest, number: str) -> HttpResponse:
        asking = staff(request)
        step = Step(title=_("Take this case"), button=_("Take it"), effects=[_("It will be in your queue.")],
                    back=reverse("case", args=[number]))
        return confirm(asking, step, OnceForm, lambda said: assign_case(..., key=said["key"]), done=_("It is yours."))

A refusal is shown as it is told by its rule; nothing has changed then, and what was typed is still there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from caseclose.casework.services.keys import KeyReused
from caseclose.closure.refused import Refused
from caseclose.staff.requests import StaffRequest
from caseclose.web.forms import PlainForm

Words = str | Promise
Act = Callable[[dict[str, Any]], object]
NOT_DONE = 422
"""Status of an answer that says why nothing was done."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is said before an act: its title, its button, what follows from it, and where to go afterwards.

    `cancel` is where to go without doing it.
    """

    title: Words
    button: Words
    back: str
    effects: Sequence[Words] = ()
    template: str = "blocks/confirm.html"
    cancel: str = ""

    @property
    def away(self) -> str:
        """Where to go without doing it: where it is not said, to where one goes afterwards."""
        return self.cancel or self.back


def confirm(
    request: StaffRequest, step: Step, form_class: Callable[..., PlainForm], act: Act, *, done: Words, **more: object
) -> HttpResponse:
    """Show the step; and where it was confirmed, do it and go back. `more` is for the step's own template."""
    shown: dict[str, Any] = {"step": step, **more}
    if request.method != "POST":
        return render(request, step.template, {**shown, "form": form_class()})
    form = form_class(request.POST, request.FILES)
    shown["form"] = form
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refused:
            shown["refused"] = refused
        except KeyReused:
            form.add_error(None, _("This was sent before with other words. Load the page again."))
        else:
            messages.success(request, str(done))
            return redirect(step.back)
    return render(request, step.template, shown, status=NOT_DONE)
