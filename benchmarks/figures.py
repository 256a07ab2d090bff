"""What a benchmark found: its figures as JSON, and the lines that it has to meet."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = (
    "polars",
    "duckdb",
    "zen-engine",
    "OpenFisca-Core",
    "rule-engine",
    "numpy",
    "msgspec",
    "lark",
    "typst",
    "weasyprint",
    "reportlab",
)
GIGABYTE = 1_000_000_000


@dataclass(frozen=True)
class Line:
    """One required line: what was measured, the figure, and what it may be at most or must be at least."""

    what: str
    figure: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def met(self) -> bool:
        """Whether the figure keeps to its line."""
        below = self.at_most is None or self.figure <= self.at_most
        return below and (self.at_least is None or self.figure >= self.at_least)

    @property
    def required(self) -> str:
        """The line in words."""
        return f"at most {self.at_most:g}" if self.at_most is not None else f"at least {self.at_least:g}"


@dataclass(frozen=True)
class Row:
    """One row of the table: something measured that no line is drawn for."""

    what: str
    figure: float
    unit: str


@dataclass(frozen=True)
class Findings:
    """All that one benchmark found."""

    name: str
    title: str
    rows: list[Row]
    lines: list[Line]
    figures: dict[str, Any]


@dataclass(frozen=True)
class Setting:
    """What every benchmark is told: how many cases, which seed, the day of measuring, and where things are kept."""

    cases: int
    seed: int
    date: str | None
    rounds: int
    build: Path


def machine() -> dict[str, Any]:
    """Return what the figures were measured on. Never the name of a host or a person."""
    return {
        "cores": os.cpu_count(),
        "architecture": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": {name: found for name in PACKAGES if (found := _version(name))},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def save(findings: Findings, setting: Setting) -> Path:
    """Write the figures as JSON into the build folder and return the file."""
    page = {
        "benchmark": findings.name,
        "title": findings.title,
        "date": setting.date,
        "cases": setting.cases,
        "seed": setting.seed,
        "machine": machine(),
        "rows": [asdict(row) for row in findings.rows],
        "lines": [{**asdict(line), "met": line.met} for line in findings.lines],
        "figures": findings.figures,
    }
    path = setting.build / f"{findings.name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(page, indent=2) + "\n", encoding="utf-8")
    return path


def table(all_findings: list[Findings]) -> str:
    """Return one table of every row and line, and for each required line whether it is met."""
    cells = [("", "figure", "required", "")]
    for findings in all_findings:
        cells.append((findings.title, "", "", ""))
        cells += [(f"  {row.what}", _shown(row.figure, row.unit), "", "") for row in findings.rows]
        cells += [
            (f"  {line.what}", _shown(line.figure, line.unit), line.required, "met" if line.met else "NOT MET")
            for line in findings.lines
        ]
    widths = [max(len(row[place]) for row in cells) for place in range(4)]
    return "\n".join(f"{a:<{widths[0]}}  {b:>{widths[1]}}  {c:>{widths[2]}}  {d}".rstrip() for a, b, c, d in cells)


def _shown(figure: float, unit: str) -> str:
    number = f"{figure:,.0f}" if abs(figure) >= 1000 else f"{figure:.3g}" if abs(figure) < 1 else f"{figure:,.2f}"
    return f"{number} {unit}".rstrip()
