"""Ten federal criteria asked of each engine on the same facts: cases a second, and what becomes of the unknown."""

from __future__ import annotations

from statistics import median
from typing import Any

from benchmarks.caseload import made
from benchmarks.figures import Findings, Row, Setting
from benchmarks.worker import run

NAME = "peers"
ONE_BY_ONE, AT_ONCE = 10_000, 500_000
"""How many cases the engines are given that take one case after the other, and those that take all at once."""

ENGINES: dict[str, tuple[str, int, dict[str, bool]]] = {
    "Caseclose, one by one": ("by_caseclose", ONE_BY_ONE, {"at_once": False}),
    "Caseclose, all at once": ("by_caseclose", AT_ONCE, {"at_once": True}),
    "ZEN engine": ("by_zen", ONE_BY_ONE, {}),
    "rule-engine": ("by_rule_engine", ONE_BY_ONE, {}),
    "OpenFisca": ("by_openfisca", AT_ONCE, {}),
}
CAN_SAY_UNKNOWN = {
    "Caseclose, one by one": "yes, with the missing facts",
    "Caseclose, all at once": "yes, with the missing facts",
    "ZEN engine": "no: comparing a null is an error, and d(null) <= d('2024-11-22') is true",
    "rule-engine": "no: comparing a null is an error, and not null is true",
    "OpenFisca": "no: a variable that is not given has its default value",
}


class WrongByHandError(Exception):
    """A peer's rules, as written here, say something else than ours where the facts are known."""


def find(setting: Setting) -> Findings:
    """Let the engines answer in turn, and count their answers that differ from ours."""
    folder = str(made(setting))
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in ENGINES}
    for _ in range(setting.rounds):
        for name, (module, cases, given) in ENGINES.items():
            answer = run(f"peers.{module}", folder=folder, cases=min(cases, setting.cases), **given)
            _check(name, answer)
            found[name].append(answer)
    rates = {name: median(one["cases"] / one["seconds"] for one in answers) for name, answers in found.items()}
    figures = {
        name: {
            "cases_a_second": rates[name],
            "can_say_unknown": CAN_SAY_UNKNOWN[name],
            "seconds": [one["seconds"] for one in answers],
            **{key: value for key, value in answers[0].items() if "seconds" not in key},
        }
        for name, answers in found.items()
    }
    rows = [Row(name, rate, "cases/s") for name, rate in rates.items()]
    rows += [
        Row(f"{name}: unknown told as not met", share, "% of answers")
        for name, answers in found.items()
        if (share := _untold(answers[0])) is not None
    ]
    return Findings(NAME, "Ten federal criteria beside other rule engines", rows, [], figures)


def _check(name: str, answer: dict[str, Any]) -> None:
    wrong = {key: answer.get(key, 0) for key in ("known_but_different", "unknown_told_as_met")}
    if any(wrong.values()):
        raise WrongByHandError(f"{name}: {wrong}")


def _untold(answer: dict[str, Any]) -> float | None:
    if "unknown_told_as_not_met" not in answer:
        return None
    return float(answer["unknown_told_as_not_met"] / answer["answers"] * 100)
