"""What the law says differently on two days, or in two states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseclose.law.in_force import LawInForce, Standing, law_in_force
from caseclose.law.policy import Policy
from caseclose.law.tree import Atom, Compare, Reached, with_atoms


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule that differs. `change` is added, removed or changed; the texts are folded conditions."""

    id: str
    change: str
    heading: str
    cites: tuple[str, ...]
    before: str
    after: str


def differences(before: LawInForce, after: LawInForce, lang: str = "en") -> list[Difference]:
    """List the criteria, gates and request rules that differ between two readings of the law."""
    found = []
    old, new = _by_id(before), _by_id(after)
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        standing = now or was
        if standing is None or (was and now and _said(was) == _said(now)):
            continue
        found.append(
            Difference(
                id=name,
                change="changed" if was and now else "added" if now else "removed",
                heading=standing.rule.text.heading[lang],
                cites=tuple(standing.version.text.cites),
                before=_said(was) if was else "",
                after=_said(now) if now else "",
            )
        )
    return found


def between_days(policy: Policy, state: str, first: date, second: date, lang: str = "en") -> list[Difference]:
    """List what differs in `state` between two days."""
    return differences(law_in_force(policy, state, first), law_in_force(policy, state, second), lang)


def _by_id(law: LawInForce) -> dict[str, Standing]:
    return {standing.id: standing for shelf in (law.criteria, law.gates, law.requests) for standing in shelf}


def _said(standing: Standing) -> str:
    """The condition with its limits spelled out, so that a changed limit shows as well as a changed word."""
    return f"{spelled(standing)}{'' if standing.governs else ' [does not govern here]'}"


def spelled(standing: Standing) -> str:
    """Return the standing condition as text, limits replaced by what they are worth on the day."""
    return str(with_atoms(standing.tree, _spelled_atom))


def _spelled_atom(atom: Atom) -> Atom:
    if isinstance(atom, Compare):
        return Compare(atom.fact, atom.op, atom.amount)
    return Reached(atom.fact, atom.span) if isinstance(atom, Reached) else atom
