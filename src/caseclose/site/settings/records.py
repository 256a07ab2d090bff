"""What both sites have: case records, the languages, what letters print, the clock."""

from __future__ import annotations

import os

from caseclose.embedded.folder import default_folder
from caseclose.site.database import databases

DEMO = bool(os.environ.get("CASECLOSE_DEMO")) and not os.environ.get("CASECLOSE_DSN")
"""Whether this is a demonstration, in which anybody signs in as any role. Only on the embedded database."""
_KEPT_OPEN = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
"""For so many seconds a process that serves pages keeps its connection, and sees before each page whether it is one."""
DATABASES = {alias: {**each, **_KEPT_OPEN} for alias, each in databases(os.environ).items()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
FORM_RENDERER = "caseclose.web.forms.Renderer"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
"""No file that somebody hands in is stored by Django: `default` is never used."""
SECRET_KEY = os.environ.get("CASECLOSE_SECRET", "")
REPLY_LINK = os.environ.get(
    "CASECLOSE_REPLY_LINK", "" if "CASECLOSE_DSN" in os.environ else "https://caseclose.example/{lang}/{state}/{page}/#"
)
"""Where the code on a letter is asked for on the web, in the letter's language and state, at its page. A database
of real cases must name it: letters print it."""
CLOCK_NOW, CLOCK_TODAY = "caseclose.site.clock.now", "caseclose.site.clock.today"
"""Where the staff's screens ask for the moment, and for the day in a zone."""
CODE_KEY_FILE = os.environ.get("CASECLOSE_CODE_KEY_FILE") or (
    "" if "CASECLOSE_DSN" in os.environ else str(default_folder(os.environ) / "code-key")
)
"""The file with the key of codes, references and fingerprints. A database of real cases must name it."""
CODE_KEY_DRAWN = "CASECLOSE_CODE_KEY_FILE" not in os.environ
"""Whether the key is drawn where it is not there: beside a database of our own."""
CLIENT_ADDRESS = os.environ.get("CASECLOSE_CLIENT_ADDRESS", "REMOTE_ADDR")
"""Where a request says who calls; behind a proxy the name of its header, such as HTTP_X_FORWARDED_FOR."""
PUBLIC_URL = os.environ.get("CASECLOSE_PUBLIC_URL", "")
"""Where the public site is, as the world reaches it. The worker watches there whether it answers."""
FORM_KEY_FILE = os.environ.get("CASECLOSE_FORM_KEY_FILE", "")
"""The file with the agency's key of form codes, by which a request form that comes back finds its case."""
