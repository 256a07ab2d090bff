"""How both sites draw their pages: where templates and words lie, and what every template may use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import caseclose.web

STATIC_URL = "/static/"
WSGI_APPLICATION = "caseclose.site.wsgi.application"
CSRF_FAILURE_VIEW = "caseclose.web.errors.stale_form"

_WEB = Path(caseclose.web.__file__).parent


def templates(room: Path, areas: str, *, processors: list[str], builtins: list[str]) -> list[dict[str, Any]]:
    """Return Django's TEMPLATES of a site: its own, those that both share, and those of its areas in the folder."""
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": _places(room, areas, "templates"),
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": ["django.template.context_processors.request", *processors],
                "builtins": [
                    "django.templatetags.i18n",
                    "django.templatetags.static",
                    "caseclose.web.templatetags.fields",
                    *builtins,
                ],
            },
        }
    ]


def catalogues(room: Path, areas: str) -> list[Path]:
    """Return Django's LOCALE_PATHS of a site, from the same places."""
    return _places(room, areas, "locale")


def _places(room: Path, areas: str, name: str) -> list[Path]:
    return [room / name, _WEB / name, *sorted(room.glob(f"{areas}/*/{name}"))]
