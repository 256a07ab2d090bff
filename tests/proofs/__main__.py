"""Runs every proof, or those that are named, each in a process of its own, and prints a block for each.

The exit code is 1 where a claim does not hold, or a planted defect was not found.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.proofs.proof import SIZES
from tests.proofs.registry import PROOFS

SEED = 20261122
AT_A_TIME = 2


def main() -> int:
    """Run what the command line asks for."""
    wanted = _parser().parse_args()
    if wanted.here:
        return _run_here(wanted)
    names = wanted.only or list(PROOFS)
    with ThreadPoolExecutor(max(1, wanted.jobs)) as pool:
        failed = [
            name for name, code in zip(names, pool.map(lambda n: _run_apart(n, wanted), names), strict=True) if code
        ]
    sys.stdout.write(f"\n{len(names) - len(failed)} of {len(names)} proofs hold")
    sys.stdout.write(f"; failed: {', '.join(failed)}\n" if failed else "\n")
    return 1 if failed else 0


def _run_here(wanted: argparse.Namespace) -> int:
    from tests.proofs.report import save
    from tests.proofs.running import run

    report = run(wanted.here, seed=wanted.seed, size=wanted.size)
    save(report, wanted.build)
    sys.stdout.write(report.as_text() + "\n")
    return 0 if report.proof.holds else 1


def _run_apart(name: str, wanted: argparse.Namespace) -> int:
    """Run one proof in a process of its own, which nothing that ran before can have touched."""
    command = [sys.executable, "-m", "tests.proofs", "--here", name, "--seed", str(wanted.seed)]
    command += ["--size", wanted.size, "--build", str(wanted.build)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    sys.stdout.write(f"\n{done.stdout.strip() or name}\n{done.stderr.strip()}".rstrip() + "\n")
    sys.stdout.flush()
    return done.returncode


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.proofs", description=__doc__)
    parser.add_argument("--only", action="append", choices=PROOFS, help="run this proof only; may be given again")
    parser.add_argument("--seed", type=int, default=SEED, help="what chance is drawn from (default: %(default)s)")
    parser.add_argument("--size", choices=SIZES, default="whole", help="how much to do (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=AT_A_TIME, help="how many proofs at a time (default: %(default)s)")
    parser.add_argument("--build", type=Path, default=Path("build/proofs"), help="where the JSON is kept")
    parser.add_argument("--here", choices=PROOFS, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
