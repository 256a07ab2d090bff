"""Cross-references of the guide: what an answer shows must be a rule, and every blank in it must be filled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from caseclose.law.errors import nearest
from caseclose.law.guide import QuestionText
from caseclose.law.policy import FEDERAL, Layer, Policy

_BLANK = re.compile(r"\{(\w*)\}")


def check_guide(policy: Policy, layer: Layer, called: tuple[str, ...]) -> None:
    """Note a fault in the layer's guide for each name that leads nowhere. `called` are the state's names for things."""
    path = "us/guide.toml" if layer.code == FEDERAL else f"states/{layer.code}/guide.toml"
    blanks = {*called, *policy.limits(layer.code)}
    shelves = _shelves(policy, layer)
    for index, question in enumerate(layer.guide.values()):
        for at, reason in [*_unfilled(question, blanks), *_leading_nowhere(question, shelves)]:
            policy.sources[path].fault(reason, f"question[{index}].{at}")
        federal = policy.federal.guide.get(question.id)
        if federal is not None and federal.number != question.number:
            reason = "it keeps the number of the federal question"
            policy.sources[path].fault(reason, f"question[{index}].number")


def _unfilled(question: QuestionText, blanks: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the place and the reason of each blank that nothing fills."""
    for at, words in (("ask", question.ask), *((f"say[{row}]", each) for row, each in enumerate(question.say))):
        for name in _BLANK.findall(words.en + words.es):
            if name not in blanks:
                yield at, f"'{name}' is not the name of any limit, nor a name that a state has.{nearest(name, blanks)}"


def _leading_nowhere(question: QuestionText, shelves: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Yield the place and the reason of each rule that is shown and that there is not."""
    for kind, _, name in (shown.partition(":") for shown in question.shows):
        if kind in shelves and name not in shelves[kind]:
            yield "shows", f"'{name}' is not the name of any {kind}.{nearest(name, shelves[kind])}"


def _shelves(policy: Policy, layer: Layer) -> dict[str, set[str]]:
    return {
        "remedy": set(policy.remedies),
        "request": {*policy.federal.requests, *layer.requests},
        "criterion": {*policy.federal.criteria},
        "explanation": set(policy.explanations(layer.code)),
        "statement": {each.id for each in policy.statements(layer.code)},
    }
