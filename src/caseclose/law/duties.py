"""Duties with a clock and messages between agencies: read from the policy, checked, and as they stand on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from caseclose.law.errors import UnknownName, nearest
from caseclose.law.limits import gaps
from caseclose.law.written_duties import AgencyMessageText, OwedText, OwedVersionText, StateOwedText

if TYPE_CHECKING:
    from caseclose.law.policy import Layer, Policy
    from caseclose.law.sources import Source

T = TypeVar("T", OwedText, StateOwedText, AgencyMessageText)
DUTIES, MESSAGES = "us/duties.toml", "us/agency_messages.toml"


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty as in force on a day, with what the state adds to it."""

    text: OwedText
    version: OwedVersionText
    state: StateOwedText | None

    @property
    def cites(self) -> tuple[str, ...]:
        """The citations of the federal rule and of the state's."""
        return (*self.version.cites, *(self.state.cites if self.state else ()))

    @property
    def verified(self) -> str:
        """Whether the texts of both were read: unverified where one of them was not."""
        read = {self.version.verified, *((self.state.verified,) if self.state else ())}
        return "unverified" if "unverified" in read else "seen"

    @property
    def in_writing(self) -> bool:
        """Whether an answer to it must be in writing."""
        return self.state is not None and self.state.in_writing

    @property
    def not_after(self) -> tuple[str, ...]:
        """What exempts from it in the state."""
        return tuple(self.state.not_after) if self.state else ()


def owed_on(policy: Policy, name: str, state: str, day: date) -> Owed | None:
    """Return the duty `name` as it stands in `state` on the day; None where it was not in force.

    Raises UnknownName with the nearest name there is.
    """
    if name not in policy.duties:
        raise UnknownName(f"There is no duty called '{name}'.{nearest(name, policy.duties)}")
    text = policy.duties[name]
    version = next((v for v in text.version if v.since <= day and (v.until is None or day <= v.until)), None)
    if version is None:
        return None
    layer = policy.layers.get(state)
    return Owed(text, version, layer.duties.get(name) if layer else None)


def read_duty_file(source: Source, policy: Policy, layer: Layer) -> bool:
    """Read a file of duties or of messages between agencies; say whether it is one. Faults are noted in `source`."""
    if source.path == MESSAGES:
        _read(source, "message", AgencyMessageText, policy.messages)
    elif source.path == DUTIES:
        _read(source, "duty", OwedText, policy.duties)
    elif source.stem == "duties":
        _read(source, "duty", StateOwedText, layer.duties)
    else:
        return False
    return True


def _read(source: Source, key: str, shape: type[T], shelf: dict[str, T]) -> None:
    for index, table in enumerate(source.tables(key)):
        at = f"{key}[{index}]"
        text = source.shaped(table, shape, at)
        if text is None:
            continue
        if text.id in shelf:
            source.fault(f"'{text.id}' is written twice", f"{at}.id")
        shelf[text.id] = text


def check_duties(policy: Policy) -> None:
    """Note a fault for every name in duties and messages that leads nowhere, and for every gap in their dates."""
    for index, duty in enumerate(policy.duties.values()):
        _check_duty(policy, duty, f"duty[{index}]")
    for index, message in enumerate(policy.messages.values()):
        for nth, arriving in enumerate(message.arriving):
            at = f"message[{index}].arriving[{nth}]"
            source = policy.sources[MESSAGES]
            yes_no = [name for name, fact in policy.facts.items() if fact.kind == "yes_no"]
            _known(source, arriving.finds, yes_no, "yes-or-no fact", f"{at}.finds")
            _known(source, arriving.proposes, policy.federal.criteria, "federal paragraph", f"{at}.proposes")
            _known(source, [arriving.owes], policy.duties, "duty", f"{at}.owes")
    for layer in policy.layers.values():
        for index, name in enumerate(layer.duties):
            source = policy.sources[f"states/{layer.code}/duties.toml"]
            _known(source, [name], policy.duties, "duty", f"duty[{index}].id")


def _check_duty(policy: Policy, duty: OwedText, at: str) -> None:
    source = policy.sources[DUTIES]
    paragraphs: Mapping[str, object] = policy.federal.criteria
    _known(source, [duty.time], policy.federal.limits, "limit", f"{at}.time")
    _known(source, [duty.says], policy.messages, "message", f"{at}.says")
    _known(source, duty.stops, policy.remedies, "remedy", f"{at}.stops")
    _known(source, duty.closings, paragraphs, "federal paragraph", f"{at}.closings")
    decided = [name for name in duty.a_person_decides if name.startswith("us.")]
    _known(source, decided, paragraphs, "federal paragraph", f"{at}.a_person_decides")
    for reason in gaps([(version.since, version.until) for version in duty.version]):
        source.fault(f"duty '{duty.id}': {reason}", at)


def _known(source: Source, names: Iterable[str], shelf: Iterable[str], what: str, at: str) -> None:
    shelf = list(shelf)
    for name in names:
        if name and name not in shelf:
            source.fault(f"'{name}' is not the name of any {what}.{nearest(name, shelf)}", at)
