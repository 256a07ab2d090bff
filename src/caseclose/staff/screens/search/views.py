"""Finding a case by one box, which the head of every page has too. What is looked for is sent, and kept nowhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caseclose.casework.models import Case
from caseclose.casework.selectors.finding_cases import SHORTEST, Among
from caseclose.casework.selectors.one_box import look_for, place_of
from caseclose.staff.access.need import case_seen_by, cases_hidden_from, sees_any_office
from caseclose.staff.building.confirming import NOT_DONE
from caseclose.staff.building.sent_paging import sent_page
from caseclose.staff.models import Account
from caseclose.staff.requests import staff
from caseclose.staff.screens.search.forms import SearchForm

OPEN = [Case.Kind.ENFORCEMENT.value]
CLOSED = [Case.Kind.CLOSED.value, Case.Kind.PAYMENT_PROCESSING.value, Case.Kind.STATE_DEBT_ONLY.value]
KINDS = {"": (), "open": OPEN, "closed": CLOSED}


def search(request: HttpRequest) -> HttpResponse:
    """Show what was found on the page where it was asked for; what can only mean one case opens it."""
    asking = staff(request)
    everywhere = sees_any_office(asking.user)
    if request.method != "POST":
        return render(asking, "search/search.html", {"form": SearchForm(everywhere=everywhere)})
    form = SearchForm(request.POST, everywhere=everywhere)
    shown: dict[str, Any] = {"form": form}
    if not form.is_valid():
        return render(asking, "search/search.html", shown, status=NOT_DONE)
    said = form.cleaned_data
    exact = case_seen_by(asking.user, said["sought"].strip())
    if exact is not None:
        return redirect("case", number=exact.number)
    if len(said["sought"].strip()) < SHORTEST:
        form.add_error("sought", _("Type at least two letters or digits, or a whole case number."))
        return render(asking, "search/search.html", shown, status=NOT_DONE)
    among = _among(asking.user, said)
    answer = look_for(said["sought"], among)
    if answer.only:
        return redirect("case", number=answer.only)
    page = sent_page(answer.rows, place_of, request.POST)
    shown |= {"asked": True, "answer": answer, "page": page, "most": among.most}
    return render(asking, "search/search.html", shown)


def _among(account: Account, said: dict[str, Any]) -> Among:
    """Return where to look: in the office of the account, or in any that it chose where it sees several."""
    office = (said.get("office") or None) if sees_any_office(account) else (account.office_id or "")
    return Among(office, cases_hidden_from(account), KINDS[said["case"]])
