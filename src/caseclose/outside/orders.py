"""A message as the outside sees it, before it is put into the words of one party."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class Electronic(Protocol):
    """What a person is told by e-mail or text, and where."""

    @property
    def channel(self) -> str: ...  # noqa: D102
    @property
    def address(self) -> str: ...  # noqa: D102
    @property
    def subject(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102


class Outgoing(Protocol):
    """A message on its way out. It carries keys and our own numbers, and names no parent and no child.

    Only what goes to the messenger has an address: that of `electronic`.
    """

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
    @property
    def electronic(self) -> Electronic | None: ...  # noqa: D102
