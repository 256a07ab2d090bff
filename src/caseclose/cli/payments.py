"""caseclose payment and caseclose ledger: money that comes in, who gets it, and whether all of it adds up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import click

from caseclose.cli import options
from caseclose.cli.carrying_out import AGAIN, ROLES, attempt, zone_of
from caseclose.cli.console import CHECK_FAILED, DAY, OK, out, print_json, stop
from caseclose.cli.wiring import acting, ready
from caseclose.closure.commands import Actor

SOURCES = click.Choice(["withholding", "federal_offset", "state_offset", "direct", "other"])
MOST_SHOWN = 50


class Money(click.ParamType[Decimal]):
    """An amount given as 57.69."""

    name = "amount"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Read the amount, or say how to write it."""
        text = str(value)
        if not text.isascii() or not text.replace(".", "", 1).isdigit():
            self.fail(f"{text!r} is not an amount; write it as 57.69", param, ctx)
        return Decimal(text)


MONEY = Money()


@click.group()
def payment() -> None:
    """Receive payments, see where the money is, and decide what no rule decides."""


@click.group()
def ledger() -> None:
    """Look at the ledger: every movement of money, and whether it all adds up."""


@payment.command()
@click.argument("number", metavar="CASE")
@click.option("--receipt", required=True, metavar="NAME", help="The receipt. The same receipt counts once.")
@click.option("--amount", type=MONEY, required=True, help="The amount, in dollars and cents.")
@click.option("--source", type=SOURCES, required=True, help="Where the money came from.")
@click.option("--received-on", type=DAY, required=True, metavar="DATE", help="The day on which it came in.")
@click.option("--role", type=ROLES, default="intake", show_default=True)
@acting
def receive(number: str, receipt: str, amount: Decimal, source: str, received_on: date, role: str, by: str,
            on: date | None, at: datetime | None, key: str, *, as_json: bool) -> None:  # fmt: skip
    """Record a payment. The rules of distribution say at once who gets it; what they cannot place is held."""
    from caseclose.casework.services.payments.receiving import Received, ReceivePayment, receive_payment

    asked = ReceivePayment(receipt, amount, source, received_on)

    def received(actor: Actor, day: date, moment: datetime) -> Received:
        return receive_payment(number=number, payment=asked, by=actor, on=day, at=moment, key=key)

    done = attempt(number, received, role, by, on, at, as_json=as_json)
    if as_json:
        print_json(asdict(done))
    elif done.repeated:
        out().print(f"The receipt {done.receipt} is on record already; nothing was done again.", markup=False)
    else:
        out().print(f"Payment {done.receipt} is on record in case {done.case}. {shares(asdict(done))}", markup=False)


def shares(done: Mapping[str, Any]) -> str:
    """Say in words where the parts of a payment go."""
    names = {"family": "for the family", "state": "kept by the state", "back": "back to the payer",
             "agency": "for the other agency", "held": "held; a person is asked"}  # fmt: skip
    said = ", ".join(f"${done[name]} {words}" for name, words in names.items() if done[name])
    return f"{said} (rule {done['rule']})." if done["rule"] else f"{said}."


TO = click.Choice(["family", "state", "back", "agency"])
ROLE = click.option("--role", type=ROLES, default="caseworker", show_default=True)
WORDS = click.option("--words", required=True, help="Why: what was found out, and how.")
AMOUNT = click.option("--amount", type=MONEY, help="How much (default: all that waits).")


@payment.command()
@click.argument("receipt")
@AMOUNT
@WORDS
@ROLE
@acting
def refund(receipt: str, amount: Decimal | None, words: str, role: str, by: str, on: date | None,
           at: datetime | None, key: str, *, as_json: bool) -> None:  # fmt: skip
    """Give money that waits here back to the parent who paid. It goes out with the day's payments."""
    _move(receipt, "back", amount, words, role, by, on, at, key, as_json=as_json)


@payment.command()
@click.argument("receipt")
@click.option("--to", type=TO, required=True, help="Whom it is for.")
@AMOUNT
@WORDS
@ROLE
@acting
def place(receipt: str, to: str, amount: Decimal | None, words: str, role: str, by: str, on: date | None,
          at: datetime | None, key: str, *, as_json: bool) -> None:  # fmt: skip
    """Say whom money is for that is held, or that cannot be paid to the one it was placed for."""
    _move(receipt, to, amount, words, role, by, on, at, key, as_json=as_json)


def _move(receipt: str, to: str, amount: Decimal | None, words: str, role: str, by: str, on: date | None,
          at: datetime | None, key: str, *, as_json: bool) -> None:  # fmt: skip
    ready()
    from caseclose.casework.services.payments.deciding import Decided, MoveMoney, move_money

    asked = MoveMoney(receipt, to, words, amount)

    def moved(actor: Actor, day: date, moment: datetime) -> Decided:
        return move_money(asked=asked, by=actor, on=day, at=moment, key=key)

    done = attempt(case_of(receipt), moved, role, by, on, at, as_json=as_json)
    _say(done, f"${done.amount} of the payment {receipt} is now for: {to}.", as_json=as_json)


