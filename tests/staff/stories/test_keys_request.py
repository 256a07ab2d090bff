"""A scan is keyed in and the request is answered without a mouse: Tab, arrows, Space and Enter, and nothing else."""

from __future__ import annotations

from playwright.sync_api import expect

from caseclose.forms.codes import form_code
from caseclose.forms.filling import Prefilled, request_form
from tests.casework import factories as make
from tests.casework.closable import DAY
from tests.forms.made import ENGLISH
from tests.staff.cases.desk import a_case
from tests.staff.stories.keyboard import Keyboard
from tests.staff.stories.stage import Stage

KNOWN = ("receives_foster_care", "receives_cash_aid", "receives_medicaid", "medical_support_assigned")


def test_a_scan_is_taken_in_and_keyed_and_another_person_answers_the_request(stage: Stage) -> None:
    make.findings(a_case(), DAY, **dict.fromkeys(KNOWN, False))
    form = request_form(ENGLISH, Prefilled(case_number="1", code=form_code("1", stage.form_key)))
    clerk = Keyboard(stage.desk("intake"))
    clerk.come_to("Papers in")
    clerk.attach("Scan or photo of the paper", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": form})
    clerk.come_to("Take it in")
    clerk.tab_to("Pages of the paper")
    clerk.press("End")
    clerk.choose("Could going on put them at risk?", "No")
    clerk.type("Who signed or asked", "Rosa Maker")
    clerk.choose("Is there a signature?", "Yes")
    clerk.choose("Is it the person who opened the case?", "Yes")
    clerk.tick("What to stop", "All work on this case")
    clerk.pick("Cash aid (optional)", "Never")
    clerk.follow("Key it in")
    expect(clerk.page.get_by_role("heading", name="Receipt")).to_be_visible()
    answer(Keyboard(stage.desk("supervisor")))


def answer(other: Keyboard) -> None:
    other.type("Find a case by name, number or receipt", "1")
    other.come_to("Find")
    other.come_to("Approve the closing")
    other.follow("Approve it")
    expect(other.page.get_by_text("The closing is approved.")).to_be_visible()
