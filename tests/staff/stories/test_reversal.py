"""A closing that was wrong is undone through the page: number and history stay, and what had not gone is not let go."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page, expect

from caseclose.casework.models import Remedy
from caseclose.closure.commands import Approve, Propose
from tests.casework.closable import DAY, DUE, SUPERVISOR, do, send_notice
from tests.staff.browser import send
from tests.staff.cases.desk import a_case
from tests.staff.stories.stage import Stage

NEXT = DAY + timedelta(days=1)
GONE, NOT_GONE = "2", "1"
"""The case whose release is with the licensing board already, and the one whose release has not left the office."""


def test_what_had_not_gone_stays_in_place_and_for_what_had_gone_a_person_is_asked(stage: Stage) -> None:
    for number, noticed_on in ((GONE, DAY), (NOT_GONE, NEXT)):
        case = a_case(number)
        Remedy.objects.create(kind="driver_license", placed_on=DAY - timedelta(days=900)).cases.add(case)
        do(Propose("ca.b1"), number=number)
        do(Approve(), SUPERVISOR, number=number)
        send_notice(number, noticed_on)
    worker = stage.desk("caseworker")
    stage.day(DUE)
    stage.begin(DUE + timedelta(days=1))
    close(worker, NOT_GONE)
    reopen(worker, NOT_GONE)
    reopen(worker, GONE)
    stage.day(DUE + timedelta(days=1))
    assert release_of(worker, NOT_GONE) == "kept in place"
    assert release_of(worker, GONE).startswith("accepted")
    assert len(stage.released("licensing_board")) == 1
    what_is_left_to_do(worker)


def close(worker: Page, number: str) -> None:
    worker.goto(f"/case/{number}/")
    send(worker, "main a:text-is('Close the case')")
    expect(worker.get_by_text("Driver's license: to be sent")).to_be_visible()
    send(worker, "button:has-text('Close it')")
    expect(worker.get_by_text("The case is closed.")).to_be_visible()


def reopen(worker: Page, number: str) -> None:
    """The page says first what comes of it; then the case is open under its number, with all that happened before."""
    worker.goto(f"/case/{number}/")
    before = worker.locator(".cc-timeline li").all_inner_texts()
    send(worker, "main a:text-is('Open the case again')")
    worker.get_by_role("group", name="Why is the case opened again?").get_by_label("The closing was wrong").check()
    send(worker, "button:has-text('See what follows')")
    send(worker, "button:has-text('Open it again')")
    expect(worker.get_by_role("heading", level=1)).to_have_text(f"Case {number} Enforcement")
    worker.goto(f"/case/{number}/?story=all")
    assert set(before) <= set(worker.locator(".cc-timeline li").all_inner_texts())
    expect(worker.locator(".cc-timeline")).to_contain_text("reopened the case on January 22, 2027")


def release_of(worker: Page, number: str) -> str:
    worker.goto(f"/case/{number}/money/")
    (row,) = worker.locator("table", has_text="In place since").locator("tbody tr").all()
    return row.locator("td").nth(3).inner_text()


def what_is_left_to_do(worker: Page) -> None:
    """Whoever works the case whose release had gone is asked which remedies are to be placed again."""
    todo = worker.locator("section", has=worker.get_by_role("heading", name="To do"))
    worker.goto(f"/case/{NOT_GONE}/")
    expect(todo).to_contain_text("Nothing waits for a person.")
    worker.goto(f"/case/{GONE}/")
    expect(todo).to_contain_text("driver's license", ignore_case=True)
