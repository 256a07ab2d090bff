"""Answers of many cases share a transaction: each is judged by itself, none is told as taken before it is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from caseclose.casework.models import JournalEntry, OutboxMessage, ReleaseOrder, Remedy, Task
from caseclose.casework.ports import Ports
from caseclose.casework.services import journal
from caseclose.casework.services.audit import verify
from caseclose.casework.services.outbox import answers
from caseclose.casework.services.outbox.answers import take_answers
from caseclose.outside.weather import Weather
from tests.casework.releasing import DAY, World, a_closed_case, at, board, days, key_of, kinds, open_tasks, state_of
from tests.ground import empty

pytestmark = pytest.mark.usefixtures("clean_database")
MANY = 30
REMEDIES = ("driver_license", "bank_levy", "passport", "credit_bureau")


def sent_orders(world: World, count: int = MANY) -> list[ReleaseOrder]:
    """So many orders to a licensing board, each of a case of its own, sent and answered by the board."""
    orders = [a_closed_case(f"A{n}")[0] for n in range(count)]
    world.send()
    return orders


def states() -> Counter[str]:
    return Counter(ReleaseOrder.objects.values_list("state", flat=True))


def test_what_many_answers_cost_does_not_grow_with_their_number(tmp_path: Path) -> None:
    world = World(tmp_path)
    sent_orders(world)
    with CaptureQueriesContext(connection) as asked:
        assert world.take(DAY).fates == {"moved": MANY}
    assert len(asked) < MANY
    assert states() == {"accepted": MANY}
    assert verify() == []


def test_an_answer_that_breaks_the_taking_harms_no_other_and_reaches_a_person(tmp_path: Path) -> None:
    world = World(tmp_path)
    orders = sent_orders(world)
    row = OutboxMessage.objects.get(key=key_of(orders[7]))
    body, row.body = row.body, {"release": "no number"}
    row.save()
    taken = world.take(DAY)
    assert taken.fates == {"moved": MANY - 1, "broken": 1}
    assert [trouble.split(":")[0] for trouble in taken.troubles] == ["driver_license"]
    assert (state_of(orders[7]), open_tasks()) == ("sent", ["answer_not_taken"])
    assert "no number" not in Task.objects.get().words
    assert world.take(DAY).fates == {"broken": 1}
    assert Task.objects.count() == 1
    OutboxMessage.objects.filter(pk=row.pk).update(body=body)
    assert world.take(DAY).fates == {"moved": 1}
    assert states() == {"accepted": MANY}


class Killed(BaseException):
    """Nothing after this is done."""


def test_a_kill_undoes_a_batch_whole_and_the_party_says_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path)
    orders = sent_orders(world)
    said = len(board(world).answers(on=DAY))

    def killed(_lines: Sequence[journal.Line]) -> None:
        raise Killed

    with monkeypatch.context() as planted:
        planted.setattr(journal, "append", killed)
        with pytest.raises(Killed):
            world.take(DAY)
    assert states() == {"sent": MANY}
    assert len(board(world).answers(on=DAY)) == said
    assert world.take(DAY).fates == {"moved": MANY}
    assert {state_of(order) for order in orders} == {"accepted"}
    assert kinds().count("ReleaseAccepted") == MANY


def test_no_answer_is_told_as_taken_before_it_is_stored(tmp_path: Path) -> None:
    world = World(tmp_path)
    sent_orders(world)
    port, stored = world.ports["driver_license"], Counter[str]()

    def look() -> None:
        stored.update(states())
        connections.close_all()

    def looking(*taken: str) -> None:
        reader = Thread(target=look)
        reader.start()
        reader.join()
        assert stored == {"accepted": len(taken)}

    vars(port)["taken"] = looking
    ports: Ports = dict.fromkeys(world.ports, port)
    assert take_answers(on=DAY, at=at(DAY), ports=ports).fates == {"moved": MANY}
    assert stored == {"accepted": MANY}


def test_two_who_take_the_same_answers_at_once_do_each_once(tmp_path: Path) -> None:
    world, together, wrongs = World(tmp_path), Barrier(2), list[BaseException]()
    sent_orders(world)

    def take(*, backwards: bool) -> None:
        ports = World(tmp_path).ports
        port: Any = ports["driver_license"]
        heard = port.answers(on=DAY)
        vars(port)["answers"] = lambda *, on: heard[::-1] if backwards and on else heard
        try:
            together.wait(60)
            take_answers(on=DAY, at=at(DAY), ports={"driver_license": port})
        except BaseException as wrong:  # noqa: BLE001 - it is looked at below
            wrongs.append(wrong)
        finally:
            connections.close_all()

    takers = [Thread(target=take, kwargs={"backwards": backwards}) for backwards in (False, True)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    assert wrongs == []
    assert states() == {"accepted": MANY}
    told = JournalEntry.objects.filter(kind="ReleaseAccepted").values_list("body__release", flat=True)
    assert len(told) == len(set(told)) == MANY
    assert verify() == []


def test_many_together_end_as_one_by_one_whatever_the_weather(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = Weather(seed=1, lose=0.1, delay=0.2, double=0.3, refuse=0.2, garble=0.1)
    ends = []
    for at_once in (1, 7, answers.AT_ONCE):
        monkeypatch.setattr(answers, "AT_ONCE", at_once)
        world = World(tmp_path / str(at_once), bad)
        empty()
        world.certify([order for n in range(5) for order in a_closed_case(f"A{n}", REMEDIES)])
        for day in days(8):
            world.day(day)
        ends.append(_end())
    assert ends[0] == ends[1] == ends[2]
    assert len(set(ends[0][0])) > 1


def _end() -> tuple[list[Any], ...]:
    """How everything stands, and what was told: of one case in its order."""
    return (
        list(ReleaseOrder.objects.order_by("pk").values_list("state", "reason", "sent_on", "answered_on")),
        list(Remedy.objects.order_by("pk").values_list("ended_on", flat=True)),
        sorted(Task.objects.values_list("key", "kind", "words", "due_on", "done_on")),
        list(JournalEntry.objects.order_by("case_id", "on", "number").values_list("case_id", "kind", "on", "body")),
    )
