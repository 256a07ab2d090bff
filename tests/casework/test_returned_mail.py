"""A notice that came back: somebody looks for the address, and the new notice waits for that, but not for ever."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseclose.casework.models import Closure, Task
from caseclose.casework.services.daily.notices import send_due_notices
from caseclose.casework.services.task_ageing import raise_tasks
from caseclose.casework.services.tasks import FinishTask, finish_task
from caseclose.closure.commands import KeepOpen, RecordReturnedMail, SendNotice
from tests.casework.closable import CLERK, DAY, WORKER, a_closable_case, do, gone_out, moment, noticed

pytestmark = pytest.mark.usefixtures("clean_database")
BACK = DAY + timedelta(days=10)
LAST = BACK + timedelta(days=15)
"""The last day of the search: policy gives it 15 days."""


@pytest.fixture(autouse=True)
def _a_notice_that_came_back(clean_database: object) -> None:
    del clean_database
    a_closable_case()
    noticed()
    do(RecordReturnedMail(), CLERK, BACK)


def sent(on: date) -> int:
    return send_due_notices(on=on, at=moment(on))["sent"]


def search() -> Task:
    return Task.objects.get(kind="search_address", done_on=None)


def test_the_new_notice_waits_while_somebody_looks_for_the_address() -> None:
    assert search().due_on == LAST
    assert [sent(BACK + timedelta(days=n)) for n in range(15)] == [0] * 15


def test_it_goes_out_when_the_search_is_done_and_runs_its_sixty_days_from_there() -> None:
    found_on = BACK + timedelta(days=4)
    finish_task(done=FinishTask(search().pk, "confirmed"), by=CLERK, on=found_on, at=moment(found_on))
    assert sent(found_on) == 1
    closure = Closure.objects.get()
    assert (closure.step, closure.noticed_on, closure.earliest_close_on) == (
        "noticed",
        found_on,
        found_on + timedelta(days=60),
    )


def test_it_goes_out_when_the_time_to_search_is_over_and_a_supervisor_hears_of_the_search() -> None:
    assert sent(LAST) == 1
    assert raise_tasks(on=LAST + timedelta(days=10)) == 0
    assert raise_tasks(on=LAST + timedelta(days=11)) == 1
    assert search().raised_on == LAST + timedelta(days=11)


def test_a_person_who_sends_the_notice_ends_the_search() -> None:
    do(SendNotice(BACK), WORKER, BACK)
    assert Closure.objects.get().noticed_on == BACK
    assert not Task.objects.filter(kind="search_address", done_on=None).exists()


def test_a_notice_that_comes_back_again_begins_the_search_again() -> None:
    sent(LAST)
    gone_out(on=LAST)
    again = LAST + timedelta(days=9)
    do(RecordReturnedMail(), CLERK, again)
    assert search().due_on == again + timedelta(days=15), "one search at a time"
    assert sent(again + timedelta(days=14)) == 0
    assert sent(again + timedelta(days=15)) == 1


def test_a_search_ends_with_the_closing_that_it_was_for() -> None:
    do(KeepOpen(("contact_reestablished",)), WORKER, BACK)
    assert not Task.objects.filter(done_on=None).exists()


def test_the_task_names_no_address() -> None:
    assert search().words.startswith("The notice came back. Look for the address")
    assert search().words.endswith("It goes out on December 17, 2026 in any case")
