"""Views of the queue that people keep under names of their own; and taking a case from the queue."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseclose.casework.services.assigning import AssignCase, assign_case
from caseclose.casework.services.keys import KeyReused
from caseclose.closure.refused import Refused
from caseclose.staff.access.need import case_seen_by
from caseclose.staff.models import SavedView
from caseclose.staff.requests import staff
from caseclose.web.clock import now, today
from caseclose.web.forms import OnceForm, PlainForm
from caseclose.web.language import language

MOST_SAVED = 12
KEPT = ("scope", "list")
"""What of an address a saved view keeps."""


class SaveForm(PlainForm):
    """The name of a view, and what it is a view of."""

    name = forms.CharField(label=gettext_lazy("Name of this view"), max_length=40)
    query = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)


class TakeForm(OnceForm):
    """A case to take, and the queue to come back to."""

    number = forms.CharField(max_length=64)
    back = forms.CharField(max_length=400, required=False)


def kept_query(asked: Mapping[str, str]) -> str:
    """Return the part of an address that a view keeps: choices of ours, and nothing that somebody typed."""
    return urlencode({name: asked[name] for name in KEPT if asked.get(name, "").isalpha()})


def save(request: HttpRequest) -> HttpResponse:
    """Keep the queue as it is under a name. The same name keeps the newer one."""
    account, form = staff(request).user, SaveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the view a name of up to 40 letters."))
        return redirect("queue")
    query = kept_query(QueryDict(form.cleaned_data["query"]))
    known = account.saved_views.filter(name=form.cleaned_data["name"]).exists()
    if not known and account.saved_views.count() >= MOST_SAVED:
        messages.error(request, _("You have as many views as there is room for. Remove one first."))
    else:
        SavedView.objects.update_or_create(account=account, name=form.cleaned_data["name"], defaults={"query": query})
        messages.success(request, _("The view was saved."))
    return redirect(f"{reverse('queue')}?{query}")


def forget(request: HttpRequest) -> HttpResponse:
    """Remove a saved view of one's own."""
    number = request.POST.get("view", "")
    if number.isascii() and number.isdigit():
        staff(request).user.saved_views.filter(pk__in=[int(number[:15])]).delete()
    return redirect("queue")


def take(request: HttpRequest) -> HttpResponse:
    """Take a case that nobody has, and stay in the queue."""
    account, form = staff(request).user, TakeForm(request.POST)
    if not form.is_valid():
        return redirect("queue")
    asked, actor = form.cleaned_data, account.actor()
    case = case_seen_by(account, asked["number"])
    if case is None:
        messages.warning(request, _("There is no case with this number among those that you work with."))
    elif actor is None:
        raise PermissionDenied
    else:
        to, on = AssignCase(account.name, account.team), today(case.office.zone)
        try:
            assign_case(number=case.number, to=to, by=actor, on=on, at=now(), key=asked["key"])
        except Refused as refused:
            messages.warning(request, f"{refused.words(language())} {refused.todo(language())}".strip())
        except KeyReused:
            messages.warning(request, _("This was sent before with other words. Load the page again."))
        else:
            messages.success(request, _("Case %(number)s is in your care now.") % {"number": case.number})
    return redirect(f"{reverse('queue')}?{QueryDict(asked['back']).urlencode()}")
