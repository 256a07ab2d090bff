"""A case in which another agency helps us: it is told of our closing, and makes way for our own withholding."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from caseclose.casework.models import OutboxMessage, Payment
from caseclose.casework.selectors.duties import must_still_pay_out
from caseclose.casework.services.duties.agencies import AskToStop, PassOnInformation, RecordAgency, RecordOwnWithholding
from caseclose.casework.services.duties.day import duties_due
from caseclose.casework.services.duties.deciding import SettleDuty, settle_duty
from caseclose.casework.services.keys import KeyReused
from caseclose.casework.services.outbox.sending import send_waiting
from caseclose.casework.services.reopening import reopen_case
from caseclose.closure.refused import Refused
from caseclose.outside.registry import ports_for
from caseclose.outside.weather import Weather
from tests.casework.closable import DAY, DUE, WORKER, a_closable_case, closed, moment
from tests.casework.sharing import (
    NEVADA,
    OREGON,
    World,
    a_responding_case,
    an_initiating_case,
    ask,
    duties,
    each_day,
    open_tasks,
    said,
    the_duty,
    told,
)

pytestmark = pytest.mark.usefixtures("clean_database")


def test_after_our_closing_the_responding_agency_is_told_with_the_basis_within_ten_working_days(tmp_path: Path) -> None:
    an_initiating_case()
    closed()
    duty = the_duty("tell_responding_agency_closed")
    assert (duty.arisen_on, duty.due_on, duty.done_on) == (DUE, date(2027, 2, 4), None)
    world = World(tmp_path)
    world.day(DUE + timedelta(days=1))
    (record,) = world.network.remembered().values()
    assert f"agency='{OREGON}', case='1', theirs='OR-1', says='case_closed', code='R211', basis='ca.b1'" in record
    duty.refresh_from_db()
    assert (duty.done_on, duty.words) == (DUE + timedelta(days=1), "message_went_out")
    assert told()[-2:] == ["DutyDone", "DutyLifted"]


def test_until_the_responding_agency_was_told_what_arrives_is_still_paid_out(tmp_path: Path) -> None:
    case = an_initiating_case()
    closed()
    world = World(tmp_path, Weather(lose=1.0))
    assert must_still_pay_out("1")
    paid = Payment.objects.create(
        case=case, receipt="r1", amount=Decimal("100.00"), source="withholding", received_on=DUE + timedelta(days=2)
    )
    OutboxMessage.objects.filter(kind="notice_to_responding_agency").update(state="failed")
    for n in (2, 5, 6):
        world.day(DUE + timedelta(days=n))
        assert open_tasks().count("duty_pay") == (n > 5), "two business days after a Saturday end on Tuesday"
    assert "duty_unsendable" in open_tasks()
    duty = the_duty("tell_responding_agency_closed")
    settle_duty(settle=SettleDuty(duty.pk, "done", "by telephone, and by letter of the same day"), by=WORKER,
                on=DUE + timedelta(days=7), at=moment(DUE))  # fmt: skip
    assert not must_still_pay_out("1")
    assert [kind for kind in open_tasks() if kind.startswith("duty")] == []
    assert paid.disbursed_on is None


def test_an_agency_that_comes_on_record_after_the_closing_is_still_told_and_the_days_count_from_the_closing() -> None:
    a_closable_case()
    closed()
    done = ask(RecordAgency("responding", OREGON, "OR-1", "network"), on=date(2027, 3, 1))
    assert done.events == ("AgencyRecorded", "DutyArose")
    duty = the_duty("tell_responding_agency_closed")
    assert (duty.arisen_on, duty.due_on) == (DUE, date(2027, 2, 4))
    assert said(kind="notice_to_responding_agency")


def test_a_case_that_nobody_shares_owes_nobody_anything() -> None:
    a_closable_case()
    closed()
    assert duties() == []


def test_a_reopening_before_the_message_went_out_takes_it_back() -> None:
    an_initiating_case()
    closed()
    reopen_case(number="1", basis="correction", by=WORKER, on=DUE, at=moment(DUE))
    assert {duty.words for duty in duties()} == {"case_was_reopened"}
    assert said(kind="notice_to_responding_agency") == []
    assert told()[-3:] == ["CaseReopened", "DutyLifted", "DutyLifted"]


def test_a_reopening_after_the_message_went_out_is_told_too(tmp_path: Path) -> None:
    an_initiating_case()
    closed()
    World(tmp_path).day(DUE)
    reopen_case(number="1", basis="correction", by=WORKER, on=DUE + timedelta(days=1), at=moment(DUE))
    assert [says for _, _, says in said(kind="notice_to_responding_agency")] == ["case_closed", "case_reopened"]
    assert the_duty("pass_on_information").due_on == date(2027, 2, 5)


def test_our_own_withholding_waits_until_the_responding_agency_was_told_to_stop_its_own(tmp_path: Path) -> None:
    an_initiating_case()
    for _ in range(2):
        with pytest.raises(Refused, match="Tell it and wait until the message has gone out") as refused:
            ask(RecordOwnWithholding())
        assert (refused.value.rule, refused.value.cites) == ("responding_agency_not_told", ("45 CFR 303.7(c)(12)",))
        ask(AskToStop())
    assert said() == [("notice_to_responding_agency", "other_agency", "close_and_stop_withholding")]
    World(tmp_path).day(DAY)
    assert ask(RecordOwnWithholding()).events == ("OwnWithholdingSent",)


def test_where_both_agencies_agree_otherwise_the_message_is_taken_back_and_our_withholding_may_go() -> None:
    an_initiating_case()
    ask(AskToStop())
    ask(AskToStop(agreed="both withhold until 1 March"))
    assert said() == []
    assert the_duty("tell_responding_agency_to_stop").words == "agreed otherwise: both withhold until 1 March"
    ask(RecordOwnWithholding())


def test_a_message_that_the_other_agency_refused_told_nothing_and_reaches_a_person(tmp_path: Path) -> None:
    an_initiating_case()
    closed()
    world = World(tmp_path, Weather(refuse=1.0))
    send_waiting(on=DUE, at=moment(DUE), ports=ports_for(world.parties))
    duties_due(on=DUE, at=moment(DUE))
    assert not must_still_pay_out("1")
    for day in each_day(DUE, 3):
        world.day(day)
    duty = the_duty("tell_responding_agency_closed")
    assert told()[-3:] == ["DutyDone", "DutyLifted", "DutyOwedAgain"]
    assert (duty.done_on, duty.message) == (None, None)
    assert duty.words.startswith("refused: ")
    assert {"duty_refused", "letter_refused"} <= set(open_tasks())
    assert must_still_pay_out("1")


def test_new_information_is_passed_on_to_every_agency_on_the_case_and_names_nobody() -> None:
    an_initiating_case()
    ask(RecordAgency("initiating", NEVADA, "NV-1", "mail"))
    ask(PassOnInformation("employer", date(2026, 11, 20)))
    assert {(duty.arisen_on, duty.due_on) for duty in duties()} == {(date(2026, 11, 20), date(2026, 12, 8))}
    assert said() == [
        ("notice_to_responding_agency", "other_agency", "new_information"),
        ("notice_to_initiating_agency", "mail_vendor", "new_information"),
    ]


def test_the_same_key_passes_on_once_and_serves_nothing_else() -> None:
    an_initiating_case()
    first = ask(PassOnInformation("employer", DAY), key="k1")
    again = ask(PassOnInformation("employer", DAY), key="k1")
    assert (first.repeated, again.repeated, first.duties) == (False, True, again.duties)
    assert len(duties()) == 1
    with pytest.raises(KeyReused):
        ask(PassOnInformation("address", DAY), key="k1")


def test_an_agency_is_put_on_record_once_and_makes_the_case_one_that_we_work_for_it() -> None:
    case = a_responding_case()
    assert case.responding is True
    with pytest.raises(Refused) as refused:
        ask(RecordAgency("initiating", NEVADA, "NV-1", "mail"))
    assert refused.value.rule == "agency_on_record"
    assert an_initiating_case("2").responding is False


def test_information_that_nobody_can_have_yet_or_that_nobody_is_to_get_is_refused() -> None:
    a_closable_case()
    with pytest.raises(Refused) as nobody:
        ask(PassOnInformation("address", DAY))
    ask(RecordAgency("responding", OREGON, "OR-1", "network"))
    with pytest.raises(Refused) as ahead:
        ask(PassOnInformation("address", DAY + timedelta(days=1)))
    assert (nobody.value.rule, ahead.value.rule) == ("no_agency_on_record", "day_ahead")
    assert duties() == []
