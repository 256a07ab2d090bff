"""What letters explain beside the rules themselves: fees, paying out, and what can keep a case open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseclose.law.sources import Source
from caseclose.law.written import Shape, Verified, Words

if TYPE_CHECKING:
    from caseclose.law.policy import Layer


class ExplanationText(Shape, frozen=True):
    """What a letter says where it must explain fees, paying out, applying again and the like."""

    id: str
    heading: Words
    say: Words
    cites: list[str]
    verified: Verified
    source: str = ""


class HelpText(Shape, frozen=True):
    """What a reader can send that could keep the case open, for a criterion or one limb of it."""

    id: str
    say: list[Words]


def read_explanations(source: Source, layer: Layer) -> bool:
    """Read a file of explanations or of what helps, and say whether it was one. Faults are noted in `source`."""
    if source.stem == "explanations":
        for index, table in enumerate(source.tables("explanation")):
            explanation = source.shaped(table, ExplanationText, f"explanation[{index}]")
            if explanation is not None:
                layer.explanations[explanation.id] = explanation
    elif source.stem == "what_helps":
        for index, table in enumerate(source.tables("help")):
            helps = source.shaped(table, HelpText, f"help[{index}]")
            if helps is not None:
                layer.helps[helps.id] = helps
    else:
        return False
    return True
