"""The moves of a release order, its ageing, and that none is ever forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from caseclose.casework.models import JournalEntry, OutboxMessage, ReleaseOrder, Remedy, Task
from caseclose.casework.selectors.releases import remedies_without_order, unaccounted_releases
from caseclose.casework.selectors.service_levels import service_span
from caseclose.casework.services.audit import verify
from caseclose.casework.services.releases.ageing import Aged
from caseclose.casework.services.releases.letting_go import KEPT_FOR_OTHER
from caseclose.casework.services.releases.moves import MOVES, PERSONS_MOVES, IllegalMove, State, move
from caseclose.casework.services.releases.settling import settle_release
from caseclose.closure.commands import Actor
from caseclose.closure.steps import Role
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
WORKER = Actor("worker", Role.CASEWORKER)


# --- the table of moves ---


def test_an_order_makes_only_the_moves_of_the_table() -> None:
    (order,) = a_closed_case("A1")
    tried = 0
    for start in State:
        for to in State:
            for by, table in ((WORKER, PERSONS_MOVES), (Actor("system", Role.SYSTEM), MOVES)):
                ReleaseOrder.objects.update(state=start)
                order.state = start
                tried += 1
                if to in table.get(start, frozenset()):
                    with transaction.atomic():
                        move([order], to, on=DAY, at=at(DAY), reason="found out", by=by)
                    assert state_of(order) == to
                else:
                    with pytest.raises(IllegalMove):
                        move([order], to, on=DAY, at=at(DAY), by=by)
                    assert state_of(order) == start
    assert tried == 2 * len(State) ** 2
    assert verify() == []


def test_only_staff_settle_what_a_person_was_asked_about_and_say_how_they_know() -> None:
    (order,) = a_closed_case("A1")
    move([order], State.UNKNOWN, on=DAY, at=at(DAY), reason="no answer in time")
    for by, words in ((Actor("parent", Role.RECIPIENT), "I saw it"), (WORKER, " ")):
        with pytest.raises(IllegalMove):
            settle_release(release=order.pk, to=State.CONFIRMED, words=words, by=by, on=NEXT, at=at(NEXT))
    assert open_tasks() == ["release_unknown"]
    said = "the board said so by telephone"
    settle_release(release=order.pk, to=State.CONFIRMED, words=said, by=WORKER, on=NEXT, at=at(NEXT))
    assert state_of(order) == "confirmed"
    assert open_tasks() == []
    assert Remedy.objects.get().ended_on == NEXT
    assert JournalEntry.objects.get(kind="ReleaseConfirmed").by == "worker"


# --- ageing ---


def test_how_long_a_release_may_wait_stands_in_the_policy_and_cannot_be_missing() -> None:
    assert str(service_span("release_answer_span", "ar", DAY)) == "14 days"
    assert service_span("release_answer_span", "zz", DAY) == service_span("release_answer_span", "us", DAY)
    for name, on in (("no_such_span", DAY), ("release_answer_span", date(1990, 1, 1)), ("low_arrears", DAY)):
        with pytest.raises(LookupError):
            service_span(name, "ar", on)


def test_a_release_has_its_whole_time_and_becomes_unknown_the_day_after(tmp_path: Path) -> None:
    world = World(tmp_path)
    order = sent_to(world)
    assert world.age(DAY + timedelta(days=14)) == Aged()
    assert state_of(order) == "sent"
    assert world.age(DAY + timedelta(days=15)) == Aged(unknown=1)
    assert state_of(order) == "unknown"
    assert open_tasks() == ["release_unknown"]


def test_ageing_again_changes_nothing(tmp_path: Path) -> None:
    world = World(tmp_path)
    sent_to(world)
    late = DAY + timedelta(days=30)
    world.age(late)
    before = kinds()
    assert world.age(late) == Aged()
    assert kinds() == before
    assert len(open_tasks()) == 1


def test_an_acceptance_starts_the_time_anew(tmp_path: Path) -> None:
    world = World(tmp_path)
    order = sent_to(world)
    accepted = DAY + timedelta(days=14)
    board(world).say(key_of(order), "accepted", on=accepted)
    world.take(accepted)
    assert world.age(accepted + timedelta(days=14)) == Aged()
    assert world.age(accepted + timedelta(days=15)) == Aged(unknown=1)


def test_a_late_answer_settles_an_unknown_release_and_its_task(tmp_path: Path) -> None:
    world = World(tmp_path)
    order = sent_to(world)
    late = DAY + timedelta(days=30)
    world.age(late)
    board(world).say(key_of(order), "confirmed", on=late)
    world.take(late)
    assert state_of(order) == "confirmed"
    assert open_tasks() == []


def test_a_task_that_is_closed_while_nobody_knows_comes_back(tmp_path: Path) -> None:
    world = World(tmp_path)
    order = sent_to(world)
    late = DAY + timedelta(days=30)
    world.age(late)
    Task.objects.update(done_on=late)
    assert unaccounted_releases(late) == [order]
    assert world.age(late) == Aged(tasks=1)
    assert world.age(late) == Aged()
    assert unaccounted_releases(late) == []


def test_a_release_that_never_went_out_ages_too() -> None:
    (order,) = a_closed_case("A1")
    OutboxMessage.objects.all().delete()
    late = DAY + timedelta(days=15)
    assert unaccounted_releases(late - timedelta(days=1)) == []
    assert unaccounted_releases(late) == [order]


# --- nothing is forgotten ---


def test_each_way_of_forgetting_a_release_is_found() -> None:
    orders = [a_closed_case(f"A{n}")[0] for n in range(6)]
    late = DAY + timedelta(days=15)
    fates = [
        ("sent", "x"),
        ("accepted", "x"),
        ("refused", "x"),
        ("unknown", "x"),
        ("kept", ""),
        ("kept", KEPT_FOR_OTHER),
    ]
    for order, (state, reason) in zip(orders, fates, strict=True):
        ReleaseOrder.objects.filter(pk=order.pk).update(state=state, reason=reason)
        order.state, order.reason = state, reason
    assert unaccounted_releases(late) == orders


def test_a_release_kept_for_a_case_that_is_still_open_is_accounted_for() -> None:
    (order,) = a_closed_case("A1")
    ReleaseOrder.objects.update(state="kept", reason=KEPT_FOR_OTHER)
    other = a_case("B1", open_case=True)
    Remedy.objects.get().cases.add(other)
    assert unaccounted_releases(DAY) == []
    assert state_of(order) == "kept"


def test_a_remedy_that_no_order_speaks_of_is_found() -> None:
    a_closed_case("A1")
    a_case("B1", ["passport"], open_case=True)
    assert remedies_without_order() == []
    a_case("C1", ["bank_levy"])
    assert [remedy.kind for remedy in remedies_without_order()] == ["bank_levy"]
