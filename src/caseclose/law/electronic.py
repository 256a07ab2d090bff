"""Telling a person by e-mail or text that a letter is on its way: when that is done, and the whole text of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from caseclose.law.sources import Source
from caseclose.law.written import NO_WORDS, Shape, Verified, Words

if TYPE_CHECKING:
    from caseclose.law.policy import Layer, Policy

FEDERAL_FILE = "us/electronic.toml"
Channel = Literal["email", "text"]
EMAIL: Channel = "email"
TEXT: Channel = "text"
ONE_TEXT = 160
"""How many signs of the GSM alphabet one message to a phone holds."""

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The alphabet in which a message holds that many signs (3GPP TS 23.038). Those that count twice are left out."""


class ElectronicWay(Shape, frozen=True):
    """Whether a message is sent to a person whose record is so. What is left out does not matter."""

    id: str
    use: Literal["send", "nothing"]
    say: Words
    cites: list[str]
    verified: Verified
    channel: list[Channel] = []
    contact: list[Literal["mail", "phone", "email", "none"]] = []
    flagged: bool | None = None
    shared: bool | None = None
    changed: bool | None = None
    source: str = ""

    def fits(self, *, channel: str, contact: str, flagged: bool, shared: bool, changed: bool) -> bool:
        """Say whether a record is so."""
        return (
            (not self.channel or channel in self.channel)
            and (not self.contact or contact in self.contact)
            and self.flagged in (None, flagged)
            and self.shared in (None, shared)
            and self.changed in (None, changed)
        )


class ElectronicMessage(Shape, frozen=True):
    """The whole text of a message; to a phone it has no subject."""

    channel: Channel
    text: Words
    subject: Words = NO_WORDS


class _Never(Shape, frozen=True):
    """Words that no message in a language may have."""

    lang: Literal["en", "es"]
    words: list[str]


def read_electronic(source: Source, policy: Policy, layer: Layer) -> bool:
    """Read a file of messages and of when they are sent, and say whether it was one. Faults are noted in `source`.

    A state may say when they are sent; their texts are the same everywhere.
    """
    if source.stem != "electronic":
        return False
    whole = source.table()
    parts = ("way", "message", "never") if source.path == FEDERAL_FILE else ("way",)
    for name in whole.keys() - set(parts):
        source.fault(f"'{name}' is not a key that is known here; there may be: {', '.join(parts)}", name)
    for way in _shaped(source, whole, "way", ElectronicWay):
        layer.electronic[way.id] = way
    if "message" in parts:
        _read_messages(source, whole, policy)
    return True


def _shaped(source: Source, whole: dict[str, Any], key: str, shape: type[Any]) -> list[Any]:
    found = whole.get(key, [])
    if not isinstance(found, list):
        source.fault(f"'{key}' is not a list; write each as [[{key}]]", key)
        return []
    read = (source.shaped(table, shape, f"{key}[{index}]") for index, table in enumerate(found))
    return [each for each in read if each is not None]


def _read_messages(source: Source, whole: dict[str, Any], policy: Policy) -> None:
    never = {each.lang: each.words for each in _shaped(source, whole, "never", _Never)}
    for index, message in enumerate(_shaped(source, whole, "message", ElectronicMessage)):
        policy.electronic[message.channel] = message
        for fault in _faults(message, never):
            source.fault(fault, f"message[{index}].text")
    for channel in {EMAIL, TEXT} - policy.electronic.keys():
        source.fault(f"there is no message for the channel '{channel}'")


def _faults(message: ElectronicMessage, never: dict[str, list[str]]) -> list[str]:
    """Return what is wrong with the texts of a message."""
    found = []
    for lang in ("en", "es"):
        said = f"{message.subject[lang]}\n{message.text[lang]}"
        if not message.text[lang].strip() or (message.channel == EMAIL) != bool(message.subject[lang].strip()):
            found.append(f"in '{lang}' an e-mail needs a subject and a text, and a message to a phone only a text")
        if "{" in said:
            found.append(f"the text in '{lang}' has a blank to be filled; it must be the same for everybody")
        tells = [word for word in never.get(lang, ()) if _holds(said, word)]
        if tells:
            found.append(f"the text in '{lang}' tells another reader something: {', '.join(tells)}")
        if message.channel == TEXT:
            found += _not_one_text(message.text[lang], lang)
    return found


def _not_one_text(text: str, lang: str) -> list[str]:
    strange = sorted(set(text) - _GSM)
    if strange:
        return [f"the text in '{lang}' has signs that the GSM alphabet lacks: {' '.join(strange)}"]
    if len(text) > ONE_TEXT:
        return [f"the text in '{lang}' has {len(text)} signs; one message holds {ONE_TEXT}"]
    return []


def _holds(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None
