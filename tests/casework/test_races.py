"""Two who act at once: a closing and a reply, two workers, the same command twice. Each round is really concurrent."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from caseclose.closure.commands import Close, Propose, RecordReply
from caseclose.closure.refused import Refused
from tests.casework.closable import CLERK, DUE, SYSTEM, a_closable_case, do, moment, noticed

pytestmark = pytest.mark.usefixtures("clean_database")
ROUNDS = 2000 if os.environ.get("CASECLOSE_PROVE") else 25


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run `acts` at the same moment, each on a connection of its own, and return what each came to."""
    from django.db import connection

    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait()
            return act()
        except Refused as refused:
            return refused.rule
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_a_reply_that_races_with_the_closing_keeps_the_case_open_or_reaches_a_person() -> None:
    from caseclose.casework.models import Closure, Task

    ends = set()
    for number in range(ROUNDS):
        case = f"race-{number}"
        a_closable_case(case)
        noticed(case)
        reply = RecordReply(f"r-{number}", moment(DUE - timedelta(days=1)), "web")
        at_once(lambda c=case: do(Close(), SYSTEM, DUE, c), lambda c=case, r=reply: do(r, CLERK, DUE, c))  # type: ignore[misc]
        closure = Closure.objects.get(case_id=case)
        asked = Task.objects.filter(case_id=case, kind="reply_keyed_late", done_on=None).count()
        assert closure.replies.filter(reviewed_by="").count() == 1
        assert (closure.step, asked) in {("closed", 1), ("replied", 0)}
        ends.add(closure.step)
    assert ends


def test_two_who_close_one_case_close_it_once() -> None:
    from caseclose.casework.models import JournalEntry

    for number in range(ROUNDS):
        case = f"twice-{number}"
        a_closable_case(case)
        noticed(case)
        at_once(*[lambda c=case: do(Close(), SYSTEM, DUE, c)] * 2)
        assert JournalEntry.objects.filter(case_id=case, kind="CaseClosed").count() == 1


def test_the_same_command_sent_twice_at_once_does_its_work_once() -> None:
    from caseclose.casework.models import JournalEntry

    for number in range(ROUNDS):
        case = f"double-{number}"
        a_closable_case(case)
        answers = at_once(*[lambda c=case: do(Propose("ca.b1"), number=c, key=f"key-{c}")] * 2)
        assert JournalEntry.objects.filter(case_id=case).count() == 1
        assert sorted(done.repeated for done in answers) == [False, True]  # type: ignore[attr-defined]
