"""Lighthouse on the main pages of the public site, in both languages: its own slow line, slow processor and telephone.

A figure of time shakes on a machine that does other work. A page that misses a line is looked at twice more, and the
median of the three counts; one that keeps to them is looked at once.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.figures import Findings, Line, Row, Setting
from benchmarks.lighthouse.installing import CHROMIUM, VERSION, lighthouse, program
from benchmarks.lighthouse.report import Seen, middle, seen
from benchmarks.public.serving import HOST, public_site
from benchmarks.worker import WorkFailedError

NAME = "lighthouse"
DRIVER = Path(__file__).with_name("run.mjs")
LOOKS = 3
LEAST_PERFORMANCE, LEAST = 95, 100
SLOWEST, MOST_SHIFT, HEAVIEST = 1.5, 0.0, 120.0
"""Seconds to the largest thing on a page, how far things may move, and kilobytes of a first page with all it needs."""

_PAGES = (
    "guide/",
    "guide/q/1/",
    "questions/",
    "ask/",
    "ask/1/",
    "answer/",
    "follow/",
    "offices/",
    "safe/",
    "data/",
    "about/",
)


def paths() -> list[str]:
    """Return the main pages: above the states, the first page of each state, and the others in California."""
    found = []
    for lang in ("en", "es"):
        found += [f"/{lang}/", f"/{lang}/ca/", f"/{lang}/ar/", *(f"/{lang}/ca/{page}" for page in _PAGES)]
    return found


def find(setting: Setting) -> Findings:
    """Serve the site, and look at each page."""
    folder = lighthouse(setting.build)
    with public_site() as site:
        pages = looked_at(folder, f"http://{HOST}:{site.port}", paths())
    return Findings(
        NAME,
        f"Lighthouse {VERSION} on {len(pages)} pages of the public site",
        list(_rows(pages)),
        _lines(pages.values()),
        {"lighthouse": VERSION, "pages": {path: page.as_page() for path, page in pages.items()}},
    )


def looked_at(folder: Path, site: str, wanted: list[str]) -> dict[str, Seen]:
    """Return what was seen of each page, by its path: of one that missed a line, the median of several looks."""
    looks = {path: [page] for path, page in _look(folder, site, wanted)}
    again = [path for path, (page,) in looks.items() if misses(page)]
    for path, page in _look(folder, site, again * (LOOKS - 1)):
        looks[path].append(page)
    return {path: middle(pages) for path, pages in looks.items()}


def misses(page: Seen) -> bool:
    """Say whether a page misses a line."""
    return not all(line.met for line in _lines([page]))


def _look(folder: Path, site: str, wanted: list[str]) -> Iterator[tuple[str, Seen]]:
    """Look at pages one after another in one browser. Raises WorkFailedError where Lighthouse breaks off."""
    if not wanted:
        return
    command = [program("node"), str(DRIVER), str(folder), program(*CHROMIUM), *(f"{site}{path}" for path in wanted)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            found: dict[str, Any] = json.loads(line)
            path, page = found["address"].removeprefix(site), seen(found["report"])
            print(f"  {path}: {page.performance:g}", flush=True)
            yield path, page
    if running.returncode:
        raise WorkFailedError(f"Lighthouse ended with {running.returncode}")


def _rows(pages: dict[str, Seen]) -> Iterator[Row]:
    for path, page in pages.items():
        yield Row(path, page.performance, f"performance, {page.largest_seconds:.2f} s, {page.kilobytes:.1f} kB")


def _lines(pages: Iterable[Seen]) -> list[Line]:
    every = list(pages)
    return [
        Line("lowest accessibility", min(page.accessibility for page in every), at_least=LEAST),
        Line("lowest best practices", min(page.best_practices for page in every), at_least=LEAST),
        Line("lowest performance", min(page.performance for page in every), at_least=LEAST_PERFORMANCE),
        Line(
            "longest until the largest thing is drawn",
            max(page.largest_seconds for page in every),
            "s",
            at_most=SLOWEST,
        ),
        Line("furthest that things move", max(page.shift for page in every), at_most=MOST_SHIFT),
        Line("heaviest page with all it needs", max(page.kilobytes for page in every), "kB", at_most=HEAVIEST),
    ]
