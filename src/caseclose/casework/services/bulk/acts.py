"""What a batch does to one case, what it depends on, and how a refusal is written down."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from caseclose.casework.facts.reading import BadRecords, as_refused
from caseclose.casework.models import Case, Closure, ReleaseOrder
from caseclose.casework.selectors.facts import facts_of_case
from caseclose.casework.services.acting import act
from caseclose.casework.services.holds.holding import same_name
from caseclose.casework.services.reopening import reopen_case
from caseclose.closure.commands import Actor, Approve, Command, KeepOpen, Propose
from caseclose.closure.refused import Refused

PROPOSE, APPROVE, KEEP_OPEN, REOPEN = "propose", "approve", "keep_open", "reopen"


@dataclass(frozen=True, slots=True)
class BulkAct:
    """What is asked for every case: `rule` to propose under, `basis` to reopen on, `reason` to reopen or keep open.

    A case is kept open for a reason that has a name; `words` say more of it, for the case record.
    """

    kind: str
    rule: str = ""
    basis: str = ""
    reason: str = ""
    words: str = ""


def carry_out(asked: BulkAct, *, number: str, by: Actor, on: date, at: datetime, key: str = "") -> int | None:
    """Do it to one case, as if it were asked for this case alone. Returns the closing. Raises Refused, BadRecords."""
    if asked.kind == REOPEN:
        return reopen_case(number=number, basis=asked.basis, by=by, on=on, at=at, key=key).closure
    return act(number=number, command=_command(asked), by=by, on=on, at=at, key=key).closure


def _command(asked: BulkAct) -> Command:
    if asked.kind == PROPOSE:
        return Propose(asked.rule)
    return Approve() if asked.kind == APPROVE else KeepOpen((asked.reason,), asked.words)


def newest_closing(number: str) -> Closure | None:
    """Return the newest closing of a case."""
    return Closure.objects.filter(case=number).order_by("-id").first()


def own_proposals(numbers: Iterable[str], name: str) -> list[str]:
    """Return those of these cases whose closing somebody of this name began, who cannot approve it."""
    begun = Closure.objects.filter(case__among=list(numbers), step__in=["requested", "proposed"])
    return [case for case, began in begun.values_list("case_id", "begun_by") if same_name(began, name)]


def what_it_rests_on(asked: BulkAct, case: Case, on: date) -> str:
    """Return a hash of all that the act depends on in this case: if it is the same, nothing has changed.

    For a reopening that is what the case is, its closing, and what has been let go; for the rest, every known fact.
    """
    closing = newest_closing(case.number)
    told: dict[str, Any] = {"kind": case.kind, "closing": [closing.pk, closing.step] if closing else None}
    if asked.kind == REOPEN:
        told["releases"] = _releases(closing)
    else:
        facts = facts_of_case(case.number, on, proposed=asked.rule or None).facts
        told["facts"] = {name: str(value) for name, value in facts.items()}
    return hash_of(told)


def note_of(asked: BulkAct, number: str) -> dict[str, list[str]]:
    """Return what a person needs to know of a reopening: the remedies taken back, and those that have gone."""
    if asked.kind != REOPEN:
        return {}
    releases = _releases(newest_closing(number))
    made, kept = ReleaseOrder.State.MADE.value, ReleaseOrder.State.KEPT.value
    return {
        "taken_back": sorted(kind for kind, state in releases if state == made),
        "gone": sorted(kind for kind, state in releases if state not in {made, kept}),
    }


def _releases(closing: Closure | None) -> list[tuple[str, str]]:
    return list(closing.releases.order_by("id").values_list("kind", "state")) if closing else []


def refusal_of(trouble: Refused | BadRecords) -> dict[str, Any]:
    """Return a refusal as it is kept: the rule, why, what would satisfy it, where it comes from, what to find out.

    What is `said` of it lets it be told again in another language.
    """
    trouble = as_refused(trouble)
    return {
        "rule": trouble.rule,
        "words": trouble.words("en"),
        "todo": trouble.todo("en"),
        "cites": list(trouble.cites),
        "missing": trouble.values.get("missing", ""),
        "said": trouble.said,
    }


def hash_of(told: object) -> str:
    """Return the SHA-256 of something that JSON can have."""
    return sha256(json.dumps(told, sort_keys=True, separators=(",", ":"), default=str).encode()).hexdigest()
