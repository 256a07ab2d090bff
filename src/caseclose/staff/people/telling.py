"""What is done about accounts goes into the journal, in an entry that names no case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseclose.casework.services import journal

MADE, CHANGED = "AccountMade", "AccountChanged"
NEW_PASSWORD, FACTOR_RESET = "AccountPasswordDrawn", "SecondFactorReset"  # noqa: S105 - kinds of entry
PASSWORD_ASKED, PASSWORD_CHOSEN = "AccountPasswordAsked", "AccountPasswordChosen"  # noqa: S105
SESSIONS_ENDED = "AccountSessionsEnded"
CONFLICT_SAID, CONFLICT_ENDED = "ConflictSaid", "ConflictTakenBack"
KINDS = (MADE, CHANGED, NEW_PASSWORD, PASSWORD_ASKED, PASSWORD_CHOSEN, SESSIONS_ENDED, FACTOR_RESET, CONFLICT_SAID,
         CONFLICT_ENDED)  # fmt: skip
ADMIN, OWNER = "admin", "owner"
COMMAND_LINE = "command line"
"""Who acts where a command was given on the machine itself."""


@dataclass(frozen=True, slots=True)
class By:
    """Who looks after accounts, or after their own, on which day and at which moment."""

    name: str
    on: date
    at: datetime
    role: str = ADMIN


def tell(kind: str, by: By, account: str, **said: object) -> None:
    """Say in the journal, in this transaction, what was done about an account.

    A conflict of interest is told without its case: what names no case is never destroyed, and must not tell of one.
    """
    body = {"account": account, **said}
    journal.append([journal.Line(None, None, kind, by.on, by.at, by.name, by.role, body)])
