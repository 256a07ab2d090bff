"""Runs every benchmark, or the one that is named, and prints one table of figures and required lines."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import command, day, from_records, importing, one_case, staff
from benchmarks.figures import Findings, Setting, save, table
from benchmarks.letters import bench as letters
from benchmarks.lighthouse import bench as lighthouse
from benchmarks.peers import bench as peers
from benchmarks.public import bench as public
from benchmarks.screening import bench as screening

ALL = {
    module.NAME: module.find
    for module in (
        screening,
        command,
        one_case,
        peers,
        importing,
        from_records,
        day,
        letters,
        staff,
        public,
        lighthouse,
    )
}
WHOLE, QUICK = 12_000_000, 500_000
FEWEST_ROUNDS = 3


def main() -> int:
    """Run what the command line asks for. The exit code is 1 where a required line is not met."""
    wanted = _parser().parse_args()
    cases = QUICK if wanted.quick else wanted.cases
    setting = Setting(cases, wanted.seed, wanted.date, max(wanted.rounds, FEWEST_ROUNDS), wanted.build.resolve())
    found: list[Findings] = []
    for name in wanted.only or ALL:
        print(f"{name} …", flush=True)
        findings = ALL[name](setting)
        print(f"  figures: {save(findings, setting)}", flush=True)
        found.append(findings)
    print(f"\n{cases:,} made cases, seed {setting.seed}\n{table(found)}")
    return 0 if all(line.met for findings in found for line in findings.lines) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--cases", type=int, default=WHOLE, help="how many made cases (default: %(default)s)")
    size.add_argument("--quick", action="store_true", help=f"only {QUICK:,} cases")
    parser.add_argument("--only", action="append", choices=ALL, help="run this benchmark only; may be given again")
    parser.add_argument("--rounds", type=int, default=FEWEST_ROUNDS, help="rounds to take the median of, 3 or more")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the made caseload")
    parser.add_argument("--date", help="the day of measuring, to be written beside the figures")
    parser.add_argument("--build", type=Path, default=Path("build/bench"), help="where caseload and figures are kept")
    return parser


if __name__ == "__main__":
    sys.exit(main())
