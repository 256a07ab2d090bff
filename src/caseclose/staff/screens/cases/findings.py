"""Recording what a worker found: a fact, what it is, and the document that proves it, on file or scanned now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from caseclose.casework.selectors.case_record import documents_in_words
from caseclose.casework.services.findings import RecordFinding, record_finding
from caseclose.casework.services.papers.proving import ProveFinding, prove_finding
from caseclose.casework.services.papers.taking_in import TakeIn
from caseclose.law.facts import Fact
from caseclose.law.reading import shipped
from caseclose.staff.building.confirming import Step, confirm
from caseclose.staff.papers import content_of, form_key, scanner
from caseclose.staff.requests import StaffRequest, staff
from caseclose.staff.screens.cases.forms import FindingForm
from caseclose.staff.screens.cases.writing import acting
from caseclose.web.clock import now
from caseclose.web.language import language


def finding(request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG001 - the access table found the case
    """Record what a worker found. Where it is not said of which fact, ask."""
    asking, lang = staff(request), language()
    name = asking.POST.get("fact") or asking.GET.get("fact", "")
    fact, step = shipped().facts.get(name), _step(asking)
    if fact is None:
        every = sorted((each.text.name[lang], code) for code, each in shipped().facts.items())
        return render(asking, "cases/which_fact.html", {"step": step, "case": asking.case, "every": every})
    chosen: Fact = fact

    class Form(FindingForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
            documents = documents_in_words(asking.case, lang)
            super().__init__(*args, name=name, fact=chosen, documents=documents, on=asking.day, **kwargs)

    more = {"name": fact.text.name[lang], "meaning": fact.text.meaning[lang]}
    done = _("The finding is recorded.")
    return confirm(asking, step, Form, lambda said: _record(asking, name, said), done=done, **more)


def _step(asking: StaffRequest) -> Step:
    return Step(
        title=_("Record a finding"),
        button=_("Record it"),
        back=reverse("case_why", kwargs={"number": asking.case.number}),
        template="cases/finding.html",
        effects=[
            _("The newest finding of a fact counts. Earlier ones stay on record."),
            _("What the law says of the case is worked out anew with it."),
        ],
    )


def _record(asking: StaffRequest, name: str, said: dict[str, Any]) -> None:
    """Record the finding, with a paper that is on file or with one that is scanned now. Raises Refused."""
    moment, by = now(), acting(asking)
    if said["file"] is None:
        paper = int(said["document"]) if said["document"] else None
        record_finding(number=asking.case.number, finding=RecordFinding(name, said["value"], paper), by=by,
                       on=asking.day, at=moment, key=said["key"])  # fmt: skip
        return
    arrived = TakeIn(said["channel"], said["arrived"](asking.case.office.zone, moment))
    proof = ProveFinding(name, said["value"], said["evidence"], arrived)
    prove_finding(content_of(said["file"]), proof, number=asking.case.number, scan=scanner(), form_key=form_key(),
                  by=by, on=asking.day, at=moment, key=said["key"])  # fmt: skip
