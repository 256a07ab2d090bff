"""Django settings. Everything that differs between places comes from the environment."""

from __future__ import annotations

import os

from caseclose.site.database import databases

DATABASES = databases(os.environ)
INSTALLED_APPS = ["caseclose.casework.apps.CaseworkConfig"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
SECRET_KEY = os.environ.get("CASECLOSE_SECRET", "")
