"""The law in force for one state on one day, folded and ready to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from caseclose.law.fold import folded
from caseclose.law.limits import LimitBook
from caseclose.law.policy import FEDERAL, Effect, Policy
from caseclose.law.rules import Rule, Version
from caseclose.law.tree import Node, both
from caseclose.law.verdict import Reader, Weigher, reader, weigher
from caseclose.law.written_states import AdoptedText


@dataclass(frozen=True)
class Part:
    """One limb of a standing rule, with the common part; `id` is the rule's id and the limb's, as in us.b7.i."""

    id: str
    cites: tuple[str, ...]
    tree: Node

    @cached_property
    def weigh(self) -> Weigher:
        """This part compiled to give its verdict only."""
        return weigher(self.tree)

    @cached_property
    def read(self) -> Reader:
        """This part compiled to give its verdict with everything below it."""
        return reader(self.tree)


@dataclass(frozen=True)
class Standing:
    """One rule as it stands on the day. `governs` says that a closing may rest on it in this state.

    A state's criterion is met only when the federal paragraph above it is met too, so its tree holds both.
    """

    rule: Rule
    version: Version
    tree: Node
    limbs: tuple[Part, ...]
    governs: bool
    under: str
    notice: str

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.rule.id

    @property
    def parts(self) -> tuple[Part, ...]:
        """The limbs, or the whole rule as its one part: the pieces whose missing evidence is told apart."""
        return self.limbs or (self.whole,)

    @cached_property
    def whole(self) -> Part:
        """The whole rule as one part."""
        return Part(self.id, tuple(self.version.text.cites), self.tree)

    @property
    def weigh(self) -> Weigher:
        """The whole rule compiled to give its verdict only."""
        return self.whole.weigh


@dataclass(frozen=True)
class StandingEffect:
    """What becomes of a service or remedy, in force on the day. `when` is None where it has no condition."""

    effect: Effect
    when: Part | None


@dataclass(frozen=True)
class LawInForce:
    """All rules that stand for one state on one day."""

    policy: Policy
    state: str
    as_of: date
    criteria: tuple[Standing, ...]
    gates: tuple[Standing, ...]
    requests: tuple[Standing, ...]
    outcomes: tuple[Standing, ...]

    @property
    def duty(self) -> str:
        """ "may" or "shall": whether the state must close a case that meets a criterion."""
        state = self.policy.layer(self.state).state
        return state.duty.word if state else "may"

    @property
    def limits(self) -> LimitBook:
        """The limits of this state."""
        return self.policy.limits(self.state)

    @cached_property
    def effects(self) -> dict[str, tuple[StandingEffect, ...]]:
        """For each service and remedy what may become of it, in the order in which it is tried: the state's first."""
        own = self.policy.layer(self.state).effects
        return {
            name: tuple(
                StandingEffect(effect, self._when(effect))
                for effect in (*(each for each in own if each.text.remedy == name), *remedy.effects)
                if effect.text.since <= self.as_of and (effect.text.until is None or self.as_of <= effect.text.until)
            )
            for name, remedy in self.policy.remedies.items()
        }

    def _when(self, effect: Effect) -> Part | None:
        if effect.rule is None:
            return None
        tree = folded(effect.rule.versions[0].tree, self.limits, self.as_of)
        return Part(effect.text.remedy, tuple(effect.text.cites), tree)

    def criterion(self, name: str) -> Standing | None:
        """Return one criterion by its id; None where no such criterion stands."""
        return self._by_id.get(name)

    @cached_property
    def _by_id(self) -> dict[str, Standing]:
        return {standing.id: standing for standing in self.criteria}

    def condition(self, rule: Rule) -> Node | None:
        """Fold a rule's own condition for this day; None where no text of it is in force."""
        version = rule.on(self.as_of)
        return None if version is None else folded(version.tree, self.limits, self.as_of)


def law_in_force(policy: Policy, state: str, as_of: date) -> LawInForce:
    """Gather and fold the rules that stand in `state` ("us" for the federal rule alone) on `as_of`.

    Raises UnknownName for a state that has no policy.
    """
    policy.layer(state)
    layers = list(dict.fromkeys((FEDERAL, state)))
    replaced = {rule.text.replaces for rule in policy.layer(state).requests.values() if rule.on(as_of)}
    gatherer = _Gatherer(policy, state, as_of)
    return LawInForce(
        policy=policy,
        state=state,
        as_of=as_of,
        criteria=tuple(gatherer.criteria(layers)),
        gates=tuple(gatherer.plain(rule for code in layers for rule in policy.layer(code).gates.values())),
        requests=tuple(
            gatherer.plain(
                rule for code in layers for rule in policy.layer(code).requests.values() if rule.id not in replaced
            )
        ),
        outcomes=tuple(gatherer.plain(rule for code in layers for rule in policy.layer(code).outcomes.values())),
    )


class _Gatherer:
    def __init__(self, policy: Policy, state: str, as_of: date) -> None:
        self.policy = policy
        self.state = state
        self.as_of = as_of
        self.limits = policy.limits(state)
        text = policy.layer(state).state
        self.adopted: dict[str, AdoptedText] = {entry.id: entry for entry in text.adopts.paragraph} if text else {}
        self.adopts_rest = text is None or text.adopts.default == "adopted"

    def fold(self, tree: Node) -> Node:
        return folded(tree, self.limits, self.as_of)

    def plain(self, rules: Iterator[Rule]) -> Iterator[Standing]:
        for rule in rules:
            version = rule.on(self.as_of)
            if version is not None:
                yield Standing(rule, version, self.fold(version.tree), (), governs=True, under="", notice="")

    def criteria(self, layers: list[str]) -> Iterator[Standing]:
        own = self.policy.layer(self.state).criteria if self.state != FEDERAL else {}
        overruled = {rule.text.under for rule in own.values() if rule.on(self.as_of)}
        for code in layers:
            for rule in self.policy.layer(code).criteria.values():
                standing = self._criterion(rule, overruled)
                if standing is not None:
                    yield standing

    def _criterion(self, rule: Rule, overruled: set[str]) -> Standing | None:
        version = rule.on(self.as_of)
        if version is None:
            return None
        if rule.layer == FEDERAL:
            governs = rule.id not in overruled and self._adopts(rule.id)
            return self._standing(rule, version, None, governs=governs, notice=rule.text.notice)
        federal = self.policy.federal.criteria[rule.text.under]
        above = federal.on(self.as_of)
        if above is None:
            return None
        notice = rule.text.notice or federal.text.notice
        return self._standing(rule, version, above.tree, governs=self._adopts(federal.id), notice=notice)

    def _adopts(self, paragraph: str) -> bool:
        entry = self.adopted.get(paragraph)
        return self.adopts_rest if entry is None else entry.how != "not_adopted"

    def _standing(self, rule: Rule, version: Version, above: Node | None, *, governs: bool, notice: str) -> Standing:
        def whole(tree: Node) -> Node:
            return self.fold(both((tree, above)) if above is not None else tree)

        limbs = tuple(
            Part(f"{rule.id}.{limb.id}", limb.cites or tuple(version.text.cites), whole(version.limb_tree(limb)))
            for limb in version.limbs
        )
        under = rule.text.under or rule.id
        return Standing(rule, version, whole(version.tree), limbs, governs=governs, under=under, notice=notice)
