"""Commands on case records in tests: Django is set up before a test module names a model. No connection is opened."""

from __future__ import annotations

import pytest

from caseclose.site.setup import prepare


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Set Django up, once the folder of this run's own database is known."""
    prepare()
