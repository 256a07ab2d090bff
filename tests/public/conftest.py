"""The public site in tests: each test runs with the settings of that site, in the one process that tests have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from caseclose.site.setup import prepare

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Set Django up, once the folder of this run's own database is known."""
    prepare()


@pytest.fixture(autouse=True)
def _on_the_public_site() -> Iterator[None]:
    """The settings of the public site, with static files under their own names."""
    from tests.public.site import on_the_public_site

    with on_the_public_site():
        yield


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """A browser for the tests of one file."""
    from tests.staff.browser import browser

    with browser() as opened:
        yield opened
