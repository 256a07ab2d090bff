"""Remedies of cases that are about to close: locked, so that of cases that share one each sees the other's end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from caseclose.casework.models import Case, Remedy

ENFORCING = (Case.Kind.ENFORCEMENT, Case.Kind.STATE_DEBT_ONLY)
"""Kinds of case that may need a remedy: enforcement goes on in them, for the family or for debt to the state alone."""


class Placed(NamedTuple):
    """A remedy in place: its number, and its id in the policy."""

    pk: int
    kind: str


@dataclass(frozen=True, slots=True)
class InPlace:
    """The remedies in place by case, and for each remedy the cases that it serves and enforcement goes on in."""

    by_case: Mapping[str, Sequence[Placed]]
    served: Mapping[int, frozenset[str]]

    def needed_elsewhere(self, remedy: Placed, number: str) -> bool:
        """Say whether another case than `number` needs the remedy."""
        return bool(self.served[remedy.pk] - {number})

    def apart(self, numbers: Sequence[str]) -> list[str]:
        """Return those of `numbers`, in order, that share no remedy with one before them.

        What one case needs shows only when the cases before it have closed, so the others have to wait for that.
        """
        taken: set[int] = set()
        free = []
        for number in numbers:
            remedies = {remedy.pk for remedy in self.by_case.get(number, ())}
            if not remedies & taken:
                free.append(number)
                taken |= {pk for pk in remedies if len(self.served[pk]) > 1}
        return free


NOTHING = InPlace({}, {})


def lock_in_place(numbers: Sequence[str]) -> InPlace:
    """Lock the remedies in place of these cases, which the caller has locked, in the order of their numbers."""
    links = Remedy.cases.through.objects
    mine = list(links.filter(case__among=numbers).values_list("case", "remedy"))
    wanted = Remedy.objects.filter(ended_on=None, pk__among={pk for _, pk in mine}).order_by("pk")
    remedies = {pk: Placed(pk, kind) for pk, kind in wanted.select_for_update().values_list("pk", "kind")}
    by_case: dict[str, list[Placed]] = {}
    for number, pk in sorted(mine):
        if pk in remedies:
            by_case.setdefault(number, []).append(remedies[pk])
    served: dict[int, set[str]] = {pk: set() for pk in remedies}
    serving = links.filter(remedy__among=remedies, case__kind__in=ENFORCING)
    for pk, number in serving.values_list("remedy", "case"):
        served[pk].add(number)
    return InPlace(by_case, {pk: frozenset(cases) for pk, cases in served.items()})
