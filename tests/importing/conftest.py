"""Made extracts that several tests read, and Django set up before a test module names a model."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseclose.caseload.making.records import make_records
from caseclose.site.setup import prepare
from tests.importing.extracts import ON


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    prepare()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made extract of 1,000 cases, some 19,000 rows, as CSV files."""
    out = tmp_path_factory.mktemp("made") / "records"
    make_records(out, cases=1_000, seed=3, state="AR", as_of=ON, ending="csv")
    return out
