"""Addresses of intake. A paper is named by its number; what is looked for is sent."""

from __future__ import annotations

from django.urls import path

from caseclose.staff.screens.intake import calls, keying, opening, papers, taking

urlpatterns = [
    path("intake/", taking.waiting, name="intake"),
    path("intake/call/", calls.call, name="intake_call"),
    path("intake/paper/<int:pk>/", keying.paper, name="intake_paper"),
    path("intake/paper/<int:pk>/place/", papers.place, name="intake_place"),
    path("intake/paper/<int:pk>/aside/", papers.aside, name="intake_aside"),
    path("intake/paper/<int:pk>/back/", papers.back, name="intake_back"),
    path("intake/paper/<int:pk>/read/", papers.read, name="intake_read"),
    path("intake/paper/<int:pk>/page/<int:sheet>/", papers.page, name="intake_page"),
    path("intake/paper/<int:pk>/original/", papers.original, name="intake_original"),
    path("intake/paper/<int:pk>/open/", opening.open_paper, name="intake_open"),
    path("intake/receipt/<int:pk>/", papers.receipt, name="intake_receipt"),
    path("intake/receipt/<int:pk>/open/", opening.open_told, name="intake_open_told"),
    path("case/<str:number>/intake/", calls.case, name="intake_case"),
]
