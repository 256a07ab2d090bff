"""Idempotency keys: a command sent twice does its work once and gives the same answer."""

from __future__ import annotations

import json
from dataclasses import Field, asdict
from datetime import date
from hashlib import sha256
from typing import Any, ClassVar, Protocol

from caseclose.casework.models import SpentKey


class Asked(Protocol):
    """What can be asked for under a key: a frozen dataclass with a name, as the commands of a closing are."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def name(self) -> str:
        """What is asked for."""


class KeyReused(Exception):
    """The key was used before for another command. Nothing has changed."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the key '{key}' was used before for something else; use a new key for a new command")


def answer_given(key: str, case: str, command: Asked) -> dict[str, Any] | None:
    """Return the answer given before under `key`, or None. Raises KeyReused where it was another command."""
    spent = SpentKey.objects.filter(key=key).first() if key else None
    if spent is None:
        return None
    if spent.fingerprint != _fingerprint(case, command):
        raise KeyReused(key)
    answer: dict[str, Any] = spent.answer
    return answer


def spend(key: str, case: str, command: Asked, answer: dict[str, Any], on: date) -> None:
    """Remember that `key` has done its work, in this transaction."""
    if key:
        SpentKey.objects.create(
            key=key, command=command.name, fingerprint=_fingerprint(case, command), answer=answer, on=on
        )


def _fingerprint(case: str, command: Asked) -> str:
    said = {"case": case, "command": command.name, **asdict(command)}
    return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()
