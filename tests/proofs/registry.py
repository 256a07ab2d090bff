"""Every proof, by its name. A proof is a module with DATABASE and `prove`; one line here makes it part of all runs."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from tests.proofs.proof import Prover

PROOFS: dict[str, str] = {
    "races": "tests.proofs.races",
    "crash": "tests.proofs.crash",
    "faults": "tests.proofs.faults",
    "audit": "tests.proofs.audit",
    "retention": "tests.proofs.retention",
    "weather": "tests.proofs.weather",
    "dates": "tests.proofs.dates",
    "engines": "tests.proofs.engines",
    "imports": "tests.proofs.imports",
    "lives": "tests.proofs.lives",
    "interview": "tests.proofs.interview",
    "looks": "tests.proofs.looks",
    "forms": "tests.proofs.forms",
    "public_looks": "tests.proofs.public_looks",
    "public_forms": "tests.proofs.public_forms",
    "secrecy": "tests.proofs.secrecy",
}


def prover(name: str) -> Prover:
    """Return the module that proves `name`. Django must have been set up."""
    return cast(Prover, import_module(PROOFS[name]))
