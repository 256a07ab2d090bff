"""The Django application of the public site."""

from __future__ import annotations

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The public site. It has no tables: what people send goes to case records by services."""

    name = "caseclose.public"
    label = "public"
