"""A made caseload that several tests look at."""

from __future__ import annotations

import tomllib
from importlib.resources import files as resource_files

import polars as pl
import pytest

from caseclose.caseload.making.batch import Batch
from caseclose.caseload.making.book import shipped_book
from caseclose.caseload.making.cases import drawn
from caseclose.caseload.making.make import make_caseload
from tests.caseload.made import AS_OF, CASES


@pytest.fixture(scope="module")
def caseload(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    out = tmp_path_factory.mktemp("caseload") / "made.parquet"
    make_caseload(out, cases=CASES, seed=1, state="AR", as_of=AS_OF)
    return pl.read_parquet(out)


@pytest.fixture(scope="module")
def batch() -> Batch:
    return drawn(shipped_book().recipes("AR"), seed=1, number=0, as_of=AS_OF)


@pytest.fixture(scope="module")
def facts() -> dict[str, dict[str, object]]:
    written = resource_files("caseclose").joinpath("policy", "facts.toml").read_text("utf-8")
    return tomllib.loads(written)
