"""Reading the policy: each file by the kind that its place in the folders gives it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from caseclose.law.addressing import read_addressing
from caseclose.law.before_signing import read_statements
from caseclose.law.cross import cross_check
from caseclose.law.distribution import read_distribution
from caseclose.law.duties import read_duty_file
from caseclose.law.electronic import read_electronic
from caseclose.law.errors import Fault, PolicyError, nearest
from caseclose.law.explanations import read_explanations
from caseclose.law.facts import read_facts
from caseclose.law.guide import read_guide
from caseclose.law.holidays import read_holidays
from caseclose.law.interview import read_interview
from caseclose.law.limits import read_limits
from caseclose.law.policy import FEDERAL, Effect, Layer, Policy, Remedy
from caseclose.law.rules import Names, build_rule
from caseclose.law.safeguards import read_safeguards
from caseclose.law.safety import read_safety
from caseclose.law.sources import Source, shipped_policy, sources
from caseclose.law.working_days import Calendar
from caseclose.law.written import (
    AnswerText,
    EffectText,
    EvidenceText,
    NoticeText,
    RemedyText,
    RuleText,
    RuleVersionText,
    VersionText,
)
from caseclose.law.written_states import NamesText, OfficeText, StateText


@cache
def shipped() -> Policy:
    """Return the policy that comes with Caseclose. Raises PolicyError when it is broken."""
    return read_policy()


def read_policy(*more: Path) -> Policy:
    """Read the shipped policy, with the files of the folders `more` added to it or put in their place.

    Raises PolicyError with every fault found.
    """
    policy, faults = examine_policy(*more)
    if faults:
        raise PolicyError(faults)
    return policy


def examine_policy(*more: Path) -> tuple[Policy, list[Fault]]:
    """Read the policy as far as it can be read, and list every fault in it."""
    found: dict[str, Source] = {}
    roots: list[Path | Traversable] = [shipped_policy(), *more]
    for root in roots:
        found.update({source.path: source for source in sources(root)})
    policy = Policy(sources=found)
    reader = _Reader(policy)
    for stage in (_is_dictionary, _is_limits, _is_remedy, lambda _: True):
        reader.read(stage)
    cross_check(policy)
    return policy, [fault for source in found.values() for fault in source.faults]


def _is_dictionary(source: Source) -> bool:
    return source.path in {"facts.toml", "evidence.toml"} or source.stem == "state"


def _read_other(source: Source, policy: Policy, layer: Layer) -> bool:
    """Read a file that is no rule, and say whether it was one that is known."""
    return (
        read_duty_file(source, policy, layer)
        or read_explanations(source, layer)
        or read_addressing(source, layer)
        or read_safeguards(source)
        or read_electronic(source, policy, layer)
        or read_safety(source, policy, layer)
        or read_guide(source, layer)
    )


def _is_limits(source: Source) -> bool:
    return source.stem.startswith("limits")


def _is_remedy(source: Source) -> bool:
    return source.path.startswith("remedies/")


class _Reader:
    """Reads each file once, by the kind that its place in the folders gives it."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.done: set[str] = set()
        policy.layers[FEDERAL] = Layer(FEDERAL)

    def read(self, wanted: Callable[[Source], bool]) -> None:
        for path, source in self.policy.sources.items():
            if path not in self.done and wanted(source):
                self.done.add(path)
                if not source.faults:
                    self._read_one(source)

    def _read_one(self, source: Source) -> None:
        parts = source.path.split("/")
        if source.path == "facts.toml":
            self.policy.facts.update(read_facts(source))
        elif source.path == "evidence.toml":
            self.policy.evidence.update(
                {
                    key: text
                    for key, table in source.table().items()
                    if (text := source.shaped(table, EvidenceText, key))
                }
            )
        elif parts[0] == "gates":
            self._rule(source, FEDERAL, "gate")
        elif parts[0] == "remedies":
            self._remedy(source)
        elif parts[0] == FEDERAL:
            self._layer_file(source, FEDERAL, parts[1:])
        elif parts[0] == "states" and parts[2:]:
            self.policy.layers.setdefault(parts[1], Layer(parts[1]))
            self._layer_file(source, parts[1], parts[2:])
        else:
            source.fault("nobody knows what this file is; see the guide for where each kind of file goes")

    def _layer_file(self, source: Source, code: str, parts: list[str]) -> None:
        layer = self.policy.layers[code]
        kinds = {"request": "request", "outcomes": "outcome", "gates": "gate"}
        if len(parts) > 1 and parts[0] in kinds:
            self._rule(source, code, kinds[parts[0]])
        elif parts[0] == "offices":
            office = source.shaped(source.table(), OfficeText)
            if office:
                layer.offices[office.id] = office
        elif _is_limits(source):
            layer.limits.update(read_limits(source))
        elif source.stem == "holidays":
            layer.calendar = Calendar(read_holidays(source))
        elif source.stem == "distribution":
            layer.distribution = read_distribution(source)
        elif source.stem == "before_signing":
            layer.statements = read_statements(source)
        else:
            self._layer_list(source, layer)

    def _layer_list(self, source: Source, layer: Layer) -> None:
        if source.stem == "state":
            layer.state = source.shaped(source.table(), StateText)
        elif source.stem == "names":
            layer.names = source.shaped(source.table(), NamesText)
        elif source.stem == "notices":
            self._listed(source, "notice", NoticeText, self.policy.notices)
        elif source.stem == "versions":
            self._listed(source, "version", RuleVersionText, self.policy.versions)
        elif source.stem == "answers":
            self._listed(source, "answer", AnswerText, self.policy.answers)
        elif source.stem == "remedies":
            self._state_effects(source, layer)
        elif not read_interview(source, layer, self._names(layer.code)) and not _read_other(source, self.policy, layer):
            self._rule(source, layer.code, "criterion")

    def _listed(self, source: Source, key: str, shape: type, shelf: dict) -> None:  # type: ignore[type-arg]
        for index, table in enumerate(source.tables(key)):
            text = source.shaped(table, shape, f"{key}[{index}]")
            if text:
                shelf[text.id] = text

    def _names(self, code: str) -> Names:
        return Names(self.policy.facts, self.policy.limits(code))

    def _rule(self, source: Source, code: str, kind: str) -> None:
        text = source.shaped(source.table(), RuleText)
        if text is None:
            return
        layer = self.policy.layers[code]
        shelf = {
            "criterion": layer.criteria,
            "gate": layer.gates,
            "request": layer.requests,
            "outcome": layer.outcomes,
        }[kind]
        if text.id in shelf:
            source.fault(f"the id '{text.id}' is already used in {shelf[text.id].file}", "id")
        shelf[text.id] = build_rule(source, text, code, kind, self._names(code))

    def _remedy(self, source: Source) -> None:
        text = source.shaped(source.table(), RemedyText)
        if text:
            effects = tuple(
                self._effect(source, FEDERAL, text, effect, f"effect[{n}]") for n, effect in enumerate(text.effect)
            )
            self.policy.remedies[text.id] = Remedy(text, effects, source.path)

    def _state_effects(self, source: Source, layer: Layer) -> None:
        for index, table in enumerate(source.tables("effect")):
            at = f"effect[{index}]"
            effect = source.shaped(table, EffectText, at)
            if effect is None:
                continue
            remedy = self.policy.remedies.get(effect.remedy)
            if remedy is None:
                source.fault(
                    f"'{effect.remedy}' is not a remedy.{nearest(effect.remedy, self.policy.remedies)}", f"{at}.remedy"
                )
            else:
                layer.effects.append(self._effect(source, layer.code, remedy.text, effect, at))

    def _effect(self, source: Source, code: str, remedy: RemedyText, effect: EffectText, at: str) -> Effect:
        if not effect.when:
            return Effect(code, effect, None)
        version = VersionText(
            since=effect.since, cites=effect.cites, verified=effect.verified, until=effect.until, when=effect.when
        )
        number = at.removeprefix("effect[").removesuffix("]")
        text = RuleText(
            id=f"{code}.{remedy.id}.{number}",
            heading=remedy.heading,
            plain=effect.say,
            version=[version],
            example=effect.example,
        )
        names = self._names(code)
        return Effect(code, effect, build_rule(source, text, code, "effect", names, at=f"{at}."))
