"""The Django application of what both sites are drawn with: its static files."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """What both sites are drawn with. It has no tables."""

    name = "caseclose.web"
    label = "web"
