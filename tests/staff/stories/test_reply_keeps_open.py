"""A proposal goes out as a notice after a second person's approval; a reply that could lead somewhere ends it."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.casework.closable import DAY
from tests.casework.mailing import text_of
from tests.staff.browser import send
from tests.staff.cases.desk import a_case
from tests.staff.stories.stage import Stage

CALLED = DAY + timedelta(days=20)


def test_a_proposal_is_approved_by_another_noticed_answered_and_kept_open(stage: Stage) -> None:
    a_case()
    worker, other, clerk = stage.desk("caseworker"), stage.desk("supervisor"), stage.desk("intake")
    propose(worker)
    the_proposer_cannot_approve(worker)
    other.goto("/case/1/")
    send(other, "main a:text-is('Approve the closing')")
    send(other, "button:has-text('Approve it')")
    stage.day(DAY)
    stage.day(CALLED)
    worker.goto("/case/1/")
    expect(worker.get_by_text("Not before Jan. 21, 2027")).to_be_visible()
    key_in_a_call(clerk)
    review(worker)
    stage.day(CALLED + timedelta(days=1))
    stage.day(CALLED + timedelta(days=6))
    the_letter_says_so(worker)


def propose(worker: Page) -> None:
    worker.goto("/case/1/")
    send(worker, "main a:text-is('Propose to close')")
    send(worker, "button:has-text('See what follows')")
    expect(worker.get_by_text("Nobody outside is told.")).to_be_visible()
    send(worker, "button:has-text('Propose it')")
    expect(worker.get_by_text("The closing is proposed. A second person checks it.")).to_be_visible()


def the_proposer_cannot_approve(worker: Page) -> None:
    expect(worker.get_by_text("You began this closing. A second person must look at it.")).to_be_visible()
    expect(worker.get_by_role("link", name="Approve the closing")).to_have_count(0)
    worker.goto("/case/1/approve/")
    expect(worker.get_by_text("This was refused, and nothing was changed")).to_be_visible()
    expect(worker.get_by_role("button", name="Approve it")).to_have_count(0)


def key_in_a_call(clerk: Page) -> None:
    """Somebody calls; the clerk finds the case by its number and keys in what was said."""
    clerk.goto("/intake/")
    send(clerk, "text=A call or a visit")
    clerk.fill("main [name=number]", "1")
    send(clerk, "button:has-text('Go on')")
    send(clerk, "main a:text-is('Reply to the notice')")
    clerk.fill("#id_signer", "Rosa Maker")
    clerk.get_by_role("group", name="Is there a signature?").get_by_label("No").check()
    clerk.fill("#id_words", "She knows where he works now.")
    send(clerk, "button:has-text('Key it in')")
    expect(clerk.get_by_role("heading", name="Receipt")).to_be_visible()


def review(worker: Page) -> None:
    worker.goto("/queue/?scope=office&list=replies")
    send(worker, "main a[href$='/review-reply/']")
    worker.get_by_role("group", name="Could it lead").get_by_label("Yes").check()
    worker.fill("[name=words]", "The employer is known: withholding can begin.")
    send(worker, "button:has-text('See what follows')")
    send(worker, "button:has-text('Record the review')")
    expect(worker.get_by_text("Kept open", exact=False).first).to_be_visible()


def the_letter_says_so(worker: Page) -> None:
    """The letter is read as it went out: it says that the case stays open, and not who said what."""
    worker.goto("/case/1/papers/")
    row = worker.locator("tbody tr", has_text="stays open").first
    expect(row).to_contain_text("mailed")
    with worker.expect_download() as download:
        row.get_by_role("link").click()
    told = text_of(download.value.path().read_bytes())
    assert "open" in told
    assert "employer is known" not in told
