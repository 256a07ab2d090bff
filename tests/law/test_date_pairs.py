"""Facts whose answer turns on a day: that of the rule of 2017, or that of the words added in 2020."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from caseclose.closure.assessment import Assessment, assess
from caseclose.law.in_force import law_in_force
from caseclose.law.reading import shipped
from caseclose.law.verdict import Facts, Verdict

RULE_OF_2017 = date(2017, 1, 19)
WORDS_OF_2020 = date(2020, 7, 9)


@dataclass(frozen=True)
class Turn:
    """Facts that meet `criterion` on one side of `first_day` only."""

    say: str
    criterion: str
    first_day: date
    facts: Facts


OPENS = [
    Turn(
        "two years and a month of failed searching, with enough data and no trouble with the Social Security number",
        "us.b7",
        RULE_OF_2017,
        {
            "ncp_location_unknown": True,
            "locate_efforts_diligent": True,
            "locate_efforts_since": date(2014, 12, 18),
            "automated_locate_possible": True,
            "ssn_cannot_be_verified": False,
        },
    ),
    Turn(
        "seven months of failed searching, with too little data",
        "us.b7",
        RULE_OF_2017,
        {
            "ncp_location_unknown": True,
            "locate_efforts_diligent": True,
            "locate_efforts_since": date(2016, 6, 18),
            "automated_locate_possible": False,
            "ssn_cannot_be_verified": False,
        },
    ),
    Turn(
        "in prison with nothing to take, and parole possible only after the child is eighteen",
        "us.b8",
        RULE_OF_2017,
        {
            "incarcerated": True,
            "parole_possible": True,
            "cannot_pay_through_minority": True,
            "support_potential": False,
            "ncp_leviable_means": False,
            "in_psychiatric_institution": False,
            "disability_verified": False,
        },
    ),
    Turn(
        "no current order and a large debt, all of it owed to the state",
        "us.b2",
        RULE_OF_2017,
        {
            "current_order": False,
            "arrears_total": Decimal("12000.00"),
            "arrears_assigned": Decimal("12000.00"),
            "arrears_family": Decimal("0.00"),
            "arrears_unenforceable": False,
        },
    ),
    Turn(
        "SSI with Social Security Retirement as the only income",
        "us.b9",
        WORDS_OF_2020,
        {"receives_ssi": True, "receives_ssdi": False, "receives_ssr": True, "other_income": False},
    ),
    Turn(
        "SSI as the only income",
        "us.b9",
        RULE_OF_2017,
        {"receives_ssi": True, "receives_ssdi": False, "receives_ssr": False, "other_income": False},
    ),
]
SHUTS = Turn(
    "one first-class letter, sixty-one days without an answer, and no second way tried",
    "us.b15",
    RULE_OF_2017,
    {
        "receives_cash_aid": False,
        "service_basis": "application",
        "recipient_unreachable": True,
        "first_class_letter_sent": True,
        "contact_attempts_since": date(2016, 11, 18),
        "contact_methods_tried": 1,
    },
)


def said_on(day: date, turn: Turn) -> Assessment:
    return assess(law_in_force(shipped(), "us", day), turn.facts)


def verdict_on(day: date, turn: Turn) -> Verdict | None:
    """The verdict of the criterion that turns; None where no text of it is in force."""
    found = {item.standing.id: item.finding.verdict for item in said_on(day, turn).criteria}
    return found.get(turn.criterion)


def day_before(turn: Turn) -> date:
    return turn.first_day - timedelta(days=1)


@pytest.mark.parametrize("turn", OPENS, ids=lambda turn: turn.say)
def test_the_day_before_nothing_is_closable(turn: Turn) -> None:
    assert said_on(day_before(turn), turn).closable_under == ()


@pytest.mark.parametrize("turn", OPENS, ids=lambda turn: turn.say)
def test_the_day_before_the_answer_is_no_and_not_unknown(turn: Turn) -> None:
    assert verdict_on(day_before(turn), turn) in {None, Verdict.NOT_MET}


@pytest.mark.parametrize("turn", OPENS, ids=lambda turn: turn.say)
def test_on_the_day_the_case_is_closable_under_the_paragraph(turn: Turn) -> None:
    assert said_on(turn.first_day, turn).closable_under == (turn.criterion,)


def test_one_letter_is_enough_until_the_day_before() -> None:
    assert said_on(day_before(SHUTS), SHUTS).closable_under == (SHUTS.criterion,)


def test_from_the_day_on_one_letter_is_not_enough() -> None:
    assert said_on(SHUTS.first_day, SHUTS).closable_under == ()
    assert verdict_on(SHUTS.first_day, SHUTS) is Verdict.NOT_MET


def test_a_second_way_of_contact_opens_it_again() -> None:
    tried = Turn(SHUTS.say, SHUTS.criterion, SHUTS.first_day, {**SHUTS.facts, "contact_methods_tried": 2})
    assert said_on(tried.first_day, tried).closable_under == (tried.criterion,)


def test_the_letter_of_the_old_rule_needs_its_sixty_days() -> None:
    sent = {**SHUTS.facts, "contact_attempts_since": day_before(SHUTS) - timedelta(days=59)}
    assert said_on(day_before(SHUTS), Turn(SHUTS.say, SHUTS.criterion, SHUTS.first_day, sent)).closable_under == ()
