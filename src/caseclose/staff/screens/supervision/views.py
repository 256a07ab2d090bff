"""What a supervisor counts, as a chart and the table of the same figures; and the table as a file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from caseclose.casework.selectors.supervision import Span
from caseclose.casework.services.exporting import note_export
from caseclose.staff.access.need import cases_hidden_from, sees_any_office
from caseclose.staff.access.table import may_open
from caseclose.staff.models import Account
from caseclose.staff.requests import staff
from caseclose.staff.screens.supervision.exports import TYPES, XLSX, as_csv, as_xlsx
from caseclose.staff.screens.supervision.tables import TABLES, Filled, filled
from caseclose.web.clock import now, today
from caseclose.web.forms import PlainForm

USUAL = timedelta(weeks=13)
EARLIEST = date(1900, 1, 1)


class DayField(forms.DateField):
    """A day that may be left out."""

    def __init__(self, *, label: Any) -> None:  # noqa: ANN401 - words, in whichever language
        super().__init__(
            label=label,
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}),
            validators=[MinValueValidator(EARLIEST)],
        )


class Asked(PlainForm):
    """Which table, and of which days."""

    table = forms.ChoiceField(choices=[(name, name) for name in TABLES], required=False)
    first = DayField(label=_("From"))
    last = DayField(label=_("To"))

    def chosen(self, on: date) -> tuple[str, date, date]:
        """Return the table and the days; what was not said or is no day is the usual one."""
        self.full_clean()
        said = self.cleaned_data
        last = said.get("last") or on
        return said.get("table") or "workload", said.get("first") or last - USUAL, last


def figures(request: HttpRequest) -> HttpResponse:
    """Show the table that the address asks for."""
    asking, account = staff(request), staff(request).user
    on = day_of(account)
    name, first, last = Asked(request.GET).chosen(on)
    table = TABLES[name]
    found = filled(table, span_of(account, first, last if table.timed else on))
    shown: dict[str, Any] = {
        "tables": TABLES.items(),
        "chosen": name,
        "table": table,
        "found": found,
        "lines": lines_of(found),
        "heads": [
            (head, bool(found.rows) and isinstance(found.rows[0][place], int)) for place, head in enumerate(found.heads)
        ],
        "on": on,
        "first": first,
        "last": last,
        "form": Asked(initial={"first": first.isoformat(), "last": last.isoformat()}),
        "may_hand_over": may_open("supervision_hand_over", account.roles),
    }
    return render(asking, "supervision/figures.html", shown)


def lines_of(found: Filled) -> list[list[dict[str, Any]]]:
    """Return the cells of a table for a page: each with the name of its column, and of what sort it is."""
    return [
        [
            {"head": head, "cell": cell, "number": isinstance(cell, int), "day": isinstance(cell, date)}
            for head, cell in zip(found.heads, row, strict=True)
        ]
        for row in found.rows
    ]


def export(request: HttpRequest) -> HttpResponse:
    """Send a table as a file, and keep in the journal who took it."""
    account, on, at = staff(request).user, day_of(staff(request).user), now()
    form, kind = Asked(request.POST), request.POST.get("format", "")
    if kind not in TYPES or not form.is_valid():
        return redirect("supervision")
    name, first, last = form.chosen(on)
    table = TABLES[name]
    last = last if table.timed else on
    found = filled(table, span_of(account, first, last))
    note_export(
        table=name, rows=len(found.rows), first=first, last=last, by=account.name, role=account.roles[0], on=on, at=at
    )
    response = HttpResponse(as_xlsx(found, at) if kind == XLSX else as_csv(found), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}-{last.isoformat()}.{kind}"'
    return response


def span_of(account: Account, first: date, last: date) -> Span:
    """Return what is counted for an account: its office, or every one, less what it must not see."""
    office = None if sees_any_office(account) else (account.office_id or "")
    return Span(office, first, last, tuple(cases_hidden_from(account)))


def day_of(account: Account) -> date:
    """Return the day in the account's office."""
    return today(account.office.zone if account.office else "UTC")
