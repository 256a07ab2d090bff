"""Addresses of the work queue."""

from __future__ import annotations

from django.urls import path

from caseclose.staff.screens.queue import views

urlpatterns = [path("queue/", views.queue, name="queue")]
