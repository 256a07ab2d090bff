"""caseclose policy check: is every rule readable, dated, tried and proven?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from caseclose.cli import options
from caseclose.cli.console import CHECK_FAILED, OK, out, print_json, stop
from caseclose.law.policy import Policy
from caseclose.law.proof import Coverage, Proof, prove_coverage, prove_examples
from caseclose.law.prove import Wider, prover_available, wider_rules
from caseclose.law.reading import examine_policy


@click.command()
@options.policy_dirs
@options.as_json
@click.option("--prove", is_flag=True, help="Also ask a solver whether a state rule is wider than the federal one.")
def check(policy_dirs: tuple[Path, ...], *, as_json: bool, prove: bool) -> None:
    """Check every policy file: language, names, dates, examples, and a mutation run.

    Exits with 1 when anything is wrong. A state rule that is wider than the federal paragraph is shown, not failed:
    the federal paragraph is always applied as well.
    """
    policy, faults = examine_policy(*policy_dirs)
    if faults:
        _print_faults([str(fault) for fault in faults], as_json=as_json)
        raise SystemExit(CHECK_FAILED)
    if prove and not prover_available():
        stop("the solver is not installed", todo="Install it with: pip install 'caseclose[prove]'")
    proof, coverage = prove_examples(policy), prove_coverage(policy)
    wider = wider_rules(policy) if prove else []
    good = not (proof.failures or proof.survivors or coverage.missing or coverage.gaps)
    if as_json:
        print_json(_report(policy, proof, coverage, wider))
    else:
        _print_report(policy, proof, coverage, wider)
    raise SystemExit(OK if good else CHECK_FAILED)


def _print_faults(faults: list[str], *, as_json: bool) -> None:
    if as_json:
        print_json({"ok": False, "faults": faults})
        return
    console = out()
    for fault in faults:
        console.print(fault, markup=False)
    console.print(f"\n{len(faults)} fault(s). Nothing else was checked.")


def _report(policy: Policy, proof: Proof, coverage: Coverage, wider: list[Wider]) -> dict[str, Any]:
    return {
        "ok": not (proof.failures or proof.survivors or coverage.missing or coverage.gaps),
        "faults": [],
        "policy": policy.content_hash(),
        "paragraphs": {"covered": list(coverage.covered), "missing": list(coverage.missing)},
        "versions": [
            {"id": v.id, "from": v.since, "until": v.until, "instrument": v.instrument, "verified": v.verified}
            for v in policy.versions.values()
        ],
        "examples": {"passed": proof.passed, "failed": [asdict(failure) for failure in proof.failures]},
        "date_gaps": len(coverage.gaps),
        "gaps": list(coverage.gaps),
        "mutants": {
            "made": proof.made,
            "killed": proof.made - len(proof.survivors),
            "survivors": [asdict(survivor) for survivor in proof.survivors],
        },
        "states": policy.states,
        "wider_than_federal": [asdict(rule) for rule in wider],
    }


def _print_report(policy: Policy, proof: Proof, coverage: Coverage, wider: list[Wider]) -> None:
    console = out()
    for failure in proof.failures:
        console.print(
            f"{failure.file}: {failure.rule}: example '{failure.say}' should be {failure.expected}, is {failure.got}",
            markup=False,
        )
    for survivor in proof.survivors:
        console.print(
            f"{survivor.file}: {survivor.rule} (text from {survivor.since}): no example notices: {survivor.change}",
            markup=False,
        )
    for line in (*(f"no file carries {name}" for name in coverage.missing), *coverage.gaps):
        console.print(line, markup=False)
    for rule in wider:
        console.print(f"note: {rule.rule} is wider than {rule.under}, which is applied too: {rule.case}", markup=False)
    rules = sum(1 for _ in policy.rules())
    console.print(
        f"{len(policy.sources)} files, {rules} rules with conditions, {len(coverage.covered)} paragraphs covered, "
        f"{proof.passed} examples passed, {len(proof.failures)} failed, "
        f"{proof.made} mutants made, {proof.made - len(proof.survivors)} killed, {len(coverage.gaps)} date gaps.",
        markup=False,
    )
