"""Pages: applications, middleware, templates, languages, static files."""

from __future__ import annotations

import os
from pathlib import Path

import caseclose.staff
from caseclose.embedded.folder import default_folder

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
    "csp.middleware.CSPMiddleware",
    "caseclose.staff.middleware.private_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "caseclose.staff.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "caseclose.staff.access.middleware.AccessMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "caseclose.site.urls"
WSGI_APPLICATION = "caseclose.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_STAFF / "templates", *sorted(_STAFF.glob("screens/*/templates"))],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "caseclose.staff.context.every_page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "caseclose.staff.templatetags.blocks",
            ],
        },
    }
]
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [_STAFF / "locale", *sorted(_STAFF.glob("screens/*/locale"))]
FORM_RENDERER = "caseclose.staff.building.forms.Renderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("CASECLOSE_STATIC") or default_folder(os.environ) / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
"""No file that somebody hands in is stored by Django: `default` is never used."""
