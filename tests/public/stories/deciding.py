"""How staff answer a request that came by the web: one person finds out what is missing, a second one approves."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from caseclose.site.clock import today
from tests.public.stories.desks import begins, look_until
from tests.staff.browser import send

APPROVE = "Approve the closing"


def is_answered(worker: Page, other: Page, number: str) -> None:
    """The request is found in the queue, what is missing is looked up, and a second person grants it."""
    finds_out_what_is_missing(worker, number)
    grants(other, number)


def finds_out_what_is_missing(worker: Page, number: str) -> None:
    """Granting is refused as long as something is not known; the refusal leads to where each is recorded."""
    look_until(worker, "/queue/?scope=office&list=requests", f"main a[href='/case/{number}/']").click()
    send(worker, f"main a:text-is('{APPROVE}')")
    expect(worker.get_by_text("This was refused, and nothing was changed")).to_be_visible()
    finds_out(worker, number, "approve")
    expect(worker.get_by_text("What you approve")).to_be_visible()


def finds_out(staff: Page, number: str, act: str) -> None:
    """Record each fact that an act asks for, as not so, until it asks for none."""
    missing = staff.locator("main a[href*='/finding/?fact=']")
    while missing.count():
        missing.first.click()
        staff.check("[name=value][value=false]")
        send(staff, "button:has-text('Record it')")
        staff.goto(f"/case/{number}/{act}/")


def grants(other: Page, number: str) -> None:
    """Another person reads the letter that will go, and approves."""
    begins(other, number, APPROVE)
    letters = other.locator("details.cc-letter", has_text="recipient")
    expect(letters.first).to_be_visible()
    send(other, "button:has-text('Approve it')")
    expect(other.get_by_text("The closing is approved.")).to_be_visible()


def closes(other: Page, number: str) -> None:
    """Close the case, without waiting for the next morning."""
    begins(other, number, "Close the case")
    finds_out(other, number, "close")
    send(other, "button:has-text('Close it')")
    expect(other.get_by_text("The case is closed.")).to_be_visible()


def reopens(worker: Page, number: str) -> None:
    """Find what the parent wrote among what is to do, and open the case again."""
    look_until(worker, "/queue/?scope=office&list=tasks", f"main a[href^='/case/{number}/']").click()
    expect(worker.get_by_text("Somebody asks on the web to open the case again").first).to_be_visible()
    send(worker, "main a:text-is('Open the case again')")
    worker.get_by_label("The family applied again").check()
    worker.fill("[name=application_on]", today("America/Los_Angeles").isoformat())
    worker.fill("[name=fee]", "0")
    send(worker, "button:has-text('See what follows')")
    send(worker, "button:has-text('Open it again')")
    expect(worker.get_by_role("heading", level=1)).to_contain_text("Enforcement")
