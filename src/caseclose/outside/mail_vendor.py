"""The mail vendor, who prints and mails letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseclose.outside.orders import Outgoing

NAME = "mail_vendor"


@dataclass(frozen=True, slots=True)
class LetterJob:
    """A job ticket for one letter. The letter itself, with its address, is made when the vendor fetches the job."""

    key: str
    letter: str
    closure: int
    made_on: date


def letter_job(message: Outgoing) -> LetterJob:
    """Put a message into the vendor's words."""
    return LetterJob(message.key, message.kind, message.closure, message.made_on)
