"""Cases for the tests of a closing, in the words of the field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from caseclose.closure.assessment import Assessment, CriterionFinding, assess
from caseclose.law.in_force import LawInForce, law_in_force
from caseclose.law.reading import shipped
from caseclose.law.values import read_value
from caseclose.law.verdict import Facts

TODAY = date(2026, 11, 22)
STATES = ("us", *shipped().states)

GATES_OPEN: Facts = {
    "money_held": False,
    "served_action_pending": False,
    "payment_processing_case": False,
    "bypass_flag": False,
    "documentation_on_file": True,
    "reply_waiting": False,
    "reply_could_lead": False,
    "contact_reestablished": False,
    "other_case_needs_remedy": False,
}
SMALL_DEBT: Facts = {
    "current_order": False,
    "arrears_total": Decimal("312.40"),
    "regular_payments": False,
    "arrears_payment_made": False,
}
MAY_ASK: Facts = {
    "requester_opened_case": True,
    "receives_cash_aid": False,
    "receives_foster_care": False,
    "receives_medicaid": False,
    "medical_support_assigned": False,
    "arrears_assigned": Decimal("0.00"),
    "risk_of_harm_reported": False,
}


def a_case(*known: Facts, **more: object) -> Facts:
    """A case with the facts of `known` and `more`: a_case(SMALL_DEBT, arrears_total="499.99"). None takes one away."""
    facts = {name: value for facts in known for name, value in facts.items()}
    book = shipped().facts
    for name, raw in more.items():
        facts.pop(name, None)
        if raw is not None:
            facts[name] = read_value(book[name], raw)
    return facts


def the_law(state: str = "us", on: date = TODAY) -> LawInForce:
    """The law in force in a state on a day."""
    return law_in_force(shipped(), state, on)


def assessed(facts: Facts, state: str = "us", on: date = TODAY) -> Assessment:
    """A case assessed in a state on a day."""
    return assess(the_law(state, on), facts)


def item(assessment: Assessment, name: str) -> CriterionFinding:
    """One criterion of an assessment."""
    return next(each for each in assessment.criteria if each.standing.id == name)
