"""The summary of a screening: counts by rule, and what the answers rest on."""

from __future__ import annotations

import json
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import Any

from caseclose.law.in_force import LawInForce
from caseclose.law.verdict import Verdict
from caseclose.screening.tally import Tally

FILE = "summary.json"


def summary(law: LawInForce, tally: Tally) -> dict[str, Any]:
    """Return the counts of a screening, with the policy, state and day that they rest on."""
    return {
        "state": law.state,
        "on": law.as_of.isoformat(),
        "policy": f"sha256:{law.policy.content_hash()}",
        "caseclose": version("caseclose"),
        "cases": tally.cases,
        "refused": tally.refused,
        "candidates": tally.candidates,
        "held": tally.held,
        "criteria": [
            {
                "id": standing.id,
                "heading": standing.rule.text.heading.en,
                "cites": list(standing.version.text.cites),
                "governs": standing.governs,
                **_counts(tally, standing.id),
                "limbs": {limb.id: _counts(tally, limb.id) for limb in standing.limbs},
            }
            for standing in law.criteria
        ],
        "gates_shut": {standing.id: _counts(tally, standing.id)[Verdict.MET] for standing in law.gates},
        "one_fact_away": [
            {"rule": rule, "fact": fact, "cases": cases} for (rule, fact), cases in tally.one_away.most_common()
        ],
    }


def _counts(tally: Tally, name: str) -> dict[str, int]:
    counts = tally.verdicts.get(name, Counter())
    return {verdict.value: counts[verdict] for verdict in Verdict}


def write_summary(folder: Path, law: LawInForce, tally: Tally) -> None:
    """Write the summary as JSON into `folder`."""
    text = json.dumps(summary(law, tally), ensure_ascii=False, indent=2)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")
