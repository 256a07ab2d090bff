"""Cross-references between policy files: every name that one file uses must be written in another."""

from __future__ import annotations

import re
from collections.abc import Iterable

from caseclose.law.cross_guide import check_guide
from caseclose.law.duties import check_duties
from caseclose.law.errors import nearest
from caseclose.law.interview import check_interview, words_of
from caseclose.law.limits import gaps
from caseclose.law.policy import FEDERAL, Layer, Policy, Remedy
from caseclose.law.rules import Rule
from caseclose.law.sources import Source
from caseclose.law.values import BadValue, read_value
from caseclose.law.written import Words

ANSWERS = (
    "not_the_person_who_may_ask",
    "cannot_close",
    "family_enforcement_stops",
    "cannot_say_yet",
    "closes_to_payment_processing",
)
OUTCOMES = ("payment_processing", "closed", "state_debt_only")


def cross_check(policy: Policy) -> None:
    """Note a fault in its file for every name that leads nowhere, every gap in dates, every bad example."""
    first: dict[str, Rule] = {}
    for rule in policy.rules():
        source = policy.sources[rule.file]
        if first.setdefault(rule.id, rule) is not rule:
            source.fault(f"the id '{rule.id}' is already used in {first[rule.id].file}", "id")
        _check_rule(policy, rule, source)
    for fact in policy.facts.values():
        _known(policy.sources["facts.toml"], fact.text.evidence, policy.evidence, "evidence", f"{fact.id}.evidence")
        linked = [*fact.text.adds_up, *([fact.text.needs] if fact.text.needs else [])]
        _known(policy.sources["facts.toml"], linked, policy.facts, "fact", fact.id)
    for remedy in policy.remedies.values():
        _check_remedy(policy, remedy)
    for notice in policy.notices.values():
        _check_notice(policy, notice.id)
    for layer in policy.layers.values():
        _check_distribution(policy, layer)
        _check_statements(policy, layer)
        _check_interview(policy, layer)
        check_guide(policy, layer, CALLED)
        if layer.code != FEDERAL:
            _check_state(policy, layer)
    _check_federal(policy)
    check_duties(policy)


def _check_federal(policy: Policy) -> None:
    for name in ANSWERS:
        if name not in policy.answers:
            policy.sources["us/answers.toml"].fault(f"there is no answer '{name}'")
    if not policy.versions:
        policy.sources["us/versions.toml"].fault("there is no version of the federal rule")


CALLED = ("agency", "cash_aid", "medicaid", "clearinghouse")
_BLANK = re.compile(r"\{(\w*)\}")


def _check_blanks(source: Source, texts: Iterable[Words], at: str, more: Iterable[str] = ()) -> None:
    """Every {blank} in a text must be one that the state's own names fill, or one of `more`."""
    for text in texts:
        _known(source, _BLANK.findall(text.en + text.es), (*CALLED, *more), "blank that is filled in", at)


def _known(source: Source, names: Iterable[str], shelf: Iterable[str], what: str, at: str) -> None:
    shelf = list(shelf)
    for name in names:
        if name not in shelf:
            source.fault(f"'{name}' is not the name of any {what}.{nearest(name, shelf)}", at)


def _check_rule(policy: Policy, rule: Rule, source: Source) -> None:
    text = rule.text
    federal = policy.federal.criteria
    if rule.kind == "criterion":
        _known(source, [text.under] if rule.layer != FEDERAL else [], federal, "federal paragraph", "under")
        _known(
            source, [text.notice] if rule.layer == FEDERAL or text.notice else [], policy.notices, "notice", "notice"
        )
        _known(source, text.evidence, policy.evidence, "evidence", "evidence")
    _check_blanks(source, (text.heading, text.plain, text.way_on), "plain" if rule.kind != "effect" else "effect")
    if rule.kind == "gate" and not text.shuts:
        source.fault("a gate needs `shuts`: the steps that it bars", "id")
    if rule.kind == "request" and not text.outcome:
        source.fault("a request file needs `outcome`", "id")
    _known(source, text.only_for, federal, "federal paragraph", "only_for")
    _known(source, text.not_for, federal, "federal paragraph", "not_for")
    _known(
        source, [text.replaces] if text.replaces else [], policy.federal.requests, "federal request rule", "replaces"
    )
    for reason in gaps([(version.since, version.until) for version in rule.versions]):
        source.fault(f"{rule.id}: {reason}", f"{_within(rule)}version[0]")
    if rule.versions:
        _check_examples(policy, rule, source)
    else:
        source.fault("a rule needs at least one [[version]]", "id")


