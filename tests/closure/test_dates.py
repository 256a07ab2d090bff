"""No case closes early: in every zone, at every half hour, the sixtieth local day after the notice is the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from caseclose.closure import commands as to
from caseclose.closure import events
from caseclose.site import clock
from tests.closure.calendars import A_DAY, ZONES, Zone, autumn_change, begins, half_hours, spring_change
from tests.closure.proving import PROVE, told
from tests.closure.standing import APPROVED, SMALL, SYSTEM, after, refusal
from tests.closure.standing import told as decided

YEARS = range(2005, 2033)
FIRST, LAST = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
ALL = [FIRST + A_DAY * number for number in range((LAST - FIRST).days + 1)]
NEAR_A_CHANGE = {
    change - A_DAY * days
    for year in YEARS
    for change in (spring_change(year), autumn_change(year))
    for days in (0, 59, 60)
}
DATES = ALL if PROVE else sorted({*ALL[::197], *(day for day in NEAR_A_CHANGE if FIRST <= day <= LAST)})
CHANGING = [name for name, zone in ZONES.items() if zone.changes]
CAN_CLOSE = Callable[[int, int, Zone], bool]


def day_of(moment: int, zone: Zone) -> date:
    """The calendar date in a zone at a moment: the conversion of the clock, for a moment that is given."""
    return datetime.fromtimestamp(moment, ZoneInfo(zone.name)).date()


@cache
def earliest(sent_on: date) -> date:
    """The earliest closing day that the decision gives a notice of this day."""
    sent = decided(after(*APPROVED), to.SendNotice(sent_on), SMALL, by=SYSTEM, on=sent_on)[0]
    assert isinstance(sent, events.NoticeSent)
    return sent.earliest_close_on


def by_the_day(sent: int, now: int, zone: Zone) -> bool:
    """As it is decided: local days are compared."""
    return day_of(now, zone) >= earliest(day_of(sent, zone))


def by_hours(sent: int, now: int, _zone: Zone) -> bool:
    """Planted: sixty times twenty-four hours."""
    return now - sent >= 60 * 24 * 60 * 60


def by_the_day_in_utc(sent: int, now: int, _zone: Zone) -> bool:
    """Planted: the days of another zone."""
    days = [datetime.fromtimestamp(moment, UTC).date() for moment in (sent, now)]
    return days[1] >= earliest(days[0])


def side_by_side(sent_at: range, tried_at: range) -> list[tuple[int, int]]:
    """Each half hour of one day with the same one of another, or with its last."""
    return [(sent, tried_at[min(place, len(tried_at) - 1)]) for place, sent in enumerate(sent_at)]


def wrong(can_close: CAN_CLOSE, zone: Zone, dates: Iterable[date]) -> tuple[list[date], list[date], int]:
    """Notice dates on which some half hour lets a case close before sixty local days have passed; those on which some
    half hour of the sixtieth day does not; and how many half hours were tried."""
    early, late, tried = [], [], 0
    for sent_on in dates:
        sent_at = half_hours(zone, sent_on)
        before, due = half_hours(zone, sent_on + A_DAY * 59), half_hours(zone, sent_on + A_DAY * 60)
        tried += len(sent_at)
        if any(can_close(sent, now, zone) for sent, now in [(sent_at[0], due[0] - 1), *side_by_side(sent_at, before)]):
            early.append(sent_on)
        if not all(can_close(sent, now, zone) for sent, now in side_by_side(sent_at, due)):
            late.append(sent_on)
    return early, late, tried


# ---- the decision ----------------------------------------------------------------------------------------------------


def test_the_decision_refuses_every_fifty_ninth_day_and_closes_on_every_sixtieth() -> None:
    for sent_on in DATES:
        due = earliest(sent_on)
        assert due == sent_on + timedelta(days=60)
        state = after(*APPROVED, events.NoticeSent("intent_to_close", sent_on, due))
        assert refusal(state, to.Close(), SMALL, by=SYSTEM, on=due - A_DAY).rule == "too_soon"
        assert decided(state, to.Close(), SMALL, by=SYSTEM, on=due)


# ---- the zones -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ZONES)
def test_no_half_hour_of_any_notice_date_closes_a_case_early_and_the_sixtieth_day_always_does(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    early, late, tried = wrong(by_the_day, ZONES[name], DATES)
    years = f"{YEARS[0]} to {YEARS[-1]}"
    told(capsys, f"{name}: {len(early)} early closings, {tried} half hours of {len(DATES)} notice dates, {years}")
    assert (early, late) == ([], [])
    assert tried >= 48 * len(DATES) - 2 * len(YEARS)


@pytest.mark.parametrize("name", ZONES)
def test_every_half_hour_belongs_to_its_local_day(name: str) -> None:
    zone = ZONES[name]
    for day in DATES:
        moments = half_hours(zone, day)
        assert {day_of(moment, zone) for moment in moments} == {day}
        assert day_of(moments[0] - 1, zone) == day - A_DAY


@pytest.mark.parametrize("year", YEARS)
def test_a_day_of_change_has_forty_six_or_fifty_half_hours_where_clocks_change(year: int) -> None:
    for name, zone in ZONES.items():
        changing = name in CHANGING
        assert len(half_hours(zone, spring_change(year))) == (46 if changing else 48)
        assert len(half_hours(zone, autumn_change(year))) == (50 if changing else 48)


def test_the_conversion_is_that_of_the_clock() -> None:
    for zone in ZONES.values():
        before = day_of(int(clock.now().timestamp()), zone)
        assert before <= clock.today(zone.name) <= day_of(int(clock.now().timestamp()), zone)


# ---- the changes, by name --------------------------------------------------------------------------------------------

AUTUMN, SPRING = date(2026, 11, 1), date(2027, 3, 14)


@pytest.mark.parametrize(
    ("name", "due_on", "begins_at"),
    [
        ("Eastern", AUTUMN, "2026-11-01T04:00:00+00:00"),
        ("Eastern", AUTUMN + A_DAY, "2026-11-02T05:00:00+00:00"),
        ("Pacific", AUTUMN, "2026-11-01T07:00:00+00:00"),
        ("Pacific", AUTUMN + A_DAY, "2026-11-02T08:00:00+00:00"),
        ("Arizona", AUTUMN + A_DAY, "2026-11-02T07:00:00+00:00"),
        ("Eastern", SPRING, "2027-03-14T05:00:00+00:00"),
        ("Eastern", SPRING + A_DAY, "2027-03-15T04:00:00+00:00"),
        ("Alaska", SPRING + A_DAY, "2027-03-15T08:00:00+00:00"),
        ("Hawaii", SPRING + A_DAY, "2027-03-15T10:00:00+00:00"),
        ("Guam", SPRING + A_DAY, "2027-03-14T14:00:00+00:00"),
    ],
)
def test_around_a_change_of_clocks_a_case_closes_from_local_midnight_and_not_a_second_before(
    name: str, due_on: date, begins_at: str
) -> None:
    zone, first = ZONES[name], int(datetime.fromisoformat(begins_at).timestamp())
    sent = half_hours(zone, due_on - A_DAY * 60)
    assert begins(zone, due_on) == first
    for moment in (sent[0], sent[-1]):
        assert not by_the_day(moment, first - 1, zone)
        assert by_the_day(moment, first, zone)


def test_the_changes_of_2026_and_2027_are_those_of_the_calendar() -> None:
    assert (spring_change(2026), autumn_change(2026)) == (date(2026, 3, 8), AUTUMN)
    assert (spring_change(2027), autumn_change(2027)) == (SPRING, date(2027, 11, 7))
    assert (spring_change(2006), autumn_change(2006)) == (date(2006, 4, 2), date(2006, 10, 29))


# ---- planted ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ZONES)
def test_counting_hours_is_found_to_close_early_over_the_autumn_change_and_late_over_the_spring_one(name: str) -> None:
    autumn, spring = AUTUMN - A_DAY * 30, SPRING - A_DAY * 30
    early, _, _ = wrong(by_hours, ZONES[name], [autumn])
    _, late, _ = wrong(by_hours, ZONES[name], [spring])
    assert (early, late) == (([autumn], [spring]) if name in CHANGING else ([], []))


@pytest.mark.parametrize("name", ZONES)
def test_counting_the_days_of_another_zone_is_found(name: str) -> None:
    early, late, _ = wrong(by_the_day_in_utc, ZONES[name], [date(2026, 6, 1)])
    assert early or late
