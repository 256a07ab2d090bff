"""What went wrong with the embedded server, and what to do about it."""

from __future__ import annotations


class ServerFault(Exception):
    """The server cannot do what was asked. `todo` says what the reader can do about it."""

    def __init__(self, message: str, *, todo: str = "") -> None:
        super().__init__(message)
        self.todo = todo
