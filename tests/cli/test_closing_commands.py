"""The commands of a closing, as people use them: what they print, what they refuse and how, and keys."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from click.testing import CliRunner

from caseclose.cli.main import caseclose
from caseclose.cli.wiring import Connected, Wiring
from caseclose.closure.steps import TABLE
from caseclose.site.setup import prepare
from tests.casework.closable import DAY, DUE, a_closable_case, gone_out
from tests.casework.sharing import a_responding_case
from tests.cli.running import PLAIN, Ran

pytestmark = pytest.mark.usefixtures("clean_database")
WIRING = Wiring(
    now=lambda: datetime(2026, 11, 22, 20, tzinfo=UTC),
    today=lambda _zone: DAY,
    prepare=prepare,
    connect=lambda _weather: Connected({}, practice=True),
)
DONE, REFUSED, UNUSABLE = 0, 1, 2
WORKER, BOSS = ("--by", "worker one"), ("--by", "supervisor two")
COMMANDS: dict[str, tuple[str, ...]] = {
    "record_request": ("request", "--arrived-on", "2026-11-20", "--channel", "mail", "--opener", "yes"),
    "return_request": ("return", "--missing", "signature"),
    "decline_request": ("decline",),
    "withdraw_request": ("withdraw",),
    "propose": ("propose", "--under", "ca.b1"),
    "approve": ("approve",),
    "send_notice": ("notice", "--sent-on", "2026-11-22"),
    "record_returned_mail": ("returned-mail",),
    "record_reply": ("reply", "--reply", "R1", "--arrived-at", "2026-11-25T09:30", "--channel", "mail"),
    "review_reply": ("review", "--reply", "R1", "--could-not-lead", "--words", "Nothing new."),
    "close": ("close",),
    "keep_open": ("keep-open", "--reason", "new_information", "--words", "An employer was found."),
}
"""A good call of each command of the table of steps."""


def run(*args: object, wiring: Wiring = WIRING) -> Ran:
    runner = CliRunner(env={**PLAIN, "COLUMNS": "120"})
    result = runner.invoke(caseclose, [str(arg) for arg in args], obj=wiring, catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


def step(command: str, *more: object, on: date = DAY, by: tuple[str, str] = WORKER) -> Ran:
    name, *words = COMMANDS[command]
    return run(name, "1", *words, *by, "--on", on, *more)


def page(ran: Ran) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_the_table_of_steps_has_a_command_for_each_row() -> None:
    assert set(COMMANDS) == set(TABLE)


def test_a_proposal_goes_from_the_command_line_to_closing() -> None:
    a_closable_case(remedies=("driver_license",))
    assert "stands at: proposed" in step("propose").out
    assert "stands at: approved" in step("approve", by=BOSS).out
    assert "stands at: noticed" in step("send_notice").out
    assert page(step("close", "--json", on=DUE))["refused"] == "notice_not_out"
    gone_out()
    assert page(step("close", "--json", on=DUE)) == {
        "case": "1", "closure": 1, "step": "closed", "events": ["CaseClosed"], "repeated": False,
    }  # fmt: skip
    assert "A proposal" not in run("history", "1").out
    assert "The case was closed" in run("history", "1").out


def test_what_a_step_does_is_said_and_not_what_follows_from_it() -> None:
    a_responding_case(initiating_closed="true")
    assert "worker one proposed to close" in run("propose", "1", "--under", "us.b18", *WORKER, "--on", DAY).out
    step("approve", by=BOSS)
    closed = step("close").out
    from caseclose.casework.models import JournalEntry

    assert JournalEntry.objects.order_by("-number").values_list("kind", flat=True)[0] != "CaseClosed"
    assert "The case was closed" in closed


def test_a_reply_is_recorded_weighed_in_words_and_keeps_the_case_open_or_not() -> None:
    a_closable_case()
    for command, by in (("propose", WORKER), ("approve", BOSS), ("send_notice", WORKER), ("record_reply", WORKER)):
        assert step(command, by=by).code == DONE
    assert page(step("review_reply", "--json"))["step"] == "noticed"
    assert page(step("keep_open", "--json"))["step"] == "kept_open"


@pytest.mark.parametrize("command", sorted(set(TABLE) - {"record_request", "propose"}))
def test_a_step_without_a_closing_in_progress_is_refused_and_changes_nothing(command: str) -> None:
    from caseclose.casework.models import Closure, JournalEntry

    a_closable_case()
    ran = step(command, "--json")
    assert ran.code == REFUSED
    assert page(ran)["refused"] == "wrong_step"
    assert page(ran)["todo"]
    assert (Closure.objects.count(), JournalEntry.objects.count()) == (0, 0)


@pytest.mark.parametrize("command", sorted(TABLE))
def test_a_role_that_may_not_take_a_step_is_told_whose_it_is(command: str) -> None:
    a_closable_case()
    strangers = {"other_agency", "recipient"} - {role.value for role in TABLE[command].by}
    for role in sorted(strangers):
        ran = step(command, "--role", role, "--json")
        assert (ran.code, page(ran)["refused"]) == (REFUSED, "wrong_role")


def test_the_proposer_cannot_approve() -> None:
    a_closable_case()
    step("propose")
    ran = step("approve")
    assert ran.code == REFUSED
    assert "same_person" in ran.err


def test_a_name_that_the_records_have_no_room_for_is_said_to_be_too_long_and_changes_nothing() -> None:
    from caseclose.casework.models import JournalEntry, Reply

    a_closable_case()
    for command, by in (("propose", WORKER), ("approve", BOSS), ("send_notice", WORKER)):
        assert step(command, by=by).code == DONE
    entries = JournalEntry.objects.count()
    ran = run(
        "reply", "1", "--reply", "R" * 65, "--arrived-at", "2026-11-25T09:30", "--channel", "mail", *WORKER, "--on", DAY
    )
    assert (ran.code, ran.out) == (UNUSABLE, "")
    assert "too long for type character varying(64)" in ran.err
    assert "RRR" not in ran.err
    assert (Reply.objects.count(), JournalEntry.objects.count()) == (0, entries)


def test_too_soon_says_from_which_day_and_cites_the_rule() -> None:
    a_closable_case()
    for command, by in (("propose", WORKER), ("approve", BOSS), ("send_notice", WORKER)):
        step(command, by=by)
    gone_out()
    ran = step("close", "--json", on=date(2027, 1, 20))
    assert page(ran)["refused"] == "too_soon"
    assert "January 21, 2027" in page(ran)["words"]
    assert page(ran)["cites"] == ["45 CFR 303.11(d)(1)"]


def test_the_same_key_does_its_work_once_and_another_command_under_it_is_refused() -> None:
    a_closable_case()
    assert page(step("propose", "--key", "k1", "--json"))["repeated"] is False
    assert page(step("propose", "--key", "k1", "--json"))["repeated"] is True
    assert "nothing was done again" in step("propose", "--key", "k1").out
    reused = step("approve", "--key", "k1", by=BOSS)
    assert (reused.code, "used before" in reused.err) == (UNUSABLE, True)


@pytest.mark.parametrize("words", [("--on", "2026-02-30"), ("--on", "tomorrow"), ("--at", "noon"), ("--role", "king")])
def test_an_option_that_cannot_be_read_is_named(words: tuple[str, str]) -> None:
    a_closable_case()
    ran = step("propose", *words)
    assert ran.code == UNUSABLE
    assert words[0] in ran.err


def test_tasks_are_listed_and_finished_in_words() -> None:
    from caseclose.casework.models import Task

    case = a_closable_case()
    asked = Task.objects.create(case=case, key="t1", kind="gate_unknown", words="Look into it.", due_on=DAY)
    assert "Look into it." in run("task", "list").out
    assert [each["task"] for each in json.loads(run("task", "list", "--case", "1", "--json").out)] == [asked.pk]
    assert run("task", "done", asked.pk, "--words", " ", *WORKER).code == REFUSED
    assert "is done" in run("task", "done", asked.pk, "--words", "Called the court.", *WORKER).out
    assert "was done before" in run("task", "done", asked.pk, "--words", "Called the court.", *WORKER).out
    assert "No open tasks." in run("task", "list").out
    assert "Called the court." in run("history", "1").out
    assert run("task", "done", 99, "--words", "x", *WORKER).code == UNUSABLE


def test_a_release_that_went_astray_is_settled_by_a_person() -> None:
    from caseclose.casework.models import ReleaseOrder

    a_closable_case(remedies=("driver_license",))
    for command, by in (("propose", WORKER), ("approve", BOSS), ("send_notice", WORKER)):
        step(command, by=by)
    gone_out()
    step("close", on=DUE)
    order = ReleaseOrder.objects.get()
    words = ("--words", "The board says the hold is off.", "--on", DUE, *WORKER)
    assert run("release", "settle", order.pk, "--as", "confirmed", *words).code == REFUSED
    ReleaseOrder.objects.update(state="unknown")
    assert [each["state"] for each in json.loads(run("release", "list", "--state", "unknown", "--json").out)] == [
        "unknown"
    ]
    assert "settled: confirmed" in run("release", "settle", order.pk, "--as", "confirmed", *words).out
    assert "confirmed" in run("release", "list", "--case", "1").out
