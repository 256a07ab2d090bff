"""The Django application of the staff's screens."""

from __future__ import annotations

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """The staff application."""

    name = "caseclose.staff"
    label = "staff"
    default_auto_field = "django.db.models.BigAutoField"
