"""A conflict of interest keeps nobody on record: it goes with the case, and with the person."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from caseclose.casework.models import Case, Person
from caseclose.staff.access.need import case_seen_by
from caseclose.staff.models import Account, Conflict
from tests.casework import factories as make
from tests.casework.ending import a_full_case, a_report, agreed, destroyed
from tests.staff.office import account

pytestmark = pytest.mark.usefixtures("clean_database")


def a_conflict(who: Account, *, case: Case | None = None, person: Person | None = None) -> Conflict:
    return Conflict.objects.create(account=who, case=case, person=person, said_by="admin.1", said_on=make.DAY)


def test_a_conflict_goes_with_the_records_of_the_case_and_of_the_person() -> None:
    a_report()
    case, who = a_full_case("1"), account("caseworker")
    a_conflict(who, case=case)
    for person in Person.objects.all():
        a_conflict(who, person=person)
    agreed("1")
    destroyed("1")
    assert (Person.objects.count(), Conflict.objects.count()) == (0, 0)
    assert Account.objects.get() == who


def test_a_conflict_names_a_case_or_a_person_and_not_both() -> None:
    case, who = make.a_case(), account("caseworker")
    for wrong in ((None, None), (case, make.opened_by(case))):
        with pytest.raises(IntegrityError), transaction.atomic():
            a_conflict(who, case=wrong[0], person=wrong[1])


def test_a_case_is_closed_to_the_one_account_alone() -> None:
    case, who, other = make.a_case(), account("caseworker"), account("caseworker", name="caseworker.2")
    a_conflict(who, case=case)
    assert case_seen_by(who, "1") is None
    assert case_seen_by(other, "1") == case


def test_a_relative_on_several_cases_closes_them_all() -> None:
    who, person = account("supervisor"), make.opened_by(make.a_case("1"))
    for number in ("2", "3"):
        make.a_case(number)
        Case.objects.get(number=number).participants.create(person=person, role="child")
    a_conflict(who, person=person)
    assert [case_seen_by(who, number) for number in ("1", "2", "3")] == [None, None, None]
