"""Other open cases of the same people, for whoever may know of them, and the remedies that serve them and this one.

Of a case of another office only that there is one. Not even that where the person who is on both has something to
protect: where else somebody has a case may tell where they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import F, Q

from caseclose.casework.models import Case, Participant, RelatedCase, Remedy
from caseclose.casework.selectors.case_page import is_protected
from caseclose.casework.services.releases.in_place import ENFORCING

OPEN = (Case.Kind.ENFORCEMENT, Case.Kind.PAYMENT_PROCESSING, Case.Kind.STATE_DEBT_ONLY)


@dataclass(frozen=True, slots=True)
class SharedRemedy:
    """A remedy in place that serves this case too. `needed` says that enforcement goes on in another one it serves."""

    kind: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Other:
    """Another open case. `shares` are the parts that its people have in this case; empty where that is kept back."""

    number: str
    kind: str
    office: str
    shares: tuple[str, ...]
    remedies: tuple[SharedRemedy, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """The cases that the reader may open, how many more there are in other offices, and the remedies these share."""

    seen: tuple[Other, ...]
    elsewhere: int
    remedies_elsewhere: tuple[SharedRemedy, ...]


@dataclass(slots=True)
class _Tie:
    """Why a case is related: the parts that its people have in this one, and whether one of them is protected."""

    parts: set[str] = field(default_factory=set)
    protected: bool = False


def related_cases(case: Case, *, office: str | None, hidden: Q) -> Related:
    """Return the other open cases of the people on `case`, for a reader of `office`; None is one of any office.

    `hidden` says of a case that the reader must not hear of it at all.
    """
    ties = _ties(case)
    found = Case.objects.filter(number__among=list(ties), kind__in=OPEN).exclude(hidden).select_related("office")
    mine, others = [], []
    for each in found.order_by("number") if ties else ():
        if office is None or each.office_id == office:
            mine.append(each)
        elif not ties[each.number].protected:
            others.append(each)
    shared = _shared(case, [*mine, *others])
    seen = tuple(
        Other(each.number, each.kind, each.office.name, _parts(ties[each.number]), shared[each.number]) for each in mine
    )
    elsewhere = {remedy.kind: remedy for each in others for remedy in shared[each.number]}
    return Related(seen, len(others), tuple(elsewhere.values()))


def _ties(case: Case) -> dict[str, _Tie]:
    """Return by their number the cases that are said to be of the same people, or on which one of them has a part."""
    ties: dict[str, _Tie] = {}
    pairs = RelatedCase.objects.filter(Q(case=case) | Q(other=case))
    for pair in pairs.values_list("case", "other"):
        ties.update({number: _Tie() for number in pair if number != case.number})
    shared = Participant.objects.filter(person__parts__case=case).exclude(case=case).select_related("person")
    for part in shared.annotate(here=F("person__parts__role")):
        tie = ties.setdefault(part.case_id, _Tie())
        tie.parts.add(part.here)
        tie.protected = tie.protected or is_protected(part.person)
    return ties


def _shared(case: Case, others: Iterable[Case]) -> Mapping[str, tuple[SharedRemedy, ...]]:
    """Return for each of these cases the remedies in place that serve it and this case."""
    kinds = {other.number: other.kind for other in others}
    links = Remedy.cases.through.objects.filter(remedy__cases=case, remedy__ended_on=None, case__among=list(kinds))
    rows = list(links.values_list("case", "remedy", "remedy__kind")) if kinds else []
    needed = {remedy for number, remedy, _kind in rows if kinds[number] in ENFORCING}
    found: dict[str, set[SharedRemedy]] = {number: set() for number in kinds}
    for number, remedy, kind in rows:
        found[number].add(SharedRemedy(kind, remedy in needed))
    return {number: tuple(sorted(each, key=lambda remedy: remedy.kind)) for number, each in found.items()}


def _parts(tie: _Tie) -> tuple[str, ...]:
    return () if tie.protected else tuple(sorted(tie.parts))