def _within(rule: Rule) -> str:
    """The key path of the table that holds the rule: an effect is one of several in its file."""
    return f"effect[{rule.id.rsplit('.', 1)[1]}]." if rule.kind == "effect" else ""


def _check_examples(policy: Policy, rule: Rule, source: Source) -> None:
    limbs = {limb.id for version in rule.versions for limb in version.limbs}
    for index, example in enumerate(rule.text.example):
        at = f"{_within(rule)}example[{index}].given"
        _known(source, example.given, policy.facts, "fact", at)
        for name, raw in example.given.items():
            if name not in policy.facts:
                continue
            try:
                read_value(policy.facts[name], raw)
            except BadValue as error:
                source.fault(f"example '{example.say}': {name}: {error}", at)
        if example.limb and example.limb not in limbs:
            source.fault(f"example '{example.say}': there is no limb '{example.limb}'", at)
        day = example.on or rule.versions[-1].since
        if rule.on(day) is None and example.then != "not_met":
            source.fault(
                f"example '{example.say}': no text of {rule.id} is in force on {day}, so the verdict is not_met", at
            )


def _check_remedy(policy: Policy, remedy: Remedy) -> None:
    source = policy.sources[remedy.file]
    for outcome in OUTCOMES:
        applying = [effect for effect in remedy.text.effect if outcome in effect.on]
        if not applying or applying[-1].when or applying[-1].until:
            reason = "its last effect there must have no condition and no end"
            source.fault(f"'{remedy.text.id}' has no answer for '{outcome}': {reason}", "id")


def _check_notice(policy: Policy, name: str) -> None:
    notice = policy.notices[name]
    source = policy.sources["us/notices.toml"]
    at = f"notice[{list(policy.notices).index(name)}]"
    spans = [days for days in (notice.days, *(version.days for version in notice.version)) if days]
    _known(source, spans, policy.federal.limits, "limit", f"{at}.days")
    _known(source, notice.applies_to, policy.federal.criteria, "federal paragraph", f"{at}.for")
    for reason in gaps([(version.since, version.until) for version in notice.version]):
        source.fault(f"notice '{name}': {reason}", at)


def _check_distribution(policy: Policy, layer: Layer) -> None:
    folder = FEDERAL if layer.code == FEDERAL else f"states/{layer.code}"
    for index, rule in enumerate(layer.distribution):
        source = policy.sources[f"{folder}/distribution.toml"]
        _check_blanks(source, (rule.heading, rule.plain), f"rule[{index}].plain")
        if not rule.id.startswith(f"{layer.code}."):
            source.fault(f"the id '{rule.id}' must begin with '{layer.code}.'", f"rule[{index}].id")


def _check_statements(policy: Policy, layer: Layer) -> None:
    for index, statement in enumerate(layer.statements.values()):
        folder = FEDERAL if layer.code == FEDERAL else f"states/{layer.code}"
        source = policy.sources[f"{folder}/before_signing.toml"]
        _check_blanks(source, (statement.say,), f"statement[{index}].say")


def _check_interview(policy: Policy, layer: Layer) -> None:
    folder = FEDERAL if layer.code == FEDERAL else f"states/{layer.code}"
    source = policy.sources.get(f"{folder}/interview.toml")
    if source is None:
        return
    check_interview(policy, layer, source)
    money = [name for name, limit in policy.limits(layer.code).items() if limit.kind == "money"]
    for words, at in words_of(layer.interview):
        _check_blanks(source, (words,), at, money)


def _check_state(policy: Policy, layer: Layer) -> None:
    path = f"states/{layer.code}/state.toml"
    source = policy.sources.get(path)
    if layer.state is None or source is None:
        if source is None:
            policy.sources[path] = Source(path, "")
            policy.sources[path].fault(f"the state folder '{layer.code}' has no state.toml")
        return
    if layer.state.state != layer.code:
        source.fault(f"the folder is called '{layer.code}' but the file says '{layer.state.state}'", "state")
    for index, entry in enumerate(layer.state.adopts.paragraph):
        _known(source, [entry.id], policy.federal.criteria, "federal paragraph", f"adopts.paragraph[{index}].id")