@payment.command()
@click.argument("order", type=int)
@click.option("--paid/--not-paid", required=True, help="Did the money reach whom it was for?")
@WORDS
@ROLE
@acting
def settle(order: int, words: str, role: str, by: str, on: date | None, at: datetime | None, key: str, *,
           paid: bool, as_json: bool) -> None:  # fmt: skip
    """Say what became of an order to pay out that was refused, or of which nobody knows whether it was paid.

    What was not paid may be paid anew: it goes out with the day's payments.
    """
    ready()
    from caseclose.casework.services.payments.deciding import Decided, SettleOrder, settle_order

    def settled(actor: Actor, day: date, moment: datetime) -> Decided:
        return settle_order(asked=SettleOrder(order, paid, words), by=actor, on=day, at=moment, key=key)

    done = attempt(case_of_order(order), settled, role, by, on, at, as_json=as_json)
    what = "was paid" if paid else "was not paid and may be paid anew"
    _say(done, f"${done.amount} of the payment {done.receipt} {what}.", as_json=as_json)


def _say(done: Any, words: str, *, as_json: bool) -> None:  # noqa: ANN401 - what a service returned
    if as_json:
        print_json(asdict(done))
    else:
        out().print(f"{words}{AGAIN if done.repeated else ''}", markup=False)


def case_of(receipt: str) -> str:
    """Return the case of a payment, or stop where there is none."""
    from caseclose.casework.models import Payment

    found = Payment.objects.filter(receipt=receipt).values_list("case_id", flat=True).first()
    if found is None:
        stop(f"there is no payment with the receipt {receipt}", todo="List them with: caseclose payment list CASE")
    return found


def case_of_order(order: int) -> str:
    """Return the case of an order to pay out, or stop where there is none."""
    from caseclose.casework.models import Disbursement

    found = Disbursement.objects.filter(pk=order).values_list("case_id", flat=True).first()
    if found is None:
        stop(f"there is no order {order} to pay out", todo="List them with: caseclose payment list CASE")
    return found


@payment.command("list")
@click.argument("number", metavar="CASE")
@options.as_json
def list_(number: str, *, as_json: bool) -> None:
    """List the payments of a case, and where the money of each is."""
    ready()
    from caseclose.casework.selectors.money import payments_of

    found = payments_of(number)
    if found is None:
        stop(f"there is no case {number}")
    if as_json:
        print_json(found)
        return
    if not found:
        out().print("No payment is on record.")
    for each in found:
        where = ", ".join(f"{account} {amount}" for account, amount in each["money"].items())
        gone = (
            f"paid out by another system on {each['disbursed_on']}" if each["disbursed_on"] else "with another system"
        )
        out().print(
            f"{each['received_on']}  {each['receipt']}  ${each['amount']}  {each['source']}: "
            f"{where if each['taken_on'] else gone}",
            markup=False,
        )
        for order in each["orders"]:
            said = f"order {order['order']}: ${order['amount']} to {order['payee']}, {order['state']}"
            out().print(f"    {said}, due {order['due_on']}", markup=False)


@ledger.command()
@click.argument("number", metavar="CASE")
@click.option("--on", "on", type=DAY, metavar="DATE", help="As it stood at the end of this day (default: today).")
@options.as_json
def show(number: str, on: date | None, *, as_json: bool) -> None:
    """Show each movement of a case with its sides, and what came in, went out and is here."""
    wiring = ready()
    from caseclose.casework.selectors.money import ledger_page

    page = ledger_page(number, on or wiring.today(zone_of(number)))
    if page is None:
        stop(f"there is no case {number}")
    if as_json:
        print_json(page)
        return
    for each in page["movements"]:
        sides = ", ".join(f"{account} {amount:+}" for account, amount in each["sides"].items())
        about = " ".join(said for said in (each["receipt"], each["rule"]) if said)
        out().print(f"{each['on']}  {each['kind']} {about}: {sides}", markup=False)
    out().print(f"Came in {page['came_in']}, went out {page['went_out']}, here {page['here']}.", markup=False)
    for account, amount in page["accounts"].items():
        out().print(f"    {account}: {amount}", markup=False)


@ledger.command()
@options.as_json
def verify(*, as_json: bool) -> None:
    """Check that the whole ledger adds up, and name each place that does not. Exits with 1 where one does not."""
    ready()
    from caseclose.casework.models import Movement
    from caseclose.casework.selectors.ledger_check import faults_of_ledger

    faults, movements = faults_of_ledger(), Movement.objects.count()
    if as_json:
        print_json({"adds_up": not faults, "movements": movements, "faults": [asdict(fault) for fault in faults]})
    else:
        for fault in faults[:MOST_SHOWN]:
            out().print(f"case {fault.case}, {fault.at}: {fault.check}: {fault.words}", markup=False)
        if len(faults) > MOST_SHOWN:
            out().print(f"and {len(faults) - MOST_SHOWN:,} more; --json lists them all", markup=False)
        good = f"The ledger adds up ({movements:,} movements)."
        out().print(good if not faults else f"{len(faults):,} places do not add up.")
    raise SystemExit(CHECK_FAILED if faults else OK)
