"""A folder for a server that a test starts itself, and what is left of it cleared away."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseclose.embedded.server import Server
from tests.embedded.serving import new_folder


@pytest.fixture(scope="session")
def running() -> Iterator[Server]:
    """A running server just as `caseclose db start` starts it, for tests that leave it as it is."""
    folder = new_folder()
    server = Server(folder)
    server.start()
    yield server
    server.reset()
    shutil.rmtree(folder)


@pytest.fixture
def home() -> Iterator[Path]:
    """A new folder that every user can pass through, with a short name."""
    folder = new_folder()
    yield folder
    for kept in [folder / "database", *folder.rglob("*/database")]:
        if os.access(kept / "state.json", os.R_OK):
            Server(kept.parent).reset()
    shutil.rmtree(folder)
