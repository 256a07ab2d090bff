"""Contact with the recipient of services, read off the log of attempts and the replies."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseclose.casework.selectors.facts import facts_of_case
from tests.casework.factories import (
    DAY,
    THE_DAY_AFTER,
    THE_DAY_BEFORE,
    a_case,
    a_closing,
    a_contact,
    a_reply,
    at_noon,
    known,
)

pytestmark = pytest.mark.usefixtures("clean_database")

CONTACT = (
    "recipient_unreachable",
    "contact_methods_tried",
    "contact_attempts_since",
    "first_class_letter_sent",
    "contact_reestablished",
)
SPRING, SUMMER = date(2026, 4, 1), date(2026, 7, 1)


def log(day: date = DAY) -> tuple[object, ...]:
    """The facts of the contact log, in the order of CONTACT."""
    facts = facts_of_case("1", day).facts
    return tuple(facts.get(name) for name in CONTACT)


def test_with_no_attempt_on_record_nobody_knows_whether_the_recipient_can_be_reached() -> None:
    a_case()
    assert log() == (None, None, None, None, None)


def test_attempts_that_failed_count_by_their_different_ways() -> None:
    case = a_case()
    a_contact(case, SPRING, "phone")
    a_contact(case, SUMMER, "phone")
    a_contact(case, DAY, "email")
    assert log() == (True, 2, SPRING, False, False)
    assert log(THE_DAY_BEFORE) == (True, 1, SPRING, False, False)
    assert facts_of_case("1", DAY).sources["contact_methods_tried"] == f"contact log, newest entry of {DAY}"


def test_attempts_count_from_the_last_time_that_the_recipient_was_reached() -> None:
    case = a_case()
    a_contact(case, SPRING, "first_class_letter")
    a_contact(case, SUMMER, "phone", reached=True)
    assert log(SUMMER) == (False, 0, None, False, True)
    a_contact(case, DAY, "text")
    assert log() == (True, 1, DAY, False, False)


def test_of_several_times_that_the_recipient_was_reached_the_last_one_counts() -> None:
    case = a_case()
    a_contact(case, SPRING, "phone", reached=True)
    a_contact(case, SUMMER, "phone")
    a_contact(case, THE_DAY_BEFORE, "phone", reached=True)
    assert log(SUMMER) == (True, 1, SUMMER, False, False)
    assert log() == (False, 0, None, False, True)


def test_a_recipient_who_was_never_out_of_reach_is_not_in_contact_again() -> None:
    a_contact(a_case(), DAY, "phone", reached=True)
    assert log() == (False, 0, None, False, None)


def test_an_attempt_that_reached_the_recipient_ends_the_failures_of_its_day() -> None:
    case = a_case()
    a_contact(case, DAY, "phone", reached=True)
    a_contact(case, DAY, "visit")
    assert log() == (False, 0, None, False, True)


@pytest.mark.parametrize(
    ("methods", "sent", "ways"),
    [
        (["first_class_letter"], True, 1),
        (["letter"], None, 1),
        (["letter", "first_class_letter"], True, 1),
        (["letter", "phone"], None, 2),
        (["visit", "phone"], False, 2),
    ],
)
def test_a_letter_is_first_class_only_where_somebody_wrote_that_down(
    methods: list[str],
    sent: bool | None,  # noqa: FBT001
    ways: int,
) -> None:
    case = a_case()
    for method in methods:
        a_contact(case, DAY, method)
    assert known("first_class_letter_sent") is sent
    assert known("contact_methods_tried") == ways


def test_a_later_attempt_changes_nothing_today() -> None:
    case = a_case()
    a_contact(case, SPRING, "phone")
    a_contact(case, THE_DAY_AFTER, "phone", reached=True)
    assert log() == (True, 1, SPRING, False, False)


def test_an_answer_to_the_notice_is_contact_again_from_the_day_it_arrived() -> None:
    case = a_case()
    a_contact(case, SPRING, "phone")
    closing = a_closing(case, SUMMER, step="replied", criterion="us.b15", noticed_on=SUMMER)
    a_reply(closing, at_noon(DAY))
    a_reply(closing, at_noon(DAY - timedelta(days=2)))
    assert known("contact_reestablished", DAY - timedelta(days=3)) is False
    assert known("contact_reestablished") is True
    assert facts_of_case("1", DAY).sources["contact_reestablished"] == f"contact log, newest entry of {DAY}"


def test_an_answer_counts_where_no_attempt_is_on_record() -> None:
    a_reply(a_closing(a_case(), SUMMER, step="replied", noticed_on=SUMMER), at_noon(DAY))
    assert log() == (None, None, None, None, True)
