"""What the policy calls the things that the journal names by their ids: rules, facts, evidence, remedies, duties."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from caseclose.law.reading import shipped
from caseclose.law.rules import Rule
from caseclose.law.written import Words


def policy_name(kind: str, value: object, lang: str) -> str | None:
    """Return what the policy calls `value`, which stands under `kind` in a journal entry; None where it has no name.

    A rule that is no longer in the policy has none: an old entry is told with its id.
    """
    name = _NAMES.get(kind)
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


def _fact(name: str) -> Words | None:
    return shipped().facts[name].text.name if name in shipped().facts else None


def _evidence(name: str) -> Words | None:
    return shipped().evidence[name].name if name in shipped().evidence else None


def _remedy(name: str) -> Words | None:
    return shipped().remedies[name].text.heading if name in shipped().remedies else None


def _duty(name: str) -> Words | None:
    return shipped().duties[name].heading if name in shipped().duties else None


def _message(name: str) -> Words | None:
    return shipped().messages[name].say if name in shipped().messages else None


_NAMES: Mapping[str, Callable[[str], Words | None]] = {
    "criterion": _rule,
    "reasons": _rule,
    "fact": _fact,
    "evidence": _evidence,
    "remedy": _remedy,
    "duty": _duty,
    "says": _message,
}
