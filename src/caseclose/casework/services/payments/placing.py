"""Placing money: the rule of distribution that applies says whom each part is for. What cannot be placed is held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from caseclose.casework.facts.reading import BadRecords
from caseclose.casework.models import Case, Payment
from caseclose.casework.models.money import NOTHING, Account
from caseclose.casework.selectors.duties import must_still_pay_out
from caseclose.casework.selectors.facts import facts_of_case
from caseclose.casework.selectors.money import still_here, sums_of
from caseclose.casework.services import journal
from caseclose.casework.services.payments import asking
from caseclose.casework.services.payments.debts import Debts, debts_of
from caseclose.casework.services.payments.ledger import Draft, Kind, write
from caseclose.closure.commands import Actor
from caseclose.law.distribution import Applies, ShareRuleText, Situation, rule_for
from caseclose.law.policy import FEDERAL
from caseclose.law.reading import shipped
from caseclose.law.sharing import (
    AGENCY,
    ARREARS_FAMILY,
    ARREARS_STATE,
    BACK,
    CURRENT,
    FAMILY,
    HELD,
    STATE,
    Part,
    asks_what_is_owed,
    share,
    total,
)
from caseclose.law.verdict import Facts

ACCOUNT = {FAMILY: Account.FAMILY, STATE: Account.STATE, BACK: Account.BACK, AGENCY: Account.AGENCY}
DEBT = {CURRENT: Account.OWED_CURRENT, ARREARS_FAMILY: Account.OWED_FAMILY, ARREARS_STATE: Account.OWED_STATE}
AID_BASES = frozenset({"cash_aid", "foster_care"})
"""Reasons for services that are themselves aid which assigns support."""


@dataclass(slots=True)
class Placed:
    """What became of money that was to be placed: its parts, the rule, and what the journal is told."""

    rule: str
    parts: tuple[Part, ...]
    lines: list[journal.Line] = field(default_factory=list)


def place(payment: Payment, case: Case, amount: Decimal, *, by: Actor, on: date, at: datetime) -> Placed:
    """Place `amount` of a payment, which stands as held. The case is locked. The caller tells the journal."""
    facts, missing = _facts(case, on)
    applies = Applies(None, missing) if missing else rule_for(_rules(case), _situation(case, payment, facts), on)
    if applies.rule is None:
        return Placed("", (Part(HELD, amount, missing=", ".join(applies.missing)),))
    rule = applies.rule
    debts = _debts(case, payment, on) if asks_what_is_owed(rule) else None
    order = _yes_no(facts, "current_order")
    parts = share(amount, rule, debts.as_owed(order) if debts else _NOT_ASKED)
    drafts = _drafts(payment, rule, parts, debts, on)
    return Placed(rule.id, parts, write(drafts, by=by, at=at) if drafts else [])


def settle(payment: Payment, case: Case, placed: Placed, *, by: Actor, on: date, at: datetime) -> list[journal.Line]:
    """Finish what was placed: ask a person about what is held, and note where nothing is left. Return what to tell."""
    held = total(placed.parts, HELD)
    if held:
        missing = list(dict.fromkeys(name for part in placed.parts for name in part.missing.split(", ") if name))
        said = {"receipt": payment.receipt, "amount": str(held), "rule": "" if missing else placed.rule}
        new = asking.ask([asking.Question(case.number, payment.pk, asking.HELD, {**said, "find": missing})], on=on)
        body = {"payment": payment.pk, "missing": missing, **said}
        lines = [journal.Line(case.number, None, "PaymentHeld", on, at, by.name, by.role.value, body)] if new else []
    else:
        asking.no_longer_ask([payment.pk], kinds=[asking.HELD], on=on)
        lines = []
    note_gone([payment], on)
    if total(placed.parts, STATE):
        _ask_about_state_debt(case, on)
    return [*placed.lines, *lines]


def note_gone(payments: Iterable[Payment], on: date) -> None:
    """Note for each payment whether all of it has gone out, and since when."""
    payments = list(payments)
    sums = sums_of(payment.pk for payment in payments)
    changed = []
    for payment in payments:
        gone = None if still_here(sums[payment.pk]) else payment.disbursed_on or on
        if gone != payment.disbursed_on:
            payment.disbursed_on = gone
            changed.append(payment)
    Payment.objects.bulk_update(changed, ["disbursed_on"])


_NOT_ASKED = Debts("", date.min, None, [], [], [], []).as_owed(None)


def _debts(case: Case, payment: Payment, on: date) -> Debts:
    debts = debts_of(case, on)
    debts.take_statement()
    debts.charge_to(payment.received_on)
    return debts


def _drafts(
    payment: Payment, rule: ShareRuleText, parts: tuple[Part, ...], debts: Debts | None, on: date
) -> list[Draft]:
    """The movement that places the parts, after those that bring the debts up to the day.

    The statement is looked at once more: a payment received before it was drawn up is in it already.
    """
    draft = placing_draft(payment, parts, rule.id, on, cites=rule.cites)
    if debts is None:
        return [draft] if draft else []
    if draft is not None:
        debts.add(draft)
        debts.take_statement()
    return debts.drafts


def placing_draft(
    payment: Payment, parts: Iterable[Part], rule: str, on: date, *, cites: list[str], words: str = ""
) -> Draft | None:
    """The movement that takes these parts out of what is held, and off what is owed; None where all stays held."""
    sides: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    shares = dict.fromkeys((FAMILY, STATE, BACK, AGENCY), NOTHING)
    for part in parts:
        if part.to == HELD:
            continue
        shares[part.to] += part.amount
        sides[Account.HELD] -= part.amount
        sides[ACCOUNT[part.to]] += part.amount
        if part.pays:
            sides[Account.CREDITED] += part.amount
            sides[DEBT[part.pays]] -= part.amount
    if not sides:
        return None
    body = {"payment": payment.pk, "receipt": payment.receipt, "rule": rule, "cites": cites, "words": words}
    body |= {to: str(amount) for to, amount in shares.items()}
    return Draft(
        payment.case_id, Kind.PLACED, sides, on, payment.received_on, payment=payment.pk, rule=rule[:64], body=body
    )


def _rules(case: Case) -> tuple[ShareRuleText, ...]:
    policy = shipped()
    return policy.distribution(case.state if case.state in policy.layers else FEDERAL)


def _facts(case: Case, on: date) -> tuple[Facts, tuple[str, ...]]:
    """What is known of the case. Records that contradict each other are for a person to put right first."""
    try:
        return facts_of_case(case.number, on).facts, ()
    except BadRecords as error:
        return {}, tuple(fault.reason for fault in error.faults)


def _situation(case: Case, payment: Payment, facts: Facts) -> Situation:
    return Situation(
        kind=case.kind,
        money_from=payment.source,
        aid=_on_aid(facts),
        obligation_ended=_yes_no(facts, "obligation_ended"),
        responding=case.responding is True,
        keeps_paying_out=not case.open and must_still_pay_out(case.number),
    )


def _on_aid(facts: Facts) -> bool | None:
    """Whether the family gets aid that assigns support.

    Where no aid is on record at all, the reason for services says it: services that aid brought about are for a family
    on aid until the record says otherwise, so then it is not known.
    """
    answers = [_yes_no(facts, name) for name in ("receives_cash_aid", "receives_foster_care")]
    if True in answers:
        return True
    basis = facts.get("service_basis")
    if None in answers and (basis is None or basis in AID_BASES):
        return None
    return False


def _yes_no(facts: Facts, name: str) -> bool | None:
    value = facts.get(name)
    return value if isinstance(value, bool) else None


def _ask_about_state_debt(case: Case, on: date) -> None:
    """Where a case was kept for the debt to the state and that is paid, a person is asked to end it."""
    if case.kind != Case.Kind.STATE_DEBT_ONLY:
        return
    debts = debts_of(case, on)
    if debts.as_owed(None).state == NOTHING:
        asking.ask([asking.Question(case.number, 0, asking.STATE_DEBT_PAID)], on=on)
