"""Addresses of acts on many cases."""

from __future__ import annotations

from django.urls import path

from caseclose.staff.screens.bulk import batch, choosing

urlpatterns = [
    path("bulk/", batch.batches, name="bulk"),
    path("bulk/propose/", choosing.propose, name="bulk_propose"),
    path("bulk/reopen/", choosing.reopen, name="bulk_reopen"),
    path("bulk/<int:batch>/", batch.show, name="bulk_batch"),
    path("bulk/<int:batch>/go/", batch.go, name="bulk_go"),
    path("bulk/<int:batch>/refused.csv", batch.refused, name="bulk_refused"),
]
