"""The fakes are faithful: they remember keys, do each thing once, and the same seed brings the same weather."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from caseclose.outside.bank import AccountRelease
from caseclose.outside.fakes import FakeParty
from caseclose.outside.ports import Unreachable
from caseclose.outside.weather import CALM, LONGEST_DELAY, Weather
from tests.outside.messages import DAY

LATER = DAY + timedelta(days=200)


def a_record(number: int = 1) -> AccountRelease:
    return AccountRelease(f"release:{number}", "Some Bank", number, DAY)


def said(party: FakeParty) -> list[tuple[str, str]]:
    return [(answer.key, answer.says) for answer in party.answers(on=LATER)]


def test_a_record_given_twice_is_done_once_and_answered_once() -> None:
    party = FakeParty("bank")
    for _ in range(3):
        party.put(a_record(), on=DAY)
    assert party.arrivals("release:1") == 3
    assert party.done() == {"release:1"}
    assert said(party) == [("release:1", "accepted"), ("release:1", "confirmed")]


def test_an_answer_comes_again_until_it_is_taken() -> None:
    party = FakeParty("bank")
    party.put(a_record(), on=DAY)
    (first,) = party.answers(on=DAY)
    assert list(party.answers(on=DAY)) == [first]
    party.taken(first.id)
    assert party.answers(on=DAY) == []


def test_a_party_outlives_the_process_that_wrote_to_it(tmp_path: Path) -> None:
    memory = tmp_path / "bank.sqlite"
    FakeParty("bank", memory=memory).put(a_record(), on=DAY)
    again = FakeParty("bank", memory=memory)
    again.put(a_record(), on=DAY)
    assert again.done() == {"release:1"}
    assert len(said(again)) == 2


def test_a_refused_record_is_not_done() -> None:
    party = FakeParty("bank", Weather(refuse=1.0))
    party.put(a_record(), on=DAY)
    assert party.done() == frozenset()
    assert said(party) == [("release:1", "refused")]


def test_each_fault_strikes_about_as_often_as_asked_and_never_where_it_is_not() -> None:
    rough = Weather(7, lose=0.05, delay=0.05, double=0.05, refuse=0.05, garble=0.05)
    tries = range(10_000)
    faults = {
        "lose": sum(rough.loses("x", n) for n in tries),
        "delay": sum(rough.days_late("x", n) > 0 for n in tries),
        "double": sum(rough.doubles("x", n) for n in tries),
        "refuse": sum(rough.refuses("x", n) for n in tries),
        "garble": sum(rough.garbles("x", n) for n in tries),
    }
    assert all(400 < count < 600 for count in faults.values()), faults
    assert not any(CALM.loses("x", n) or CALM.days_late("x", n) or CALM.garbles("x", n) for n in tries)
    assert max(Weather(7, delay=1.0).days_late("x", n) for n in tries) == LONGEST_DELAY


def test_the_same_seed_brings_the_same_weather_in_any_order() -> None:
    one, two = Weather(3, lose=0.5), Weather(3, lose=0.5)
    forward = [one.loses("x", n) for n in range(100)]
    backward = [two.loses("x", n) for n in reversed(range(100))]
    assert forward == backward[::-1]
    assert forward != [Weather(4, lose=0.5).loses("x", n) for n in range(100)]


def test_in_rough_weather_some_words_are_lost_though_the_record_arrived() -> None:
    party = FakeParty("bank", Weather(1, lose=0.2))
    unheard = 0
    for number in range(200):
        try:
            party.put(a_record(number), on=DAY)
        except Unreachable:
            unheard += 1
            assert f"release:{number}" in party.done()
    assert 10 < unheard < 80
    assert 120 < len(party.done()) < 190


@pytest.mark.parametrize(
    ("weather", "keys"), [(Weather(double=1.0), ["release:1"] * 4), (Weather(garble=1.0), ["release:?"] * 2)]
)
def test_doubled_and_garbled_answers_come_as_they_were_asked_for(weather: Weather, keys: list[str]) -> None:
    party = FakeParty("bank", weather)
    party.put(a_record(), on=DAY)
    assert [key for key, _ in said(party)] == keys
    assert party.done() == {"release:1"}
