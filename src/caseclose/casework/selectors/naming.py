"""What the journal names by an id is called: rules, facts, reasons, remedies, duties, letters, kinds of task …"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from caseclose.casework.selectors.books import TASKS, whole_book
from caseclose.closure.reasons import reasons
from caseclose.law.reading import shipped
from caseclose.law.rules import Rule
from caseclose.law.written import Words
from caseclose.letters.words import letter_folders


def policy_name(kind: str, value: object, lang: str) -> str | None:
    """Return what the policy calls `value`, which stands under `kind` in a journal entry; None where it has no name.

    A rule that is no longer in the policy has none: an old entry is told with its id.
    """
    name = NAMES.get(kind)
    if isinstance(value, list):
        told = [policy_name(kind, each, lang) or str(each) for each in value]
        return "; ".join(told) if name is not None else None
    words = name(str(value)) if name is not None else None
    return words[lang] if words is not None else None


def _rule(name: str) -> Words | None:
    rule = _rules().get(name)
    if rule is None:
        return None
    heading = rule.text.heading
    return Words(f"“{heading.en}” ({name})", f"«{heading.es}» ({name})")


@cache
def _rules() -> Mapping[str, Rule]:
    return {rule.id: rule for rule in shipped().rules()}


def _rule_or_reason(name: str) -> Words | None:
    """A request is declined for rules of the policy, and a case kept open for reasons that have names."""
    return _rule(name) or reasons().called.get(name)


def _fact_or_part(name: str) -> Words | None:
    """A fact that is missing, or a part of a request."""
    return _fact(name) or reasons().called.get(name)


def _fact(name: str) -> Words | None:
    return shipped().facts[name].text.name if name in shipped().facts else None


def _evidence(name: str) -> Words | None:
    return shipped().evidence[name].name if name in shipped().evidence else None


def _remedy(name: str) -> Words | None:
    return shipped().remedies[name].text.heading if name in shipped().remedies else None


def _duty(name: str) -> Words | None:
    return shipped().duties[name].heading if name in shipped().duties else None


def _money_rule(name: str) -> Words | None:
    return _money_rules().get(name)


@cache
def _money_rules() -> Mapping[str, Words]:
    rules = [rule for layer in shipped().layers.values() for rule in layer.distribution]
    return {rule.id: Words(f"“{rule.heading.en}”", f"«{rule.heading.es}»") for rule in rules}


def _asks(name: str) -> Words | None:
    """What a person is asked when a message comes from an agency in one part: `message:part`."""
    kind, _, part = name.partition(":")
    effect = shipped().messages[kind].comes_from(part) if kind in shipped().messages else None
    return effect.asks if effect is not None else None


def _task(name: str) -> Words | None:
    names = whole_book(TASKS)["names"]
    return Words(names["en"][name], names["es"][name]) if name in names["en"] else None


def _message(name: str) -> Words | None:
    return shipped().messages[name].say if name in shipped().messages else None


def _letter(kind: str) -> Words | None:
    """What people of the agency call a kind of letter; where a kind has several, the plain one gives the name."""
    return letter_folders()[kind].text.name if kind in letter_folders() else None


NAMES: Mapping[str, Callable[[str], Words | None]] = {
    "criterion": _rule,
    "reasons": _rule_or_reason,
    "fact": _fact,
    "evidence": _evidence,
    "remedy": _remedy,
    "duty": _duty,
    "says": _message,
    "message": _message,
    "missing": _fact_or_part,
    "find": _fact,
    "rule": _money_rule,
    "remedies": _remedy,
    "asks": _asks,
    "kind": _task,
    "letter": _letter,
}
