"""The settings of the public site, for tests and proofs: one process tests both sites, so it puts them on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.test import override_settings

from caseclose.embedded.names import WEB

PLAIN_STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@contextmanager
def on_the_public_site() -> Iterator[None]:
    """Everything meanwhile runs with the settings of the public site, with static files under their own names.

    What is asked of the site, it answers with its own role in the database; the test itself keeps the usual one.
    """
    from caseclose.site.settings import public

    public.STATIC_ROOT.mkdir(exist_ok=True)
    settings = {name: getattr(public, name) for name in dir(public) if name.isupper() and name != "DATABASES"}
    settings["MIDDLEWARE"] = ["tests.public.site.in_its_role", *public.MIDDLEWARE]
    with override_settings(**{**settings, "STORAGES": PLAIN_STATIC}):
        yield


def in_its_role(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let the site answer with a connection of its own role; in a test that undoes what it did, with the test's own."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if connection.in_atomic_block:
            return get_response(request)
        usual = connection.settings_dict
        connection.close()
        connection.settings_dict = {**usual, "EMBEDDED": {**usual["EMBEDDED"], "role": WEB}}
        try:
            return get_response(request)
        finally:
            connection.close()
            connection.settings_dict = usual

    return middleware
