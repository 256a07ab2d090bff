"""The desk of a practice office on one day: who works there, and steps tried as people try them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from caseclose.casework.ports import Ports
from caseclose.casework.services.acting import Done, act
from caseclose.casework.services.findings import FileDocument, RecordFinding, file_document, record_finding
from caseclose.closure.commands import Actor, Command, KeepOpen
from caseclose.closure.reasons import OTHER, reasons
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role
from caseclose.law.reading import shipped
from caseclose.practice.chance import Chance


@cache
def book() -> dict[str, Any]:
    """Return the practice office as it is written down."""
    return tomllib.loads(files(__package__).joinpath("office.toml").read_text(encoding="utf-8"))


def rate(name: str) -> float:
    """Return how often something happens."""
    return float(book()["rates"][name])


def days_after(what: str, share: float) -> int:
    """Return how many days later something happens: this share of the way from its first day to its last."""
    first, last = book()["days"][what]
    return int(first + share * (last - first))


@dataclass(frozen=True)
class Desk:
    """One day in the office of one state.

    `days` are this day and those before it on which the office was shut: what came on them is on the desk today.
    """

    state: str
    on: date
    chance: Chance
    ports: Ports
    days: tuple[date, ...]

    @property
    def at(self) -> datetime:
        """The moment at which things are done on this day."""
        return datetime.combine(self.on, time(17, 30), UTC)

    def somebody(self, role: Role, *what: object) -> Actor:
        """Return a member of staff in this role, by chance."""
        names = {Role.INTAKE: "clerks", Role.CASEWORKER: "workers", Role.SUPERVISOR: "supervisors"}[role]
        return Actor(self.chance.pick(book()["staff"][names], role, *what), role)

    def attempt(self, number: str, command: Command, by: Actor) -> Done | Refused:
        """Take a step, and return what was done or why it was refused."""
        try:
            return act(number=number, command=command, by=by, on=self.on, at=self.at)
        except Refused as refused:
            return refused

    def find_out(self, number: str, names: tuple[str, ...], by: Actor) -> int:
        """Look for facts that are missing, and record each that a look can settle. Return how many were found."""
        usual, found = book()["found"], 0
        for name in names:
            if name in usual:
                so = self.chance.happens(usual[name], "found", number, name, self.on)
                record_finding(
                    number=number,
                    finding=RecordFinding(name, "true" if so else "false", self.file_proof(number, name)),
                    by=by,
                    on=self.on,
                    at=self.at,
                )
                found += 1
        return found

    def file_proof(self, number: str, fact: str) -> int:
        """File the paper that proves a fact, and return its number."""
        return self.file_paper(number, shipped().facts[fact].text.evidence[0])

    def file_paper(self, number: str, evidence: str) -> int:
        """File a made paper of this kind, and return its number."""
        content = f"{evidence} of case {number} on {self.on}"
        fingerprint = sha256(content.encode()).hexdigest()
        paper = FileDocument(evidence, f"Made document: {evidence}", self.on, fingerprint)
        by = self.somebody(Role.INTAKE, number)
        return file_document(number=number, document=paper, by=by, on=self.on, at=self.at).id


def keep_open(refused: Refused) -> KeepOpen:
    """Return the step that ends a closing which was refused, with what refused it as the reason."""
    usual = {
        "gate_shut": "something_bars_it",
        "gate_unknown": "cannot_be_shown",
        "evidence_not_on_file": "cannot_be_shown",
    }
    name = usual.get(refused.rule, refused.rule)
    return KeepOpen((name if name in reasons().why_open else OTHER,), refused.words("en"))


def missing_facts(refused: Refused) -> tuple[str, ...]:
    """Return the facts that a refusal asks for."""
    said = refused.values.get("missing", "")
    return tuple(name for name in said.split(", ") if name and name != "-")
