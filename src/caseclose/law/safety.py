"""What keeps readers of the public site safe: where the way out leads, and whom they can call. Read from the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseclose.law.sources import Source
from caseclose.law.written import NO_WORDS, Shape, Verified, Words

if TYPE_CHECKING:
    from caseclose.law.policy import Layer, Policy


class LeavingText(Shape, frozen=True):
    """The site that takes the place of a page when a reader must leave at once."""

    to: str
    source: str


class HelpLineText(Shape, frozen=True):
    """Somebody whom a person in danger can call. A state's line with a federal id replaces that one."""

    id: str
    name: Words
    say: Words
    phone: str
    verified: Verified
    source: str
    text: Words = NO_WORDS
    site: str = ""


class _File(Shape, frozen=True):
    leaving: LeavingText | None = None
    help_line: list[HelpLineText] = []


def read_safety(source: Source, policy: Policy, layer: Layer) -> bool:
    """Read a file on the safety of readers, and say whether it was one. Faults are noted in `source`."""
    if source.stem != "safety":
        return False
    written = source.shaped(source.table(), _File)
    if written is not None:
        policy.leaving = written.leaving or policy.leaving
        layer.help_lines = {line.id: line for line in written.help_line}
    return True
