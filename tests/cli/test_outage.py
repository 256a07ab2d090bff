"""`caseclose outage`: what is recorded by hand moves deadlines, is refused where it cannot be, and is listed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from caseclose.casework.models import Closure, JournalEntry, WebOutage
from caseclose.casework.services.web.watching import saw
from caseclose.law.safeguards import outage_rule
from tests.casework.closable import DUE, a_closable_case, moment, noticed
from tests.cli.running import Ran
from tests.cli.test_closing_commands import DONE, REFUSED, UNUSABLE, WIRING, run

pytestmark = pytest.mark.usefixtures("clean_database")
AFTER = replace(WIRING, now=lambda: moment(DUE, 20))
BEGAN, ENDED = f"{DUE - timedelta(days=1)}T20:00", f"{DUE}T06:00"


def recorded(*more: str, began: str = BEGAN, ended: str = ENDED) -> Ran:
    words = ("--from", began, "--to", ended, "--by", "supervisor two", "--on", str(DUE), *more)
    return run("outage", "record", *words, wiring=AFTER)


def test_an_outage_that_is_recorded_moves_the_day_and_says_so() -> None:
    a_closable_case()
    noticed()
    ran = recorded()
    assert (ran.code, ran.err) == (DONE, "")
    assert "1 cases close later" in ran.out
    ended = (moment(DUE, 6) - timedelta(hours=8)).date()
    assert Closure.objects.get().earliest_close_on == ended + timedelta(days=outage_rule().last_days)
    assert JournalEntry.objects.filter(kind="DeadlineMoved", by="supervisor two").count() == 1


@pytest.mark.parametrize(
    ("more", "began", "ended", "says"),
    [
        ((), ENDED, BEGAN, "when it is over"),
        ((), BEGAN, f"{DUE}T21:00", "when it is over"),
        (("--role", "intake"), BEGAN, ENDED, "supervisor"),
    ],
)
def test_what_is_not_over_and_who_may_not_are_refused_and_nothing_is_kept(
    more: tuple[str, ...], began: str, ended: str, says: str
) -> None:
    ran = recorded(*more, began=began, ended=ended)
    assert ran.code == REFUSED
    assert says in ran.out + ran.err
    assert not WebOutage.objects.exists()
    assert not JournalEntry.objects.exists()


def test_a_moment_that_is_none_cannot_be_used() -> None:
    ran = recorded(began="yesterday")
    assert ran.code == UNUSABLE
    assert "write it as" in ran.err


def test_outages_are_listed_newest_first_with_what_the_watch_sees() -> None:
    assert "No outage" in run("outage", "list").out
    assert "CASECLOSE_PUBLIC_URL" in run("outage", "list").out
    recorded(began=f"{DUE - timedelta(days=9)}T20:00", ended=f"{DUE - timedelta(days=9)}T21:00")
    recorded()
    saw(answered=True, on=DUE, at=moment(DUE, 9))
    first, second, last = run("outage", "list").out.splitlines()
    assert first.startswith(f"2  from {DUE - timedelta(days=1)} 20:00 UTC to {DUE} 06:00 UTC")
    assert second.startswith("1  ")
    assert last == f"The public site answered last at {DUE} 09:00 UTC."
    saw(answered=False, on=DUE, at=moment(DUE, 10))
    assert "is silent since" in run("outage", "list").out
    page = json.loads(run("outage", "list", "--json").out)
    assert [each["id"] for each in page["outages"]] == [2, 1]
    assert page["watch"]["answered_at"].startswith(f"{DUE}T09:00")
