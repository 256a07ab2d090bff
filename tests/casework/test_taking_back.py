"""Opening a case again against letting go: a release was taken back before it went, or a person hears that it went."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseclose.casework.models import JournalEntry, OutboxMessage, ReleaseOrder, Remedy, Task
from caseclose.casework.ports import Message
from caseclose.casework.services.audit import verify
from caseclose.casework.services.outbox.sending import Sent, send_waiting
from caseclose.casework.services.reopening import reopen_case
from caseclose.closure.commands import Actor
from caseclose.closure.steps import Role
from caseclose.outside.desk import Desk
from caseclose.outside.fakes import FakeParty
from caseclose.outside.licensing_board import license_release
from caseclose.outside.ports import Answer, Unreachable
from caseclose.outside.weather import Weather
from tests.casework.releasing import DAY, NEXT, World, a_closed_case, at, board, key_of, open_tasks, state_of

pytestmark = pytest.mark.usefixtures("clean_database")
SUPERVISOR = Actor("supervisor", Role.SUPERVISOR)
GONE = "remedies_after_reopening"


def reopen(number: str = "A1", on: date = NEXT) -> None:
    reopen_case(number=number, basis="correction", by=SUPERVISOR, on=on, at=at(on))


class Killed(BaseException):
    """The sender is killed: nothing after this is done."""


class Taking:
    """A port that takes what it is given, and then loses the word of it or the sender's life."""

    at_a_time = 10

    def __init__(self, end: BaseException) -> None:
        self.end = end
        self.took: list[str] = []

    def send(self, messages: Sequence[Message], *, on: date) -> None:
        assert on
        self.took += [message.key for message in messages]
        raise self.end

    def answers(self, *, on: date) -> Sequence[Answer]:
        return [] if on else []

    def taken(self, *answers: str) -> None:
        raise AssertionError(answers)


def test_a_release_that_never_went_out_is_kept_and_the_journal_tells_it(tmp_path: Path) -> None:
    (order,) = a_closed_case("A1")
    reopen()
    assert (state_of(order), open_tasks()) == ("kept", [])
    assert JournalEntry.objects.filter(kind="ReleaseKept").count() == 1
    assert World(tmp_path).send(NEXT) == Sent()
    assert list(OutboxMessage.objects.values_list("kind", flat=True)) == ["case_reopened"]
    assert verify() == []


def test_one_that_went_out_is_for_a_person_to_place_again(tmp_path: Path) -> None:
    (order,) = a_closed_case("A1")
    World(tmp_path).send()
    reopen()
    assert (state_of(order), open_tasks()) == ("sent", [GONE])
    assert Task.objects.get(kind=GONE).said == {"remedies": ["driver_license"]}


@pytest.mark.parametrize("end", [Unreachable("no word"), Killed()])
def test_one_that_may_have_arrived_is_not_sent_again_and_reaches_a_person(tmp_path: Path, end: BaseException) -> None:
    (order,) = a_closed_case("A1")
    port = Taking(end)
    with suppress(Killed):
        send_waiting(on=DAY, at=at(DAY), ports={"driver_license": port})
    assert port.took == [key_of(order)]
    reopen()
    assert (state_of(order), open_tasks()) == ("unknown", ["release_unknown", GONE])
    World(tmp_path).send(NEXT)
    assert board(World(tmp_path)).remembered() == {}


def test_what_the_party_says_afterwards_of_one_that_did_arrive_is_still_understood(tmp_path: Path) -> None:
    (order,) = a_closed_case("A1")
    world = World(tmp_path, Weather(seed=4, lose=0.0))
    with pytest.raises(Killed):
        send_waiting(on=DAY, at=at(DAY), ports={"driver_license": Taking(Killed())})
    message = Message(key_of(order), "release", "driver_license", "A1", 1, order.pk, order.remedy_id, "", DAY)
    world.port("driver_license").send([message], on=DAY)
    reopen()
    world.take(NEXT + timedelta(days=5))
    assert state_of(order) == "confirmed"
    assert Remedy.objects.get().ended_on is not None
    assert open_tasks() == [GONE]


def test_one_that_aged_before_it_could_go_out_is_kept_and_nobody_need_look_for_it(tmp_path: Path) -> None:
    (order,) = a_closed_case("A1")
    late = DAY + timedelta(days=20)
    World(tmp_path).age(late)
    assert state_of(order) == "unknown"
    reopen(on=late)
    assert (state_of(order), open_tasks()) == ("kept", [])
    World(tmp_path).send(late)
    assert board(World(tmp_path)).remembered() == {}


def test_of_many_given_over_together_only_those_that_may_be_lost_wait() -> None:
    orders = [a_closed_case(f"A{n}")[0] for n in range(40)]
    party = FakeParty("licensing_board", Weather(seed=3, lose=0.3))
    ports = {"driver_license": Desk(license_release, party)}
    first = send_waiting(on=DAY, at=at(DAY), ports=ports)
    assert first.waiting > 0 < first.sent
    lost = OutboxMessage.objects.filter(state="waiting").count()
    assert lost == first.waiting == ReleaseOrder.objects.filter(state="made").count()
    tries = 0
    while send_waiting(on=DAY, at=at(DAY), ports=ports) != Sent():
        tries += 1
        assert tries < 50
    assert {state_of(order) for order in orders} == {"sent"}
