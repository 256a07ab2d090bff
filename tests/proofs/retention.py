"""No record goes early, and a hold always wins: every closing date of 28 years, and holds against destructions."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from random import Random

from django.db import DatabaseError, connections, transaction

from caseclose.casework.destruction.made import functions
from caseclose.casework.models import Case, DestructionReceipt, Hold, JournalEntry
from caseclose.casework.services.audit import verify
from caseclose.casework.services.holds.holding import NewHold, set_hold
from caseclose.casework.services.retention.destruction import destroy_records
from caseclose.closure.refused import Refused
from tests.casework.closable import moment
from tests.casework.ending import DUE, FIRST, a_report, agreed, an_old_case, destroyed, shared_person
from tests.casework.factories import an_office
from tests.ground import empty
from tests.proofs.crew import at_once
from tests.proofs.proof import Planted, Proof, Setting

DATABASE = True
A_DAY = timedelta(days=1)
YEARS = range(2001, 2029)
FIRST_DAY, LAST_DAY = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
ALL = [FIRST_DAY + A_DAY * number for number in range((LAST_DAY - FIRST_DAY).days + 1)]
CORNERS = [day for day in ALL if (day.month, day.day) in {(2, 28), (2, 29), (3, 1), (12, 31), (1, 1)}]
AROUND = range(-2, 3)
LONGEST_WAIT = 0.03
"""Seconds for which whoever sets a hold waits at most: a destruction takes longer to begin."""
LEGAL = NewHold("records", "counsel", "why")
CASES = """
INSERT INTO casework_case
    (number, office_id, kind, service_basis, opened_on, enforcement_closed_on, application_fee_cents)
SELECT day::text, 'ca-local', 'closed', '', '1990-01-01', day, 0 FROM unnest(%s::date[]) day
"""
WEAK = {
    "a clock that starts the day before": ("r.reported_on) AS since", "r.reported_on) - 1 AS since"),
    "a 29 February that is over on the 28th": ("::date + 1", "::date"),
    "no look at financial reports": ("greatest(r.ended_on, r.reported_on)", "r.ended_on"),
}
"""Faults planted in the reading of the rule, each as a piece of its text and what takes its place."""
NO_OWN_LOCK = ("ORDER BY c.number FOR UPDATE;", "ORDER BY c.number;")
NO_LOCK = ("OR c.number IN (SELECT l.other FROM casework_linked(ARRAY[number]) l)", "")


def prove(setting: Setting) -> Proof:
    """Ask about every day around every due day; then let people hold and destroy at the same moment."""
    days = sorted({*ALL[::397], *CORNERS}) if setting.sampled else ALL
    late = date(2015, 6, 1)
    a_report(date(1998, 12, 31))
    _late_report(late)
    an_office()
    with connections["owner"].cursor() as cursor:
        cursor.execute(CASES, [days])
    asked, wrongs = _ask(days, late)
    planted = [Planted(what, found=_found(what, change, late)) for what, change in WEAK.items()]
    rounds, twice = setting.many(sample=6, whole=1_000), setting.many(sample=3, whole=500)
    ends = _races(rounds, wrongs, setting.draw("holds"))
    wrongs += [wrong for number in range(twice) for wrong in _destroyed_at_once(f"twice-{number}")]
    if verify():
        wrongs.append("the chain is broken after the races")
    planted.append(Planted("a destruction that does not lock the linked case", found=_race_found()))
    planted.append(Planted("a destruction that does not lock its own case", found=_double_found()))
    empty()
    return Proof(
        claim="No record may be destroyed before three whole years since the closing and the financial report have"
        " passed; of a hold and a destruction at the same moment, on a case or a linked one, never both come about; two"
        " who destroy at once destroy once.",
        count=asked + rounds + twice,
        things="days asked about and races run",
        counted=f"{len(days)} closing dates, each asked about on {len(AROUND)} days around its due day, by counting"
        f" birthdays; {rounds:,} rounds of a hold against a destruction, on the case and on a linked one by turns, and"
        f" {twice:,} of two destructions of one case.",
        wrongs=wrongs,
        planted=planted,
        uncovered="State rules that were not read; what other systems keep of the case.",
        figures={
            "of those rounds it was destroyed": ends.get(True, 0),
            "of those rounds it was held": ends.get(False, 0),
        },
    )


def _late_report(late: date) -> None:
    """In one year the report came two years late."""
    from caseclose.casework.models import FinancialReport

    begun = date(late.year - 2, 1, 1)
    FinancialReport.objects.create(
        state="ca", begins_on=begun, ends_on=date(begun.year, 12, 31), reported_on=late, recorded_by="x"
    )


def _since(closed_on: date, late: date) -> date:
    return max(closed_on, late) if closed_on.year == late.year - 2 else closed_on


def _years(since: date, on: date) -> int:
    """How many birthdays lie between: one of 29 February comes on 1 March."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def _about(days: Sequence[date], late: date) -> Iterator[tuple[date, date]]:
    for closed_on in days:
        since = _since(closed_on, late)
        for around in AROUND:
            yield (
                closed_on,
                date(since.year + 3, since.month, min(since.day, 28))
                + A_DAY * (since.day - min(since.day, 28) + around),
            )


