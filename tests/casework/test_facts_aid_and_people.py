"""Aid, children, paternity and the other parent, read off the records."""

from __future__ import annotations

from datetime import date

import pytest

from caseclose.casework.models import Case
from caseclose.casework.selectors.facts import facts_of_case
from tests.casework.factories import (
    DAY,
    OPENED,
    THE_DAY_AFTER,
    THE_DAY_BEFORE,
    a_case,
    a_child,
    a_medical_assignment,
    a_person,
    known,
    on_aid,
)

pytestmark = pytest.mark.usefixtures("clean_database")

AID = {"cash_aid": "receives_cash_aid", "medicaid": "receives_medicaid", "foster_care": "receives_foster_care"}
OLDER, YOUNGER = date(2012, 2, 29), date(2019, 5, 6)


def test_with_no_aid_on_record_nobody_knows_of_any() -> None:
    a_case()
    assert [known(fact) for fact in (*AID.values(), "medical_support_assigned")] == [None] * 4


@pytest.mark.parametrize("kind", AID)
def test_one_kind_of_aid_on_record_tells_of_the_others_that_there_is_none(kind: str) -> None:
    on_aid(a_case(), kind)
    assert {name: known(fact) for name, fact in AID.items()} == {name: name == kind for name in AID}


@pytest.mark.parametrize(
    ("day", "gets"), [(THE_DAY_BEFORE, None), (DAY, True), (THE_DAY_AFTER, True)], ids=["before", "on", "after"]
)
def test_aid_counts_from_its_first_day(day: date, gets: bool | None) -> None:  # noqa: FBT001
    on_aid(a_case(), "cash_aid", DAY)
    assert known("receives_cash_aid", day) is gets


@pytest.mark.parametrize(
    ("day", "gets"), [(THE_DAY_BEFORE, True), (DAY, False), (THE_DAY_AFTER, False)], ids=["before", "on", "after"]
)
def test_aid_no_longer_counts_on_the_day_it_ended(day: date, gets: bool) -> None:  # noqa: FBT001
    on_aid(a_case(), "cash_aid", OPENED, DAY)
    assert known("receives_cash_aid", day) is gets


@pytest.mark.parametrize("kind", AID)
def test_aid_that_ended_and_began_again_counts(kind: str) -> None:
    case = a_case()
    on_aid(case, kind, OPENED, date(2020, 1, 1))
    on_aid(case, kind, date(2024, 1, 1))
    assert known(AID[kind]) is True
    assert known(AID[kind], date(2022, 1, 1)) is False


def test_an_assignment_that_ended_and_was_made_again_stands() -> None:
    case = a_case()
    a_medical_assignment(case, OPENED, date(2020, 1, 1))
    a_medical_assignment(case, date(2024, 1, 1))
    assert known("medical_support_assigned") is True
    assert known("medical_support_assigned", date(2022, 1, 1)) is False


def test_the_source_of_aid_is_the_last_change_on_record_by_the_day() -> None:
    case = a_case()
    changes = [OPENED, date(2018, 1, 1), date(2020, 1, 1), date(2024, 1, 1)]
    for make in (lambda *days: on_aid(case, "medicaid", *days), lambda *days: a_medical_assignment(case, *days)):
        make(changes[0], changes[1])
        make(changes[2], changes[3])
    for day in changes:
        sources = facts_of_case("1", day).sources
        assert sources["receives_medicaid"] == f"assistance record of {day}"
        assert sources["medical_support_assigned"] == f"medical assignment of {day}"


def test_no_medicaid_does_not_show_that_medical_support_is_not_assigned() -> None:
    on_aid(a_case(), "medicaid", OPENED, date(2020, 1, 1))
    assert known("medical_support_assigned") is None


@pytest.mark.parametrize(
    ("day", "assigned"),
    [(date(2019, 12, 31), None), (date(2020, 1, 1), True), (THE_DAY_BEFORE, True), (DAY, False)],
    ids=["before", "first day", "last day", "ended"],
)
def test_medical_support_is_assigned_while_the_assignment_stands(day: date, assigned: bool | None) -> None:  # noqa: FBT001
    a_medical_assignment(a_case(), date(2020, 1, 1), DAY)
    assert known("medical_support_assigned", day) is assigned


def test_a_case_with_no_child_on_record_tells_nothing_of_children() -> None:
    a_person(a_case(), "noncustodial_parent")
    assert known("youngest_child_born_on") is None
    assert known("paternity_child_born_on") is None
    assert known("father_identity_unknown") is None


