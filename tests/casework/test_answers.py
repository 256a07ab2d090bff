"""What an answer does to a release order: twice, late, out of turn, garbled, or from nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseclose.casework.models import OutboxMessage, ReleaseOrder, Remedy, ReplyCode, Task
from caseclose.casework.ports import Answer, Message
from caseclose.casework.services.audit import verify
from caseclose.casework.services.mail.codes import mark_of
from caseclose.casework.services.outbox.answered import Stray
from caseclose.casework.services.outbox.answers import take_answers
from caseclose.casework.services.outbox.plain import plain
from caseclose.outside.fakes import FakeParty
from caseclose.outside.weather import Weather
from tests.casework.mailing import vendor_of
from tests.casework.releasing import (
    DAY,
    NEXT,
    World,
    a_case,
    a_closed_case,
    at,
    board,
    key_of,
    kinds,
    open_tasks,
    sent_to,
    state_of,
)

pytestmark = pytest.mark.usefixtures("clean_database")


def test_a_release_is_accepted_then_confirmed_and_the_remedy_ends(tmp_path: Path) -> None:
    (order,) = a_closed_case("A1")
    world = World(tmp_path)
    world.send()
    world.take(DAY)
    assert state_of(order) == "accepted"
    assert Remedy.objects.get().ended_on is None
    world.take(DAY + timedelta(days=3))
    assert state_of(order) == "confirmed"
    assert Remedy.objects.get().ended_on == DAY + timedelta(days=3)
    assert kinds() == ["ReleaseSent", "ReleaseAccepted", "ReleaseConfirmed"]
    assert verify() == []


def test_a_refused_release_reaches_a_person_at_once(tmp_path: Path) -> None:
    (order,) = a_closed_case("A1")
    world = World(tmp_path, Weather(refuse=1.0))
    world.send()
    world.take(NEXT)
    assert state_of(order) == "refused"
    assert open_tasks() == ["release_refused"]
    assert "no such order" in Task.objects.get().words
    assert Remedy.objects.get().ended_on is None


@pytest.mark.parametrize("says", ["accepted", "confirmed", "refused"])
def test_an_answer_that_comes_twice_counts_once(tmp_path: Path, says: str) -> None:
    world = World(tmp_path)
    order = sent_to(world)
    for _ in range(3):
        board(world).say(key_of(order), says, on=NEXT)
    taken = world.take(NEXT)
    assert taken.fates == {"moved": 1, "repeated": 2}
    assert len(kinds()) == 2
    assert world.take(NEXT).fates == {}


def test_an_acceptance_that_was_overtaken_changes_nothing(tmp_path: Path) -> None:
    world = World(tmp_path)
    order = sent_to(world)
    board(world).say(key_of(order), "confirmed", on=NEXT)
    board(world).say(key_of(order), "accepted", on=NEXT + timedelta(days=1))
    world.take(NEXT)
    assert world.take(NEXT + timedelta(days=1)).fates == {"repeated": 1}
    assert state_of(order) == "confirmed"


@pytest.mark.parametrize(("first", "then"), [("confirmed", "refused"), ("refused", "confirmed")])
def test_an_answer_that_contradicts_the_first_is_refused_and_reported(tmp_path: Path, first: str, then: str) -> None:
    world = World(tmp_path)
    order = sent_to(world)
    board(world).say(key_of(order), first, on=NEXT)
    board(world).say(key_of(order), then, on=NEXT)
    board(world).say(key_of(order), then, on=NEXT)
    assert world.take(NEXT).fates == {"moved": 1, "reported": 2}
    assert state_of(order) == first
    assert open_tasks().count("answer_does_not_fit") == 1


def test_a_word_that_means_nothing_is_reported_and_changes_nothing(tmp_path: Path) -> None:
    world = World(tmp_path)
    order = sent_to(world)
    board(world).say(key_of(order), "acc\x00\u202eepted", "\x1b[31m" * 200, on=NEXT)
    assert world.take(NEXT).fates == {"reported": 1}
    assert state_of(order) == "sent"
    assert "\x00" not in Task.objects.get().words


def test_an_answer_under_an_unknown_key_is_a_stray_and_a_task_where_the_case_is_named(tmp_path: Path) -> None:
    world = World(tmp_path)
    order = sent_to(world)
    for key in ("release:99999", "", "\x00", "x" * 500):
        board(world).say(key, "confirmed", on=NEXT, case="A1")
    board(world).say("release:77777", "confirmed", on=NEXT)
    board(world).say("release:66666", "confirmed", on=NEXT, case="nowhere")
    taken = world.take(NEXT)
    assert taken.fates == {"stray": 6}
    assert Stray("release:99999", "confirmed", "") in taken.strays
    assert open_tasks() == ["answer_to_nothing"] * 3
    assert state_of(order) == "sent"


def test_a_party_cannot_answer_for_another(tmp_path: Path) -> None:
    world = World(tmp_path)
    order = sent_to(world)
    bank = world.parties.bank
    assert isinstance(bank, FakeParty)
    bank.say(key_of(order), "confirmed", on=NEXT)
    assert world.take(NEXT).fates == {"stray": 1}
    assert state_of(order) == "sent"


def test_an_answer_to_a_message_not_marked_as_sent_waits_until_it_is(tmp_path: Path) -> None:
    (order,) = a_closed_case("A1")
    world = World(tmp_path)
    world.send()
    OutboxMessage.objects.update(state="waiting")
    ReleaseOrder.objects.update(state="made", sent_on=None)
    assert world.take(DAY).fates == {"early": 1}
    assert state_of(order) == "made"
    world.send()
    assert world.take(DAY).fates == {"moved": 1}
    assert state_of(order) == "accepted"
    assert board(world).arrivals(key_of(order)) == 2
    assert board(world).done() == {key_of(order)}


def test_an_order_that_is_kept_takes_no_answer(tmp_path: Path) -> None:
    world = World(tmp_path)
    order = sent_to(world)
    ReleaseOrder.objects.update(state="kept")
    board(world).say(key_of(order), "confirmed", on=NEXT)
    assert world.take(NEXT).fates == {"reported": 1}
    assert state_of(order) == "kept"


def a_letter_that_was_handed_over() -> OutboxMessage:
    letter = OutboxMessage.objects.create(
        key="L1:1:notice:1", case=a_case("L1"), kind="notice", party="mail_vendor", body={"closure": 1},
        state="sent", made_on=DAY, sent_on=DAY,
    )  # fmt: skip
    ReplyCode.objects.create(fingerprint=mark_of("K7MW-3FQD-2BCC"), message=letter)
    return letter


def test_a_letter_that_the_vendor_refuses_reaches_a_person(tmp_path: Path) -> None:
    a_letter_that_was_handed_over()
    world = World(tmp_path)
    vendor_of(world.parties).say("K7MW-3FQD-2BCC", "refused", "no such place", on=NEXT)
    assert world.take(NEXT).fates == {"letter": 1}
    assert open_tasks() == ["letter_refused"]


def test_the_mail_vendor_knows_letters_by_their_codes_and_nobody_else_does(tmp_path: Path) -> None:
    letter = a_letter_that_was_handed_over()
    world = World(tmp_path)
    vendor_of(world.parties).say(letter.key, "refused", on=NEXT)
    board(world).say("K7MW-3FQD-2BCC", "refused", on=NEXT)
    assert world.take(NEXT).fates == {"stray": 2}
    assert open_tasks() == []


def test_what_a_party_writes_is_kept_without_control_characters() -> None:
    assert plain("no\x00such\r\n\u202eorder\ud800 \x1b[31m") == "no such order [31m"
    assert len(plain("x" * 999)) == 200


class Silent:
    """A port that cannot be heard."""

    at_a_time = 1

    def send(self, messages: Sequence[Message], *, on: date) -> None:
        raise AssertionError((messages, on))

    def answers(self, *, on: date) -> Sequence[Answer]:
        raise ValueError(f"nothing can be read on {on}")

    def taken(self, *answers: str) -> None:
        raise AssertionError(answers)


def test_a_port_that_cannot_be_heard_does_not_silence_the_others(tmp_path: Path) -> None:
    (order,) = a_closed_case("A1")
    world = World(tmp_path)
    world.send()
    taken = take_answers(on=DAY, at=at(DAY), ports={**world.ports, "bank_levy": Silent()})
    assert taken.troubles == ["bank_levy: ValueError: nothing can be read on 2026-06-01"]
    assert state_of(order) == "accepted"
