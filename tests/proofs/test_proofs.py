"""A small part of every proof, in the ordinary run of the tests; and that the frame itself does not pass what fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proofs.__main__ import SEED
from tests.proofs.proof import Planted, Proof, Setting
from tests.proofs.registry import PROOFS, prover
from tests.proofs.report import Report

FOUND, MISSED = Planted("a defect", found=True), Planted("another", found=False)


@pytest.mark.parametrize("name", PROOFS)
def test_a_sample_of_each_proof_holds(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    module = prover(name)
    if module.DATABASE:
        request.getfixturevalue("clean_database")
    proof = module.prove(Setting(SEED, "sample", tmp_path))
    assert proof.holds, Report(name, SEED, "sample", 0.0, 0.0, 0, proof).as_text()


def a_proof(count: int = 3, wrongs: tuple[str, ...] = (), planted: tuple[Planted, ...] = (FOUND,)) -> Proof:
    return Proof("It is so", count, "things", "one by one", wrongs, planted, "the rest")


def test_a_proof_holds_that_counted_something_found_nothing_wrong_and_all_that_was_planted() -> None:
    assert a_proof().holds


@pytest.mark.parametrize(
    "proof",
    [a_proof(count=0), a_proof(wrongs=("here",)), a_proof(planted=()), a_proof(planted=(FOUND, MISSED))],
    ids=["nothing was counted", "something was wrong", "nothing was planted", "a planted defect was missed"],
)
def test_a_proof_does_not_hold_where(proof: Proof) -> None:
    assert not proof.holds
    assert "FAILS" in Report("it", 1, "whole", 0.0, 0.0, 0, proof).as_text()


def test_the_block_says_count_seed_seconds_and_planted_defects() -> None:
    text = Report("it", 77, "whole", 12.3, 9.1, 40, a_proof(planted=(FOUND, MISSED))).as_text()
    for said in (
        "3 things",
        "seed 77",
        "12.3 s",
        "planted defects found: 1 of 2",
        "NOT FOUND",
        "another",
        "one by one",
    ):
        assert said in text


def test_the_same_seed_draws_the_same_and_another_seed_or_name_draws_otherwise(tmp_path: Path) -> None:
    def drawn(seed: int, what: str) -> float:
        return Setting(seed, "whole", tmp_path).draw(what).random()

    assert drawn(1, "kills") == drawn(1, "kills")
    assert len({drawn(1, "kills"), drawn(2, "kills"), drawn(1, "zombies")}) == 3
