"""Every refusal: how it is reached, that it says in both languages why and what would satisfy it, and that it changes
nothing."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from caseclose.closure import commands as to
from caseclose.closure import events, refused
from caseclose.closure.commands import Actor, Command
from caseclose.closure.decide import decide
from caseclose.closure.reasons import reasons
from caseclose.closure.refused import Refused
from caseclose.closure.state import ClosureState
from caseclose.closure.steps import Step
from caseclose.law.verdict import Facts
from tests.closure.cases import TODAY, a_case
from tests.closure.standing import (
    APPROVED,
    ASKED,
    FIRST,
    GRANTED,
    HARM,
    PARENT,
    PROPOSED,
    REQUESTED,
    SECOND,
    SMALL,
    UNNOTICED,
    after,
    noticed,
    now_of,
    replied,
)

ROOM = Path(str(refused.__file__)).parent
SOURCES = ROOM.parent
BOOK: dict[str, Any] = {
    rule: entry
    for file in sorted((ROOM / "refusals").glob("*.toml"))
    for rule, entry in tomllib.loads(file.read_text(encoding="utf-8")).items()
}
CLOSE, APPROVE = to.Close(), to.Approve()
NOTICED = after(*APPROVED, noticed())
REPLIED = after(*APPROVED, noticed(), replied())
REVIEW = to.ReviewReply("reply 1", could_lead=False, words="Nothing new.")


@dataclass(frozen=True)
class Reached:
    """A way to a refusal."""

    state: ClosureState | None
    command: Command
    facts: Facts = field(default_factory=lambda: SMALL)
    by: Actor = SECOND
    where: str = "us"
    case_open: bool = True
    lives_on: bool = False


WAYS: dict[str, Reached] = {
    "wrong_step": Reached(after(*PROPOSED), CLOSE),
    "wrong_role": Reached(after(*PROPOSED), APPROVE, by=PARENT),
    "case_not_open": Reached(None, to.Propose("us.b1"), case_open=False),
    "attempt_in_progress": Reached(after(*PROPOSED), to.Propose("us.b1")),
    "nothing_missing_named": Reached(after(*REQUESTED), to.ReturnRequest(())),
    "policy_grants": Reached(after(*REQUESTED), to.DeclineRequest(), ASKED),
    "not_granted": Reached(after(*REQUESTED), APPROVE, a_case(ASKED, receives_cash_aid=True)),
    "state_debt_goes_on": Reached(
        after(*REQUESTED), APPROVE, a_case(ASKED, arrears_assigned="900.00"), where="ca", case_open=False, lives_on=True
    ),
    "answer_changed": Reached(after(*GRANTED), CLOSE, a_case(ASKED, arrears_assigned="900.00"), where="ca"),
    "criterion_not_met": Reached(NOTICED, CLOSE, a_case(SMALL, current_order=True)),
    "gate_shut": Reached(NOTICED, CLOSE, a_case(SMALL, money_held=True)),
    "gate_unknown": Reached(NOTICED, CLOSE, a_case(SMALL, money_held=None)),
    "evidence_not_on_file": Reached(None, to.Propose("us.b1"), a_case(SMALL, documentation_on_file=None)),
    "same_person": Reached(after(*PROPOSED, by=FIRST.name), APPROVE, by=FIRST),
    "no_notice_owed": Reached(after(*UNNOTICED), to.SendNotice(TODAY), HARM),
    "notice_not_today": Reached(after(*APPROVED), to.SendNotice(TODAY.replace(day=1))),
    "notice_not_sent": Reached(after(*APPROVED), CLOSE),
    "notice_not_out": Reached(replace(NOTICED, notice_is_out=False), CLOSE),
    "paper_waits": Reached(replace(NOTICED, paper_waits=True), CLOSE),
    "too_soon": Reached(after(*APPROVED, noticed(TODAY)), CLOSE),
    "reply_open": Reached(replace(REPLIED, step=Step.NOTICED), CLOSE),
    "no_such_reply": Reached(REPLIED, replace(REVIEW, reply="reply 9")),
    "words_needed": Reached(REPLIED, replace(REVIEW, words=" ")),
    "missing_unknown": Reached(after(*REQUESTED), to.ReturnRequest(("signature", "the name"))),
    "reason_to_keep_open_needed": Reached(NOTICED, to.KeepOpen(())),
    "reason_unknown": Reached(NOTICED, to.KeepOpen(("new_information", "an employer was found"))),
    "other_reason_in_words": Reached(NOTICED, to.KeepOpen(("other",), " ")),
    "not_a_request": Reached(NOTICED, to.WithdrawRequest(), by=PARENT),
}
"""For each refusal of the pure decision one way to reach it."""


def raised(way: Reached) -> Refused:
    now = replace(now_of(way.facts, way.state, where=way.where, case_open=way.case_open), lives_on=way.lives_on)
    before = deepcopy((way.state, dict(now.assessment.facts)))
    with pytest.raises(Refused) as caught:
        decide(way.state, way.command, way.by, now)
    assert (way.state, dict(now.assessment.facts)) == before
    return caught.value


def blanks(rule: str) -> set[str]:
    """The blanks in the words of a refusal, in any language."""
    entry = BOOK[rule]
    texts = (entry["en"], entry["es"], entry["todo"]["en"], entry["todo"]["es"])
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def refusals_in(folder: Path) -> Iterator[tuple[str, str, set[str]]]:
    """Every `Refused("rule", value=…)` in the code: where, which rule, and the values that it gives."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
                first = node.args[0]
                assert isinstance(first, ast.Constant), f"{path.name}:{node.lineno} names its rule by a variable"
                yield path.name, str(first.value), {each.arg or "" for each in node.keywords} - {"cites"}


