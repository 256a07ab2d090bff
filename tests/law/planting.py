"""A policy folder laid over the shipped one, in which a test plants a change."""

from __future__ import annotations

from pathlib import Path

from caseclose.law.errors import Fault
from caseclose.law.policy import Policy
from caseclose.law.reading import examine_policy, read_policy
from caseclose.law.sources import shipped_policy


def shipped_text(path: str) -> str:
    """The text of one shipped policy file."""
    return shipped_policy().joinpath(*path.split("/")).read_text(encoding="utf-8")


class Planted:
    """Policy files that stand in place of shipped ones of the same path, or beside them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, path: str, text: str | bytes) -> None:
        """Write a policy file."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))

    def change(self, path: str, old: str, new: str) -> int:
        """Change one place of a shipped file. Returns the line of that place, from 1."""
        text = shipped_text(path)
        assert old in text, f"{path} no longer says {old!r}"
        self.put(path, text.replace(old, new, 1))
        return text[: text.index(old)].count("\n") + 1

    def faults(self, path: str = "") -> list[Fault]:
        """Every fault of the policy, or of one file of it."""
        found = examine_policy(self.folder)[1]
        return [fault for fault in found if fault.file == path] if path else found

    def policy(self) -> Policy:
        """The policy, which must be without fault."""
        return read_policy(self.folder)
