"""gunicorn, run from inside a command."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from caseclose.site.clock import today

SLOWEST = 90
"""Seconds after which a process that does not answer is replaced."""


class _Site(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """The site, with settings that are given and no file of them."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take the settings over."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """Return the application. Each process has connections of its own: those of before are closed."""
        from django.db import connections

        from caseclose.site.wsgi import application

        _read_the_law()
        connections.close_all()
        return application


def _read_the_law() -> None:
    """Gather each state's law of today before processes part, so that none of them keeps its first reader waiting."""
    from caseclose.casework.selectors.law import law_on
    from caseclose.law.reading import shipped

    policy = shipped()
    for code in policy.states:
        text = policy.layer(code).state
        if text:
            law_on(code, today(text.zone))


def run(host: str, port: int, workers: int, stop_after: float | None = None) -> None:
    """Serve until SIGTERM or Ctrl-C, or until so many seconds after it was ready, and return."""

    def ready(_server: object) -> None:
        if stop_after is not None:
            threading.Timer(stop_after, os.kill, (os.getpid(), signal.SIGTERM)).start()

    options = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "preload_app": True,
        "when_ready": ready,
        "timeout": SLOWEST,
        "loglevel": "warning",
        "control_socket_disable": True,
        "forwarded_allow_ips": "127.0.0.1",
        "limit_request_line": 4094,
    }
    serves = os.getpid()
    try:
        _Site(options).run()
    except SystemExit as ended:
        if os.getpid() != serves:  # a process that answered: it has nothing to clear up
            os._exit(ended.code if isinstance(ended.code, int) else 0)
        if ended.code:
            raise
