"""When the records of a closed case fall due: never early, and never while it is unknown, held, open or unsettled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseclose.casework.models import Case, Closure, Duty, FinancialReport, Hold
from caseclose.casework.selectors.retention import Standing, records_due, retention_of
from caseclose.casework.services.retention.due import holds_and_retention_due
from caseclose.law.spans import Span, after, latest_start
from tests.casework import factories as make
from tests.casework.closable import moment
from tests.casework.ending import CLOSED, DUE, OPENED, a_report, an_old_case, next_day, shared_person

pytestmark = pytest.mark.usefixtures("clean_database")
EVE = next_day(DUE, -1)


def stands(on: date = DUE, number: str = "1") -> str:
    return standing(on, number).standing


def standing(on: date = DUE, number: str = "1") -> Standing:
    return next(retention_of([number], on))


def test_records_fall_due_when_three_years_have_passed_and_no_day_earlier() -> None:
    a_report()
    an_old_case()
    assert [stands(day) for day in (EVE, DUE, next_day(DUE))] == ["too_early", "due", "due"]
    assert standing(EVE).keep_until == DUE
    assert [each.case for each in records_due(DUE)] == ["1"]
    assert list(records_due(EVE)) == []


def test_a_case_that_closed_on_29_february_is_kept_until_the_first_of_march() -> None:
    a_report()
    an_old_case(closed_on=date(2020, 2, 29))
    days = [date(2023, 2, 28), date(2023, 3, 1)]
    assert [stands(day) for day in days] == ["too_early", "due"]
    assert standing(days[0]).keep_until == days[1]


@pytest.mark.parametrize("on", [date(2023, 2, 28), date(2023, 3, 1), date(2024, 2, 29), date(2022, 12, 31)])
def test_cases_passed_over_because_they_closed_too_lately_are_not_due(on: date) -> None:
    a_report()
    ago = latest_start(on, Span(3, "year"))
    closed = [next_day(ago, days) for days in range(-5, 6)]
    for nth, day in enumerate(closed):
        an_old_case(f"C{nth}", day)
    an_old_case("unknown", None)
    every = [each for each in retention_of([f"C{nth}" for nth in range(len(closed))], on) if each.standing == "due"]
    assert list(records_due(on)) == every
    assert 0 < len(every) < len(closed)


def test_the_clock_runs_from_the_financial_report_where_that_came_later() -> None:
    a_report(date(2019, 12, 30))
    an_old_case()
    due = date(2022, 12, 30)
    assert [stands(day) for day in (DUE, next_day(due, -1), due)] == ["too_early", "too_early", "due"]


def test_of_two_reports_the_later_one_counts_and_of_another_time_or_state_none() -> None:
    an_old_case()
    for begins_on, ends_on, state in ((OPENED, next_day(CLOSED, -1), "ca"), (CLOSED, CLOSED, "ar")):
        FinancialReport.objects.create(
            state=state, begins_on=begins_on, ends_on=ends_on, reported_on=CLOSED, recorded_by="x"
        )
    assert stands() == "report_unknown"
    a_report(CLOSED)
    assert stands() == "due"
    a_report(next_day(CLOSED))
    assert [stands(), stands(next_day(DUE))] == ["too_early", "due"]


def test_what_is_not_known_is_not_due() -> None:
    an_old_case()
    assert stands(date(2100, 1, 1)) == "report_unknown"
    a_report()
    an_old_case("2", closed_on=None)
    assert stands(date(2100, 1, 1), "2") == "end_unknown"


@pytest.mark.parametrize("kind", ["enforcement", "payment_processing", "state_debt_only"])
def test_a_case_in_which_anything_goes_on_is_not_over(kind: str) -> None:
    a_report()
    an_old_case(kind=kind)
    assert stands(date(2100, 1, 1)) == "open"


def test_a_reopened_case_starts_again_with_its_next_closing() -> None:
    a_report()
    case = an_old_case()
    case.refresh_from_db()
    case.kind, case.reopened_on, case.enforcement_closed_on = "enforcement", date(2020, 1, 2), None
    case.save()
    assert stands() == "open"
    again = date(2021, 7, 1)
    make.a_closing(case, again, step="closed", closed_on=again, outcome="closed")
    Case.objects.update(kind="closed")
    assert [stands(), stands(date(2024, 6, 30)), stands(date(2024, 7, 1))] == ["too_early", "too_early", "due"]


def test_a_case_that_lived_on_for_payments_ends_with_the_last_thing_that_is_told_of_it() -> None:
    a_report()
    case = an_old_case(kind="payment_processing")
    Case.objects.update(kind="closed")
    assert stands(date(2100, 1, 1)) == "end_unknown"
    make.told(case.closures.get(), "ReleaseConfirmed", date(2020, 5, 1))
    assert stands(date(2100, 1, 1)) == "end_unknown"
    make.told(case.closures.get(), "PaymentProcessingEnded", date(2020, 6, 1))
    assert [stands(date(2023, 5, 31)), stands(date(2023, 6, 1))] == ["too_early", "due"]


def test_money_that_moved_after_the_closing_starts_the_clock_again() -> None:
    a_report()
    case = an_old_case()
    make.a_payment(case, date(2020, 1, 1), disbursed_on=date(2020, 1, 3))
    assert [stands(date(2023, 1, 2)), stands(date(2023, 1, 3))] == ["too_early", "due"]


@pytest.mark.parametrize("kind", ["closing", "records"])
@pytest.mark.parametrize("ends_on", [None, next_day(DUE), date(2200, 12, 31)])
def test_a_hold_of_any_kind_wins_until_it_is_over(kind: str, ends_on: date | None) -> None:
    a_report()
    make.a_flag(an_old_case(), CLOSED, kind=kind, ends_on=ends_on)
    assert stands() == "held"
    Hold.objects.update(lifted_on=DUE)
    assert [stands(EVE), stands()] == ["held", "due"]


def test_a_hold_that_begins_later_counts_and_one_that_has_run_out_does_not() -> None:
    a_report()
    case = an_old_case()
    make.a_flag(case, date(2023, 1, 1))
    assert stands() == "held"
    Hold.objects.update(begun_on=CLOSED, ends_on=DUE)
    assert [stands(EVE), stands()] == ["held", "due"]


def linked_by_name(one: Case, other: Case) -> None:
    other.related.create(other=one)


def linked_by_person(one: Case, other: Case) -> None:
    shared_person(one, other)


def linked_by_opener(one: Case, other: Case) -> None:
    Case.objects.filter(number=one.number).update(opened_by=make.opened_by(other))


def linked_by_remedy(one: Case, other: Case) -> None:
    make.a_remedy(one, other, ended_on=CLOSED)


@pytest.mark.parametrize("link", [linked_by_name, linked_by_person, linked_by_opener, linked_by_remedy])
def test_a_hold_on_a_linked_case_holds_this_one_too_and_one_on_a_stranger_does_not(link: object) -> None:
    a_report()
    one, other = an_old_case("1"), an_old_case("2")
    make.a_flag(other, CLOSED, kind="records")
    assert [stands(number="1"), stands(number="2")] == ["due", "held"]
    link(one, other)  # type: ignore[operator]
    assert stands(number="1") == "held"


def unsettled(number: str = "1") -> tuple[str, ...]:
    return standing(DUE, number).unsettled


def test_what_is_still_open_in_the_case_keeps_its_records() -> None:
    a_report()
    case = an_old_case()
    closure = case.closures.get()
    assert unsettled() == ()
    order = closure.releases.create(remedy=make.a_remedy(case), kind="passport", state="unknown", made_on=CLOSED)
    task = case.tasks.create(key="t", kind="odd", words="w", due_on=CLOSED)
    message = case.messages.create(key="m", kind="letter", party="mail_vendor", body={}, made_on=CLOSED)
    payment = make.a_payment(case, CLOSED)
    attempt = make.a_closing(case, CLOSED, step="proposed")
    duty = Duty.objects.create(case=case, kind="k", key="d", trigger="t", arisen_on=CLOSED, due_on=CLOSED)
    assert (stands(), unsettled()) == ("unsettled", ("closing", "release", "message", "money", "duty", "task"))
    Closure.objects.filter(pk=attempt.pk).update(step="kept_open")
    for row, name, value in ((order, "state", "kept"), (duty, "lifted_on", CLOSED),
                             (task, "done_on", CLOSED), (message, "state", "sent"),
                             (payment, "disbursed_on", CLOSED)):  # fmt: skip
        setattr(row, name, value)
        row.save()
    assert (stands(), unsettled()) == ("due", ())


def flagged(on: date) -> dict[str, int]:
    return dict(holds_and_retention_due(on=on, at=moment(on)))


def test_the_days_work_flags_what_is_due_once_and_takes_it_back_when_it_is_held() -> None:
    a_report()
    case = an_old_case()
    assert flagged(EVE) == {}
    assert [flagged(DUE), flagged(DUE), flagged(next_day(DUE))] == [{"records_flagged": 1}, {}, {}]
    assert Case.objects.get().kind == "closed"
    hold = make.a_flag(case, DUE, kind="records")
    assert flagged(next_day(DUE)) == {"records_no_longer_due": 1}
    Hold.objects.filter(pk=hold.pk).update(lifted_on=next_day(DUE, 2))
    assert flagged(next_day(DUE, 2)) == {"records_flagged": 1}
    assert [task.kind for task in case.tasks.filter(done_on=None)] == ["records_due"]


def test_records_that_a_state_lets_nobody_keep_longer_are_flagged_when_that_time_is_over() -> None:
    an_old_case()
    make.a_case("ar", state="ar", opened_on=OPENED, kind="closed")
    Case.objects.update(enforcement_closed_on=CLOSED)
    last = date(2023, 9, 15)
    assert flagged(last) == {}
    lived_on = an_old_case("2")
    make.a_closing(lived_on, next_day(CLOSED), step="closed", closed_on=next_day(CLOSED), outcome="closed")
    assert [flagged(next_day(last)), flagged(next_day(last))] == [{"criminal_history_flagged": 1}, {}]
    assert Case.objects.get(number="1").tasks.get().kind == "criminal_history_due"


DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
CORNERS = st.sampled_from([date(2020, 2, 29), date(2024, 2, 29), date(2023, 2, 28), date(2020, 3, 1), CLOSED])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(closed_on=DAYS | CORNERS, reported_on=DAYS | CORNERS, around=st.integers(-3, 3))
def test_no_day_is_early_whatever_the_days_are(closed_on: date, reported_on: date, around: int) -> None:
    """Another reading: a day is in time when three whole years, as birthdays count them, lie behind both days."""
    number = f"{closed_on}-{reported_on}"
    if not Case.objects.filter(number=number).exists():
        an_old_case(number, closed_on=closed_on)
    FinancialReport.objects.get_or_create(
        state="ca", begins_on=closed_on, ends_on=closed_on, reported_on=reported_on, recorded_by=number
    )
    last = max(
        report.reported_on for report in FinancialReport.objects.filter(begins_on__lte=closed_on, ends_on=closed_on)
    )
    since = max(closed_on, last)
    on = after(since, Span(3, "year")) + timedelta(days=around)
    whole_years = on.year - since.year - ((on.month, on.day) < (since.month, since.day))
    assert stands(on, number) == ("due" if whole_years >= 3 else "too_early")
