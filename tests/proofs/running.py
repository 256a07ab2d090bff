"""Running one proof: on a database of its own where it needs one, and in an empty folder."""

from __future__ import annotations

import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.ground import held_folder, running_server
from tests.proofs.proof import Proof, Setting, Size
from tests.proofs.registry import prover
from tests.proofs.report import Report, cpu_used, most_memory


def run(name: str, *, seed: int, size: Size) -> Report:
    """Run the proof `name` in this process, which has run none before."""
    with ExitStack() as stack:
        stack.enter_context(held_folder())
        from caseclose.site.setup import prepare

        prepare()
        module = prover(name)
        if module.DATABASE:
            stack.enter_context(running_server())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="caseclose-proof-")))
        begun, used = time.monotonic(), cpu_used()
        proof: Proof = module.prove(Setting(seed, size, folder))
        seconds, cpu = round(time.monotonic() - begun, 1), round(cpu_used() - used, 1)
        return Report(name, seed, size, seconds, cpu, most_memory(), proof)
