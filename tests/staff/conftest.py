"""The staff application in tests: Django is set up before a test module names a model. That opens no connection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import override_settings

from caseclose.site.setup import prepare

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUICK = {
    "STORAGES": {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
}


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Set Django up, once the folder of this run's own database is known."""
    prepare()


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    """Static files under their own names, passwords that are quick to hash, and nothing kept from another test."""
    cache.clear()
    with override_settings(**QUICK):
        yield


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """A browser for the tests of one file."""
    from tests.staff.browser import browser

    with browser() as opened:
        yield opened
