"""Who acts and when, and what the journal is to say of it when all is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from caseclose.casework.models import Case, Closure
from caseclose.casework.services import journal
from caseclose.closure.commands import Actor


@dataclass(frozen=True, slots=True)
class Occasion:
    """One act: by whom, on which day in the agency's zone, at which moment. Its journal lines gather in order."""

    by: Actor
    on: date
    at: datetime
    lines: list[journal.Line] = field(default_factory=list)

    def tell(self, case: Case, kind: str, closure: Closure | None = None, **body: str | int | bool | None) -> None:
        """Say in the journal that `kind` happened to the case, once `write` is called."""
        line = journal.Line(
            case.number, closure.pk if closure else None, kind, self.on, self.at, self.by.name, self.by.role.value, body
        )
        self.lines.append(line)

    def write(self) -> None:
        """Append what was gathered to the journal, in this transaction."""
        journal.append(self.lines)
        self.lines.clear()
