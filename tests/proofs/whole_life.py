"""The life of four cases, as the acts of people and programs in their order: each act may be given again after a kill.

Q closes because the parent asks. P is proposed, gets its notice, a reply and its review, and closes on its day; one of
its remedies is with a party that never answers, so a person settles it. R's notice comes back, and a second is sent;
its facts have changed on the day, so it stays open. S is closed and opened again before its releases went out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from caseclose.casework.models import Balance, Case, ReleaseOrder
from caseclose.casework.ports import Ports
from caseclose.casework.services.daily import work_day
from caseclose.casework.services.outbox.answers import settle_release
from caseclose.casework.services.reopening import reopen_case
from caseclose.closure import commands as to
from caseclose.closure.commands import Actor, Command
from caseclose.outside.fakes import FakeParty
from caseclose.outside.weather import Weather
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, WORKER, a_closable_case, do, moment
from tests.casework.releasing import World

NO_AID = dict.fromkeys(
    ("receives_cash_aid", "receives_foster_care", "medical_support_assigned", "receives_medicaid"), "false"
)
SECOND_NOTICE = DAY + timedelta(days=20)
R_IS_DUE = SECOND_NOTICE + timedelta(days=60)
Ported = Callable[[Ports], Ports]


def as_they_are(ports: Ports) -> Ports:
    """Leave the ports alone."""
    return ports


@dataclass
class Stage:
    """Where the acts take place: the parties outside, by way of ports that may be watched."""

    world: World
    ported: Ported = as_they_are

    @property
    def ports(self) -> Ports:
        return self.ported(self.world.ports)


@dataclass(frozen=True)
class Act:
    """Something that is done on a day, under a name that is also its key."""

    name: str
    do: Callable[[Stage], None]


def stage(folder: Path, ported: Ported = as_they_are) -> Stage:
    """The outside world, with its memory in the folder: the credit bureau never hears and never answers."""
    world = World(folder)
    silent = FakeParty("other_party", Weather(lose=1.0), folder / "other_party.sqlite")
    world.parties = replace(world.parties, other_party=silent)
    return Stage(world, ported)


def scene(folder: Path) -> None:
    """Put the cases on record, before anything happens to them."""
    remedies = ("driver_license", "federal_tax_offset", "passport")
    a_closable_case("Q", remedies=("driver_license", "passport"), **NO_AID)
    a_closable_case("P", remedies=(*remedies, "credit_bureau", "income_withholding"))
    a_closable_case("R", remedies=("bank_levy",))
    a_closable_case("S", remedies=("professional_license",), **NO_AID)
    federal = World(folder).federal
    for case in ("P", "Q"):
        federal.certify(case, ["TAX", "PAS"])


def whole_life() -> Sequence[Act]:
    """Every act, in its order."""
    reply = to.RecordReply("reply of P", moment(DAY + timedelta(days=12)), "mail")
    review = to.ReviewReply("reply of P", could_lead=False, words="asks when the case will close")
    return (
        _step("Q", to.RecordRequest(DAY, "mail", signed=True, may_ask=True), CLERK, DAY),
        _step("Q", to.Approve(), SUPERVISOR, DAY),
        _step("P", to.Propose("ca.b1"), WORKER, DAY),
        _step("P", to.Approve(), SUPERVISOR, DAY),
        _step("R", to.Propose("ca.b1"), WORKER, DAY),
        _step("R", to.Approve(), SUPERVISOR, DAY),
        _day(DAY),
        _step("S", to.RecordRequest(DAY, "web", signed=True, may_ask=True), CLERK, DAY),
        _step("S", to.Approve(), SUPERVISOR, DAY),
        _step("S", to.Close(), WORKER, DAY),
        Act("reopen:S", _reopen),
        _day(DAY + timedelta(days=1)),
        _day(DAY + timedelta(days=7)),
        _step("R", to.RecordReturnedMail(), CLERK, DAY + timedelta(days=9)),
        _step("P", reply, CLERK, DAY + timedelta(days=13)),
        _step("P", review, WORKER, DAY + timedelta(days=14)),
        _day(SECOND_NOTICE),
        _day(DUE - timedelta(days=1)),
        _day(DUE),
        _day(DUE + timedelta(days=1)),
        _day(DUE + timedelta(days=7)),
        Act("balance:R", _debt_of_r_grows),
        _day(DUE + timedelta(days=15)),
        Act("settle:P", _settle),
        _day(R_IS_DUE),
    )


def _step(number: str, command: Command, by: Actor, on: date) -> Act:
    key = f"{number}:{command.name}:{on.isoformat()}"
    return Act(key, lambda _stage: _done(command, by, on, number, key))


def _done(command: Command, by: Actor, on: date, number: str, key: str) -> None:
    do(command, by, on, number, key)


def _day(on: date) -> Act:
    return Act(f"day:{on.isoformat()}", lambda stage: a_day(stage.ports, on))


def a_day(ports: Ports, on: date) -> None:
    """One day's work."""
    work = work_day(on=on, at=moment(on), ports=ports)
    if work.troubles:
        raise RuntimeError("; ".join(work.troubles))


def _reopen(_stage: Stage) -> None:
    reopen_case(number="S", basis="application", by=SUPERVISOR, on=DAY, at=moment(DAY), application_on=DAY,
                fee=Decimal(25), key="reopen:S")  # fmt: skip


def _debt_of_r_grows(_stage: Stage) -> None:
    """A balance is recorded that no longer meets the criterion. It stands once for its day."""
    case, as_of = Case.objects.get(number="R"), DUE + timedelta(days=10)
    Balance.objects.get_or_create(case=case, as_of=as_of, defaults={"family": Decimal(900), "assigned": Decimal(0)})


def _settle(_stage: Stage) -> None:
    """A worker found out about the release that nobody answered. Once it is settled there is nothing to settle."""
    order = ReleaseOrder.objects.get(closure__case_id="P", kind="credit_bureau")
    on = DUE + timedelta(days=16)
    if order.state != ReleaseOrder.State.CONFIRMED:
        settle_release(release=order.pk, to=ReleaseOrder.State.CONFIRMED, words="the bureau said so", by=WORKER, on=on,
                       at=moment(on))  # fmt: skip