def test_the_youngest_child_is_known_where_every_birth_date_is() -> None:
    case = a_case(children=[YOUNGER, OLDER])
    assert known("youngest_child_born_on") == YOUNGER
    a_child(case, None)
    assert known("youngest_child_born_on") is None


def test_a_child_counts_from_the_day_of_its_birth() -> None:
    a_case(children=[OLDER, DAY])
    assert known("youngest_child_born_on", THE_DAY_BEFORE) == OLDER
    assert known("youngest_child_born_on") == DAY


def test_only_children_are_children() -> None:
    case = a_case(children=[OLDER])
    a_person(case, "custodial_party", born_on=date(1990, 1, 1))
    a_person(case, "noncustodial_parent")
    assert known("youngest_child_born_on") == OLDER


def test_the_child_that_needs_paternity_is_the_youngest_without_a_father() -> None:
    case = a_case()
    a_child(case, YOUNGER, paternity_established=True)
    a_child(case, OLDER, paternity_established=False)
    a_child(case, date(2010, 1, 1), paternity_established=False)
    assert known("paternity_child_born_on") == OLDER
    assert known("father_identity_unknown") is None


def test_paternity_that_nobody_knows_of_leaves_open_which_child_needs_it() -> None:
    case = a_case()
    a_child(case, OLDER, paternity_established=False)
    a_child(case, YOUNGER)
    assert known("paternity_child_born_on") is None


def test_a_missing_birth_date_matters_for_paternity_only_where_paternity_is_missing_too() -> None:
    first, second = a_case("1"), a_case("2")
    for case in (first, second):
        a_child(case, OLDER, paternity_established=False)
    a_child(first, None, paternity_established=True)
    a_child(second, None, paternity_established=False)
    assert known("paternity_child_born_on", number="1") == OLDER
    assert known("paternity_child_born_on", number="2") is None


def test_the_father_is_known_where_paternity_of_every_child_is_established() -> None:
    case = a_case()
    a_child(case, OLDER, paternity_established=True)
    assert known("father_identity_unknown") is False
    assert known("paternity_child_born_on") is None
    a_child(case, YOUNGER)
    assert known("father_identity_unknown") is None


@pytest.mark.parametrize("role", ["noncustodial_parent", "alleged_father"])
@pytest.mark.parametrize(
    ("day", "died"), [(THE_DAY_BEFORE, None), (DAY, True), (THE_DAY_AFTER, True)], ids=["before", "on", "after"]
)
def test_a_death_is_known_from_its_day_and_never_that_somebody_lives(role: str, day: date, died: bool | None) -> None:  # noqa: FBT001
    a_person(a_case(), role, died_on=DAY)
    assert known("ncp_deceased", day) is died


def test_one_of_two_alleged_fathers_who_died_does_not_settle_it() -> None:
    case = a_case()
    a_person(case, "alleged_father", died_on=date(2020, 1, 1))
    assert known("ncp_deceased") is True
    a_person(case, "alleged_father")
    assert known("ncp_deceased") is None


def test_the_source_of_a_death_is_the_last_of_them() -> None:
    case = a_case()
    a_person(case, "alleged_father", died_on=date(2020, 1, 1))
    a_person(case, "alleged_father", died_on=date(2018, 1, 1))
    a_person(case, "child", born_on=OLDER, died_on=date(2022, 1, 1))
    assert facts_of_case("1", DAY).sources["ncp_deceased"] == "date of death on record, 2020-01-01"


def test_parents_and_children_are_not_taken_for_each_other() -> None:
    case = a_case()
    a_child(case, OLDER, paternity_established=True)
    a_person(case, "noncustodial_parent", born_on=date(2013, 1, 1), died_on=date(2020, 1, 1))
    a_person(case, "alleged_father", died_on=date(2020, 1, 1))
    read = facts_of_case("1", DAY).facts
    assert read["youngest_child_born_on"] == OLDER
    assert read["father_identity_unknown"] is False
    assert read["ncp_deceased"] is True
    a_child(case, YOUNGER, paternity_established=False)
    assert known("paternity_child_born_on") == YOUNGER


def test_the_death_of_somebody_else_is_not_that_of_the_other_parent() -> None:
    a_person(a_case(), "custodial_party", died_on=date(2020, 1, 1))
    assert known("ncp_deceased") is None


def test_people_of_another_case_do_not_count() -> None:
    a_case("1")
    other: Case = a_case("2", children=[YOUNGER])
    a_person(other, "noncustodial_parent", died_on=date(2020, 1, 1))
    on_aid(other, "cash_aid")
    assert facts_of_case("1", DAY).facts == {}
