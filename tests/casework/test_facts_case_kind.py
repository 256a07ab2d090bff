"""What kind of case it is on a day, how services came about, and what other cases need."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseclose.casework.models import Case, RelatedCase
from caseclose.casework.selectors.facts import facts_of_case
from tests.casework.factories import (
    DAY,
    OPENED,
    THE_DAY_AFTER,
    THE_DAY_BEFORE,
    a_case,
    a_closing,
    a_person,
    a_remedy,
    known,
    opened_by,
    told,
)

pytestmark = pytest.mark.usefixtures("clean_database")

PROCESSING = Case.Kind.PAYMENT_PROCESSING


def closed_on(case: Case, day: date, outcome: str = PROCESSING) -> None:
    """Say of the case that it was closed on the day, as closing it says it."""
    Case.objects.filter(number=case.number).update(kind=outcome, enforcement_closed_on=day)


def reopened_on(case: Case, day: date) -> None:
    """Say of the case that it was opened again on the day, as reopening it says it."""
    Case.objects.filter(number=case.number).update(kind="enforcement", enforcement_closed_on=None, reopened_on=day)


def kinds(*days: date) -> list[object]:
    return [known("payment_processing_case", day) for day in days]


def test_an_enforcement_case_is_known_for_one_where_the_basis_of_services_is_on_record() -> None:
    a_case("1", basis="application")
    a_case("2")
    assert known("payment_processing_case", number="1") is False
    assert known("payment_processing_case", number="2") is None


def test_nothing_is_known_of_a_case_before_it_was_opened() -> None:
    a_case(basis="application", opened_on=DAY, responding=True)
    assert facts_of_case("1", THE_DAY_BEFORE).facts == {}
    assert known("service_basis") == "application"


@pytest.mark.parametrize(
    ("kind", "processing"),
    [("payment_processing", True), ("state_debt_only", False), ("closed", None)],
)
def test_the_kind_of_an_imported_case_speaks_where_no_closing_is_on_record(kind: str, processing: bool | None) -> None:  # noqa: FBT001
    case = a_case(kind=kind)
    assert known("payment_processing_case") is processing
    closed_on(case, DAY, kind)
    assert known("payment_processing_case") is processing
    assert known("payment_processing_case", THE_DAY_BEFORE) is None


def test_a_case_becomes_what_its_closing_makes_of_it_on_the_day_of_the_closing() -> None:
    case = a_case(basis="application")
    a_closing(case, OPENED, step="closed", closed_on=DAY, outcome=PROCESSING)
    closed_on(case, DAY)
    assert kinds(THE_DAY_BEFORE, DAY, THE_DAY_AFTER) == [False, True, True]


def test_closing_and_reopening_twice_leaves_each_day_as_it_was() -> None:
    case = a_case(basis="application")
    days = [DAY + timedelta(days=100 * number) for number in range(4)]
    for first, second in (days[:2], days[2:]):
        closing = a_closing(case, first, step="closed", closed_on=first, outcome=PROCESSING)
        closed_on(case, first)
        assert kinds(first) == [True]
        reopened_on(case, second)
        told(closing, "CaseReopened", second)
    assert kinds(THE_DAY_BEFORE, *days, days[1] - timedelta(days=1)) == [False, True, False, True, False, True]


def test_a_reopening_counts_where_only_the_case_tells_of_it() -> None:
    case = a_case(basis="application")
    a_closing(case, OPENED, step="closed", closed_on=THE_DAY_BEFORE, outcome=PROCESSING)
    reopened_on(case, DAY)
    assert kinds(THE_DAY_BEFORE, DAY) == [True, False]
    reopened_on(case, THE_DAY_BEFORE)
    assert kinds(THE_DAY_BEFORE) == [False]


def test_of_two_closings_on_one_day_the_later_one_counts() -> None:
    case = a_case(basis="application")
    for outcome in ("state_debt_only", PROCESSING):
        a_closing(case, OPENED, step="closed", closed_on=DAY, outcome=outcome)
    assert kinds(DAY) == [True]


def test_a_closing_of_another_case_tells_nothing_of_this_one() -> None:
    reopened_on(a_case(basis="application"), DAY)
    a_closing(a_case("2"), OPENED, step="closed", closed_on=DAY, outcome=PROCESSING)
    assert kinds(THE_DAY_BEFORE, DAY) == [None, False]


def test_a_reopening_with_no_closing_on_record_leaves_the_days_before_it_unknown() -> None:
    case = a_case(basis="application")
    reopened_on(case, DAY)
    assert kinds(THE_DAY_BEFORE, DAY) == [None, False]


@pytest.mark.parametrize(
    ("basis", "referred"),
    [
        ("cash_aid", True),
        ("foster_care", True),
        ("medicaid", True),
        ("application", False),
        ("other_agency", False),
        ("former_assistance", None),
        ("", None),
    ],
)
def test_the_basis_of_services_tells_whether_a_program_sent_the_case(basis: str, referred: bool | None) -> None:  # noqa: FBT001
    a_case(basis=basis)
    assert known("service_basis") == (basis or None)
    assert known("referred_by_program") is referred


@pytest.mark.parametrize(
    ("role", "custodial", "noncustodial"),
    [("custodial_party", True, None), ("noncustodial_parent", None, True), ("alleged_father", None, True)],
)
def test_who_opened_the_case_on_an_application_has_applied(
    role: str,
    custodial: bool | None,  # noqa: FBT001
    noncustodial: bool | None,  # noqa: FBT001
) -> None:
    case = a_case(basis="application")
    opened_by(case, role)
    assert known("custodial_parent_applied") is custodial
    assert known("noncustodial_parent_applied") is noncustodial


def test_only_the_parts_that_the_person_has_in_this_case_count() -> None:
    case = a_case("1", basis="application")
    person = opened_by(case)
    case.participants.create(person=person, role="alleged_father")
    a_person(case, "noncustodial_parent")
    other = a_case("2", basis="application")
    other.participants.create(person=person, role="noncustodial_parent")
    Case.objects.filter(number="2").update(opened_by=person)
    a_person(other, "custodial_party")
    applied = ("custodial_parent_applied", "noncustodial_parent_applied")
    assert [known(name, number="1") for name in applied] == [True, True]
    assert [known(name, number="2") for name in applied] == [None, True]


def test_who_is_named_on_a_case_that_aid_opened_has_not_applied_by_that() -> None:
    opened_by(a_case(basis="cash_aid"))
    assert known("custodial_parent_applied") is None


@pytest.mark.parametrize("responding", [True, False, None])
def test_work_for_another_state_is_what_the_case_says(responding: bool | None) -> None:  # noqa: FBT001
    a_case(responding=responding)
    assert known("responding_case") is responding


# ---- other cases ---------------------------------------------------------------------------------------------------


def needs() -> object:
    return known("other_case_needs_remedy")


def test_with_no_remedy_and_no_other_case_on_record_nobody_knows() -> None:
    a_case()
    assert needs() is None


def test_a_remedy_that_serves_this_case_alone_is_needed_by_no_other() -> None:
    a_remedy(a_case())
    assert needs() is False


@pytest.mark.parametrize("kind", ["enforcement", "state_debt_only"])
def test_a_remedy_is_needed_by_another_open_case_that_it_serves(kind: str) -> None:
    a_remedy(a_case("1"), a_case("2", kind=kind))
    assert needs() is True
    assert known("other_case_needs_remedy", number="2") is True


def test_one_open_case_among_those_that_a_remedy_serves_is_enough() -> None:
    a_remedy(a_case("1"), a_case("2", kind="closed"), a_case("3"))
    a_remedy(Case.objects.get(number="1"))
    assert needs() is True


def test_one_open_case_among_those_of_the_same_people_leaves_it_open() -> None:
    case = a_case("1")
    a_remedy(case, a_case("2", kind="closed"))
    RelatedCase.objects.create(case=case, other=a_case("3"))
    assert needs() is None


@pytest.mark.parametrize("kind", ["payment_processing", "closed"])
def test_a_case_without_enforcement_needs_no_remedy(kind: str) -> None:
    a_remedy(a_case("1"), a_case("2", kind=kind))
    assert needs() is False


def test_the_other_case_counts_until_the_day_it_closes_and_from_the_day_it_opens() -> None:
    other = a_case("2", opened_on=THE_DAY_BEFORE)
    a_remedy(a_case("1"), other)
    closed_on(other, DAY)
    assert known("other_case_needs_remedy", THE_DAY_BEFORE - timedelta(days=1)) is False
    assert known("other_case_needs_remedy", THE_DAY_BEFORE) is True
    assert needs() is False


def test_a_remedy_counts_from_the_day_it_was_placed_until_the_day_it_ended() -> None:
    a_remedy(a_case("1"), a_case("2"), placed_on=THE_DAY_BEFORE, ended_on=THE_DAY_AFTER)
    days = [THE_DAY_BEFORE - timedelta(days=1), THE_DAY_BEFORE, DAY, THE_DAY_AFTER]
    assert [known("other_case_needs_remedy", day) for day in days] == [None, True, True, None]


@pytest.mark.parametrize(("one", "two"), [("1", "2"), ("2", "1")])
def test_an_open_case_of_the_same_people_that_shares_no_remedy_is_for_a_person_to_judge(one: str, two: str) -> None:
    a_remedy(a_case("1"))
    a_case("2")
    RelatedCase.objects.create(case_id=one, other_id=two)
    assert needs() is None
    Case.objects.filter(number="2").update(kind="closed")
    assert needs() is False


def test_a_closed_case_of_the_same_people_needs_nothing_even_with_no_remedy_on_record() -> None:
    RelatedCase.objects.create(case=a_case("1"), other=a_case("2", kind="closed"))
    assert needs() is False


def test_a_reason_for_services_that_has_changed_is_not_told_of_the_days_before() -> None:
    case = a_case(basis="application")
    case.serve_because("cash_aid", DAY)
    case.save()
    assert (known("service_basis", DAY), known("referred_by_program", DAY)) == ("cash_aid", True)
    assert (known("service_basis", THE_DAY_BEFORE), known("referred_by_program", THE_DAY_BEFORE)) == (None, None)
    assert known("payment_processing_case", THE_DAY_BEFORE) is False


def test_the_same_reason_once_more_is_no_change() -> None:
    case = a_case(basis="application")
    case.serve_because("application", DAY)
    assert case.service_basis_since is None
