"""The Django application of the staff's screens."""

from __future__ import annotations

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """The staff application."""

    name = "caseclose.staff"
    label = "staff"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Begin to notice what sessions must know."""
        from caseclose.staff.screens.signing_in import noticing  # noqa: F401 - it connects itself
