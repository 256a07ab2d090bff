"""The made caseload that every benchmark reads. It is made once for each size and seed, and kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from benchmarks import worker
from benchmarks.figures import Setting

STATE = "ca"
DAY = date(2026, 11, 22)
"""The day of the decision. The rules by hand are written for it, so it is fixed."""


def made(setting: Setting) -> Path:
    """Return the folder of the made caseload, which is made now if it is not there."""
    folder = setting.build / f"caseload-{setting.cases}-{setting.seed}"
    if not folder.exists():
        print(f"making {setting.cases:,} cases in {folder} …", flush=True)
        worker.run("caseload", folder=str(folder), cases=setting.cases, seed=setting.seed)
    return folder


def work(folder: str, cases: int, seed: int) -> dict[str, int]:
    """Make the caseload."""
    from caseclose.caseload.making.make import make_caseload  # heavy, and wanted in the child process only

    found = make_caseload(Path(folder), cases=cases, seed=seed, state=STATE.upper(), as_of=DAY)
    return {"cases": found.cases}
