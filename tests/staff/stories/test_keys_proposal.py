"""A case is found by name, a fact is found out, the closing is proposed and approved, all without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.casework.closable import SETTLED
from tests.staff.cases.desk import a_case
from tests.staff.stories.keyboard import Keyboard
from tests.staff.stories.stage import Stage

UNKNOWN = "arrears_payment_made"


def test_a_case_is_found_a_finding_recorded_and_the_closing_proposed_and_approved(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(SETTLED, UNKNOWN)
    a_case()
    worker = Keyboard(stage.desk("caseworker"))
    find(worker)
    record_the_finding(worker)
    worker.come_to("Closing")
    worker.come_to("Propose to close")
    worker.come_to("See what follows")
    worker.follow("Propose it")
    expect(worker.page.get_by_text("The closing is proposed.")).to_be_visible()
    approve(Keyboard(stage.desk("supervisor")))


def find(worker: Keyboard) -> None:
    worker.come_to("Search")
    worker.type("Name, case number, receipt or code", "maker rosa")
    worker.come_to("Search")
    worker.follow("1")
    expect(worker.page.get_by_role("heading", name="Case 1")).to_be_visible()


def record_the_finding(worker: Keyboard) -> None:
    worker.skip_to_main()
    worker.come_to("Papers and letters")
    worker.come_to("Record a finding")
    worker.pick("What was found out", "Any payment on past-due support")
    worker.come_to("Go on")
    worker.choose("What was found", "No payment on past-due support was ever made")
    worker.come_to("Record it")


def approve(other: Keyboard) -> None:
    other.skip_to_main()
    other.come_to("Proposals to check 1")
    other.come_to("1")
    other.come_to("Approve the closing")
    other.tab_to("Cancel")
    other.tab_to("Approve it", back=True)
    with other.page.expect_navigation():
        other.press("Enter")
    expect(other.page.get_by_text("The closing is approved.")).to_be_visible()
