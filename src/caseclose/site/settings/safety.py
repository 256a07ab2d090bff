"""What browsers are told, so that pages, cookies and addresses give nothing away."""

from __future__ import annotations

import os
from datetime import timedelta
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from caseclose.law.safeguards import safeguards

_HTTPS = os.environ.get("CASECLOSE_HTTPS", "1" if "CASECLOSE_DSN" in os.environ else "") == "1"
"""Whether the application is behind HTTPS, as it must be for real cases; only on this machine it need not."""

DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("CASECLOSE_HOSTS", "localhost,127.0.0.1").split(",") if host]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if _HTTPS else []
CSRF_FAILURE_VIEW = "caseclose.staff.errors.stale_form"
SESSION_COOKIE_AGE = safeguards().idle_seconds
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_ISSUER = urlsplit(os.environ.get("CASECLOSE_OIDC_ISSUER", ""))
_SIGNS_IN = [f"{_ISSUER.scheme}://{_ISSUER.netloc}"] if _ISSUER.netloc else []
"""Where a form may lead to besides: the agency's own identity provider."""
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *_SIGNS_IN],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_HANDLERS = ["caseclose.staff.uploads.BoundedUpload"]
SCAN = "caseclose.site.scanning.scan"
"""What looks at a file for known harm before anything else does."""
LOGGING = {
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