CALLS = list(refusals_in(SOURCES))
DECIDED = {rule for name, rule, _ in CALLS if name in {"decide.py", "permitted.py", "replies.py"}}


def test_every_refusal_of_the_decision_is_reached() -> None:
    assert set(WAYS) == DECIDED
    assert len(DECIDED) > 20


@pytest.mark.parametrize("rule", WAYS)
def test_a_refusal_names_its_rule_and_changes_nothing(rule: str) -> None:
    refusal = raised(WAYS[rule])
    assert refusal.rule == rule
    assert refusal.cites[: len(BOOK[rule]["cites"])] == tuple(BOOK[rule]["cites"])
    assert refusal.cites == tuple(BOOK[rule]["cites"]) or rule == "gate_shut"  # which cites the gate as well
    assert str(refusal) == f"{refusal.words('en', named=True)} {refusal.todo('en', named=True)}"


@pytest.mark.parametrize("rule", WAYS)
def test_a_refusal_says_why_and_what_would_satisfy_it_in_both_languages_with_every_blank_filled(rule: str) -> None:
    refusal = raised(WAYS[rule])
    said = [say(lang) for say in (refusal.words, refusal.todo) for lang in ("en", "es")]
    for text in said:
        assert text == text.strip()
        assert text
        assert text[0].isupper() or text[0] in "'¿¡" or text.startswith("us.")
        assert not set("{}[]") & set(text), text
        assert "('" not in text
        assert "None" not in text
        assert "frozenset" not in text
    assert len(set(said)) == len(said)
    assert blanks(rule) <= set(refusal.values)
    assert all(refusal.values[name] for name in blanks(rule))


@pytest.mark.parametrize("rule", BOOK)
def test_an_entry_has_words_and_a_way_on_in_both_languages_with_the_same_blanks(rule: str) -> None:
    entry = BOOK[rule]
    assert set(entry) == {"en", "es", "todo", "cites"}
    assert set(entry["todo"]) == {"en", "es"}
    for english, spanish in ((entry["en"], entry["es"]), (entry["todo"]["en"], entry["todo"]["es"])):
        named = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (english, spanish)]
        assert named[0] == named[1]
        assert english != spanish
        assert english.rstrip("}").endswith(".") or english.endswith("}")
    something: dict[str, Any] = dict.fromkeys(blanks(rule), "something")
    filled = Refused(rule, **something)
    assert "{" not in filled.words("es") + filled.todo("es") + str(filled)


def test_the_code_raises_no_refusal_that_is_not_written_and_writes_none_that_is_not_raised() -> None:
    assert {rule for _, rule, _ in CALLS} == set(BOOK)


@pytest.mark.parametrize(("where", "rule", "given"), CALLS, ids=[f"{where}-{rule}" for where, rule, _ in CALLS])
def test_wherever_a_refusal_is_raised_its_blanks_are_given(where: str, rule: str, given: set[str]) -> None:
    assert blanks(rule) <= given, where


def test_what_is_refused_because_something_is_unknown_says_so() -> None:
    unknown = {rule for rule in WAYS if raised(WAYS[rule]).unknown}
    assert unknown == {"gate_unknown"}
    nobody_knows = after(events.RequestRecorded(TODAY, "mail", signed=True, may_ask=None))
    assert raised(Reached(nobody_knows, APPROVE, ASKED)).unknown
    assert raised(Reached(NOTICED, CLOSE, a_case(SMALL, current_order=None))).unknown


@pytest.mark.parametrize(
    ("rule", "names"), [("missing_unknown", reasons().missing), ("reason_unknown", reasons().why_open)]
)
def test_a_name_that_no_letter_knows_is_refused_with_every_name_that_may_be_given_in_words(
    rule: str, names: Mapping[str, object]
) -> None:
    refusal = raised(WAYS[rule])
    for lang in ("en", "es"):
        assert all(f"{reasons().called[name][lang]} ({name})" in refusal.todo(lang, named=True) for name in names)
    assert refusal.values["unknown"] in {"the name", "an employer was found"}
    assert Refused.again(rule, refusal.said).todo("es") == refusal.todo("es")


def test_a_name_with_braces_is_said_as_it_is() -> None:
    refusal = raised(Reached(REPLIED, replace(REVIEW, reply="{rule} {0}")))
    assert "'{rule} {0}'" in refusal.words("en")


def test_the_planted_refusal_without_its_value_is_found() -> None:
    tree = 'raise Refused("too_soon")'
    call = next(node for node in ast.walk(ast.parse(tree)) if isinstance(node, ast.Call))
    assert not blanks("too_soon") <= {each.arg or "" for each in call.keywords}
    with pytest.raises(KeyError):
        Refused("too_soon")
