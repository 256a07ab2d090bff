"""Many cases are proposed at once, and open closings are handed over, without a mouse."""

from __future__ import annotations

from playwright.sync_api import expect

from caseclose.casework.models import Office
from caseclose.casework.services.assigning import AssignCase, assign_case
from caseclose.closure.commands import Propose
from tests.casework.closable import DAY, SUPERVISOR, a_closable_case, do, moment
from tests.staff.office import account
from tests.staff.stories.keyboard import Keyboard
from tests.staff.stories.stage import Stage
from tests.staff.stories.test_many_proposed import SOON


def test_a_batch_is_chosen_looked_at_and_done(stage: Stage) -> None:
    for number in ("1", "2"):
        a_closable_case(number)
    worker = Keyboard(stage.desk("caseworker"))
    worker.come_to("Many cases")
    worker.come_to("Propose many cases")
    worker.pick("Criterion", "(ca.b1)")
    worker.type("Case numbers (optional)", "1")
    worker.press("Enter")
    worker.page.keyboard.type("2")
    worker.follow("Look at these cases")
    expect(worker.page.get_by_role("button", name="Propose 2 cases")).to_be_visible(timeout=SOON)
    worker.skip_to_main()
    worker.follow("Propose 2 cases")
    expect(worker.page.get_by_text("Finished: 2 cases done.")).to_be_visible(timeout=SOON)


def test_open_closings_are_handed_over(stage: Stage) -> None:
    a_closable_case()
    do(Propose("ca.b1"))
    account("caseworker", office=Office.objects.get(code="ca"), name="worker.2")
    assign_case(number="1", to=AssignCase("worker one", "team 1"), by=SUPERVISOR, on=DAY, at=moment(DAY))
    boss = Keyboard(stage.desk("supervisor"))
    boss.come_to("Supervision")
    boss.come_to("Hand over open closings")
    boss.pick("From whom", "worker one")
    boss.pick("To whom", "worker.2")
    boss.type("How many", "5")
    boss.follow("Hand over")
    expect(boss.page.get_by_text("The cases were handed over.")).to_be_visible()
    expect(boss.page.get_by_role("row", name="worker.2")).to_be_visible()
