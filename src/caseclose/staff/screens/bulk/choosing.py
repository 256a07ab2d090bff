"""Choosing many cases, to propose or to reopen them. Nothing happens to a case here: a preview begins."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caseclose.casework.selectors.batches import batches_of_office, cases_of_batch, cases_seen
from caseclose.casework.selectors.candidates import candidate_numbers, candidates_by_criterion
from caseclose.casework.selectors.law import criteria_in_force
from caseclose.casework.selectors.naming import policy_name
from caseclose.casework.services.bulk.acts import PROPOSE, REOPEN, BulkAct
from caseclose.casework.services.bulk.previewing import Selected
from caseclose.casework.services.bulk.stepwise import begin_preview
from caseclose.casework.services.keys import KeyReused
from caseclose.closure.refused import Refused
from caseclose.staff.access.need import cases_hidden_from
from caseclose.staff.building.confirming import NOT_DONE
from caseclose.staff.models import Account
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.screens.bulk.forms import ProposeForm, ReopenForm
from caseclose.web.clock import today
from caseclose.web.forms import OnceForm
from caseclose.web.language import language

NEWEST = 50


def propose(request: HttpRequest) -> HttpResponse:
    """Ask under which criterion and which cases, and begin the preview."""
    asking = staff(request)
    rules = criteria_for(asking.user)
    form = ProposeForm(asking.POST if asking.method == "POST" else None, rules=rules)

    def chosen(said: dict[str, Any]) -> tuple[BulkAct, Selected]:
        office, rule = asking.user.office_id or "", said["rule"]
        candidates = candidate_numbers(office=office, criterion=rule) if said["first"] else []
        numbers = [*said["listed"], *candidates[: said["first"] or 0]]
        return BulkAct(PROPOSE, rule=rule), dict.fromkeys(numbers)

    return begin(asking, form, chosen, {"title": _("Propose many cases")})


def criteria_for(account: Account) -> list[tuple[str, str]]:
    """Return the criteria of the account's state, and how many cases the newest screening found under each."""
    if account.office is None:
        return []
    found = candidates_by_criterion(account.office.code)
    rules = criteria_in_force(account.office.state, day_of(account))
    return [
        (rule, f"{found.get(rule, 0)} · {policy_name('criterion', rule, language()) or rule}")
        for rule in sorted(rules, key=lambda rule: -found.get(rule, 0))
    ]


def reopen(request: HttpRequest) -> HttpResponse:
    """Ask which cases, on which basis and why, and begin the preview."""
    asking = staff(request)
    office = asking.user.office_id or ""
    batches = [
        (str(row["batch"]), _("Batch %(number)s: %(done)s cases") % {"number": row["batch"], "done": row["done"]})
        for row in batches_of_office(office, NEWEST)
        if row["kind"] == PROPOSE and row["state"] == "done" and row["done"]
    ]
    form = ReopenForm(asking.POST if asking.method == "POST" else None, batches=batches)

    def chosen(said: dict[str, Any]) -> tuple[BulkAct, Selected]:
        act = BulkAct(REOPEN, basis=said["basis"], reason=said["reason"])
        of_batch = cases_of_batch(int(said["of"])) if said["of"] else {}
        return act, {**dict.fromkeys(said["listed"]), **of_batch}

    return begin(asking, form, chosen, {"title": _("Reopen many cases")})


def begin(asking: StaffRequest, form: OnceForm, chosen: Any, shown: dict[str, Any]) -> HttpResponse:  # noqa: ANN401
    """Show the form; and once it is sent, begin the preview, if anything was chosen."""
    shown |= {"form": form}
    if asking.method != "POST":
        return render(asking, "bulk/choose.html", shown)
    if form.is_valid():
        act, selected = chosen(form.cleaned_data)
        try:
            batch = begin_preview(
                act,
                selected,
                seen=cases_seen(selected, asking.user.office_id or "", cases_hidden_from(asking.user)),
                office=asking.user.office_id,
                on=day_of(asking.user),
                by=asking.user.name,
                key=form.cleaned_data["key"],
            )
            return redirect("bulk_batch", batch=batch.pk)
        except Refused as refused:
            shown["refused"] = refused
        except KeyReused:
            form.add_error(None, _("This was sent before with other words. Load the page again."))
    return render(asking, "bulk/choose.html", shown, status=NOT_DONE)


def day_of(account: Account) -> date:
    """Return the day in the account's office."""
    return today(account.office.zone if account.office else "UTC")
