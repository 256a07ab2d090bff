"""What the tests of the law share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.law.planting import Planted


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    return Planted(tmp_path)
