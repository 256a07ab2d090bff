"""The life of five cases, as the acts of people and programs in their order: each act may be given again after a kill.

Q closes because the parent asks, who agreed to be told by e-mail of each letter; the agency that helped with it is told
and writes back, and a payment that comes in afterwards is passed on to the family. P is proposed, gets its notice, a
reply and its review, and closes on its day. One of its remedies is with a party that never answers, so a person settles
it; a tax refund that was taken before is held until a person gives it back. R's notice comes back, its address is put
right, and a second is made, which is mailed a day later; its facts have changed on the day, so it stays open. S is
closed and opened again before its releases went out. D closed long ago, and two people destroy its records. The letters
of all go out in four batches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from caseclose.casework.models import Balance, Case, ReleaseOrder, Task
from caseclose.casework.ports import MailVendor, Ports
from caseclose.casework.selectors.closures import ADDRESS_SEARCH
from caseclose.casework.services.daily import work_day
from caseclose.casework.services.duties.agencies import RecordAgency, act_on_agencies
from caseclose.casework.services.mail.batches import hand_over_letters
from caseclose.casework.services.outbox.messages import MAIL_VENDOR
from caseclose.casework.services.payments.deciding import MoveMoney, move_money
from caseclose.casework.services.payments.receiving import ReceivePayment, receive_payment
from caseclose.casework.services.releases.settling import settle_release
from caseclose.casework.services.reopening import reopen_case
from caseclose.casework.services.tasks import FinishTask, finish_task
from caseclose.closure import commands as to
from caseclose.closure.commands import Actor, Command
from tests.casework import ending
from tests.casework.closable import CLERK, DAY, DUE, SUPERVISOR, WORKER, do, moment
from tests.casework.mailing import LINK, vendor_of
from tests.proofs.life_scene import LAST_DAY, LEAVES_LATE, OREGON, SECOND_NOTICE, THEIR_CASE, Stage

A_DAY = timedelta(days=1)
R_IS_DUE = LEAVES_LATE + timedelta(days=60)
REPLY = to.RecordReply("reply of P", moment(DAY + timedelta(days=12)), "mail")
REVIEW = to.ReviewReply("reply of P", could_lead=False, words="asks when the case will close")


@dataclass(frozen=True)
class Act:
    """Something that is done on a day, under a name that is also its key."""

    name: str
    do: Callable[[Stage], None]


def whole_life() -> Sequence[Act]:
    """Every act, in its order."""
    return (
        *_records_of_d_go(),
        Act("agency:Q", _oregon_helps),
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
        _mail(DAY),
        _money("Q", "57.69", "withholding", DAY + A_DAY),
        _day(DAY + A_DAY),
        _day(DAY + timedelta(days=7)),
        _step("R", to.RecordReturnedMail(), CLERK, DAY + timedelta(days=9)),
        _step("P", REPLY, CLERK, DAY + timedelta(days=13)),
        _step("P", REVIEW, WORKER, DAY + timedelta(days=14)),
        Act("search:R", _address_found),
        _day(SECOND_NOTICE),
        _day(LEAVES_LATE),
        _mail(LEAVES_LATE),
        _day(LAST_DAY),
        _day(DUE),
        _mail(DUE),
        _money("P", "300.00", "federal_offset", DUE + A_DAY),
        _day(DUE + A_DAY),
        Act("decide:P", _money_goes_back),
        _day(DUE + timedelta(days=7)),
        Act("balance:R", _debt_of_r_grows),
        _day(DUE + timedelta(days=15)),
        Act("settle:P", _settle),
        _day(R_IS_DUE),
        _mail(R_IS_DUE),
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


def _mail(on: date) -> Act:
    return Act(f"mail:{on.isoformat()}", lambda stage: _letters_go(stage, on))


def _letters_go(stage: Stage, on: date) -> None:
    """The letters that wait go into the mail vendor's tray, which it empties on the same day."""
    vendor = stage.ports[MAIL_VENDOR]
    if not isinstance(vendor, MailVendor):
        raise TypeError("the mail vendor has no tray")
    done = hand_over_letters(on=on, at=moment(on), home=vendor.tray, link=LINK)
    if done.unwritten:
        raise RuntimeError(f"{done.unwritten} letters cannot be written")
    vendor_of(stage.world.parties).empty_tray(on=on)


def _records_of_d_go() -> Iterator[Act]:
    """One officer proposes to destroy the records, another approves, and they are destroyed."""
    yield Act("propose:D", lambda _stage: ending.proposed("D"))
    yield Act("approve:D", lambda _stage: ending.approved("D"))
    yield Act("destroy:D", lambda _stage: ending.destroyed("D"))


def _oregon_helps(_stage: Stage) -> None:
    asked = RecordAgency("responding", OREGON, THEIR_CASE, "network")
    act_on_agencies(number="Q", asked=asked, by=CLERK, on=DAY, at=moment(DAY), key="agency:Q")


def _address_found(_stage: Stage) -> None:
    """The address to which R's notice could not be delivered was put right: the search for it is done."""
    search, on = Task.objects.get(case="R", kind=ADDRESS_SEARCH), DAY + timedelta(days=15)
    finish_task(done=FinishTask(search.pk, "the post office has the new one"), by=CLERK, on=on, at=moment(on))


def _money(number: str, amount: str, source: str, on: date) -> Act:
    """A payment comes in. Its receipt is its key."""
    came = ReceivePayment(f"receipt {number}", Decimal(amount), source, on)
    key = f"pay:{number}"
    return Act(key, lambda _stage: _receive(number, came, on, key))


def _receive(number: str, came: ReceivePayment, on: date, key: str) -> None:
    receive_payment(number=number, payment=came, by=CLERK, on=on, at=moment(on), key=key)


def _money_goes_back(_stage: Stage) -> None:
    """A person decides about the tax refund that no rule places."""
    on = DUE + timedelta(days=2)
    asked = MoveMoney("receipt P", "back", "taken before the case closed, and nothing is owed to the state")
    move_money(asked=asked, by=WORKER, on=on, at=moment(on), key="decide:P")


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
