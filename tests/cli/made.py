"""Cases and files that the tests of the command line share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.running import run

ON = ("--state", "ca", "--on", "2026-11-22")
SMALL_DEBT = """\
case_id = "A-1"
current_order = false
arrears_total = 312.40
arrears_family = 312.40
arrears_assigned = 0.00
arrears_payment_made = false
receives_cash_aid = false
receives_foster_care = false
receives_medicaid = false
medical_support_assigned = false
requester_opened_case = true

[sources]
current_order = "order of 2023-06-30"
"""


def a_case(folder: Path, text: str = SMALL_DEBT) -> Path:
    path = folder / "case.toml"
    path.write_text(text, encoding="utf-8")
    return path


def read_json(*args: str | Path) -> Any:
    """Run a command with --json and read what it prints."""
    ran = run(*args, "--json")
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)
