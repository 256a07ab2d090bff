"""What the day's work leaves to people: they find out what was not known, and settle what went astray."""

from __future__ import annotations

from django.db.models import Q

from caseclose.casework.models import Disbursement, OutboxMessage, ReleaseOrder, Task
from caseclose.casework.selectors.closures import ADDRESS_SEARCH
from caseclose.casework.services.mail.making import UNWRITTEN
from caseclose.casework.services.outbox.mailed import prove_mailing
from caseclose.casework.services.payments.deciding import SettleOrder, settle_order
from caseclose.casework.services.releases.settling import settle_release
from caseclose.casework.services.tasks import FinishTask, finish_task
from caseclose.closure.commands import Close
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role
from caseclose.practice.desk import Desk, keep_open, missing_facts, rate
from caseclose.practice.mailing import find_safe_address

State, Paid = ReleaseOrder.State, Disbursement.State
FOUND = "Called the other side: what was held is free."
MONEY_ARRIVED = "Called the family: the money is there."
MONEY_MAY_GO = "The account number was wrong; the right one is on record now."
HELD_LONGEST = 20
"""After how many days a closing that cannot be settled is given up."""


def do_tasks(desk: Desk) -> None:
    """Do the tasks that were there before today."""
    found = Q(due_on__lt=desk.on) | Q(kind=ADDRESS_SEARCH)
    for task in Task.objects.filter(found, done_on=None, case__office__state=desk.state).order_by("id"):
        if task.kind == ADDRESS_SEARCH:
            _search(desk, task)
        elif task.key.startswith("held:") and task.case_id is not None:
            _look_again(desk, task, task.case_id)
        elif task.key.startswith("release:"):
            _settle(desk, task)
        elif task.key.startswith("payment:"):
            _settle_money(desk, task)
        elif task.key.startswith("unproven:"):
            _ask_the_vendor(desk, task)
        elif task.kind == UNWRITTEN and task.case_id is not None:
            find_safe_address(task.case_id)
            _finish(desk, task, "Asked on the phone where letters get there safely.")
        else:
            _finish(desk, task, "Looked into it and noted what to do.")


def _search(desk: Desk, task: Task) -> None:
    """Look for an address: on each day it may be found. Where it is not, the task is left, and the notice goes out."""
    if desk.chance.happens(rate("address_found_a_day"), "address", task.pk, desk.on):
        _finish(desk, task, "Asked the post office; the address in the records is right now.")


def _look_again(desk: Desk, task: Task, number: str) -> None:
    """Try the closing again; find out what it asks for; give it up where nobody can."""
    by = desk.somebody(Role.CASEWORKER, number)
    done = desk.attempt(number, Close(), by)
    if not isinstance(done, Refused):
        _finish(desk, task, "Closed after what was missing had been found.")
    elif desk.find_out(number, missing_facts(done), by):
        again = desk.attempt(number, Close(), by)
        if not isinstance(again, Refused):
            _finish(desk, task, "Found out what was missing; the case could close.")
    elif done.rule in {"wrong_step", "case_not_open"}:
        _finish(desk, task, "The closing has gone another way.")
    elif (desk.on - task.due_on).days > HELD_LONGEST:
        desk.attempt(number, keep_open(done), by)
        _finish(desk, task, "Given up: what is missing cannot be found out.")


def _settle(desk: Desk, task: Task) -> None:
    order = ReleaseOrder.objects.get(pk=int(task.key.split(":")[1]))
    if order.state in {State.REFUSED, State.UNKNOWN}:
        by = desk.somebody(Role.CASEWORKER, task.case_id)
        settle_release(release=order.pk, to=State.CONFIRMED, words=FOUND, by=by, on=desk.on, at=desk.at)
    _finish(desk, task, FOUND)


def _settle_money(desk: Desk, task: Task) -> None:
    """Find out about orders to pay out that went astray. Money that has nobody to go to waits, and so does its task."""
    about = Disbursement.objects.filter(payment=int(task.key.split(":")[1]), state__in=[Paid.REFUSED, Paid.UNKNOWN])
    for order in about.order_by("pk"):
        arrived = order.state == Paid.UNKNOWN
        asked = SettleOrder(order.pk, arrived, MONEY_ARRIVED if arrived else MONEY_MAY_GO)
        settle_order(asked=asked, by=desk.somebody(Role.CASEWORKER, task.case_id), on=desk.on, at=desk.at)


def _ask_the_vendor(desk: Desk, task: Task) -> None:
    """The proof of mailing was lost: the vendor says on the phone on which day it mailed the letter."""
    letter = OutboxMessage.objects.get(pk=int(task.key.split(":")[1]))
    prove_mailing(key=letter.key, mailed_on=letter.sent_on, on=desk.on, at=desk.at)
    task.refresh_from_db()
    if task.done_on is None:
        _finish(desk, task, "Asked the mail vendor: the letter was mailed.")


def _finish(desk: Desk, task: Task, words: str) -> None:
    by = desk.somebody(Role.CASEWORKER, task.case_id)
    finish_task(done=FinishTask(task.pk, words), by=by, on=desk.on, at=desk.at)
