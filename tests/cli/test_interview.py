"""caseclose interview: asked on a terminal, and as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from caseclose.cli.main import caseclose
from tests.cli.running import PLAIN, Ran, run

ON = ("--on", "2026-11-26")
GRANTED = (
    "who=opened", "safety=no", "aid=never", "health=never", "payments_only=collects", "debt=none", "order=yes",
    "other_case=no",
)  # fmt: skip


def given(answers: tuple[str, ...]) -> list[str]:
    return [word for answer in answers for word in ("--answer", answer)]


def asked(state: str, *answers: str, lang: str = "en") -> dict[str, Any]:
    ran = run("interview", "--state", state, *ON, *given(answers), "--lang", lang, "--json")
    assert ran.code == 0
    told: dict[str, Any] = json.loads(ran.out)
    return told


def typed(*numbers: int, lang: str = "en") -> Ran:
    lines = "".join(f"{number}\n" for number in numbers)
    words = ["interview", "--state", "ar", *ON, "--lang", lang]
    result = CliRunner(env={**PLAIN, "COLUMNS": "100"}).invoke(caseclose, words, input=lines, catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


def test_the_next_question_comes_with_its_answers() -> None:
    told = asked("ca", "who=opened", "safety=no")
    assert told["next"]["id"] == "aid"
    assert "cash aid (public assistance)" in told["next"]["ask"]
    assert list(told["next"]["answers"]) == ["cash_now", "foster_now", "earlier", "never", "dont_know"]
    assert told["answers"] == {"who": "opened", "safety": "no"}


def test_when_all_is_asked_the_answer_comes_with_its_lists_and_the_cases_it_rests_on() -> None:
    told = asked("ar", *GRANTED)
    assert (told["next"], told["verdict"], told["becomes"]) == (None, "yes", "payment_processing")
    assert "court_order" in {item["id"] for item in told["goes_on"]}
    assert told["cases"][0]["arrears_total"] == "0.00"
    assert told["depends"] == []


def test_it_asks_on_a_terminal_until_it_knows_enough() -> None:
    ran = typed(4, lang="es")
    assert ran.code == 0
    assert "¿Cuál de estas personas es usted?" in ran.out
    assert "puede preguntar" in ran.out
    ran = typed(1, 2, 1)
    assert "No, not now" in ran.out
    assert "Question 3 of 10 at most" in ran.out


def test_lists_and_what_to_find_out_are_printed() -> None:
    ran = run("interview", "--state", "ca", *ON, *given((*GRANTED[:5], "debt=some", "other_case=dont_know")))
    for words in ("Stops", "Goes on", "Depends", "Passport", "How much past-due support is owed in all?"):
        assert words in ran.out


@pytest.mark.parametrize(
    ("answer", "said"),
    [("whom=opened", "Did you mean who?"), ("who=opend", "Did you mean opened?"), ("who", "'' is not an answer")],
)
def test_an_answer_that_there_is_not_is_refused_with_the_nearest_one(answer: str, said: str) -> None:
    ran = run("interview", "--state", "ca", *ON, "--answer", answer)
    assert ran.code == 2
    assert said in ran.err
