"""A request on paper becomes a closing: two people answer it, and every remedy is let go of, sent and confirmed."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page, expect

from caseclose.casework.models import Remedy
from caseclose.forms.codes import form_code
from caseclose.forms.filling import Prefilled, request_form
from tests.casework.closable import DAY
from tests.forms.made import ENGLISH
from tests.staff.browser import send
from tests.staff.cases.desk import a_case
from tests.staff.stories.stage import Stage

RELEASED = {"driver_license": "Driver's license", "credit_bureau": "Credit reports"}
KEPT = "Withholding from pay"
ASKED = ("Foster care now", "Cash aid now", "Medicaid now", "Medical support assigned to the state")
"""What an answer to a request still has to know of this case."""


def test_a_form_is_taken_in_answered_approved_closed_and_every_remedy_is_let_go(stage: Stage) -> None:
    case = a_case()
    for kind in (*RELEASED, "income_withholding"):
        Remedy.objects.create(kind=kind, placed_on=DAY - timedelta(days=900)).cases.add(case)
    clerk, worker, other = stage.desk("intake"), stage.desk("caseworker"), stage.desk("supervisor")
    take_in_and_key(clerk, stage.form_key)
    find_out_what_is_missing(worker)
    approve(clerk, other)
    stage.day(DAY)
    other.goto("/case/1/")
    expect(other.get_by_text("Closed on Nov. 22, 2026")).to_be_visible()
    assert how_far(other) == {
        **dict.fromkeys(RELEASED.values(), "accepted, not confirmed yet sent 11/22/2026"),
        KEPT: "kept in place",
    }
    stage.day(DAY + timedelta(days=5))
    assert how_far(other) == {**dict.fromkeys(RELEASED.values(), "confirmed sent 11/22/2026"), KEPT: "kept in place"}
    the_record_shows_it(stage.desk("auditor"))


def take_in_and_key(clerk: Page, key: bytes) -> None:
    """The form comes by mail as a scan; the code on it finds the case, and the clerk keys in what it says.

    A file of another kind is refused first, whatever it calls itself, and leaves the clerk where they were.
    """
    form = request_form(ENGLISH, Prefilled(case_number="1", code=form_code("1", key)))
    clerk.click("nav >> text=Papers in")
    clerk.set_input_files("input[type=file]", {"name": "../a.exe", "mimeType": "text/html", "buffer": b"PK\x03\x04"})
    send(clerk, "button:has-text('Take it in')")
    expect(clerk.get_by_text("This is an archive or an office document")).to_be_visible()
    clerk.set_input_files("input[type=file]", {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": form})
    send(clerk, "button:has-text('Take it in')")
    expect(clerk.get_by_text("The code on it found its case.")).to_be_visible()
    expect(clerk.get_by_alt_text("Page 1 of 2 as a picture")).to_be_visible()
    assert clerk.evaluate("document.images[0].decode().then(() => document.images[0].naturalWidth)") > 0
    clerk.fill("#id_signer", "Rosa Maker")
    for question, answer in (("Is there a signature?", "Yes"), ("the person who opened", "Yes"),
                             ("What to stop", "All work"), ("at risk", "No")):  # fmt: skip
        clerk.get_by_role("group", name=question).get_by_label(answer).first.check()
    send(clerk, "button:has-text('Key it in')")
    expect(clerk.get_by_role("heading", name="Receipt")).to_be_visible()


def find_out_what_is_missing(worker: Page) -> None:
    """Granting is refused as long as something is not known; the caseworker records what the refusal names."""
    worker.goto("/case/1/")
    send(worker, "main a:text-is('Approve the closing')")
    expect(worker.get_by_text("This was refused, and nothing was changed")).to_be_visible()
    for fact in ASKED:
        expect(worker.get_by_role("alert")).to_contain_text(fact, ignore_case=True)
        worker.goto("/case/1/finding/")
        worker.select_option("#fact", label=fact)
        send(worker, "button:has-text('Go on')")
        worker.locator("[name=value][value=false]").check()
        send(worker, "button:has-text('Record it')")
        worker.goto("/case/1/approve/")
    expect(worker.get_by_text("What you approve")).to_be_visible()


def approve(clerk: Page, other: Page) -> None:
    """Whoever recorded the request is not offered to grant it; another person reads the letter and grants it."""
    clerk.goto("/case/1/")
    expect(clerk.get_by_role("link", name="Approve the closing")).to_have_count(0)
    other.goto("/case/1/")
    send(other, "main a:text-is('Approve the closing')")
    expect(other.get_by_text("The request is granted to the recipient")).to_be_visible()
    send(other, "button:has-text('Approve it')")
    expect(other.get_by_text("The closing is approved.")).to_be_visible()


def how_far(page: Page) -> dict[str, str]:
    """How far each remedy is let go of, on the page of the case that shows it."""
    page.goto("/case/1/money/")
    rows = page.locator("table", has_text="In place since").locator("tbody tr").all()
    cells = [[" ".join(cell.split()) for cell in row.locator("td").all_inner_texts()] for row in rows]
    return {cell[0]: cell[3] for cell in cells}


def the_record_shows_it(auditor: Page) -> None:
    auditor.click("nav >> text=Closings to examine")
    send(auditor, "main td:has-text('Payment processing') >> xpath=.. >> a")
    told = " ".join(auditor.inner_text("main").split())
    for words in ("demo.intake recorded it", "demo.supervisor approved the closing", "45 CFR 303.11(b)(12)",
                  "the law gives the same answer", "mailed 11/22/2026, by the vendor's proof",
                  *(f"{name}: the release was confirmed" for name in RELEASED.values())):  # fmt: skip
        assert words in told, words
