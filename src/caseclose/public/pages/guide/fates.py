"""What can become of every service and remedy when a case closes, where nothing is known of the case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caseclose.law.in_force import LawInForce, StandingEffect
from caseclose.law.policy import Remedy
from caseclose.law.written import Words

STOPS, GOES_ON, DEPENDS = "stops", "goes_on", "depends"
_KIND = {"ends": STOPS, "released": STOPS, "goes_on": GOES_ON, "state_debt_only": GOES_ON}


@dataclass(frozen=True, slots=True)
class Fate:
    """A service or remedy, and in words what becomes of it; several where it depends on the case."""

    remedy: Remedy
    kind: str
    says: tuple[Words, ...]
    verified: bool


def fates(law: LawInForce, becomes: str) -> dict[str, list[Fate]]:
    """Return three lists of what stops, goes on and depends where a case becomes `becomes`."""
    lists: dict[str, list[Fate]] = {STOPS: [], GOES_ON: [], DEPENDS: []}
    for name, remedy in law.policy.remedies.items():
        tried = list(_tried(law.effects[name], becomes))
        if tried:
            kinds = {_KIND[each.effect.text.then] for each in tried}
            kind = kinds.pop() if len(kinds) == 1 else DEPENDS
            verified = all(each.effect.text.verified == "seen" for each in tried)
            lists[kind].append(Fate(remedy, kind, tuple(each.effect.text.say for each in tried), verified))
    return lists


def _tried(effects: tuple[StandingEffect, ...], becomes: str) -> Iterator[StandingEffect]:
    """Yield the effects that can come about, down to the first one that has no condition."""
    for each in effects:
        if becomes in each.effect.text.on:
            yield each
            if each.when is None:
                return
