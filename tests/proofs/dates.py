"""No early closing: every notice date of 28 years, in the zones of the United States, at every half hour of the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache

from caseclose.closure import commands as to
from caseclose.closure import events
from tests.closure.calendars import A_DAY, ZONES, Zone, autumn_change, half_hours, spring_change
from tests.closure.standing import APPROVED, SMALL, SYSTEM, after, refusal
from tests.closure.standing import told as decided
from tests.proofs.proof import Planted, Proof, Setting
from tests.proofs.stored_dates import DATABASE_ZONES, day_of, found_when_the_days_run_from_the_making, stored

DATABASE = True
YEARS = range(2005, 2033)
FIRST, LAST = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
ALL = [FIRST + A_DAY * number for number in range((LAST - FIRST).days + 1)]
NEAR_A_CHANGE = {
    change - A_DAY * days
    for year in YEARS
    for change in (spring_change(year), autumn_change(year))
    for days in (0, 59, 60)
}
SOME = sorted({*ALL[::197], *(day for day in NEAR_A_CHANGE if FIRST <= day <= LAST)})
CHANGING = [name for name, zone in ZONES.items() if zone.changes]
CanClose = Callable[[int, int, Zone], bool]


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


def wrong(can_close: CanClose, zone: Zone, dates: Iterable[date]) -> tuple[list[date], list[date], int]:
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


def refused_a_day_before(dates: Iterable[date]) -> Iterator[str]:
    """Yield each notice date whose fifty-ninth day the decision lets close, or whose sixtieth it does not."""
    for sent_on in dates:
        due = earliest(sent_on)
        state = after(*APPROVED, events.NoticeSent("intent_to_close", sent_on, due))
        if due != sent_on + timedelta(days=60):
            yield f"{sent_on}: the decision names {due} as the earliest day"
        if refusal(state, to.Close(), SMALL, by=SYSTEM, on=due - A_DAY).rule != "too_soon":
            yield f"{sent_on}: the day before {due} is refused for another reason"
        if not decided(state, to.Close(), SMALL, by=SYSTEM, on=due):
            yield f"{sent_on}: {due} leads to no closing"


def prove(setting: Setting) -> Proof:
    """Try every date, zone and half hour of the pure decision."""
    dates = SOME if setting.sampled else ALL
    wrongs, tried, figures = list(refused_a_day_before(dates)), 0, {}
    for name, zone in ZONES.items():
        early, late, count = wrong(by_the_day, zone, dates)
        wrongs += [f"{name}: a notice of {day} closes early" for day in early]
        wrongs += [f"{name}: a notice of {day} cannot close on its sixtieth day" for day in late]
        figures[f"half hours, {name} ({zone.name})"] = count
        tried += count
    through, found = stored(setting)
    wrongs += found
    figures[f"notices through the database, its sessions in {', '.join(DATABASE_ZONES)}"] = through
    return Proof(
        claim="No case closes before 60 whole local calendar days have passed since its notice, and every case can"
        " close on the sixtieth, whatever the hour and whichever way the clocks changed in between.",
        count=tried + through,
        things="half hours at which a notice went out",
        counted=f"{len(dates):,} notice dates from {dates[0]} to {dates[-1]}, in {len(ZONES)} zones, every half hour of"
        " the local day (46 and 50 on the days of change); each with the same half hour of the 59th and 60th day, and"
        " the first with the last second of the 59th. Beside that notices through the database, drawn from the seed,"
        " half of them near a change of clocks: some wait one day or three"
        " to leave; closed a second too early, closed, and answered on the last second.",
        wrongs=wrongs,
        planted=list(_planted(setting)),
        uncovered="Changes of the law of time after this tz database; offices whose zone is recorded wrongly.",
        figures=figures,
        notes=[_named(year) for year in (2026, 2027)],
    )


def _named(year: int) -> str:
    spring, autumn = spring_change(year), autumn_change(year)
    return f"In {year} clocks go forward on {spring} and back on {autumn}, in {', '.join(CHANGING)}; not elsewhere."


def _planted(setting: Setting) -> Iterator[Planted]:
    found = found_when_the_days_run_from_the_making(setting)
    yield Planted("days that run from the making of a notice, not from its leaving", found=found)
    autumn, spring = autumn_change(2026) - A_DAY * 30, spring_change(2027) - A_DAY * 30
    for name, zone in ZONES.items():
        if zone.changes:
            early, _, _ = wrong(by_hours, zone, [autumn])
            _, late, _ = wrong(by_hours, zone, [spring])
            yield Planted(f"60 x 24 hours close early over the autumn change, {name}", found=early == [autumn])
            yield Planted(f"60 x 24 hours close late over the spring change, {name}", found=late == [spring])
        early, late, _ = wrong(by_the_day_in_utc, zone, [date(2026, 6, 1)])
        yield Planted(f"days counted in UTC, {name}", found=bool(early or late))
