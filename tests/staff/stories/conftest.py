"""The stage of every story: an office, a server that runs, one browser for all of them, and the parties outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.staff.stories.stage import Stage


@pytest.fixture(scope="package")
def chrome() -> Iterator[Browser]:
    """A browser for all stories."""
    from tests.staff.browser import browser

    with browser() as opened:
        yield opened


@pytest.fixture
def stage(clean_database: object, chrome: Browser, tmp_path: Path) -> Iterator[Stage]:
    """An office on the day of the cases, in which nobody has signed in yet."""
    from tests.staff.stories.stage import a_stage

    del clean_database
    with a_stage(chrome, tmp_path) as opened:
        yield opened
