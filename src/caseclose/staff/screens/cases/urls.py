"""Addresses of the page of a case, of what it is made of, and of each act on it."""

from __future__ import annotations

from django.urls import path

from caseclose.staff.screens.cases import (
    findings,
    letters,
    notes,
    owing,
    protecting,
    reaching,
    record,
    related,
    settling,
    views,
    why,
    writing,
)
from caseclose.staff.screens.cases.acting import take_step
from caseclose.staff.screens.cases.acts import ACTS

CASE = "case/<str:number>/"

urlpatterns = [
    path(CASE, views.case, name="case"),
    path(f"{CASE}take/", views.take, name="case_take"),
    path(f"{CASE}why/", why.why, name="case_why"),
    path(f"{CASE}money/", record.money, name="case_money"),
    path(f"{CASE}papers/", record.papers, name="case_papers"),
    path(f"{CASE}letter/", letters.letter, name="case_letter"),
    path(f"{CASE}related/", related.related, name="case_related"),
    path(f"{CASE}contact/", reaching.contact, name="case_contact"),
    path(f"{CASE}contact/consent/", reaching.consent, name="case_consent"),
    path(f"{CASE}contact/change/", reaching.change, name="case_reach"),
    path(f"{CASE}contact/withdraw/", reaching.withdraw, name="case_withdraw"),
    path(f"{CASE}notes/", notes.notes, name="case_notes"),
    path(f"{CASE}finding/", findings.finding, name="case_finding"),
    path(f"{CASE}task/", writing.finish, name="case_finish"),
    path(f"{CASE}hold/", writing.hold, name="case_hold"),
    path(f"{CASE}lift/", writing.lift, name="case_lift"),
    path(f"{CASE}duty/", owing.duty, name="case_duty"),
    path(f"{CASE}release/", settling.settle, name="case_settle"),
    path(f"{CASE}protected/", protecting.protected, name="case_protected"),
    path(f"{CASE}protected/findings/", protecting.open_findings, name="case_open_findings"),
    *(path(f"{CASE}{name.replace('_', '-')}/", take_step, {"name": name}, name=f"case_{name}") for name in ACTS),
]
