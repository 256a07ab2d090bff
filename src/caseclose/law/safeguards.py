"""How accounts and sessions of staff are guarded, as the policy has it."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from functools import cache

import msgspec

from caseclose.law.sources import Source, shipped_policy
from caseclose.law.written import Shape, Verified


class Safeguards(Shape, frozen=True):
    """Amounts: minutes, wrong passwords in a row, and signs of a password."""

    idle_minutes: int
    warning_minutes: int
    failures: int
    lock_minutes: int
    password_length: int
    cites: list[str]
    verified: Verified
    source: str = ""

    @property
    def idle_seconds(self) -> int:
        """After how many seconds an idle session ends."""
        return int(timedelta(minutes=self.idle_minutes).total_seconds())

    @property
    def warning_seconds(self) -> int:
        """How many seconds before that the person is warned."""
        return int(timedelta(minutes=self.warning_minutes).total_seconds())


class _File(Shape, frozen=True):
    accounts: Safeguards


def read_safeguards(source: Source) -> bool:
    """Check a file of safeguards, and say whether it was one. Faults are noted in `source`."""
    if source.stem != "safeguards":
        return False
    source.shaped(source.table(), _File)
    return True


@cache
def safeguards() -> Safeguards:
    """Return the shipped safeguards. This one file is read alone: settings need it before anything else is there."""
    text = shipped_policy().joinpath("us", "safeguards.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _File).accounts
