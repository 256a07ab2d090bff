"""Many cases are proposed at once: chosen, looked at with every refusal, done one by one, left to a second person."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Request, expect

from caseclose.staff.screens.bulk import batch as steps
from tests.casework.closable import a_closable_case
from tests.staff.browser import send
from tests.staff.stories.stage import Stage

SOON = 30_000
"""Milliseconds: a batch goes on by itself, a step at a time."""
PROPOSED = ("11", "12", "13")
AT_ONCE, LOOKS = 2, 2
"""So many cases are looked at in one step, and so many steps it takes to look at those that there are."""


def test_a_batch_goes_by_itself_from_preview_to_end_and_its_approvals_wait(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "AT_ONCE", AT_ONCE)
    for number in PROPOSED:
        a_closable_case(number)
    a_closable_case("14", arrears_payment_made="true")
    worker, other = stage.desk("caseworker"), stage.desk("supervisor")
    choose(worker)
    went = steps_of(worker)
    expect(worker.get_by_role("button", name="Propose 3 cases")).to_be_visible(timeout=SOON)
    rows = worker.locator("table", has_text="What would satisfy the rule").locator("tbody tr")
    assert [row.locator("th").inner_text() for row in rows.all()] == ["14", "no-such-case"]
    expect(rows.first).to_contain_text("ca.b1")
    assert len(went) == LOOKS
    go(worker)
    assert len(went) > LOOKS
    the_approvals_wait(other)


def choose(worker: Page) -> None:
    worker.click("nav >> text=Many cases")
    send(worker, "text=Propose many cases")
    send(worker, "button:has-text('Look at these cases')")
    expect(worker.get_by_text("This was refused, and nothing was changed")).to_be_visible()
    worker.select_option("[name=rule]", "ca.b1")
    worker.fill("[name=listed]", "\n".join([*PROPOSED, "14", "no-such-case"]))


def steps_of(worker: Page) -> list[str]:
    """Begin to look at the cases. Returns a list that grows with each step that the page takes by itself."""
    went: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/go/"):
            went.append(request.url)

    worker.on("request", note)
    send(worker, "button:has-text('Look at these cases')")
    return went


def go(worker: Page) -> None:
    worker.click("button:has-text('Propose 3 cases')")
    expect(worker.get_by_text("Finished: 3 cases done.")).to_be_visible(timeout=SOON)
    worker.goto("/case/11/")
    expect(worker.get_by_text("You began this closing. A second person must look at it.")).to_be_visible()


def the_approvals_wait(other: Page) -> None:
    other.goto("/queue/?scope=office")
    other.click("main nav >> text=Proposals to check")
    expect(other).to_have_url(re.compile("list=proposals"))
    expect(other.locator("tbody tr")).to_have_count(3)
    send(other, "tbody a[href='/case/12/approve/']")
    expect(other.get_by_text("What you approve")).to_be_visible()
    send(other, "button:has-text('Approve it')")
    other.goto("/queue/?scope=office&list=proposals")
    expect(other.locator("tbody tr")).to_have_count(2)
