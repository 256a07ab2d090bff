"""A worker as a process of its own, whose clock stands still: `python -m tests.casework.working MOMENT worker`."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from caseclose.cli.main import run
from caseclose.cli.wiring import Wiring
from caseclose.site.parties import connect
from caseclose.site.setup import open_database


def main() -> None:
    """Run the command with the rest of the words, at the moment that the first of them names."""
    moment = datetime.fromisoformat(sys.argv.pop(1))
    run(
        Wiring(
            now=lambda: moment,
            today=lambda zone: moment.astimezone(ZoneInfo(zone)).date(),
            prepare=open_database,
            connect=connect,
        )
    )


def a_worker(moment: datetime, *words: str) -> subprocess.Popen[str]:
    """Begin a worker and return at once. What it says comes on its stdout."""
    command = [sys.executable, "-m", "tests.casework.working", moment.isoformat(), "worker", "--processes", "1", *words]
    return subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


if __name__ == "__main__":
    main()
