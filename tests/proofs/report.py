"""A proof as one block of text for people, and as JSON for build/proofs."""

from __future__ import annotations

import json
import resource
from dataclasses import asdict, dataclass
from pathlib import Path
from textwrap import fill
from typing import Any

from tests.proofs.proof import Proof, Size

MOST_WRONGS, LONGEST = 20, 400
WIDTH = 118
MEGABYTE = 1024
"""The system tells memory in kilobytes."""


@dataclass(frozen=True)
class Report:
    """A proof that was run: by what name, from which seed, how much of it, for how long, with how much memory.

    On a machine that others use, `cpu_seconds` tells more than `seconds`.
    """

    name: str
    seed: int
    size: Size
    seconds: float
    cpu_seconds: float
    megabytes: int
    proof: Proof

    def as_json(self) -> dict[str, Any]:
        """Return all of it as JSON has it."""
        found = sum(each.found for each in self.proof.planted)
        said = {"name": self.name, "holds": self.proof.holds, **asdict(self.proof)}
        said |= {"planted_found": found, "planted_of": len(self.proof.planted)}
        return (
            said
            | {"seed": self.seed, "size": self.size}
            | {
                "seconds": self.seconds,
                "cpu_seconds": self.cpu_seconds,
                "megabytes": self.megabytes,
            }
        )

    def as_text(self) -> str:
        """Return the block that is printed."""
        proof = self.proof
        found = sum(each.found for each in proof.planted)
        lines = [
            f"{self.name}: {'HOLDS' if proof.holds else 'FAILS'}, {proof.count:,} {proof.things}, "
            f"{len(proof.wrongs)} wrong; seed {self.seed}, {self.size}, {self.seconds:.1f} s "
            f"({self.cpu_seconds:.1f} s of a core), {self.megabytes} MB",
            *_told("claim", proof.claim),
            *_told("counted", proof.counted),
            *[line for name, count in proof.figures.items() for line in _told("", f"{count:,} {name}")],
            *[line for note in proof.notes for line in _told("", note)],
            *_told("not covered", proof.uncovered),
            *_told("planted", f"planted defects found: {found} of {len(proof.planted)}"),
            *[line for each in proof.planted if not each.found for line in _told("NOT FOUND", each.what)],
            *[line for wrong in proof.wrongs[:MOST_WRONGS] for line in _told("WRONG", wrong[:LONGEST])],
        ]
        return "\n".join(lines)


def _told(label: str, words: str) -> list[str]:
    head = f"  {label:<12}"
    return fill(words, WIDTH, initial_indent=head, subsequent_indent=" " * len(head)).splitlines()


def most_memory() -> int:
    """Return the most memory that this process or a child of it has had, in megabytes."""
    return max(used.ru_maxrss for used in _used()) // MEGABYTE


def cpu_used() -> float:
    """Return the seconds of a core that this process has used, and its children that have ended. No server is one."""
    return sum(used.ru_utime + used.ru_stime for used in _used())


def _used() -> list[resource.struct_rusage]:
    return [resource.getrusage(kind) for kind in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]


def save(report: Report, build: Path) -> Path:
    """Write the report as JSON and return where."""
    build.mkdir(parents=True, exist_ok=True)
    path = build / f"{report.name}.json"
    path.write_text(json.dumps(report.as_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
