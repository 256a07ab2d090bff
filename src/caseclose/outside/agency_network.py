"""The network over which child support agencies of different states write to each other.

Kinds of message have our own names. They stand in policy/us/agency_messages.toml, with the network's reason code where
one was seen. The record layout of the network is not built here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseclose.law.reading import shipped
from caseclose.outside.orders import Outgoing

NAME = "agency_network"


@dataclass(frozen=True, slots=True)
class AgencyNotice:
    """A message to an agency about our case, which is `theirs` there. `basis` is the rule that it rests on."""

    key: str
    agency: str
    case: str
    theirs: str
    says: str
    code: str
    basis: str
    made_on: date


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message from the agency `agency`, which calls it `id`. `about` is the key of our message that it answers.

    `case` is our number for the case where the agency knows it, `theirs` its own.
    """

    id: str
    agency: str
    kind: str
    arrived_at: datetime
    case: str = ""
    theirs: str = ""
    about: str = ""
    words: str = ""


def agency_notice(message: Outgoing) -> AgencyNotice:
    """Put a message into the network's words. Raises KeyError where policy knows no such kind of message."""
    code = shipped().messages[message.says].code
    return AgencyNotice(
        message.key, message.to, message.case, message.theirs, message.says, code, message.basis, message.made_on
    )
