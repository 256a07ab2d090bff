"""What stands in the way of the closing day: notice, replies, documents and flags."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from caseclose.casework.models import Closure
from caseclose.casework.selectors.facts import facts_frame, facts_of_case
from tests.casework.factories import (
    DAY,
    THE_DAY_AFTER,
    THE_DAY_BEFORE,
    a_case,
    a_closing,
    a_document,
    a_flag,
    a_reply,
    at_noon,
    known,
    told,
)

pytestmark = pytest.mark.usefixtures("clean_database")

SPRING, SUMMER = date(2026, 4, 1), date(2026, 7, 1)
OPEN_STEPS = ["requested", "proposed", "approved", "noticed", "replied"]
ENDS = {
    "returned": "RequestReturned",
    "declined": "RequestDeclined",
    "withdrawn": "RequestWithdrawn",
    "kept_open": "CaseKeptOpen",
}


def a_noticed_closing(number: str = "1", zone: str = "") -> Closure:
    return a_closing(a_case(number, zone=zone), SPRING, step="noticed", noticed_on=SUMMER)


def test_with_no_closing_in_progress_nothing_is_known_of_notice_replies_and_flags() -> None:
    a_case()
    names = ("notice_sent_on", "reply_waiting", "reply_could_lead", "bypass_flag", "documentation_on_file")
    assert [known(name) for name in names] == [None] * len(names)


@pytest.mark.parametrize("step", OPEN_STEPS)
def test_a_closing_is_in_progress_from_the_day_it_began(step: str) -> None:
    a_closing(a_case(), DAY, step=step)
    assert known("reply_waiting", THE_DAY_BEFORE) is None
    assert known("reply_waiting") is False


@pytest.mark.parametrize("step", ENDS)
def test_a_closing_that_ended_was_in_progress_until_that_day(step: str) -> None:
    closing = a_closing(a_case(), SPRING, step=step)
    assert known("reply_waiting", SUMMER) is None
    told(closing, ENDS[step], DAY)
    assert [known("reply_waiting", day) for day in (THE_DAY_BEFORE, DAY)] == [False, None]


def test_a_case_that_closed_was_being_closed_until_that_day() -> None:
    a_closing(a_case(), SPRING, step="closed", noticed_on=SUMMER, closed_on=DAY)
    assert [known("notice_sent_on", day) for day in (THE_DAY_BEFORE, DAY)] == [SUMMER, None]


def test_a_notice_is_out_from_the_day_it_was_sent() -> None:
    a_noticed_closing()
    assert known("notice_sent_on", SUMMER - timedelta(days=1)) is None
    assert known("notice_sent_on", SUMMER) == SUMMER
    assert facts_of_case("1", DAY).sources["notice_sent_on"] == f"notice of {SUMMER}"


def test_a_notice_that_came_back_was_out_until_then_and_a_new_one_starts_a_new_clock() -> None:
    closing = a_closing(a_case(), SPRING, step="noticed", noticed_on=DAY)
    told(closing, "NoticeSent", SUMMER, sent_on=str(SUMMER))
    told(closing, "MailReturned", SUMMER + timedelta(days=9))
    told(closing, "NoticeSent", DAY, sent_on=str(DAY))
    days = [SUMMER, SUMMER + timedelta(days=8), SUMMER + timedelta(days=9), THE_DAY_BEFORE, DAY]
    assert [known("notice_sent_on", day) for day in days] == [SUMMER, SUMMER, None, None, DAY]


def test_the_journal_of_one_closing_says_nothing_of_another() -> None:
    case = a_case()
    earlier = a_closing(case, SPRING, step="kept_open")
    told(earlier, "NoticeSent", SPRING, sent_on=str(SPRING))
    told(earlier, "CaseKeptOpen", SUMMER)
    a_closing(case, SUMMER, step="noticed", noticed_on=DAY)
    told(a_noticed_closing("2"), "NoticeSent", SUMMER, sent_on=str(SUMMER))
    assert known("notice_sent_on") == DAY


def test_a_reply_waits_from_the_day_it_arrived_until_it_is_reviewed() -> None:
    closing = a_noticed_closing()
    reply = a_reply(closing, at_noon(THE_DAY_BEFORE))
    assert known("reply_waiting", THE_DAY_BEFORE - timedelta(days=1)) is False
    assert known("reply_waiting") is True
    assert known("reply_could_lead") is None
    closing.replies.update(reviewed_by="worker 8", could_lead=False)
    told(closing, "ReplyReviewed", DAY, reply=reply.key, could_lead=False)
    assert [known("reply_waiting", day) for day in (THE_DAY_BEFORE, DAY)] == [True, False]
    assert known("reply_could_lead") is False


def test_one_reply_that_could_lead_is_enough_even_while_another_waits() -> None:
    closing = a_noticed_closing()
    a_reply(closing, at_noon(THE_DAY_BEFORE), reviewed=True, could_lead=True)
    a_reply(closing, at_noon(DAY))
    assert known("reply_waiting") is True
    assert known("reply_could_lead") is True


def test_replies_to_an_earlier_closing_do_not_wait() -> None:
    case = a_case()
    earlier = a_closing(case, SPRING, step="kept_open", noticed_on=SPRING)
    told(earlier, "CaseKeptOpen", SUMMER)
    a_reply(earlier, at_noon(SUMMER - timedelta(days=1)))
    a_closing(case, SUMMER, step="noticed", noticed_on=SUMMER)
    assert known("reply_waiting", SUMMER - timedelta(days=1)) is True
    assert known("reply_waiting") is False


@pytest.mark.parametrize(
    ("zone", "waiting"),
    [("Pacific/Kiritimati", False), ("UTC", True), ("America/Los_Angeles", True), ("Pacific/Pago_Pago", True)],
)
def test_the_day_of_a_reply_is_that_of_the_office(zone: str, waiting: bool) -> None:  # noqa: FBT001
    closing = a_noticed_closing(zone=zone)
    a_reply(closing, datetime(DAY.year, DAY.month, DAY.day, 23, 30, tzinfo=UTC))
    assert known("reply_waiting") is waiting
    assert known("reply_waiting", THE_DAY_AFTER) is True


@pytest.mark.parametrize(("may_ask", "asked"), [(True, True), (False, None), (None, None)])
def test_a_request_in_progress_tells_who_asks(may_ask: bool | None, asked: bool | None) -> None:  # noqa: FBT001
    a_closing(a_case(), DAY, step="requested", way="request", criterion="", may_ask=may_ask)
    assert known("recipient_asked_to_close") is asked
    assert known("requester_opened_case") is may_ask
    assert known("recipient_asked_to_close", THE_DAY_BEFORE) is None


def test_a_proposal_is_nobodys_request() -> None:
    a_closing(a_case(), DAY)
    assert known("recipient_asked_to_close") is None
    assert known("requester_opened_case") is None


# ---- documents -----------------------------------------------------------------------------------------------------


def test_a_document_counts_from_the_day_it_came_in_where_the_criterion_asks_for_its_kind() -> None:
    case = a_case()
    a_closing(case, SPRING, criterion="us.b1")
    assert known("documentation_on_file") is None
    a_document(case, "birth_record", THE_DAY_BEFORE)
    assert known("documentation_on_file") is False
    a_document(case, "arrears_ledger", DAY)
    a_document(case, "birth_record", SPRING)
    assert [known("documentation_on_file", day) for day in (THE_DAY_BEFORE, DAY)] == [False, True]
    assert facts_of_case("1", DAY).sources["documentation_on_file"] == f"documents on file, newest of {DAY}"


def test_documents_are_weighed_for_the_criterion_that_is_about_to_be_proposed() -> None:
    a_document(a_case(), "arrears_ledger")
    assert known("documentation_on_file") is None
    weighed = {name: facts_of_case("1", DAY, proposed=name).facts.get("documentation_on_file") for name in _NAMES}
    assert weighed == {"us.b1": True, "ca.b1": True, "us.b4": False, "us.b99": None}


_NAMES = ("us.b1", "ca.b1", "us.b4", "us.b99")


def test_what_is_in_progress_counts_for_more_than_what_is_proposed() -> None:
    case = a_case()
    a_document(case, "arrears_ledger")
    a_closing(case, SPRING, criterion="us.b4")
    assert facts_of_case("1", DAY, proposed="us.b1").facts["documentation_on_file"] is False


def test_the_documents_of_a_request_are_those_that_the_request_itself_needs() -> None:
    case = a_case()
    a_closing(case, SPRING, step="requested", way="request", criterion="", may_ask=True)
    a_document(case, "death_record")
    assert known("documentation_on_file") is False
    a_document(case, "signed_request", DAY)
    assert known("documentation_on_file") is True


# ---- do-not-close flags --------------------------------------------------------------------------------------------


def flag(day: date = DAY) -> tuple[object, ...]:
    return tuple(known(name, day) for name in ("bypass_flag", "bypass_expires_on", "bypass_owner"))


def test_a_flag_is_set_from_its_day_with_its_end_and_owner() -> None:
    a_flag(a_case(), DAY, ends_on=date(2027, 1, 1), owner="worker 9")
    assert flag(THE_DAY_BEFORE) == (None, None, None)
    assert flag() == (True, date(2027, 1, 1), "worker 9")
    assert facts_of_case("1", DAY).sources["bypass_owner"] == f"do-not-close flag of {DAY}"


def test_a_flag_is_no_longer_set_on_the_day_it_was_lifted() -> None:
    a_flag(a_case(), SPRING, ends_on=date(2027, 1, 1), lifted_on=DAY)
    assert flag(THE_DAY_BEFORE) == (True, date(2027, 1, 1), "worker 7")
    assert flag() == (False, None, None)


def test_of_several_flags_the_one_that_ends_last_counts_and_one_with_no_end_ends_last_of_all() -> None:
    case = a_case()
    a_flag(case, SPRING, ends_on=date(2027, 1, 1), owner="first")
    a_flag(case, SPRING, ends_on=date(2027, 6, 1), owner="second")
    a_flag(case, SPRING, ends_on=date(2028, 1, 1), owner="lifted", lifted_on=SUMMER)
    a_flag(case, DAY, owner="third")
    assert flag(THE_DAY_BEFORE) == (True, date(2027, 6, 1), "second")
    assert flag() == (True, None, "third")


def test_a_flag_with_no_owner_has_an_unknown_one() -> None:
    a_flag(a_case(), DAY, ends_on=date(2027, 1, 1), owner="")
    assert flag() == (True, date(2027, 1, 1), None)
    assert facts_frame(DAY)["bypass_owner"].to_list() == [None]


def test_of_two_flags_that_end_together_the_later_one_counts() -> None:
    case = a_case()
    for owner in ("first", "second"):
        a_flag(case, SPRING, ends_on=date(2027, 1, 1), owner=owner)
    assert flag() == (True, date(2027, 1, 1), "second")


def test_a_flag_that_has_run_out_is_still_shown_with_its_end() -> None:
    a_flag(a_case(), SPRING, ends_on=SUMMER)
    assert flag() == (True, SUMMER, "worker 7")


def test_where_nobody_ever_set_a_flag_that_is_known_once_a_closing_is_in_progress() -> None:
    a_closing(a_case(), DAY)
    assert flag(THE_DAY_BEFORE) == (None, None, None)
    assert flag() == (False, None, None)


def test_a_hold_on_records_is_no_do_not_close_flag() -> None:
    a_flag(a_case(), SPRING, kind="records")
    assert flag() == (None, None, None)
