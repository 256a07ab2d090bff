"""caseclose task and caseclose release: what is left for people to do, and releases that somebody must settle."""

from __future__ import annotations

from datetime import date, datetime

import click

from caseclose.cli import options
from caseclose.cli.carrying_out import ROLES, refuse, zone_of
from caseclose.cli.console import CHECK_FAILED, DAY, err, out, print_json, stop
from caseclose.cli.wiring import acting, ready
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role

CASE = click.option("--case", "number", metavar="CASE", help="Only of this case.")
MOST_SHOWN = 50
NO_OFFICE = "UTC"
"""The zone of a task that concerns no case, and so no office."""


@click.group()
def task() -> None:
    """See what is left for people to do, and say that it is done."""


@click.group()
def release() -> None:
    """See the orders to let go of remedies, and settle those that were refused or went astray."""


@task.command("list")
@CASE
@click.option("--kind", help="Only tasks of this kind.")
@click.option("--raised", is_flag=True, help="Only tasks that have waited too long, for a supervisor.")
@options.language
@options.as_json
def list_tasks(number: str | None, kind: str | None, lang: str, *, raised: bool, as_json: bool) -> None:
    """List the open tasks, oldest first."""
    ready()
    from caseclose.casework.selectors.task_words import kind_of_task
    from caseclose.casework.selectors.tasks import tasks_waiting

    found = tasks_waiting(case=number, kind=kind, raised=raised, lang=lang)
    if as_json:
        print_json(found)
        return
    for each in found[:MOST_SHOWN]:
        what = f"{kind_of_task(each['kind'], lang)} ({each['kind']}): {each['words']}"
        out().print(f"{each['task']}  case {each['case']}  due {each['due_on']}  {what}", markup=False)
    _more(len(found), "open tasks")


@task.command("done")
@click.argument("number", metavar="TASK", type=int)
@click.option("--words", required=True, help="What came of it.")
@click.option("--role", type=ROLES, default="caseworker", show_default=True)
@acting
def done_(number: int, words: str, role: str, by: str, on: date | None, at: datetime | None, key: str, *,
          as_json: bool) -> None:  # fmt: skip
    """Say that a task is done, and what came of it. A task that is done stays done."""
    del key
    wiring = ready()
    from caseclose.casework.models import Task
    from caseclose.casework.services.tasks import FinishTask, finish_task

    found = Task.objects.filter(pk=number).first()
    if found is None:
        stop(f"there is no task {number}", todo="List them with: caseclose task list")
    day = on or wiring.today(zone_of(found.case_id) if found.case_id else NO_OFFICE)
    try:
        new = finish_task(
            done=FinishTask(number, words), by=Actor(by, Role(role)), on=day, at=at or wiring.now()
        )  # fmt: skip
    except Refused as refused:
        refuse(refused, as_json=as_json)
    if as_json:
        print_json({"case": found.case_id, "task": number, "repeated": not new})
    else:
        out().print(f"Task {number} is done." if new else f"Task {number} was done before.")


@release.command("list")
@CASE
@click.option("--state", "states", multiple=True, metavar="STATE", help="Only orders that stand so, such as unknown.")
@options.as_json
def list_releases(number: str | None, states: tuple[str, ...], *, as_json: bool) -> None:
    """List release orders: what was let go of, how far it has come, and why."""
    ready()
    from caseclose.casework.selectors.releases import release_rows

    found = release_rows(case=number, states=states)
    if as_json:
        print_json(found)
        return
    for each in found[:MOST_SHOWN]:
        said = f"{each['release']}  case {each['case']}  {each['kind']}: {each['state']}"
        out().print(f"{said}  {each['reason']}".rstrip(), markup=False)
    _more(len(found), "release orders")


@release.command()
@click.argument("order", metavar="RELEASE", type=int)
@click.option("--as", "to", type=click.Choice(["confirmed", "refused", "kept"]), required=True,
              help="What you found out became of it.")  # fmt: skip
@click.option("--words", required=True, help="How you know.")
@click.option("--role", type=ROLES, default="caseworker", show_default=True)
@click.option("--by", required=True, metavar="NAME", help="Who acts. The history keeps the name.")
@click.option("--on", "on", type=DAY, metavar="DATE", help="The day, in the agency's zone (default: today).")
@options.as_json
def settle(order: int, to: str, words: str, role: str, by: str, on: date | None, *, as_json: bool) -> None:
    """Write down what a person found out about a release that was refused, or that nobody answered."""
    wiring = ready()
    from caseclose.casework.models import ReleaseOrder
    from caseclose.casework.services.releases.moves import IllegalMove
    from caseclose.casework.services.releases.settling import settle_release

    found = ReleaseOrder.objects.select_related("closure").filter(pk=order).first()
    if found is None:
        stop(f"there is no release order {order}", todo="List them with: caseclose release list")
    day = on or wiring.today(zone_of(found.closure.case_id))
    try:
        settle_release(release=order, to=ReleaseOrder.State(to), words=words, by=Actor(by, Role(role)), on=day,
                       at=wiring.now())  # fmt: skip
    except IllegalMove as error:
        err().print(f"[bold red]refused:[/] {error}. Only refused and unknown orders are settled, by staff, in words.")
        raise SystemExit(CHECK_FAILED) from None
    if as_json:
        print_json({"release": order, "case": found.closure.case_id, "state": to})
    else:
        out().print(f"Release {order} is settled: {to}.")


def _more(count: int, what: str) -> None:
    if count > MOST_SHOWN:
        out().print(f"and {count - MOST_SHOWN:,} more {what}; --json lists them all", markup=False)
    elif not count:
        out().print(f"No {what}.")
