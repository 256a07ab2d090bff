"""The database backend that Django loads by this module's name."""

from __future__ import annotations

from typing import Any

from django.db import OperationalError
from django.db.backends.postgresql import base

from caseclose.embedded.server import Server, ServerFault


class NoDatabase(OperationalError):
    """There is no database to connect to. The message says what to do about it."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded server, wherever its socket is when the connection is opened."""

    def get_connection_params(self) -> dict[str, Any]:
        """Return how to connect, or raise NoDatabase."""
        if "REFUSAL" in self.settings_dict:
            raise NoDatabase(self.settings_dict["REFUSAL"])
        params: dict[str, Any] = super().get_connection_params()
        named = self.settings_dict["EMBEDDED"]
        server = Server(named["folder"])
        try:
            if server.running():
                return {**params, **server.address(named["role"])}
        except ServerFault as fault:
            raise NoDatabase(f"{fault}. {fault.todo}".strip()) from None
        raise NoDatabase("no database is running. Start one with: caseclose db start (or name one in CASECLOSE_DSN)")
