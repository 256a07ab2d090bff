"""A reply is recorded and reviewed, and a hold is set and lifted, without a mouse."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.casework.closable import noticed
from tests.staff.cases.desk import a_case
from tests.staff.stories.keyboard import Keyboard
from tests.staff.stories.stage import Stage

WHEN = ("11222026", "ArrowRight", "0930AM")
"""A day and a time, typed as the field takes them: its year may be long, so that it is left by an arrow."""


def test_a_reply_is_recorded_and_reviewed(stage: Stage) -> None:
    a_case()
    noticed()
    worker = Keyboard(stage.desk("caseworker"))
    open_the_case(worker)
    worker.come_to("Record a reply")
    worker.tab_to("Day and time at which it arrived")
    day, on, time = WHEN
    worker.page.keyboard.type(day)
    worker.press(on)
    worker.page.keyboard.type(time)
    worker.choose("How it came", "By phone")
    worker.come_to("See what follows")
    worker.come_to("Record it")
    worker.come_to("Review a reply")
    worker.choose("Could it lead to paternity, an order or enforcement?", "No")
    worker.type("Why?", "Asks when the case will close.")
    worker.come_to("See what follows")
    worker.follow("Record the review")
    expect(worker.page.get_by_text("reviewed: it could not lead there")).to_be_visible()


def test_a_hold_is_set_and_lifted(stage: Stage) -> None:
    a_case()
    worker = Keyboard(stage.desk("supervisor"))
    open_the_case(worker)
    worker.come_to("Hold this case")
    worker.choose("What is held", "The closing of the case")
    worker.type("Why", "The court was asked.")
    worker.type("It ends on (optional)", "12012026")
    worker.follow("Hold it")
    expect(worker.page.get_by_text("until Dec. 1, 2026")).to_be_visible()
    worker.skip_to_main()
    worker.come_to("Lift a hold")
    worker.type("Why it is lifted", "The court has answered.")
    worker.follow("Lift it")
    expect(worker.page.get_by_text("Nothing holds this case.")).to_be_visible()


def open_the_case(worker: Keyboard) -> None:
    worker.type("Find a case by name, number or receipt", "1")
    worker.come_to("Find")
