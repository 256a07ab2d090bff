"""The settings of the public site, for tests and proofs: one process tests both sites, so it puts them on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.test import override_settings

PLAIN_STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@contextmanager
def on_the_public_site() -> Iterator[None]:
    """Everything meanwhile runs with the settings of the public site, with static files under their own names."""
    from caseclose.site.settings import public

    public.STATIC_ROOT.mkdir(exist_ok=True)
    settings = {name: getattr(public, name) for name in dir(public) if name.isupper() and name != "DATABASES"}
    with override_settings(**{**settings, "STORAGES": PLAIN_STATIC}):
        yield
