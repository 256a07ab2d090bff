"""Outages of the public site that are on record, and what the watch over it last saw."""

from __future__ import annotations

from typing import Any

from caseclose.casework.models import SiteWatch, WebOutage


def outages_on_record() -> list[dict[str, Any]]:
    """Return every outage, newest first."""
    found = WebOutage.objects.order_by("-began_at", "-pk").values("id", "began_at", "ended_at", "recorded_by")
    return [dict(row) for row in found]


def watch_over() -> dict[str, Any] | None:
    """Return when the site was last looked at, when it last answered, and since when it is silent; None at first."""
    found = SiteWatch.objects.values("looked_at", "answered_at", "silent_since").first()
    return dict(found) if found else None
