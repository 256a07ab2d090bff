"""A made case of the law is tried, and an auditor opens the record of a closing, without a mouse."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.casework.closable import DUE, a_closable_case, closed
from tests.staff.stories.keyboard import Keyboard
from tests.staff.stories.stage import Stage


def test_a_made_case_is_tried(stage: Stage) -> None:
    a_closable_case()
    analyst = Keyboard(stage.desk("policy_analyst"))
    analyst.come_to("The law")
    analyst.come_to("Try a made case")
    analyst.tab_to("The order and the money", more=True)
    analyst.press("Enter")
    analyst.pick("Current support order", "No order for current support is in force")
    analyst.type("Past-due support, all of it", "120")
    analyst.follow("What does the law say?")
    expect(analyst.page.get_by_role("region", name="What the law says")).to_be_visible()


def test_a_record_is_opened(stage: Stage) -> None:
    a_closable_case()
    closed()
    stage.begin(DUE)
    auditor = Keyboard(stage.desk("auditor"))
    auditor.come_to("Closings to examine")
    auditor.pick("How it ended", "Closed")
    auditor.come_to("Show")
    auditor.follow("1")
    expect(auditor.page.get_by_role("heading", name="Record of a closing: case 1")).to_be_visible()
