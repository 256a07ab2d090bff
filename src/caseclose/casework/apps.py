"""The Django application of case records."""

from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Case records."""

    name = "caseclose.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"
