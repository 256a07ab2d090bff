"""Runs that break before one of their statements, as a process that is killed there does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


class Broken(Exception):
    """The statement at which this run ends."""


@contextmanager
def breaking_at(which: int) -> Iterator[list[int]]:
    """Let the application's connection break before its statement number `which`; count those that ran."""
    ran = [0]

    def wrap(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        if ran[0] == which:
            raise Broken(sql)
        ran[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrap):
        yield ran
