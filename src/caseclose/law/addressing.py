"""Where a letter to a person goes: by how the person may be reached, and by what keeps them safe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from caseclose.law.sources import Source
from caseclose.law.written import Shape, Verified, Words

if TYPE_CHECKING:
    from caseclose.law.policy import Layer


class AddressingText(Shape, frozen=True):
    """Where a letter to a person goes whose record is so. What is left out does not matter."""

    id: str
    use: Literal["mailing", "substitute", "person"]
    say: Words
    cites: list[str]
    verified: Verified
    contact: list[Literal["mail", "phone", "email", "none"]] = []
    substitute: bool | None = None
    family_violence: bool | None = None
    source: str = ""

    def fits(self, *, contact: str, substitute: bool, family_violence: bool) -> bool:
        """Say whether a person's record is so."""
        return (
            (not self.contact or contact in self.contact)
            and self.substitute in (None, substitute)
            and self.family_violence in (None, family_violence)
        )


def read_addressing(source: Source, layer: Layer) -> bool:
    """Read a file of ways to address letters, and say whether it was one. Faults are noted in `source`."""
    if source.stem != "addressing":
        return False
    for index, table in enumerate(source.tables("way")):
        way = source.shaped(table, AddressingText, f"way[{index}]")
        if way is not None:
            layer.addressing[way.id] = way
    return True
