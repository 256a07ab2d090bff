"""What a report of Lighthouse says of one page: three scores, three measures, and the audits that were not passed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

SCORES = {"performance": "performance", "accessibility": "accessibility", "best practices": "best-practices"}
LARGEST, SHIFT, BYTES = "largest-contentful-paint", "cumulative-layout-shift", "total-byte-weight"
SECOND, KILOBYTE, WHOLE = 1000, 1000, 100


class NoReportError(Exception):
    """Lighthouse could not look at a page; the message says why."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as Lighthouse saw it: three scores out of 100, when its largest thing was there, its shift and weight."""

    performance: float
    accessibility: float
    best_practices: float
    largest_seconds: float
    shift: float
    kilobytes: float
    failed: tuple[str, ...]

    def as_page(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return asdict(self)


def seen(report: dict[str, Any]) -> Seen:
    """Read a report. Raises NoReportError where it holds an error, or a score is missing: no figure is made up."""
    error = report.get("runtimeError")
    if error:
        raise NoReportError(f"{report.get('requestedUrl')}: {error.get('message')}")
    if report["finalDisplayedUrl"] != report["requestedUrl"]:
        raise NoReportError(f"{report['requestedUrl']} led to {report['finalDisplayedUrl']}")
    performance, accessibility, best = (_score(report, name) for name in SCORES.values())
    largest, shift, weight = (_measure(report, name) for name in (LARGEST, SHIFT, BYTES))
    return Seen(performance, accessibility, best, largest / SECOND, shift, weight / KILOBYTE, tuple(_failed(report)))


def _score(report: dict[str, Any], category: str) -> float:
    score = report["categories"][category]["score"]
    if score is None:
        raise NoReportError(f"{report['requestedUrl']}: no score for {category}")
    return float(round(score * WHOLE))


def _measure(report: dict[str, Any], audit: str) -> float:
    value = report["audits"][audit].get("numericValue")
    if value is None:
        raise NoReportError(f"{report['requestedUrl']}: nothing measured for {audit}")
    return float(value)


def _failed(report: dict[str, Any]) -> Iterable[str]:
    """Yield the audits that count for a score and were not passed whole; of performance, which is measured, none."""
    for name in list(SCORES.values())[1:]:
        for part in report["categories"][name]["auditRefs"]:
            score = report["audits"][part["id"]]["score"]
            if part["weight"] and score is not None and score < 1:
                yield part["id"]


def middle(looks: Iterable[Seen]) -> Seen:
    """Return the median of several looks at one page, figure by figure; what failed in any of them has failed."""
    every = list(looks)
    figures = {
        name: median(getattr(each, name) for each in every)
        for name in ("performance", "accessibility", "best_practices", "largest_seconds", "shift", "kilobytes")
    }
    return Seen(**figures, failed=tuple(dict.fromkeys(audit for each in every for audit in each.failed)))
