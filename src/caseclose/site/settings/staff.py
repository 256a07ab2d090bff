"""The staff application, which the commands on case records run with too: its applications, middleware, templates."""

from __future__ import annotations

import os
from pathlib import Path

import caseclose.staff
from caseclose.embedded.folder import default_folder
from caseclose.law.safeguards import safeguards
from caseclose.site.settings.accounts import *  # noqa: F403 - Django reads the names of this module
from caseclose.site.settings.accounts import SIGNS_IN
from caseclose.site.settings.drawing import *  # noqa: F403
from caseclose.site.settings.drawing import catalogues, templates
from caseclose.site.settings.records import *  # noqa: F403
from caseclose.site.settings.safety import *  # noqa: F403
from caseclose.site.settings.safety import HTTPS, content_security

_STAFF = Path(caseclose.staff.__file__).parent

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.humanize",
    "caseclose.casework.apps.CaseworkConfig",
    "caseclose.web.apps.WebConfig",
    "caseclose.staff.apps.StaffConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # of no fixed length, so that the length of a page tells nothing of it
    "csp.middleware.CSPMiddleware",
    "caseclose.staff.middleware.private_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "caseclose.staff.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "caseclose.staff.access.middleware.AccessMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "caseclose.site.urls"
TEMPLATES = templates(
    _STAFF,
    "screens",
    processors=[
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
        "caseclose.staff.context.every_page",
    ],
    builtins=["caseclose.staff.templatetags.blocks"],
)
LOCALE_PATHS = catalogues(_STAFF, "screens")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
STATIC_ROOT = Path(os.environ.get("CASECLOSE_STATIC") or default_folder(os.environ) / "static")
SESSION_COOKIE_AGE = safeguards().idle_seconds
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = content_security(connect=True, forms_to=SIGNS_IN)
