"""What people found: which finding counts, when it counts for more than the records, and what is no value at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caseclose.casework.facts.reading import BadRecords, views
from caseclose.casework.models import Case
from caseclose.casework.selectors.facts import facts_frame, facts_of_case, facts_of_cases
from caseclose.law.facts import Fact
from caseclose.law.reading import shipped
from caseclose.law.verdict import Value
from tests.casework.factories import (
    DAY,
    THE_DAY_AFTER,
    THE_DAY_BEFORE,
    a_balance,
    a_case,
    a_closing,
    a_flag,
    a_reply,
    at_noon,
    findings,
    known,
    on_aid,
)

pytestmark = pytest.mark.usefixtures("clean_database")

BOOK = shipped().facts
EXAMPLES: dict[str, Value] = {
    "yes_no": False,
    "money": Decimal("312.40"),
    "date": date(2026, 1, 5),
    "count": 3,
    "text": "worker 9",
}


def example(fact: Fact) -> Value:
    return next(iter(fact.text.choices)) if fact.kind == "choice" else EXAMPLES[fact.kind]


@pytest.mark.parametrize("name", BOOK)
def test_every_fact_can_be_found_by_a_person_where_records_are_silent(name: str) -> None:
    value = example(BOOK[name])
    findings(a_case(), DAY, **{name: value})
    assert facts_of_case("1", THE_DAY_BEFORE).facts == {}
    assert facts_of_case("1", DAY).facts == {name: value}
    assert facts_frame(DAY).row(0, named=True)[name] == value


def test_the_newest_finding_counts_and_of_two_on_one_day_the_later_entry() -> None:
    case = a_case()
    findings(case, DAY, incarcerated=True)
    findings(case, DAY, incarcerated=False)
    findings(case, THE_DAY_BEFORE, incarcerated=True)
    findings(case, THE_DAY_AFTER, incarcerated=True)
    assert [known("incarcerated", day) for day in (THE_DAY_BEFORE, DAY, THE_DAY_AFTER)] == [True, False, True]


def test_a_finding_of_what_records_say_only_fills_a_gap() -> None:
    case = a_case()
    findings(case, THE_DAY_BEFORE, receives_cash_aid=False)
    assert known("receives_cash_aid") is False
    assert facts_of_case("1", DAY).sources["receives_cash_aid"] == f"finding of {THE_DAY_BEFORE} by worker 7"
    on_aid(case, "cash_aid")
    findings(case, DAY, receives_cash_aid=False)
    assert known("receives_cash_aid") is True
    assert facts_of_case("1", DAY).sources["receives_cash_aid"].startswith("assistance record")


def test_a_finding_of_what_a_worker_says_counts_for_more_than_the_records() -> None:
    case = a_case()
    a_closing(case, THE_DAY_BEFORE, step="noticed", noticed_on=THE_DAY_BEFORE)
    findings(case, DAY, reply_could_lead=True)
    assert [known("reply_could_lead", day) for day in (THE_DAY_BEFORE, DAY)] == [False, True]
    assert facts_of_case("1", DAY).sources["reply_could_lead"] == f"finding of {DAY} by worker 7"


def test_no_finding_says_that_there_is_no_flag_while_a_hold_stands() -> None:
    case = a_case()
    end = date(2027, 1, 1)
    a_flag(case, THE_DAY_BEFORE, ends_on=end)
    findings(case, DAY, bypass_flag=False, bypass_owner="nobody")
    assert [known("bypass_flag", day) for day in (THE_DAY_BEFORE, DAY, end)] == [True, True, False]
    assert facts_of_case("1", DAY).sources["bypass_owner"] == f"do-not-close flag of {THE_DAY_BEFORE}"
    assert facts_frame(DAY)["bypass_flag"].to_list() == [True]


def test_a_finding_of_what_the_recipient_says_counts_for_more_than_the_records() -> None:
    case = a_case()
    a_closing(case, THE_DAY_BEFORE, step="requested", way="request", criterion="", may_ask=True)
    findings(case, DAY, recipient_asked_to_close=False, requester_opened_case=False)
    assert known("recipient_asked_to_close") is False
    assert known("requester_opened_case") is True


def test_what_the_views_derive_and_a_worker_says_is_only_what_people_enter_here() -> None:
    derived = {name for words in views().values() for name in words}
    said = {name for name in derived if BOOK[name].text.said_by != "records"}
    assert said == {"reply_could_lead", "recipient_asked_to_close", "bypass_flag", "bypass_expires_on", "bypass_owner"}


def test_who_took_down_a_protected_statement_is_not_told() -> None:
    findings(a_case(), DAY, risk_of_harm_reported=True, conceived_by_rape=True, incarcerated=True)
    sources = facts_of_case("1", DAY).sources
    assert sources["risk_of_harm_reported"] == sources["conceived_by_rape"] == f"finding of {DAY}"
    assert sources["incarcerated"] == f"finding of {DAY} by worker 7"


def test_no_source_names_anybody_on_the_case() -> None:
    case = a_case(basis="application", arrears=("1.00", "0.00"), children=[date(2020, 1, 1)])
    closing = a_closing(case, THE_DAY_BEFORE, step="noticed", noticed_on=THE_DAY_BEFORE)
    a_reply(closing, at_noon(THE_DAY_BEFORE))
    for part in case.participants.select_related("person"):
        part.person.given_name, part.person.family_name = "Given", "Family"
        part.person.save()
    told = " ".join(facts_of_case("1", DAY).sources.values())
    assert "Given" not in told
    assert "Family" not in told


BAD = {
    "incarcerated": ("maybe", "'maybe' is not yes or no; write true or false"),
    "arrears_total": ("1,000", "'1,000' is not an amount of money; write only digits and a point, as in 1234.50"),
    "tribal_notice_sent_on": ("2026-11-23", "2026-11-23 lies after the day of the decision, 2026-11-22"),
    "recipient_interviews": ("two", "'two' is not a whole number; write only digits"),
    "service_basis": ("aplication", "Did you mean application?"),
    "country": ("true", "there is no fact called 'country'"),
    "ncp_lives_abroad": (" ", "the finding has no value"),
    "ncp_foreign_citizen": ("", "the finding has no value"),
    "bypass_owner": ("unknown", "'unknown' is not a value; leave it out (or empty) when it is not known"),
    "incarcerate": ("true", "there is no fact called 'incarcerate'. Did you mean incarcerated?"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_stored_value_that_is_none_is_an_error_that_names_case_and_fact(name: str) -> None:
    value, reason = BAD[name]
    findings(a_case("A-7"), DAY, **{name: value})
    a_case("B-8")
    for read in (lambda: facts_of_case("A-7", DAY), lambda: list(facts_of_cases(DAY)), lambda: facts_frame(DAY)):
        with pytest.raises(BadRecords) as error:
            read()
        (fault,) = error.value.faults
        assert (fault.case, fault.fact) == ("A-7", name)
        assert reason in fault.reason
        assert str(error.value).startswith(f"case A-7: {name}: ")
    assert facts_of_case("B-8", DAY).facts == {}


def test_a_bad_finding_is_an_error_even_where_the_records_count_for_more() -> None:
    case = a_case()
    on_aid(case, "cash_aid")
    findings(case, DAY, receives_cash_aid="perhaps")
    with pytest.raises(BadRecords, match="case 1: receives_cash_aid: 'perhaps' is not yes or no"):
        facts_of_case("1", DAY)
    with pytest.raises(BadRecords, match="case 1: receives_cash_aid: 'perhaps' is not yes or no"):
        facts_frame(DAY)


def test_a_balance_below_zero_is_an_error_that_names_case_and_fact() -> None:
    a_balance(a_case(), DAY, "-5.00", "10.00")
    for read in (lambda: facts_of_case("1", DAY), lambda: facts_frame(DAY)):
        with pytest.raises(BadRecords, match=r"case 1: arrears_family: .*below zero"):
            read()


def test_findings_that_cannot_all_be_true_are_an_error() -> None:
    findings(a_case(), DAY, arrears_payment_made=False, last_arrears_payment_on=date(2026, 1, 5))
    with pytest.raises(BadRecords, match="last_arrears_payment_on is given although arrears_payment_made is false"):
        facts_of_case("1", DAY)
    with pytest.raises(BadRecords, match="last_arrears_payment_on is given although arrears_payment_made is false"):
        facts_frame(DAY)


def test_every_bad_record_of_a_chunk_is_told_and_the_list_is_kept_short() -> None:
    for number in range(25):
        findings(a_case(f"{number:02}"), DAY, incarcerated="maybe")
    with pytest.raises(BadRecords, match="and 5 more") as error:
        list(facts_of_cases(DAY))
    assert [fault.case for fault in error.value.faults] == [f"{number:02}" for number in range(25)]
    assert Case.objects.count() == 25
