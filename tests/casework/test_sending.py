"""Sending: each message goes out under its key, is marked once, and a sender may be killed at any point."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connections

from caseclose.casework.models import JournalEntry, OutboxMessage, ReleaseOrder, Task
from caseclose.casework.ports import Message
from caseclose.casework.services.audit import verify
from caseclose.casework.services.outbox.sending import Sent, send_waiting
from caseclose.outside.federal_files import CASE_TYPES
from caseclose.outside.ports import Answer, Unreachable
from tests.casework.releasing import DAY, World, a_case, a_closed_case, at, items_in_files, key_of, state_of

pytestmark = pytest.mark.usefixtures("clean_database")


class Broken:
    """A port that breaks on some keys, is away on others, and takes the rest."""

    at_a_time = 10

    def __init__(self, breaks: Sequence[str] = (), away: Sequence[str] = ()) -> None:
        self.breaks, self.away = breaks, away
        self.took: list[str] = []

    def send(self, messages: Sequence[Message], *, on: date) -> None:
        for message in messages:
            if message.key in self.breaks:
                raise ValueError(f"cannot put {message.key} into words on {on}")
            if message.key in self.away:
                raise Unreachable
        self.took += [message.key for message in messages]

    def answers(self, *, on: date) -> Sequence[Answer]:
        return [] if on else []

    def taken(self, *answers: str) -> None:
        raise AssertionError(answers)


def test_what_waits_is_sent_and_marked_and_told_in_the_journal(tmp_path: Path) -> None:
    orders = a_closed_case("A1", ["driver_license", "bank_levy", "passport"])
    world = World(tmp_path)
    assert world.send() == Sent(sent=3)
    assert {state_of(order) for order in orders} == {"sent"}
    assert set(OutboxMessage.objects.values_list("state", "sent_on")) == {("sent", DAY)}
    told = JournalEntry.objects.filter(kind="ReleaseSent").values_list("body__release", "body__remedy", "case_id")
    assert set(told) == {(order.pk, order.kind, "A1") for order in orders}
    assert verify() == []


def test_sending_again_sends_nothing(tmp_path: Path) -> None:
    (order,) = a_closed_case("A1")
    world = World(tmp_path)
    world.send()
    assert world.send() == Sent()
    assert world.parties.licensing_board.arrivals(key_of(order)) == 1  # type: ignore[attr-defined]


def test_no_more_than_the_limit_goes_out_at_once_and_the_oldest_first(tmp_path: Path) -> None:
    orders = [a_closed_case(f"A{n}")[0] for n in range(5)]
    sent = send_waiting(on=DAY, at=at(DAY), ports=World(tmp_path).ports, limit=2)
    assert sent.sent == 2
    assert [state_of(order) for order in orders] == ["sent", "sent", "made", "made", "made"]


def test_a_message_carries_keys_and_numbers_and_names_nobody(tmp_path: Path) -> None:
    (order,) = a_closed_case("A1", ["income_withholding"])
    world = World(tmp_path)
    world.send()
    said = world.parties.employer.remembered()[key_of(order)]  # type: ignore[attr-defined]
    assert "'terminate'" in said
    assert f"original={order.remedy_id}" in said
    assert "reason" not in said
    assert "worker" not in said


def test_a_party_that_is_away_gets_its_message_later(tmp_path: Path) -> None:
    (order,) = a_closed_case("A1")
    away = Broken(away=[key_of(order)])
    assert send_waiting(on=DAY, at=at(DAY), ports={"driver_license": away}) == Sent(waiting=1)
    assert state_of(order) == "made"
    assert OutboxMessage.objects.get().tries == 1
    assert World(tmp_path).send() == Sent(sent=1)


def test_a_message_that_breaks_its_port_goes_to_a_person_and_the_others_go_out() -> None:
    orders = [a_closed_case(f"A{n}")[0] for n in range(3)]
    port = Broken(breaks=[key_of(orders[1])])
    assert send_waiting(on=DAY, at=at(DAY), ports={"driver_license": port}) == Sent(sent=2, failed=1)
    assert [state_of(order) for order in orders] == ["sent", "unknown", "sent"]
    assert port.took == [key_of(orders[0]), key_of(orders[2])]
    assert Task.objects.get(done_on=None).kind == "release_unknown"


def test_a_message_for_a_party_that_nobody_speaks_for_goes_to_a_person() -> None:
    (order,) = a_closed_case("A1")
    assert send_waiting(on=DAY, at=at(DAY), ports={}) == Sent(failed=1)
    assert state_of(order) == "unknown"


def test_an_order_that_was_settled_meanwhile_is_not_sent(tmp_path: Path) -> None:
    (order,) = a_closed_case("A1")
    ReleaseOrder.objects.update(state="kept", reason="the case was reopened")
    world = World(tmp_path)
    assert world.send() == Sent(dropped=1)
    assert world.parties.licensing_board.remembered() == {}  # type: ignore[attr-defined]
    assert state_of(order) == "kept"


def test_an_order_that_aged_while_it_waited_is_still_sent_and_stays_with_a_person(tmp_path: Path) -> None:
    (order,) = a_closed_case("A1")
    world, late = World(tmp_path), DAY + timedelta(days=20)
    world.age(late)
    assert world.send(late) == Sent(sent=1)
    assert state_of(order) == "unknown"
    world.take(late)
    world.take(late + timedelta(days=5))
    assert state_of(order) == "confirmed"
    assert not Task.objects.filter(done_on=None).exists()


def a_message(party: str) -> OutboxMessage:
    a_case("L1")
    kind = "notice_to_responding_agency"
    return OutboxMessage.objects.create(key="k", case_id="L1", kind=kind, party=party, body={}, made_on=DAY)


def test_a_message_that_waits_too_long_reaches_a_person_once() -> None:
    ports = {"other_agency": Broken(away=[a_message("other_agency").key])}
    for on, asked in ((DAY + timedelta(days=3), 0), (DAY + timedelta(days=4), 1), (DAY + timedelta(days=5), 1)):
        send_waiting(on=on, at=at(on), ports=ports)
        assert Task.objects.filter(kind="letter_not_sent").count() == asked


def test_letters_are_left_to_the_mail_room(tmp_path: Path) -> None:
    letter = a_message("mail_vendor")
    assert World(tmp_path).send() == Sent()
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == ("waiting", 0)


def test_a_case_that_somebody_works_on_is_left_for_the_next_time(tmp_path: Path) -> None:
    (order,) = a_closed_case("A1")
    other = connections["default"].copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("select 1 from casework_case where number = 'A1' for update")
        assert World(tmp_path).send() == Sent()
    finally:
        other.close()
    assert state_of(order) == "made"
    assert World(tmp_path).send() == Sent(sent=1)


def test_two_senders_at_once_send_each_message_once(tmp_path: Path) -> None:
    orders = [order for n in range(40) for order in a_closed_case(f"A{n}", ["driver_license", "passport"])]
    start, tallies = Barrier(2), []

    def one() -> None:
        world = World(tmp_path)
        start.wait()
        tallies.append(world.send())
        connections.close_all()

    World(tmp_path)
    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    World(tmp_path).send()
    world = World(tmp_path)
    assert {state_of(order) for order in orders} == {"sent"}
    board = world.parties.licensing_board
    assert all(board.arrivals(key_of(o)) == 1 for o in orders if o.kind == "driver_license")  # type: ignore[attr-defined]
    assert items_in_files(world) == {
        (key_of(o), kind): 1 for o in orders if o.kind == "passport" for kind in CASE_TYPES
    }
    assert JournalEntry.objects.filter(kind="ReleaseSent").count() == len(orders)
