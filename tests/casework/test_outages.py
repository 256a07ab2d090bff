"""An outage of the public site shortly before a case was to close moves the day, by the rule of the policy."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from caseclose.casework.models import Closure, JournalEntry, Task
from caseclose.casework.services.daily.closings import close_due
from caseclose.casework.services.web.outages import OutageRecorded, RecordOutage, record_outage
from caseclose.closure.refused import Refused
from caseclose.law.safeguards import outage_rule
from tests.casework.closable import CLERK, DUE, SUPERVISOR, a_closable_case, moment, noticed

pytestmark = pytest.mark.usefixtures("clean_database")
LAST = timedelta(days=outage_rule().last_days)


def recorded(began: datetime, ended: datetime, **more: object) -> OutageRecorded:
    at = ended + timedelta(hours=1)
    return record_outage(outage=RecordOutage(began, ended), by=SUPERVISOR, on=at.date(), at=at, **more)


def a_running_notice() -> Closure:
    a_closable_case()
    noticed()
    return Closure.objects.get()


@pytest.mark.parametrize("before", [0, 1, outage_rule().last_days])
def test_an_outage_within_the_last_days_moves_the_day_and_is_told(before: int) -> None:
    a_running_notice()
    ended = moment(DUE - timedelta(days=before), 22)
    done = recorded(ended - timedelta(hours=4), ended)
    moved = Closure.objects.get().earliest_close_on
    assert moved == max(DUE, ended.date() + LAST)
    assert done.moved == (1 if before < outage_rule().last_days else 0)
    assert JournalEntry.objects.filter(kind="DeadlineMoved").count() == done.moved
    assert JournalEntry.objects.filter(kind="OutageRecorded").count() == 1


def test_the_case_closes_on_the_moved_day_and_not_before() -> None:
    a_running_notice()
    recorded(moment(DUE, 1) - timedelta(days=1), moment(DUE, 20) - timedelta(days=1))
    moved = DUE - timedelta(days=1) + LAST
    assert close_due(on=DUE, at=moment(DUE))["closed"] == 0
    assert close_due(on=moved, at=moment(moved))["closed"] == 1


@pytest.mark.parametrize("away", [-30, 2])
def test_an_outage_at_another_time_moves_nothing(away: int) -> None:
    a_running_notice()
    ended = moment(DUE + timedelta(days=away), 22)
    assert recorded(ended - timedelta(hours=4), ended).moved == 0
    assert Closure.objects.get().earliest_close_on == DUE


def test_the_same_outage_again_moves_nothing_more() -> None:
    a_running_notice()
    days = (moment(DUE, 1), moment(DUE, 5))
    assert [recorded(*days).moved, recorded(*days).moved] == [1, 0]


def test_a_case_that_closed_meanwhile_reaches_a_person() -> None:
    a_running_notice()
    close_due(on=DUE, at=moment(DUE))
    assert recorded(moment(DUE, 8), moment(DUE, 20)).asked == 1
    assert "closed_in_outage" in set(Task.objects.values_list("kind", flat=True))


def test_only_what_is_over_is_recorded_and_not_by_everybody() -> None:
    for outage in (RecordOutage(moment(DUE, 5), moment(DUE, 4)), RecordOutage(moment(DUE, 5), moment(DUE, 23))):
        with pytest.raises(Refused) as refused:
            record_outage(outage=outage, by=SUPERVISOR, on=DUE, at=moment(DUE))
        assert refused.value.rule == "outage_not_over"
    with pytest.raises(Refused):
        record_outage(outage=RecordOutage(moment(DUE, 1), moment(DUE, 2)), by=CLERK, on=DUE, at=moment(DUE))
