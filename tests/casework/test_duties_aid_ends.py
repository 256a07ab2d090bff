"""Aid ends: the family is told in time that services go on, and what it answers counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caseclose.casework.models import AssistancePeriod, Case, Closure, ImportRun, OutboxMessage
from caseclose.casework.selectors.aid import refused_services
from caseclose.casework.selectors.history import history_of
from caseclose.casework.services.duties.day import duties_due
from caseclose.casework.services.duties.seen import notice_aid_changes
from caseclose.closure.commands import Approve, Close, Propose, SendNotice
from caseclose.closure.refused import Refused
from tests.casework.closable import DAY, SUPERVISOR, SYSTEM, WORKER, do, moment
from tests.casework.families import answers, begins, ends, later, on_record, settle
from tests.casework.mailing import mail_goes, with_people
from tests.casework.sharing import World, duties, open_tasks, the_duty, told

pytestmark = pytest.mark.usefixtures("clean_database")


def letters(kind: str = "continuation_of_services") -> int:
    return OutboxMessage.objects.filter(kind=kind, party="mail_vendor").count()


def test_when_cash_aid_ends_the_family_is_told_within_five_working_days_of_the_word(tmp_path: Path) -> None:
    """From a Sunday over Thanksgiving and the day after it."""
    with_people(on_record("1", "cash_aid"))
    done = ends(told_on=DAY, ended_on=date(2026, 12, 1))
    assert done.events == ("AidEnded", "DutyArose")
    duty = the_duty("continuation_of_services")
    assert (duty.arisen_on, duty.due_on) == (DAY, date(2026, 12, 1))
    assert letters() == 1
    mail_goes(World(tmp_path).parties, date(2026, 11, 24))
    World(tmp_path).day(date(2026, 11, 25))
    duty.refresh_from_db()
    assert duty.done_on == date(2026, 11, 24)
    assert Case.objects.get(number="1").service_basis == "former_assistance"


def test_while_medicaid_goes_on_nothing_is_owed_and_when_it_ends_too_it_is_owed_once() -> None:
    on_record("1", "cash_aid", "medicaid")
    ends("cash_aid")
    assert (duties(), letters()) == ([], 0)
    assert Case.objects.get(number="1").service_basis == "medicaid"
    ends("medicaid", later(30))
    assert letters() == 1
    assert the_duty("continuation_of_services").arisen_on == later(30)


def test_two_kinds_that_end_on_the_same_day_make_one_notice() -> None:
    on_record("1", "cash_aid", "medicaid")
    ends("cash_aid")
    ends("medicaid")
    assert letters() == 1


def test_silence_means_that_services_go_on() -> None:
    on_record("1", "cash_aid")
    ends()
    notice_aid_changes(on=later(400), at=moment(later(400)))
    duties_due(on=later(400), at=moment(later(400)))
    assert Closure.objects.count() == 0
    assert Case.objects.get(number="1").open


def test_a_family_that_does_not_want_services_begins_a_request_in_the_usual_way() -> None:
    on_record("1", "cash_aid")
    ends()
    done = answers(wants=False, on=later(5))
    closure = Closure.objects.get()
    assert (done.closure, closure.step, closure.way, closure.may_ask) == (closure.pk, "requested", "request", True)
    assert told()[-2:] == ["ContinuationAnswered", "RequestRecorded"]
    assert letters("request_received") == 1


def test_a_family_that_wants_services_begins_nothing_and_may_think_again() -> None:
    on_record("1", "cash_aid")
    ends()
    assert answers(wants=True).closure is None
    assert not refused_services("1")
    answers(wants=False, on=later(9))
    assert refused_services("1")


def test_in_california_a_telephone_call_does_not_end_services_and_in_arkansas_it_begins_a_request() -> None:
    on_record("1", "cash_aid")
    ends()
    for said in ({"channel": "phone"}, {"signed": False}):
        with pytest.raises(Refused, match="signed letter") as refused:
            answers(wants=False, **said)
        assert "Cal. Fam. Code 17415(e)" in refused.value.cites
    assert (Closure.objects.count(), told()[-1]) == (0, "DutyArose")
    Case.objects.filter(number="1").update(office=on_record("2", state="ar").office)
    assert answers(wants=False, channel="phone").closure is not None


def test_an_answer_to_a_notice_that_was_never_sent_is_refused() -> None:
    on_record("1", "cash_aid")
    with pytest.raises(Refused) as refused:
        answers(wants=False)
    assert (refused.value.rule, refused.value.cites) == ("no_continuation_notice", ("45 CFR 302.33(a)(4)",))


def test_the_same_answer_under_the_same_key_begins_one_request() -> None:
    on_record("1", "cash_aid")
    ends()
    first, again = answers(wants=False, key="k"), answers(wants=False, key="k")
    assert (first.closure, again.closure, again.repeated) == (first.closure, first.closure, True)


def test_after_foster_care_a_person_decides_whether_services_and_the_notice_are_appropriate() -> None:
    on_record("1", "foster_care")
    ends("foster_care")
    duty = the_duty("continuation_of_services")
    assert (duty.to_decide, letters(), open_tasks()) == (True, 0, ["duty_decide"])
    settle(duty.pk, "go_on")
    assert (letters(), open_tasks()) == (1, [])
    with pytest.raises(Refused) as refused:
        settle(duty.pk, "not_owed")
    assert refused.value.rule == "duty_not_so"


def test_a_person_may_find_that_no_notice_is_appropriate_and_says_why() -> None:
    on_record("1", "foster_care")
    ends("foster_care")
    duty = the_duty("continuation_of_services")
    with pytest.raises(Refused):
        settle(duty.pk, "not_owed", " ")
    settle(duty.pk, "not_owed", "the child is back with both parents")
    duty.refresh_from_db()
    assert (duty.lifted_on, letters(), open_tasks()) == (DAY, 0, [])


@pytest.mark.parametrize("why", ["emancipation", "good_cause"])
def test_california_owes_no_notice_where_the_child_is_grown_or_good_cause_was_found(why: str) -> None:
    on_record("1", "cash_aid")
    on_record("2", "cash_aid", state="ar")
    ends(why=why)
    ends(number="2", why=why)
    mine, other = duties()
    assert (mine.words, mine.lifted_on, other.lifted_on) == (why, DAY, None)
    assert letters() == 1


def test_a_finding_of_good_cause_speaks_where_nobody_said_why_aid_ended() -> None:
    on_record("1", "cash_aid", good_cause_found="true")
    ends()
    assert (the_duty("continuation_of_services").words, letters()) == ("good_cause", 0)


def test_in_a_closed_case_no_services_go_on() -> None:
    on_record("1", "medicaid")
    Case.objects.filter(number="1").update(kind="payment_processing")
    ends("medicaid")
    assert (the_duty("continuation_of_services").words, letters()) == ("no_services", 0)


def test_while_another_closing_is_under_way_a_person_decides_in_california() -> None:
    on_record("1", "cash_aid")
    do(Propose("ca.b1"))
    do(Approve(), SUPERVISOR)
    do(SendNotice(DAY), SYSTEM)
    ends()
    assert (the_duty("continuation_of_services").to_decide, letters()) == (True, 0)


def test_after_a_no_the_case_closes_when_it_may_and_not_before() -> None:
    """The cash aid ended, and past-due support from that time is the state's: the request cannot be granted yet."""
    from caseclose.casework.models import Balance

    case = on_record("1", "cash_aid", begun_on=date(2026, 11, 10))
    ends()
    answers(wants=False)
    with pytest.raises(Refused, match="arrears_assigned"):
        do(Approve(), SUPERVISOR)
    Balance.objects.create(case=case, as_of=DAY, family="312.40", assigned="0.00")
    do(Approve(), SUPERVISOR)
    do(Close(), WORKER)
    assert not Case.objects.get(number="1").open


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("no_aid_runs", lambda: ends("medicaid")),
        ("aid_ends_too_early", lambda: ends(ended_on=date(2020, 1, 1))),
        ("day_ahead", lambda: ends(told_on=later(1))),
        ("aid_already_runs", lambda: begins("cash_aid")),
    ],
)
def test_a_change_of_aid_that_cannot_be_is_refused_and_changes_nothing(rule: str, change: object) -> None:
    on_record("1", "cash_aid")
    with pytest.raises(Refused) as refused:
        change()  # type: ignore[operator]
    assert refused.value.rule == rule
    assert (told(), AssistancePeriod.objects.get().ended_on) == ([], None)


