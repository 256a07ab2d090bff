"""Runs the command so that it kills itself, without a word, right after a statement of the tables' owner."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable
from typing import Any

from caseclose.casework.schema import OWNER
from caseclose.site.command import run
from caseclose.site.setup import prepare


class Killer:
    """Counts the statements that match, and ends the process after the one that it waits for."""

    def __init__(self, pattern: str, nth: int) -> None:
        self._pattern, self._left = re.compile(pattern), nth

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        text = sql if isinstance(sql, str) else sql.as_string(None)
        done = execute(sql, params, many, context)
        if self._pattern.search(text):
            self._left -= 1
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)
        return done


if __name__ == "__main__":
    chunk_rows, pattern, nth = sys.argv[1:4]
    del sys.argv[1:4]
    prepare()
    from django.db import connections

    from caseclose.casework.importing import checking, filling

    checking.CHUNK_ROWS, filling.FEWEST_ROWS = int(chunk_rows), 1
    connections[OWNER].execute_wrappers.append(Killer(pattern, int(nth)))
    run()
