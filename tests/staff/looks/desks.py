"""Looks at the work queue, the search, many cases at once, and supervision."""

from __future__ import annotations

from playwright.sync_api import Page

from caseclose.staff.screens.queue.lists import LISTS
from caseclose.staff.screens.supervision.tables import TABLES
from tests.staff.looks.look import Look, NoPage
from tests.staff.looks.scene import batch, key, newest_task, stopped

OPEN_MENU = ".cc-menu summary"


def tasks_as_a_part(page: Page) -> None:
    with page.expect_response(lambda answer: "list=tasks" in answer.url):
        page.click("a[href*='list=tasks']")
    page.wait_for_selector("text=Call the court")


def the_menu_alone(page: Page) -> None:
    """Open the menu of the account. What it lies over is hidden: axe cannot tell what is behind words that float."""
    page.click(OPEN_MENU)
    page.evaluate("document.querySelectorAll('main, .cc-nav').forEach((it) => { it.style.visibility = 'hidden' })")


QUEUE = [
    Look("queue", "empty"),
    Look("queue", "empty", "tasks", ask="list=tasks"),
    *(Look("queue", "filled", name, "several", ask=f"scope=office&list={name}") for name in LISTS),
    Look("queue", "filled", "with saved views, for somebody who takes cases", ask="scope=unassigned"),
    Look("queue", "filled", "of every office", "auditor"),
    Look("queue", "filled", "its second page", ask="scope=office&after=2026-11-25~1"),
    Look("queue", "filled", "a list that came as a part", ask="scope=office",
         then=tasks_as_a_part),
    Look("queue", "filled", "with the menu of the account open", "several", part=".cc-menu",
         then=the_menu_alone),
    Look("queue", "filled", "about to be signed out", then=lambda page: page.evaluate("idle.showModal()")),
]  # fmt: skip
NO_CASE = [
    Look("tasks_no_case", "empty"),
    Look("tasks_no_case", "filled", "", "admin", before=stopped),
    Look("tasks_no_case", "filled", "for a supervisor", before=stopped),
    Look("tasks_no_case_done", "filled", "", "admin", {"pk": newest_task}, before=stopped),
    Look("tasks_no_case_done", "error", "nothing said", "admin", {"pk": newest_task}, before=stopped,
         send={"key": key}, status=422),
]  # fmt: skip
SEARCH = [
    Look("search", "empty", send={"sought": "smith"}),
    Look("search", "filled", "to ask"),
    Look("search", "filled", "to ask, of every office", "auditor"),
    Look("search", "filled", "found by name", send={"sought": "smith"}),
    Look("search", "filled", "names in other scripts", send={"sought": "Muñoz"}),
    Look("search", "filled", "found by number", send={"sought": "CA-"}),
    Look("search", "error", "too short", send={"sought": "x"}, status=422),
]
BULK = [
    Look("bulk", "empty"),
    Look("bulk", "filled"),
    Look("bulk", "filled", "to read only", "auditor"),
    Look("bulk_propose", "filled"),
    Look("bulk_propose", "error", "nothing selected", send={"key": key, "rule": "ca.b1"}, status=422),
    Look("bulk_propose", "error", "nothing said", send={"key": key, "listed": "x" * 70}, status=422),
    Look("bulk_reopen", "filled"),
    Look("bulk_reopen", "error", "nothing said", send={"key": key}, status=422),
    Look("bulk_reopen", "error", "nothing selected", status=422,
         send={"key": key, "basis": "correction", "reason": "a wrong list"}),
    Look("bulk_approve", "filled"),
    Look("bulk_approve", "error", "nothing ticked", send={}, status=422),
    Look("bulk_keep_open", "filled"),
    Look("bulk_keep_open", "error", "nothing said", send={"key": key}, status=422),
    Look("bulk_batch", "filled", "under way", "caseworker", {"batch": lambda: batch("previewing")}),
    Look("bulk_batch", "filled", "looked at", "caseworker", {"batch": lambda: batch("previewed")}),
    Look("bulk_batch", "filled", "done", "auditor", {"batch": lambda: batch("done")}),
]  # fmt: skip
SUPERVISION = [
    Look("supervision", "empty"),
    *(Look("supervision", "filled", name, ask=f"table={name}&first=2026-01-01") for name in TABLES),
    Look("supervision", "filled", "of every office", "auditor"),
    Look("supervision_hand_over", "filled"),
    Look("supervision_hand_over", "error", "nothing said", send={"key": key, "count": "0"}, status=422),
]
LOOKS = [*QUEUE, *NO_CASE, *SEARCH, *BULK, *SUPERVISION]
NO_PAGES = [
    NoPage("queue_take", "POST", "back to the queue, which says what came of it"),
    NoPage("queue_save", "POST", "back to the queue"),
    NoPage("queue_forget", "POST", "back to the queue"),
    NoPage("bulk_go", "POST", "back to the batch, or a part of it", {"batch": lambda: batch("previewing")}),
    NoPage("bulk_refused", "GET", "a file", {"batch": lambda: batch("previewed")}),
    NoPage("supervision_export", "POST", "a file", send={"table": "workload", "format": "csv"}),
]
