"""The watch over the public site: a silence that was long enough becomes an outage, and what nobody saw a question."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db import connections

from caseclose.casework.jobs.surroundings import Surroundings
from caseclose.casework.jobs.watch import look
from caseclose.casework.models import Closure, JournalEntry, SiteWatch, Task, WebOutage
from caseclose.casework.selectors.task_words import task_words
from caseclose.casework.services.web.watching import saw
from caseclose.law.safeguards import outage_rule
from caseclose.outside.public_site import site_answers
from tests.casework.a_site import Site, a_site
from tests.casework.closable import DUE, a_closable_case, moment, noticed
from tests.casework.working import a_worker

pytestmark = pytest.mark.usefixtures("clean_database")
MINUTE, SHORTEST = timedelta(minutes=1), outage_rule().shortest
NOON = moment(DUE) - timedelta(days=1)
LAST = timedelta(days=outage_rule().last_days)
PATIENCE = 120.0


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as running:
        yield running


def watched(site: Site, at: datetime, span: timedelta) -> datetime:
    """Look each minute for a while; return the moment after it."""
    until = at + span
    while at < until:
        around = Surroundings(
            now=partial(_same, at), connect=dict, say=print, answers=partial(site_answers, site.address)
        )
        look(around)
        at += MINUTE
    return at


def _same(at: datetime) -> datetime:
    return at


def outages() -> list[tuple[datetime, datetime, str]]:
    return list(WebOutage.objects.order_by("pk").values_list("began_at", "ended_at", "recorded_by"))


def asked() -> list[str]:
    return list(Task.objects.order_by("pk").values_list("kind", flat=True))


def test_an_outage_shortly_before_a_deadline_is_found_moves_it_and_a_person_is_asked(site: Site) -> None:
    a_closable_case()
    noticed()
    silent = watched(site, NOON, 5 * MINUTE)
    site.breaks()
    back = watched(site, silent, SHORTEST + 2 * MINUTE)
    assert (outages(), asked()) == ([], [])
    site.mends()
    watched(site, back, 3 * MINUTE)
    assert outages() == [(silent - MINUTE, back, "the watch")]
    assert Closure.objects.get().earliest_close_on == back.date() + LAST
    assert asked() == ["outage_to_check"]
    task = Task.objects.get()
    assert "close later for it: 1." in task.words
    assert "más tarde por ella: 1." in task_words(task.says, task.said or {}, "es")
    assert JournalEntry.objects.filter(kind="OutageRecorded").count() == 1


def test_a_silence_that_is_no_longer_than_the_shortest_outage_is_none(site: Site) -> None:
    silent = watched(site, NOON, 2 * MINUTE)
    site.breaks(500)
    back = watched(site, silent, SHORTEST - MINUTE)
    site.mends()
    watched(site, back, MINUTE)
    assert (outages(), asked()) == ([], [])
    assert SiteWatch.objects.get().silent_since is None


def test_one_row_is_kept_however_often_it_looks(site: Site) -> None:
    at = watched(site, NOON, 10 * MINUTE)
    watch = SiteWatch.objects.get()
    assert (watch.looked_at, watch.answered_at, watch.silent_since) == (at - MINUTE, at - MINUTE, None)
    site.breaks()
    watched(site, at, 10 * MINUTE)
    watch.refresh_from_db()
    assert (watch.answered_at, watch.silent_since) == (at - MINUTE, at - MINUTE)


def test_a_time_in_which_nobody_watched_is_no_outage_and_a_person_is_asked(site: Site) -> None:
    at = watched(site, NOON, 2 * MINUTE)
    watched(site, at + 3 * SHORTEST, MINUTE)
    assert (outages(), asked()) == ([], ["site_unwatched"])
    assert "It is not known" in Task.objects.get().words


def test_a_short_time_in_which_nobody_watched_is_nothing(site: Site) -> None:
    at = watched(site, NOON, 2 * MINUTE)
    watched(site, at + SHORTEST - MINUTE, MINUTE)
    assert asked() == []


def test_of_a_silence_before_and_after_such_a_time_only_what_was_seen_is_an_outage(site: Site) -> None:
    silent = watched(site, NOON, 2 * MINUTE)
    site.breaks()
    gone = watched(site, silent, SHORTEST + 5 * MINUTE)
    again = watched(site, gone + 10 * SHORTEST, 2 * MINUTE)
    assert outages() == [(silent - MINUTE, gone - MINUTE, "the watch")]
    assert asked() == ["outage_to_check", "site_unwatched"]
    assert SiteWatch.objects.get().silent_since == again - 2 * MINUTE


def test_a_look_that_comes_late_changes_nothing() -> None:
    saw(answered=False, on=NOON.date(), at=NOON)
    saw(answered=True, on=NOON.date(), at=NOON + 2 * MINUTE)
    saw(answered=False, on=NOON.date(), at=NOON + MINUTE)
    assert SiteWatch.objects.get().silent_since is None


@pytest.fixture
def _no_jobs() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers cascade")


@pytest.mark.usefixtures("_no_jobs")
def test_a_killed_worker_leaves_a_time_that_the_next_one_asks_about(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASECLOSE_PUBLIC_URL", site.address)
    first = a_worker(NOON)
    until = time.monotonic() + PATIENCE
    while not SiteWatch.objects.exists():
        assert time.monotonic() < until, "no worker looked"
        time.sleep(0.05)
    os.kill(first.pid, signal.SIGKILL)
    first.communicate()
    site.breaks()
    later = NOON + 2 * SHORTEST
    next_one = a_worker(later, "--once", "--stalled-after", "1")
    said, _ = next_one.communicate(timeout=PATIENCE)
    assert next_one.returncode == 0, said
    watch = SiteWatch.objects.get()
    assert (watch.answered_at, watch.looked_at, watch.silent_since) == (NOON, later, later)
    assert (outages(), asked()) == ([], ["site_unwatched"])
