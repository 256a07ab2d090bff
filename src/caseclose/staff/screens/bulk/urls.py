"""Addresses of acts on many cases."""

from __future__ import annotations

from django.urls import path

from caseclose.staff.screens.bulk import batch, choosing, from_queue

urlpatterns = [
    path("bulk/", batch.batches, name="bulk"),
    path("bulk/propose/", choosing.propose, name="bulk_propose"),
    path("bulk/reopen/", choosing.reopen, name="bulk_reopen"),
    path("bulk/approve/", from_queue.approve, name="bulk_approve"),
    path("bulk/keep-open/", from_queue.keep_open, name="bulk_keep_open"),
    path("bulk/<int:batch>/", batch.show, name="bulk_batch"),
    path("bulk/<int:batch>/go/", batch.go, name="bulk_go"),
    path("bulk/<int:batch>/refused.csv", batch.refused, name="bulk_refused"),
]
