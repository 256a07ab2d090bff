"""The law tested beside the law: examples run, mutants hunted, dates walked, paragraphs counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from caseclose.law.fold import folded
from caseclose.law.limits import LimitBook
from caseclose.law.mutants import Mutant, mutants
from caseclose.law.policy import FEDERAL, Policy
from caseclose.law.rules import Limb, Rule, Version
from caseclose.law.values import read_value
from caseclose.law.verdict import Facts, Verdict, verdict_of, weigher
from caseclose.law.written import ExampleText


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example, ready to run: the text in force, the facts, the verdict expected."""

    rule: Rule
    text: ExampleText
    on: date
    version: Version | None
    facts: Facts

    def verdict(self, version: Version | None, limits: LimitBook) -> Verdict:
        """Weigh the example under `version`, which may be a mutant of its own. Where no text is in force, no case
        meets the rule."""
        if version is None:
            return Verdict.NOT_MET
        limb = next((limb for limb in version.limbs if limb.id == self.text.limb), None)
        tree = version.limb_tree(limb) if limb else version.tree
        return verdict_of(weigher(folded(tree, limits, self.on))(self.facts))

    def passes(self, version: Version, limits: LimitBook) -> bool:
        """Say whether the verdict under `version` is the one written down."""
        return self.verdict(version, limits).value == self.text.then


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that gave another verdict than the one written down."""

    rule: str
    file: str
    say: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no example noticed."""

    rule: str
    file: str
    since: date
    change: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What the examples and the mutation run showed."""

    passed: int
    failures: tuple[Failure, ...]
    made: int
    survivors: tuple[Survivor, ...]


def prove_examples(policy: Policy) -> Proof:
    """Run every example of every rule, then every mutant of every text against the examples dated in it."""
    passed, failures, made, survivors = 0, [], 0, []
    for rule in policy.rules():
        limits = policy.limits(rule.layer)
        examples = list(examples_of(policy, rule))
        for example in examples:
            got = example.verdict(example.version, limits)
            if got.value == example.text.then:
                passed += 1
            else:
                failures.append(Failure(rule.id, rule.file, example.text.say, example.text.then, got.value))
        for version, change in changed_versions(rule, limits):
            made += 1
            if not _noticed(version, examples, limits):
                survivors.append(Survivor(rule.id, rule.file, version.since, change))
    return Proof(passed, tuple(failures), made, tuple(survivors))


def examples_of(policy: Policy, rule: Rule) -> Iterator[Example]:
    """Yield the examples of `rule`, each with the text that is in force on its day."""
    for text in rule.text.example:
        on = text.on or rule.versions[-1].since
        facts = {name: read_value(policy.facts[name], raw) for name, raw in text.given.items()}
        yield Example(rule, text, on, rule.on(on), facts)


def changed_versions(rule: Rule, limits: LimitBook) -> Iterator[tuple[Version, str]]:
    """Yield each text of `rule` with one small change, and the change in words."""
    for version in rule.versions:
        if version.common is not None:
            for mutant in mutants(version.common, limits):
                yield replace(version, common=mutant.tree), mutant.change
        for index, limb in enumerate(version.limbs):
            for mutant in mutants(limb.tree, limits):
                yield _with_limb(version, index, mutant), f"limb {limb.id}: {mutant.change}"


def _with_limb(version: Version, index: int, mutant: Mutant) -> Version:
    old = version.limbs[index]
    changed = Limb(old.id, old.cites, mutant.tree)
    return replace(version, limbs=(*version.limbs[:index], changed, *version.limbs[index + 1 :]))


def _noticed(version: Version, examples: list[Example], limits: LimitBook) -> bool:
    return any(
        not example.passes(version, limits)
        for example in examples
        if example.version is not None and example.version.since == version.since
    )


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which paragraphs of the federal rule have a file, and which do not."""

    covered: tuple[str, ...]
    missing: tuple[str, ...]
    gaps: tuple[str, ...]


def prove_coverage(policy: Policy) -> Coverage:
    """Walk every published version of the rule: each paragraph in it must have just one text on each of its days."""
    covered: set[str] = set()
    absent: dict[str, None] = {}
    gaps = []
    for published in policy.versions.values():
        for paragraph in published.paragraphs:
            rule = policy.federal.criteria.get(paragraph)
            if rule is None:
                absent[paragraph] = None
                continue
            covered.add(rule.text.paragraph)
            gaps += _uncovered(rule, published.since, published.until, published.id)
    written = [rule.text.paragraph for rule in policy.federal.criteria.values()]
    return Coverage(tuple(each for each in written if each in covered), tuple(absent), tuple(gaps))


def _uncovered(rule: Rule, first: date, last: date | None, name: str) -> list[str]:
    """Look at the first and last day of the published version, at the first day of each text inside it, and at the day
    after the last."""
    days = [first, *([last] if last else []), *(v.since for v in rule.versions if v.since > first)]
    days += [v.until + timedelta(days=1) for v in rule.versions if v.until and v.until >= first]
    return [
        f"{rule.id}: {len(standing)} texts in force on {day} ({name})"
        for day in dict.fromkeys(days)
        if len(standing := [v for v in rule.versions if v.in_force(day)]) != 1 and (last is None or day <= last)
    ]


def federal_paragraphs(policy: Policy) -> list[str]:
    """Return the ids of the federal criteria in the order of their paragraphs."""
    return [rule.id for rule in policy.layer(FEDERAL).criteria.values()]