def test_the_same_end_under_the_same_key_makes_one_notice() -> None:
    on_record("1", "cash_aid")
    assert (ends(key="k").repeated, ends(key="k").repeated, letters()) == (False, True, 1)


def an_extract_came(on: date) -> None:
    ImportRun.objects.create(fingerprint=on.isoformat(), state="done", on=on, by="clerk", begun_at=moment(on))


def test_an_end_of_aid_that_an_extract_brings_is_acted_on_once_and_an_old_one_is_not() -> None:
    on_record("1")
    on_record("2")
    an_extract_came(date(2026, 11, 1))
    for number, ended_on in (("1", date(2026, 11, 15)), ("2", date(2026, 10, 31))):
        AssistancePeriod.objects.create(
            case_id=number, kind="cash_aid", begun_on=date(2020, 1, 1), ended_on=ended_on, source_key=number
        )
    found = [notice_aid_changes(on=later(n), at=moment(later(n)))["aid_ended"] for n in range(3)]
    assert (found, letters()) == ([1, 0, 0], 1)
    assert [duty.case_id for duty in duties()] == ["1"]


@pytest.mark.parametrize(("lang", "words"), [("en", "Tell the family that services go on"), ("es", "Avisar a la fam")])
def test_the_history_tells_of_aid_and_of_what_it_made_owed(lang: str, words: str, tmp_path: Path) -> None:
    on_record("1", "cash_aid")
    ends()
    World(tmp_path).day(DAY)
    story = "\n".join(sentence.words for sentence in history_of("1", lang))
    assert words in story
    assert "{" not in story
    assert "cash_aid" not in story
    assert "message_went_out" not in story
