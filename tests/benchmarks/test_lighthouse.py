"""What is read from a report of Lighthouse: no figure is made up, and what missed a line is looked at again."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from benchmarks.lighthouse import bench
from benchmarks.lighthouse.report import NoReportError, Seen, middle, seen
from benchmarks.worker import WorkFailedError

GOOD = Seen(99.0, 100.0, 100.0, 1.1, 0.0, 16.5, ())


def refs(**weights: int) -> list[dict[str, Any]]:
    return [{"id": audit, "weight": weight} for audit, weight in weights.items()]


def a_report(**other: Any) -> dict[str, Any]:
    """A report as Lighthouse writes it, as far as it is read."""
    return {
        "requestedUrl": "http://127.0.0.1:1/en/",
        "finalDisplayedUrl": "http://127.0.0.1:1/en/",
        "categories": {
            "performance": {"score": 0.985, "auditRefs": refs(blocking=1)},
            "accessibility": {"score": 0.97, "auditRefs": refs(contrast=7, hint=0)},
            "best-practices": {"score": 1, "auditRefs": refs(https=5, unasked=1)},
        },
        "audits": {
            "blocking": {"score": 0.4}, "contrast": {"score": 0}, "hint": {"score": 0}, "https": {"score": 1},
            "unasked": {"score": None},
            "largest-contentful-paint": {"score": 1, "numericValue": 1098.4},
            "cumulative-layout-shift": {"score": 1, "numericValue": 0},
            "total-byte-weight": {"score": 1, "numericValue": 16496},
        },
        **other,
    }  # fmt: skip


def test_a_report_is_read() -> None:
    page = seen(a_report())
    assert (page.performance, page.accessibility, page.best_practices) == (98, 97, 100)
    assert (page.largest_seconds, page.shift, page.kilobytes) == (1.0984, 0, 16.496)


def test_what_counts_for_a_score_and_failed_is_told_by_its_name() -> None:
    assert seen(a_report()).failed == ("contrast",)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"runtimeError": {"code": "NO_FCP", "message": "The page did not paint"}}, "did not paint"),
        ({"finalDisplayedUrl": "http://127.0.0.1:1/es/"}, "led to"),
        ({"categories": {**a_report()["categories"], "accessibility": {"score": None, "auditRefs": []}}}, "no score"),
        ({"audits": {**a_report()["audits"], "cumulative-layout-shift": {"score": None}}}, "nothing measured"),
    ],
)
def test_what_was_not_measured_is_no_figure(other: dict[str, Any], why: str) -> None:
    with pytest.raises(NoReportError, match=why):
        seen(a_report(**other))


def test_of_several_looks_the_median_counts_and_what_failed_once_has_failed() -> None:
    looks = [replace(GOOD, performance=figure, failed=failed) for figure, failed in ((90, ()), (97, ("a",)), (96, ()))]
    assert (middle(looks).performance, middle(looks).failed) == (96, ("a",))


@pytest.mark.parametrize(
    "worse",
    [{"performance": 94.0}, {"accessibility": 99.0}, {"best_practices": 99.0}, {"largest_seconds": 1.51},
     {"shift": 0.001}, {"kilobytes": 120.1}],
)  # fmt: skip
def test_each_figure_has_a_line_that_it_can_miss(worse: dict[str, float]) -> None:
    assert not bench.misses(GOOD)
    assert bench.misses(replace(GOOD, **worse))  # type: ignore[arg-type]


@pytest.fixture
def _a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program in place of Node's: a page scores what its address ends with, and 99 when looked at anew."""
    monkeypatch.setattr(bench, "program", lambda *names: sys.executable if "node" in names else names[0])


def a_driver(folder: Path, *, ends_with: int = 0) -> Path:
    report = json.dumps(a_report())
    driver = folder / "driver.py"
    driver.write_text(
        f"""import json, sys
for address in sys.argv[3:]:
    report = json.loads({report!r})
    report["categories"]["accessibility"] = {{"score": 1, "auditRefs": []}}
    report["requestedUrl"] = report["finalDisplayedUrl"] = address
    again = sys.argv.count(address) > 1
    report["categories"]["performance"]["score"] = 0.99 if again else int(address.rsplit("/", 1)[1]) / 100
    print(json.dumps({{"address": address, "report": report}}))
sys.exit({ends_with})
""",
        encoding="utf-8",
    )
    return driver


@pytest.mark.usefixtures("_a_program")
def test_only_a_page_that_misses_a_line_is_looked_at_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bench, "DRIVER", a_driver(tmp_path))
    found = bench.looked_at(tmp_path, "http://127.0.0.1:1", ["/97", "/40"])
    assert {path: page.performance for path, page in found.items()} == {"/97": 97, "/40": 99}


@pytest.mark.usefixtures("_a_program")
def test_where_lighthouse_breaks_off_there_are_no_figures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bench, "DRIVER", a_driver(tmp_path, ends_with=1))
    with pytest.raises(WorkFailedError, match="ended with 1"):
        bench.looked_at(tmp_path, "http://127.0.0.1:1", ["/97"])


def test_the_pages_are_there_in_both_languages_and_states() -> None:
    paths = bench.paths()
    assert len(paths) == len(set(paths))
    assert {path.replace("/en/", "/es/", 1) for path in paths if path.startswith("/en/")} <= set(paths)
    assert {"/en/ca/", "/es/ar/", "/en/ca/guide/q/1/", "/es/ca/ask/1/", "/en/ca/data/"} <= set(paths)
