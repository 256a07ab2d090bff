"""What a person must have understood before signing a request to close, read from the policy."""

from __future__ import annotations

from caseclose.law.sources import Source
from caseclose.law.written import Shape, Verified, Words


class StatementText(Shape, frozen=True):
    """One line that the person ticks, in the person's own voice. A state's line with a federal id replaces that one."""

    id: str
    say: Words
    cites: list[str]
    verified: Verified
    source: str = ""
    note: str = ""


def read_statements(source: Source) -> dict[str, StatementText]:
    """Return the statements of one file by id, in their order. An id that is used twice is a fault."""
    found: dict[str, StatementText] = {}
    for index, table in enumerate(source.tables("statement")):
        at = f"statement[{index}]"
        text = source.shaped(table, StatementText, at)
        if text is None:
            continue
        if text.id in found:
            source.fault(f"the id '{text.id}' is already used in this file", f"{at}.id")
        found[text.id] = text
    return found
