"""A message as the outside sees it, before it is put into the words of one party."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class Outgoing(Protocol):
    """A message on its way out. It carries keys and our own numbers, and names no parent and no child."""

    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def party(self) -> str: ...  # noqa: D102
    @property
    def case(self) -> str: ...  # noqa: D102
    @property
    def closure(self) -> int: ...  # noqa: D102
    @property
    def order(self) -> int: ...  # noqa: D102
    @property
    def remedy(self) -> int: ...  # noqa: D102
    @property
    def to(self) -> str: ...  # noqa: D102
    @property
    def made_on(self) -> date: ...  # noqa: D102
    @property
    def says(self) -> str: ...  # noqa: D102
    @property
    def theirs(self) -> str: ...  # noqa: D102
    @property
    def basis(self) -> str: ...  # noqa: D102
