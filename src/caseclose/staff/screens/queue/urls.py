"""Addresses of the work queue."""

from __future__ import annotations

from django.urls import path

from caseclose.staff.screens.queue import saved, views

urlpatterns = [
    path("queue/", views.queue, name="queue"),
    path("queue/take/", saved.take, name="queue_take"),
    path("queue/views/save/", saved.save, name="queue_save"),
    path("queue/views/remove/", saved.forget, name="queue_forget"),
]
