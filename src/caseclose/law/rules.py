"""Rules as read: a criterion, gate, bar or outcome with its dated versions, each a tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caseclose.law.errors import nearest
from caseclose.law.facts import FactBook
from caseclose.law.language import LanguageError, read_condition
from caseclose.law.limits import LimitBook
from caseclose.law.sources import Source
from caseclose.law.tree import Atom, Compare, Holds, Named, Node, OneOf, atoms, both, either
from caseclose.law.written import RuleText, VersionText

MOST_FACTS = 12
"""A limb that asks about more facts than this is split: nobody can read it, and its missing evidence no longer fits
one column."""


Days = tuple[date, date | None]
"""The first and the last day on which a text is in force."""


@dataclass(frozen=True, slots=True)
class Limb:
    """A sub-paragraph of a rule."""

    id: str
    cites: tuple[str, ...]
    tree: Node


@dataclass(frozen=True, slots=True)
class Version:
    """A rule's text in force from `since` to `until`, both included. `common` is None where limbs say everything."""

    since: date
    until: date | None
    text: VersionText
    common: Node | None
    limbs: tuple[Limb, ...]

    def in_force(self, day: date) -> bool:
        """Say whether this text is in force on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def tree(self) -> Node:
        """The whole condition: the common part, and at least one limb where there are limbs."""
        parts = [self.common] if self.common is not None else []
        if self.limbs:
            parts.append(either(tuple(limb.tree for limb in self.limbs)))
        return both(tuple(parts))

    def limb_tree(self, limb: Limb) -> Node:
        """The condition of one limb together with the common part."""
        return both((self.common, limb.tree)) if self.common is not None else limb.tree


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `layer` is "us" or a state's code; `kind` is criterion, gate, request, outcome or effect."""

    id: str
    layer: str
    kind: str
    file: str
    text: RuleText
    versions: tuple[Version, ...]

    @property
    def facts(self) -> set[str]:
        """The facts that any of its texts asks about."""
        return {atom.fact for version in self.versions for atom in atoms(version.tree)}

    def on(self, day: date) -> Version | None:
        """Return the text in force on `day`, or None."""
        return next((version for version in self.versions if version.in_force(day)), None)


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a condition may use."""

    facts: FactBook
    limits: LimitBook


def build_rule(source: Source, text: RuleText, layer: str, kind: str, names: Names, at: str = "") -> Rule:
    """Parse and check every condition of `text`. Faults are noted in `source`."""
    versions = tuple(
        _build_version(source, version, names, f"{at}version[{index}]") for index, version in enumerate(text.version)
    )
    return Rule(text.id, layer, kind, source.path, text, versions)


def _build_version(source: Source, text: VersionText, names: Names, at: str) -> Version:
    days = (text.since, text.until)
    common = _condition(source, text.when, names, f"{at}.when", days) if text.when else None
    limbs = tuple(
        Limb(limb.id, tuple(limb.cites), _condition(source, limb.when, names, f"{at}.limb[{n}].when", days))
        for n, limb in enumerate(text.limb)
    )
    if common is None and not limbs:
        source.fault("this version has no condition: write `when`, or limbs", at)
        common = Holds("")
    version = Version(text.since, text.until, text, common, limbs)
    for tree in [version.limb_tree(limb) for limb in limbs] or [version.tree]:
        if len({atom.fact for atom in atoms(tree)}) > MOST_FACTS:
            source.fault(f"this condition asks about more than {MOST_FACTS} facts; split it into limbs", at)
    return version


def _condition(source: Source, when: str, names: Names, at: str, days: Days) -> Node:
    try:
        tree = read_condition(when)
    except LanguageError as error:
        source.fault(f"{error} (column {error.column} of the condition: {when!r})", at)
        return Holds("")
    for atom in atoms(tree):
        reason = fault_of_atom(atom, names, days)
        if reason:
            source.fault(reason, at)
    return tree


def fault_of_atom(atom: Atom, names: Names, days: Days) -> str:
    """Return what is wrong with the names and kinds of one atom of a text in force on `days`, or an empty text."""
    fact = names.facts.get(atom.fact)
    if fact is None:
        limit = " It is a limit; write the fact before it." if atom.fact in names.limits else ""
        return f"'{atom.fact}' is not a fact.{limit or nearest(atom.fact, names.facts)}"
    if isinstance(atom, Holds):
        return "" if fact.kind == "yes_no" else f"'{atom.fact}' is a {fact.kind}; only a yes_no fact can stand alone"
    if isinstance(atom, OneOf):
        if fact.kind != "choice":
            return f"'{atom.fact}' is a {fact.kind}, not a choice"
        strange = [choice for choice in atom.choices if choice not in fact.text.choices]
        return (
            f"'{strange[0]}' is not a choice of '{atom.fact}'.{nearest(strange[0], fact.text.choices)}"
            if strange
            else ""
        )
    if isinstance(atom, Compare):
        return _fault_of_comparison(atom, fact.kind, names, days)
    if fact.kind != "date":
        return f"'{atom.fact}' is a {fact.kind}, not a date"
    return _fault_of_limit(atom.span, "span", names, days) if isinstance(atom.span, Named) else ""


def _fault_of_comparison(atom: Compare, kind: str, names: Names, days: Days) -> str:
    if kind not in {"money", "count"}:
        return f"'{atom.fact}' is a {kind}; only money and counts are compared with amounts"
    if isinstance(atom.amount, Named):
        return _fault_of_limit(atom.amount, kind, names, days)
    if kind == "money" and not isinstance(atom.amount, Decimal):
        return f"money is written with its cents: {atom.amount}.00"
    return (
        f"'{atom.fact}' is a count and takes a whole number"
        if kind == "count" and isinstance(atom.amount, Decimal)
        else ""
    )


def _fault_of_limit(named: Named, kind: str, names: Names, days: Days) -> str:
    limit = names.limits.get(named.name)
    if limit is None and named.name in names.facts:
        return f"'{named.name}' is a fact, and facts are not compared with each other; a limit of kind {kind} is needed"
    if limit is None:
        fitting = [name for name, other in names.limits.items() if other.kind == kind]
        return f"'{named.name}' is not a limit.{nearest(named.name, fitting)}"
    if limit.kind != kind:
        return f"'{named.name}' is a limit of kind {limit.kind}; a {kind} is needed"
    lacking = limit.lacking(*days)
    return "" if lacking is None else f"the limit '{named.name}' is not in force on {lacking}"
