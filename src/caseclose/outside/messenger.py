"""The messenger, who tells people by e-mail or text that a letter is on its way. It knows an address, and no case."""

from __future__ import annotations

from dataclasses import dataclass

from caseclose.outside.orders import Outgoing

NAME = "messenger"


@dataclass(frozen=True, slots=True)
class Pointer:
    """Tell whoever has this address, by this channel, these words and no others. Only an e-mail has a subject."""

    key: str
    channel: str
    address: str
    subject: str
    text: str


def pointer(message: Outgoing) -> Pointer:
    """Put a message into the messenger's words. Raises LookupError where it says nothing to anybody."""
    said = message.electronic
    if said is None:
        raise LookupError("there is nothing to tell")
    return Pointer(message.key, said.channel, said.address, said.subject, said.text)
