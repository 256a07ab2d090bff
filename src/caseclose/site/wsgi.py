"""The site as a WSGI application, for gunicorn."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from caseclose.web.charsets import in_text

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caseclose.site.settings")
application = in_text(get_wsgi_application())
