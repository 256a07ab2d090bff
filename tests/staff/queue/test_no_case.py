"""Tasks that belong to no case: whoever's work they are sees them, what waits for them, and ends them."""

from __future__ import annotations

from typing import Any

import pytest

from caseclose.casework.models import JournalEntry, Task
from caseclose.casework.services.asked import ask_once, asked
from caseclose.casework.services.audit import verify
from tests.casework import factories as make
from tests.staff.counting import questions
from tests.staff.office import account, signed_in

pytestmark = pytest.mark.usefixtures("clean_database")
KEY = "k" * 20


def stopped(job: str = "mail:2026-11-20", number: int = 1) -> Task:
    said: dict[str, Any] = {"job": job, "tries": "5", "where": "OSError: no room"}
    ask_once(asked(case=None, key=f"job:{job}:{number}", kind="job_parked", due=make.DAY, **said))
    return Task.objects.latest("pk")


@pytest.mark.parametrize("role", ["supervisor", "admin"])
def test_a_job_that_stopped_is_seen_with_what_waits_for_it_and_ended(role: str) -> None:
    task = stopped()
    client = signed_in(account(role))
    page = client.get("/queue/no-case/").content.decode()
    assert "letters do not go to the mail vendor" in page
    assert f"/queue/no-case/{task.pk}/done/" in page
    path = f"/queue/no-case/{task.pk}/done/"
    assert client.post(path, {"key": KEY, "words": " "}).status_code == 422
    assert client.post(path, {"key": KEY, "words": "Made room"}).headers["Location"] == "/queue/no-case/"
    task.refresh_from_db()
    assert task.done_on is not None
    (entry,) = JournalEntry.objects.filter(kind="TaskDone")
    assert (entry.case_id, entry.by, entry.role, entry.said["words"]) == (None, f"{role}.1", role, "Made room")
    assert verify() == []
    assert client.post(path, {"key": KEY, "words": "Made room"}).status_code == 404


def test_a_task_of_a_case_is_not_among_them_and_is_not_ended_there() -> None:
    task = Task.objects.create(case=make.a_case("CA-1"), key="k", kind="x", words="Call", due_on=make.DAY)
    client = signed_in(account("supervisor"))
    assert "Nothing of this sort waits." in client.get("/queue/no-case/").content.decode()
    assert client.post(f"/queue/no-case/{task.pk}/done/", {"key": KEY, "words": "x"}).status_code == 404
    task.refresh_from_db()
    assert task.done_on is None


def test_the_words_are_in_the_readers_language_and_no_one_else_sees_them() -> None:
    stopped("day:America/Los_Angeles")
    page = signed_in(account("admin"), lang="es").get("/queue/no-case/").content.decode()
    assert "nada ocurre por s\u00ed solo" in page
    assert "se empez\u00f3 5 veces" in page
    assert signed_in(account("caseworker")).get("/queue/no-case/").status_code == 403


def test_a_page_asks_the_same_few_questions_however_many_there_are() -> None:
    for number in range(30):
        stopped(number=number)
    client = signed_in(account("admin"))
    with questions() as sent:
        page = client.get("/queue/no-case/").content.decode()
    assert page.count("end the task") == 25
    assert len(sent) <= 12
