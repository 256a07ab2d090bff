"""What the law says differently on two days, or in two states."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseclose.law.compare import between_days, differences
from caseclose.law.in_force import law_in_force
from caseclose.law.reading import shipped
from tests.law.planting import Planted

LAST_OF_OLD, FIRST_OF_NEW = date(2017, 1, 18), date(2017, 1, 19)
ADDED = {"us.b2", "us.b3", "us.b5", "us.b9", "us.b13", "us.b20", "us.b21", "us.c"}


def test_the_rule_of_2017_added_eight_paragraphs_and_changed_others() -> None:
    found = {each.id: each for each in between_days(shipped(), "us", LAST_OF_OLD, FIRST_OF_NEW)}
    assert {name for name, each in found.items() if each.change == "added"} == ADDED
    changed = {name for name, each in found.items() if each.change == "changed"}
    assert {"us.b6", "us.b7", "us.b8", "us.b15"} <= changed
    assert not {"us.b1", "us.b4", "us.b12"} & set(found)
    assert {each.change for each in found.values()} == {"added", "changed"}


def test_a_changed_limit_shows_although_no_word_of_the_condition_changed() -> None:
    found = {each.id: each for each in between_days(shipped(), "us", LAST_OF_OLD, FIRST_OF_NEW)}
    assert "locate_efforts_since + 3 years <= as_of" in found["us.b7"].before
    assert "locate_efforts_since + 2 years <= as_of" in found["us.b7"].after
    assert "locate_span" not in found["us.b7"].before + found["us.b7"].after
    assert found["us.b7"].cites == ("45 CFR 303.11(b)(7)",)


def test_looking_back_what_was_added_is_removed() -> None:
    there = between_days(shipped(), "us", LAST_OF_OLD, FIRST_OF_NEW)
    back = {each.id: each for each in between_days(shipped(), "us", FIRST_OF_NEW, LAST_OF_OLD)}
    assert {name for name, each in back.items() if each.change == "removed"} == ADDED
    for each in there:
        assert (each.before, each.after) == (back[each.id].after, back[each.id].before)


def test_the_rule_of_2020_changed_one_paragraph_only() -> None:
    found = between_days(shipped(), "us", date(2020, 7, 8), date(2020, 7, 9))
    assert [(each.id, each.change) for each in found] == [("us.b9", "changed")]
    assert "not receives_ssr" in found[0].before
    assert "(receives_ssdi or receives_ssr)" in found[0].after


@pytest.mark.parametrize("state", ["us", *shipped().states])
@pytest.mark.parametrize("day", [LAST_OF_OLD, FIRST_OF_NEW, date(2026, 11, 22)])
def test_a_day_does_not_differ_from_itself(state: str, day: date) -> None:
    assert between_days(shipped(), state, day, day) == []


def test_between_two_days_of_the_same_law_nothing_differs() -> None:
    assert between_days(shipped(), "us", FIRST_OF_NEW, date(2020, 7, 8)) == []


def test_a_state_shows_what_it_adds_and_which_federal_paragraph_no_longer_governs_there() -> None:
    day = date(2026, 11, 22)
    found = {
        each.id: each for each in differences(law_in_force(shipped(), "us", day), law_in_force(shipped(), "ar", day))
    }
    assert found["ar.b1"].change == "added"
    assert "not regular_payments" in found["ar.b1"].after
    assert found["us.b1"].after == f"{found['us.b1'].before} [does not govern here]"
    assert found["us.request.who_may_ask"].change == "removed"
    assert found["ar.request.who_may_ask"].change == "added"


def test_headings_come_in_the_language_asked_for() -> None:
    english, spanish = (
        {each.id: each.heading for each in between_days(shipped(), "us", LAST_OF_OLD, FIRST_OF_NEW, lang)}
        for lang in ("en", "es")
    )
    assert english.keys() == spanish.keys()
    assert english["us.b7"] == "The noncustodial parent cannot be found"
    assert spanish["us.b7"] == "No se puede localizar al padre o madre sin custodia"


def test_an_amended_limit_is_found_on_its_own_day(planted: Planted) -> None:
    old = 'is = "500.00", cites = ["45 CFR 303.11(b)(1)"], verified = "seen" }]'
    new = old.replace('is = "500.00"', 'until = 2027-12-31, is = "500.00"').replace("}]", "},\n  ")
    new += '{ from = 2028-01-01, is = "750.00", cites = ["x"], verified = "seen" }]'
    planted.change("us/limits.toml", old, new)
    day = date(2028, 1, 1)
    found = between_days(planted.policy(), "us", day - timedelta(days=1), day)
    assert [(each.id, each.change) for each in found] == [("us.b1", "changed")]
    assert "arrears_total < 500.00" in found[0].before
    assert "arrears_total < 750.00" in found[0].after
