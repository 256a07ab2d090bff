"""What every test may ask for: a database of its own, and that it is empty.

A test that asks for neither starts no server. Nothing here or in the tests touches the database of whoever runs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import settings

from caseclose.embedded.server import Server
from tests.ground import empty, held_folder, running_server

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
"""How long an example takes says how busy the machine is, and nothing about the code."""

_HELD = pytest.StashKey[ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_HELD] = ExitStack()
    config.stash[_HELD].enter_context(held_folder())


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[_HELD].close()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say loudly what was left out for want of something on this machine."""
    left_out = {str(report.longrepr[-1]) for report in terminalreporter.stats.get("skipped", ())}
    for reason in sorted(left_out):
        terminalreporter.write_sep("!", reason.removeprefix("Skipped: "), red=True, bold=True)


@pytest.fixture(scope="session")
def database() -> Iterator[Server]:
    """A running server with all tables, for this process alone. Django connects to it with the application's rights."""
    with running_server() as server:
        yield server


@pytest.fixture
def clean_database(database: Server) -> Server:
    """The database with no case in it, and with numbers that begin at 1 again."""
    empty()
    return database
