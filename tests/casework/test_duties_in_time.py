"""The clock of a duty: its last day over weekends, holidays and year ends, in two zones; and each duty is done once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclose.casework.models import Case, Duty, JournalEntry, OutboxMessage, Task
from caseclose.casework.selectors.service_levels import calendar_of, due_on
from caseclose.casework.services.duties.agencies import PassOnInformation
from caseclose.casework.services.duties.day import duties_due
from caseclose.casework.services.duties.incoming import Arrived, record_agency_message
from caseclose.law.duties import owed_on
from caseclose.law.errors import UnknownName
from caseclose.law.reading import shipped
from caseclose.outside.weather import Weather
from tests.casework.closable import CLERK, DAY, DUE, closed, moment
from tests.casework.factories import an_office
from tests.casework.families import ends, on_record
from tests.casework.sharing import NEVADA, World, a_responding_case, an_initiating_case, ask, duties, the_duty

SPANS = {
    "agency_closing_span": 10,
    "agency_stop_span": 10,
    "agency_information_span": 10,
    "agency_word_span": 10,
    "continuation_span": 5,
}
DAYS = st.dates(date(2011, 1, 3), date(2040, 12, 31))


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(SPANS)), state=st.sampled_from(["ca", "ar", "us"]), start=DAYS)
def test_the_last_day_is_the_nth_open_day_after_the_trigger(name: str, state: str, start: date) -> None:
    due, calendar = due_on(name, state, start), calendar_of(state)
    between = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert sum(calendar.open_on(day) for day in between) == SPANS[name]
    assert calendar.open_on(due)


@settings(max_examples=50, deadline=None)
@given(state=st.sampled_from(["ca", "ar", "us"]), start=DAYS)
def test_a_referral_has_twenty_days_of_the_calendar(state: str, start: date) -> None:
    assert due_on("referral_span", state, start) == start + timedelta(days=20)


def test_every_duty_was_in_force_from_its_first_day_and_not_before_it() -> None:
    first = date(2011, 1, 3)
    assert owed_on(shipped(), "stop_and_close", "ca", first) is not None
    assert owed_on(shipped(), "stop_and_close", "ca", first - timedelta(days=1)) is None
    with pytest.raises(UnknownName, match="Did you mean stop_and_close"):
        owed_on(shipped(), "stop_and_clos", "ca", first)


@pytest.mark.usefixtures("clean_database")
@pytest.mark.parametrize(
    ("state", "arrived_at", "arisen_on", "last"),
    [
        ("ca", datetime(2026, 12, 23, 7, 59, tzinfo=UTC), date(2026, 12, 22), date(2027, 1, 7)),
        ("ca", datetime(2026, 12, 23, 8, 0, tzinfo=UTC), date(2026, 12, 23), date(2027, 1, 8)),
        ("ar", datetime(2026, 12, 23, 5, 59, tzinfo=UTC), date(2026, 12, 22), None),
        ("ar", datetime(2026, 12, 23, 6, 0, tzinfo=UTC), date(2026, 12, 23), None),
        ("ca", datetime(2026, 11, 1, 6, 59, tzinfo=UTC), date(2026, 10, 31), date(2026, 11, 16)),
        ("ca", datetime(2027, 3, 14, 7, 59, tzinfo=UTC), date(2027, 3, 13), date(2027, 3, 26)),
    ],
    ids=["ca just before midnight", "ca midnight", "ar just before midnight", "ar midnight", "autumn", "spring"],
)
def test_instructions_count_from_their_day_in_the_offices_zone(
    state: str, arrived_at: datetime, arisen_on: date, last: date | None
) -> None:
    """Over Christmas and New Year, and on the nights on which clocks change."""
    a_responding_case(served_action_pending="true")
    Case.objects.update(office=an_office(state))
    message = Arrived("m1", NEVADA, "close_and_stop_withholding", arrived_at)
    record_agency_message(number="1", message=message, by=CLERK, on=date(2027, 4, 1), at=moment(DAY))
    duty = the_duty("stop_and_close")
    assert duty.arisen_on == arisen_on
    assert duty.due_on == (last or due_on("agency_stop_span", state, arisen_on))


@pytest.mark.usefixtures("clean_database")
def test_on_its_last_day_a_duty_is_in_time_and_the_day_after_a_person_is_asked_once() -> None:
    on_record("1", "cash_aid")
    ends()
    last = the_duty("continuation_of_services").due_on
    assert last is not None
    found = [duties_due(on=last + timedelta(days=n), at=moment(DAY))["overdue"] for n in (0, 1, 2, 30)]
    assert found == [0, 1, 0, 0]


@pytest.mark.usefixtures("clean_database")
@pytest.mark.parametrize("seed", range(2))
def test_in_any_weather_and_after_missed_days_each_duty_is_done_once_or_a_person_is_asked(
    seed: int, tmp_path: Path
) -> None:
    rng = Random(seed)
    world = World(tmp_path, Weather(seed=seed, lose=0.2, delay=0.3, double=0.3, refuse=0.2, garble=0.1))
    for n in range(1, 3):
        an_initiating_case(str(n))
        closed(str(n))
        a_responding_case(str(10 + n))
        ask(PassOnInformation("employer", DUE), on=DUE, number=str(10 + n))
        on_record(str(20 + n), "cash_aid")
        ends(on=DUE, number=str(20 + n))
    posted = OutboxMessage.objects.filter(body__about__startswith="duty:").count()
    day = DUE
    for _ in range(9):
        world.day(day)
        day += timedelta(days=rng.choice([0, 1, 1, 9]))
    assert OutboxMessage.objects.filter(body__about__startswith="duty:").count() == posted
    for duty in duties().copy():
        happened = JournalEntry.objects.filter(case_id=duty.case_id, body__duty=duty.kind)
        done = happened.filter(kind="DutyDone").count() - happened.filter(kind="DutyOwedAgain").count()
        asked = Task.objects.filter(key__startswith=f"duty:{duty.pk}:", done_on=None).exists()
        assert done <= 1
        assert (duty.done_on is not None and done == 1) or duty.lifted_on is not None or asked or _waits(duty)


def _waits(duty: Duty) -> bool:
    """It lasts until the other agency was told, and that is owed itself."""
    return duty.kind == "keep_paying_out"
