"""What browsers are told, so that pages, cookies and addresses give nothing away."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from csp.constants import NONE, SELF

HTTPS = os.environ.get("CASECLOSE_HTTPS", "1" if "CASECLOSE_DSN" in os.environ else "") == "1"
"""Whether the application is behind HTTPS, as it must be for real cases; only on this machine it need not."""

DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("CASECLOSE_HOSTS", "localhost,127.0.0.1").split(",") if host]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_HANDLERS = ["caseclose.web.uploads.BoundedUpload"]
SCAN = "caseclose.site.scanning.scan"
"""What looks at a file for known harm before anything else does."""
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "caseclose.site.logs.Discreet"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "caseclose": {"handlers": ["stderr"], "level": "WARNING"},
        "axes": {"handlers": ["stderr"], "level": "ERROR"},
    },
}
"""Errors and warnings go to stderr, without anybody's data."""


def content_security(*, connect: bool, forms_to: Sequence[str] = ()) -> dict[str, Any]:
    """Return the Content-Security-Policy of a site: everything comes from itself, and nothing stands within a page.

    `connect` lets scripts ask the site itself; `forms_to` are other sites to which a form may lead.
    """
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF],
            "style-src": [SELF],
            "img-src": [SELF, "data:"],
            "font-src": [SELF],
            "connect-src": [SELF if connect else NONE],
            "form-action": [SELF, *forms_to],
            "frame-ancestors": [NONE],
            "base-uri": [NONE],
            "object-src": [NONE],
        }
    }
