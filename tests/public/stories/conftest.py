"""What all stories share: one demonstration and one browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.public.stories.demonstration import Demonstration


@pytest.fixture(scope="package")
def chrome() -> Iterator[Browser]:
    """A browser for all stories."""
    from tests.staff.browser import browser

    with browser() as opened:
        yield opened


@pytest.fixture(scope="package")
def demo(chrome: Browser) -> Iterator[Demonstration]:
    """A demonstration. Where there is no browser, none is started."""
    from tests.public.stories.demonstration import demonstration

    del chrome
    with demonstration() as opened:
        yield opened
