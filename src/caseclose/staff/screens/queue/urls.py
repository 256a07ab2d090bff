"""Addresses of the work queue."""

from __future__ import annotations

from django.urls import path

from caseclose.staff.screens.queue import no_case, saved, views

urlpatterns = [
    path("queue/", views.queue, name="queue"),
    path("queue/no-case/", no_case.no_case, name="tasks_no_case"),
    path("queue/no-case/<int:pk>/done/", no_case.no_case_done, name="tasks_no_case_done"),
    path("queue/take/", saved.take, name="queue_take"),
    path("queue/views/save/", saved.save, name="queue_save"),
    path("queue/views/remove/", saved.forget, name="queue_forget"),
]
