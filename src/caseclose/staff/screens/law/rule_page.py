"""What the page of one rule shows: its words, its condition, its texts by date, and the states side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from caseclose.casework.selectors.law import law_on
from caseclose.closure.request import named
from caseclose.law.conditions import ATOM, Condition, condition
from caseclose.law.in_force import LawInForce, law_in_force
from caseclose.law.policy import FEDERAL
from caseclose.law.reading import shipped
from caseclose.law.rules import Rule, Version
from caseclose.law.written import ExampleText
from caseclose.staff.screens.law.asking import Place
from caseclose.staff.screens.law.shelves import Row, in_force, standing_rule, values_of


@dataclass(frozen=True, slots=True)
class TextOfDay:
    """One text of a rule: the days on which it is in force, what it rests on, and its condition."""

    version: Version
    condition: Condition | None
    current: bool


@dataclass(frozen=True, slots=True)
class Side:
    """How one state has a federal paragraph. `how` says how it took it over; `rules` are its own rules on it."""

    state: str
    how: str = ""
    cites: tuple[str, ...] = ()
    verified: str = ""
    source: str = ""
    note: str = ""
    rules: tuple[tuple[Rule, TextOfDay], ...] = ()


def law_for(rule: Rule, place: Place) -> LawInForce:
    """Return the law in which a rule is read: that of the place, or of the rule's own state where it is another's."""
    return law_on(place.state if rule.layer == FEDERAL else rule.layer, place.on)


def rule_page(rule: Rule, place: Place, lang: str) -> dict[str, Any]:
    """Return what the page of a rule shows."""
    law = law_for(rule, place)
    version, book = rule.on(place.on), law.policy
    standing = standing_rule(law, rule.id)
    texts = [_text(law, rule, each, place, lang) for each in rule.versions]
    now = next((each for each in texts if each.current), None)
    raw = [(limb.id, limb.when) for limb in version.text.limb] if version else []
    return {
        "rule": rule,
        "text": version.text if version else None,
        "heading": named(law, rule.text.heading)[lang],
        "plain": named(law, rule.text.plain)[lang],
        "way_on": named(law, rule.text.way_on)[lang],
        "owner": rule.text.owner[lang],
        "layer": state_name(rule.layer, lang),
        "governs": standing is None or standing.governs,
        "condition": now.condition if now else None,
        "raw": [("", version.text.when), *raw] if version and version.text.when else raw,
        "limits": list(_limits(law, now.condition, lang)) if now and now.condition else [],
        "texts": texts,
        "notice": book.notices.get(standing.notice) if standing else None,
        "evidence": [book.evidence[name].name[lang] for name in rule.text.evidence],
        "newest": rule.versions[-1].since,
        "examples": _examples(rule, version),
        "sides": list(sides(rule, place, lang)),
        "only_for": [book.rule(name) for name in rule.text.only_for],
        "not_for": [book.rule(name) for name in rule.text.not_for],
    }


def _text(law: LawInForce, rule: Rule, version: Version, place: Place, lang: str) -> TextOfDay:
    current = version.in_force(place.on)
    day = place.on if current else version.until or version.since
    there = law if current else law_in_force(law.policy, law.state, day)
    tree = there.condition(rule)
    return TextOfDay(version, condition(tree, law.policy.facts, lang) if tree is not None else None, current)


def _limits(law: LawInForce, shown: Condition, lang: str) -> Iterator[Row]:
    for name in dict.fromkeys(_named(shown)):
        yield from (row for row in values_of(law.limits[name], lang)
                    if row.since and in_force(law.as_of, row.since, row.until))  # fmt: skip


def _named(shown: Condition) -> Iterator[str]:
    if shown.kind == ATOM and shown.limit:
        yield shown.limit
    for part in shown.parts:
        yield from _named(part)


def _examples(rule: Rule, version: Version | None) -> list[ExampleText]:
    """The examples of the text in force."""
    newest = rule.versions[-1].since
    return [each for each in rule.text.example if version and version.in_force(each.on or newest)]


def sides(rule: Rule, place: Place, lang: str) -> Iterator[Side]:
    """Yield how each state has the federal paragraph that a rule is, or stands under; none where there is no such."""
    book = shipped()
    above = rule.id if rule.layer == FEDERAL else rule.text.under or rule.text.replaces
    federal = next((each for each in book.rules() if each.id == above and each.layer == FEDERAL), None)
    if federal is None or federal.kind not in {"criterion", "request"}:
        return
    yield Side(state_name(FEDERAL, lang), rules=tuple(_of_day([federal], place, lang, FEDERAL)))
    for code in book.states:
        own = [each for each in book.rules()
               if each.layer == code and federal.id in {each.text.under, each.text.replaces}]  # fmt: skip
        yield _side(code, federal, tuple(_of_day(own, place, lang, code)), lang)


def _of_day(rules: list[Rule], place: Place, lang: str, code: str) -> Iterator[tuple[Rule, TextOfDay]]:
    for rule in rules:
        version = rule.on(place.on)
        if version is not None:
            yield rule, _text(law_on(code, place.on), rule, version, place, lang)


def _side(code: str, federal: Rule, rules: tuple[tuple[Rule, TextOfDay], ...], lang: str) -> Side:
    text = shipped().layer(code).state
    name = state_name(code, lang)
    if text is None or federal.kind != "criterion":
        return Side(name, rules=rules)
    entry = next((each for each in text.adopts.paragraph if each.id == federal.id), None)
    if entry is None:
        return Side(name, text.adopts.default, (), text.adopts.verified, "", text.adopts.note, rules)
    return Side(name, entry.how, tuple(entry.cites), entry.verified, entry.source, entry.note, rules)


def state_name(code: str, lang: str) -> str:
    """Return what a layer is called: the state's name, or that of the federal rule."""
    text = shipped().layer(code).state if code != FEDERAL else None
    return text.name[lang] if text else {"en": "Federal", "es": "Federal"}[lang]
