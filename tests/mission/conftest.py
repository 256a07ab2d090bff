"""These stories need models: Django is set up before a test module names one."""

from tests.casework.conftest import pytest_configure

__all__ = ["pytest_configure"]
