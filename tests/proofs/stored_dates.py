"""The sixtieth day through the database, whose sessions keep the time of a zone that is not the agency's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connections

from caseclose.casework.models import Closure
from caseclose.casework.services.acting import act
from caseclose.casework.services.audit import verify
from caseclose.casework.services.outbox import mailed
from caseclose.closure import commands as to
from caseclose.closure.commands import Actor, Command
from caseclose.closure.refused import Refused
from tests.casework.closable import CLERK, SYSTEM
from tests.closure.calendars import A_DAY, ZONES, Zone, autumn_change, begins, half_hours, spring_change
from tests.ground import empty
from tests.proofs.post import the_post_goes
from tests.proofs.proof import Setting
from tests.proofs.race_scenes import cases_at

DATABASE_ZONES = ("America/New_York", "Pacific/Honolulu", "Pacific/Guam")
YEARS = range(2025, 2033)
"""Years in which notices go out; the law of the cases is in force in all of them."""
SIXTY = timedelta(days=60)
WAITED = (0, 0, 1, 3)
"""Days for which a notice that was made may wait before it leaves."""


@contextmanager
def database_in(zone: str) -> Iterator[None]:
    """Let the database's sessions of the application's role, Django's too, keep the time of a zone."""
    _set_role(f"SET timezone TO '{zone}'")
    _reconnect(zone)
    try:
        yield
    finally:
        _set_role("RESET timezone")
        _reconnect(None)


def _set_role(what: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER ROLE caseclose_app {what}")


def _reconnect(zone: str | None) -> None:
    """Let Django open a connection that asks for this zone, where it would ask for UTC."""
    connections["default"].close()
    del connections["default"]
    connections.settings["default"]["TIME_ZONE"] = zone


def zone_of_the_session() -> str:
    """What the session itself says its zone is."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SHOW timezone")
        return str(cursor.fetchone()[0])


def day_of(moment: int, zone: Zone) -> date:
    """The calendar date in a zone at a moment: the conversion of the clock, for a moment that is given."""
    return datetime.fromtimestamp(moment, ZoneInfo(zone.name)).date()


def stored(setting: Setting) -> tuple[int, list[str]]:
    """Send notices and close cases on days drawn from the seed. Return how many, and what went wrong."""
    count, wrongs = 0, []
    for database_zone in DATABASE_ZONES:
        with database_in(database_zone):
            if zone_of_the_session() != database_zone:
                wrongs.append(f"the session keeps the time of {zone_of_the_session()}, not {database_zone}")
            for number, (zone, sent_on) in enumerate(_notices(setting, database_zone)):
                count += 1
                waited = setting.draw(f"waited {number}").choice(WAITED)
                found = _closed_on_the_sixtieth(f"{database_zone} {number}", zone, sent_on, waited, setting)
                wrongs += [f"database in {database_zone}, office in {zone.name}: {wrong}" for wrong in found]
            wrongs += [f"database in {database_zone}: {each}" for each in verify()]
        wrongs += [f"read in UTC: {each}" for each in verify()]
        empty()
    return count, wrongs


def _notices(setting: Setting, database_zone: str) -> list[tuple[Zone, date]]:
    """Zones and notice dates: half of them near a change of clocks, so that the sixty days run over it."""
    chance = setting.draw(f"notices in {database_zone}")
    found = []
    for zone in chance.sample(list(ZONES.values()), setting.many(sample=1, whole=len(ZONES))):
        for _ in range(setting.many(sample=1, whole=20)):
            change = chance.choice((spring_change, autumn_change))(chance.choice(YEARS))
            near = change - A_DAY * chance.choice((0, 1, 30, 59, 60, 61))
            found.append((zone, chance.choice((near, date(2025, 1, 1) + A_DAY * chance.randrange(2900)))))
    return found


def _closed_on_the_sixtieth(number: str, zone: Zone, sent_on: date, waited: int, setting: Setting) -> Iterator[str]:
    """Yield what is wrong with the life of one notice, told by moments and not by days.

    It is made so many days before it is sent: the mail vendor was away, and the days run from when it really leaves.
    """
    due_on = sent_on + SIXTY
    chance = setting.draw(number)
    made_on = sent_on - A_DAY * waited
    sent_at = chance.choice(half_hours(zone, sent_on))
    cases_at("approved", [number], zone=zone.name, on=made_on)
    _at(chance.choice(half_hours(zone, made_on)), zone, number, to.SendNotice(made_on), SYSTEM)
    if (kept := _at(begins(zone, made_on + SIXTY), zone, number, to.Close(), SYSTEM)) != "notice_not_out":
        yield f"a notice that never left leads to {kept}"
    the_post_goes(day_of(sent_at, zone), datetime.fromtimestamp(sent_at, UTC))
    closure = Closure.objects.get(case_id=number)
    if (closure.noticed_on, closure.earliest_close_on) != (sent_on, due_on):
        yield f"a notice of {sent_on} is stored as {closure.noticed_on} and may close on {closure.earliest_close_on}"
    if (early := _at(begins(zone, due_on) - 1, zone, number, to.Close(), SYSTEM)) != "too_soon":
        yield f"a notice of {sent_on}: the last second of the 59th day leads to {early}"
    if (late := _at(begins(zone, due_on), zone, number, to.Close(), SYSTEM)) != "CaseClosed":
        yield f"a notice of {sent_on}: the first second of the 60th day leads to {late}"
    yield from _replies(number, zone, due_on)


def found_when_the_days_run_from_the_making(setting: Setting) -> bool:
    """Whether it is found when the days are left to run from the making of a notice, whatever the proof says."""
    right = vars(mailed)["went_out"]
    vars(mailed)["went_out"] = lambda _left, **_when: []
    try:
        zone = ZONES["Pacific"]
        return any(_closed_on_the_sixtieth("planted", zone, date(2026, 6, 1), max(WAITED), setting))
    finally:
        vars(mailed)["went_out"] = right
        empty()


def _replies(number: str, zone: Zone, closed_on: date) -> Iterator[str]:
    """A reply of the closing day's last second was in time, also when it is keyed the next day; one later was not."""
    midnight = begins(zone, closed_on + A_DAY)
    for arrived, leads_to in ((midnight - 1, "ReplyFoundAfterClosing"), (midnight, "wrong_step")):
        reply = to.RecordReply(f"{number} {arrived}", datetime.fromtimestamp(arrived, UTC), "web")
        if (found := _at(midnight + 9 * 3600, zone, number, reply, CLERK)) != leads_to:
            yield f"closed on {closed_on}: a reply of {reply.arrived_at} leads to {found}"


def _at(moment: int, zone: Zone, number: str, command: Command, by: Actor) -> str:
    """Give a command at a moment, on the day that it then is at the office. Return the event, or the rule."""
    try:
        done = act(
            number=number, command=command, by=by, on=day_of(moment, zone), at=datetime.fromtimestamp(moment, UTC)
        )
    except Refused as refused:
        return refused.rule
    return done.events[-1]
