"""Addresses of the auditor's pages."""

from __future__ import annotations

from django.urls import path

from caseclose.staff.screens.audit import finding, record

urlpatterns = [
    path("audit/", finding.find, name="audit"),
    path("audit/case/<str:number>/", record.record, name="audit_record"),
]
