"""Random lives of one case, every closing of them judged by a second, independent reading of the law."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.closure import oracle, oracle_criteria
from tests.closure.cases import STATES
from tests.closure.lives import Life
from tests.closure.planted import PLANTS
from tests.closure.proving import PROVE, told

SEED = 303_11
CLOSINGS = 10_000 if PROVE else 300
AT_A_TIME = 10
TRIES = 60
SHORTEST = settings(
    max_examples=AT_A_TIME,
    stateful_step_count=50,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
    report_multiple_bugs=False,
    print_blob=False,
)
"""A few lives from one seed; one that fails is made as short as can be."""
FOUND_IS_ENOUGH = settings(SHORTEST, phases=(Phase.generate,))


class Found(Exception):
    """The second judge found the planted fault."""


def lived(life: type[Life], number: int, *, shortest: bool = True) -> None:
    """Live a few lives from the seed of this number."""
    once = type(life.__name__, (life,), {})
    seed(SEED + number)(once)
    run_state_machine_as_test(once, settings=SHORTEST if shortest else FOUND_IS_ENOUGH)


def lived_with(fault: type[Life]) -> None:
    """Live with a fault until it is found, or for long enough."""
    for number in range(TRIES):
        lived(fault, number, shortest=False)


def test_every_closing_of_random_lives_is_good_by_a_second_reading_of_the_law(
    capsys: pytest.CaptureFixture[str],
) -> None:
    counted: Counter[str] = Counter()
    judged = type("JudgedLife", (Life,), {"counted": counted})
    runs = 0
    while counted["closings"] < CLOSINGS:
        lived(judged, runs)
        runs += 1
        assert runs < CLOSINGS, "too few lives end in a closing"
    told(capsys, f"{_story_of(counted)}; {runs * AT_A_TIME} lives, seeds {SEED} to {SEED + runs - 1}")
    assert {name for name in STATES if counted[f"in {name}"]} == set(STATES)
    assert {kind for kind in ("payment_processing", "closed", "state_debt_only") if counted[f"as {kind}"]} == {
        "payment_processing",
        "closed",
        "state_debt_only",
    }
    for way in ("RequestRecorded", "ClosureProposed", "NoticeSent", "ReplyReviewed", "MailReturned"):
        assert counted[f"after {way}"], way
    under = {name.rpartition(".")[2] for name in counted if name.startswith("under ")}
    assert len(under & set(oracle_criteria.FEDERAL)) >= (len(oracle_criteria.FEDERAL) if PROVE else 12)


def _story_of(counted: Counter[str]) -> str:
    reviewed, back = counted["after ReplyReviewed"], counted["after MailReturned"]
    refused = sum(count for name, count in counted.items() if name.startswith("refused "))
    return (
        f"{counted['closings']} closings judged, all good ({counted['after RequestRecorded']} on request, "
        f"{reviewed} after a reply, {back} after returned mail); {refused} steps refused"
    )


@pytest.mark.parametrize("name", PLANTS)
def test_the_second_judge_finds_a_planted_fault(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    plant, judged = PLANTS[name], Counter[str]()

    def judge(_life: Life, found: list[str]) -> None:
        judged["closings"] += 1
        if any(plant.says in each for each in found):
            raise Found(plant.says)

    with pytest.raises(Found):
        lived_with(type("FaultyLife", (Life,), {"deciding": staticmethod(plant.decide), "judge": judge}))
    told(capsys, f"planted: {name}; found within {judged['closings']} closings, seeds from {SEED}")


def test_the_second_judge_knows_neither_the_policy_nor_the_program() -> None:
    allowed = {"__future__", "collections", "dataclasses", "datetime", "decimal", "typing", "tests"}
    for module in (oracle, oracle_criteria):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        named |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
        assert {name.partition(".")[0] for name in named} <= allowed
        assert {name for name in named if name.startswith("tests")} <= {"tests.closure.oracle_criteria"}
