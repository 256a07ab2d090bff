"""The public site: no accounts, no sessions, one cookie on the pages with a form. It shares no address with staff."""

from __future__ import annotations

import os
from hashlib import sha256
from hmac import digest
from pathlib import Path

import caseclose.public
from caseclose.embedded.folder import default_folder
from caseclose.site.settings.drawing import *  # noqa: F403
from caseclose.site.settings.drawing import catalogues, templates
from caseclose.site.settings.records import *  # noqa: F403 - Django reads the names of this module
from caseclose.site.settings.records import SECRET_KEY as _SHARED
from caseclose.site.settings.safety import *  # noqa: F403
from caseclose.site.settings.safety import HTTPS, content_security

_PUBLIC = Path(caseclose.public.__file__).parent

SECRET_KEY = digest(_SHARED.encode(), b"caseclose public site", sha256).hex() if _SHARED else ""
"""Drawn from the installation's secret, so that what one site signs is nothing on the other."""
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.forms",
    "caseclose.casework.apps.CaseworkConfig",
    "caseclose.web.apps.WebConfig",
    "caseclose.public.apps.PublicConfig",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "caseclose.public.middleware.discreet",
    "caseclose.public.middleware.spoken",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "caseclose.public.access.middleware.AccessMiddleware",
    "caseclose.public.kept.KeptPages",
]
ROOT_URLCONF = "caseclose.site.public_urls"
TEMPLATES = templates(
    _PUBLIC,
    "pages",
    processors=["caseclose.public.context.every_page"],
    builtins=["caseclose.public.templatetags.places"],
)
LOCALE_PATHS = catalogues(_PUBLIC, "pages")
STATIC_ROOT = Path(os.environ.get("CASECLOSE_PUBLIC_STATIC") or default_folder(os.environ) / "static-public")
CSRF_COOKIE_NAME = "__Host-t" if HTTPS else "t"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_SAMESITE = "Strict"
SECURE_REFERRER_POLICY = "no-referrer"
"""Only a page with a form tells its own site where it came from: see the middleware."""
CONTENT_SECURITY_POLICY = content_security(connect=False)