ASK = """
SELECT x.number, x.day, r.standing
FROM unnest(%s::text[], %s::date[]) x(number, day) CROSS JOIN LATERAL casework_retention(x.day, ARRAY[x.number]) r
"""


def _ask(days: Sequence[date], late: date) -> tuple[int, list[str]]:
    pairs = list(_about(days, late))
    with connections["default"].cursor() as cursor:
        cursor.execute(ASK, [[closed_on.isoformat() for closed_on, _ in pairs], [on for _, on in pairs]])
        answers = cursor.fetchall()
    wrongs = [] if len(answers) == len(pairs) else [f"{len(pairs)} were asked and {len(answers)} answered"]
    for number, on, standing in answers:
        wanted = "due" if _years(_since(date.fromisoformat(number), late), on) >= 3 else "too_early"
        if standing != wanted:
            wrongs.append(f"closed on {number}, asked on {on}: {standing}, and it is {wanted}")
    return len(answers), wrongs


@contextmanager
def _planted(old: str, new: str) -> Iterator[None]:
    """Let the functions of the database have a fault."""
    right = functions()
    assert any(old in each for each in right), old
    _make([each.replace(old, new) for each in right])
    try:
        yield
    finally:
        _make(right)


def _make(statements: Sequence[str]) -> None:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for each in statements:
            cursor.execute(each)


def _found(_what: str, change: tuple[str, str], late: date) -> bool:
    some = [day for day in CORNERS if day.month in {2, 3}]
    some.append(date(late.year - 2, 1, 1))
    with _planted(*change):
        return bool(_ask(some, late)[1])


def _races(rounds: int, wrongs: list[str], chance: Random) -> dict[bool, int]:
    ends: dict[bool, int] = {}
    for number in range(rounds):
        wrong, gone = _race(f"race-{number}", linked=number % 2 == 0, wait=chance.random() * LONGEST_WAIT)
        wrongs += [wrong] if wrong else []
        ends[gone] = ends.get(gone, 0) + 1
    return ends


def _race(name: str, *, linked: bool, wait: float = 0.0) -> tuple[str, bool]:
    one, other = f"{name}-a", f"{name}-b"
    shared_person(an_old_case(one), an_old_case(other))
    agreed(one)
    held = other if linked else one
    at_once(partial(_hold, held, wait), partial(destroyed, one))
    gone = JournalEntry.objects.filter(case=one, kind="RecordsDestroyed").first()
    hold = Hold.objects.filter(case=held).first()
    left = Case.objects.get(number=one).kind == "destroyed"
    if left is not (gone is not None) or left is not DestructionReceipt.objects.filter(case=one).exists():
        return f"{name}: destroyed by halves", left
    if gone is not None and hold is not None and (hold.entry or 0) < gone.number:
        return f"{name}: destroyed after a hold was set", left
    return ("", left) if gone is not None or hold is not None else (f"{name}: neither came about", left)


def _hold(number: str, wait: float) -> None:
    time.sleep(wait)
    try:
        set_hold(number=number, hold=LEGAL, by=FIRST, on=DUE, at=moment(DUE))
    except Refused as refused:
        if refused.rule != "records_destroyed":
            raise


def _destroyed_at_once(name: str) -> Iterator[str]:
    """Yield what is wrong when two destroy one case at the same moment: both are told of one and the same receipt."""
    an_old_case(name)
    agreed(name)
    said = at_once(*[partial(_destroy, name)] * 2)
    told = JournalEntry.objects.filter(case=name, kind="RecordsDestroyed").count()
    receipts = [str(pk) for pk in DestructionReceipt.objects.filter(case=name).values_list("pk", flat=True)]
    if len(receipts) != 1 or told != 1:
        yield f"{name}: {len(receipts)} receipts, and the journal tells of {told}"
    yield from (
        f"{name}: who destroyed is told {each}" for each in said if each not in (*receipts, "records_destroyed")
    )


def _destroy(name: str) -> str:
    try:
        return str(destroy_records(number=name, by=FIRST, on=DUE, at=moment(DUE)).pk)
    except DatabaseError as error:
        return type(error).__name__


def _double_found(tries: int = 60) -> bool:
    """Whether races show a destruction that does not lock the case itself."""
    with _planted(*NO_OWN_LOCK):
        return any(True for number in range(tries) for _ in _destroyed_at_once(f"planted-twice-{number}"))


def _race_found(tries: int = 60) -> bool:
    """Whether races show a destruction that locks only its own case. A race may miss it, so several are run."""
    with _planted(*NO_LOCK):
        return any(_race(f"planted-{number}", linked=True)[0] for number in range(tries))
