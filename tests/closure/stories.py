"""What can be so of a case: for each paragraph a story that meets it, and the changes that life brings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from caseclose.law.facts import FactBook
from caseclose.law.verdict import Facts, Value

Told = Mapping[str, bool | int | str | timedelta]
"""Facts as a story tells them: money as text, a date as so long ago."""

YEAR = timedelta(days=365)
GROUND: Told = {
    "money_held": False,
    "served_action_pending": False,
    "payment_processing_case": False,
    "bypass_flag": False,
    "documentation_on_file": True,
    "contact_reestablished": False,
    "youngest_child_born_on": 8 * YEAR,
}
NO_AID: Told = {
    "receives_cash_aid": False,
    "receives_foster_care": False,
    "receives_medicaid": False,
    "medical_support_assigned": False,
    "arrears_assigned": "0.00",
}
WITHOUT_AID: Told = {"receives_cash_aid": False, "service_basis": "application"}
NOT_LOCATED: Told = {"ncp_location_unknown": True, "locate_efforts_diligent": True}

STORIES: dict[str, Told] = {
    "b1": {"current_order": False, "arrears_total": "499.99", "arrears_payment_made": False, "regular_payments": False},
    "b1 too old to collect": {
        "current_order": False,
        "arrears_total": "12000.00",
        "arrears_unenforceable": True,
        "arrears_payment_made": True,
        "last_arrears_payment_on": 2 * YEAR,
    },
    "b1 while payments come in": {
        "current_order": False,
        "arrears_total": "120.00",
        "arrears_payment_made": True,
        "last_arrears_payment_on": timedelta(days=20),
        "regular_payments": True,
    },
    "b1 paid until last year": {
        "current_order": False,
        "arrears_total": "120.00",
        "arrears_payment_made": True,
        "last_arrears_payment_on": YEAR + timedelta(days=1),
        "regular_payments": False,
    },
    "b2 not looked at by the state": {
        "current_order": False,
        "arrears_total": "9000.00",
        "arrears_assigned": "9000.00",
        "arrears_family": "0.00",
    },
    "b2": {
        "current_order": False,
        "arrears_total": "9000.00",
        "arrears_assigned": "9000.00",
        "arrears_family": "0.00",
        "collection_unlikely": True,
        "assigned_closing_approved": True,
    },
    "b3": {
        "current_order": False,
        "arrears_total": "0.00",
        "youngest_child_born_on": 20 * YEAR,
        "ncp_in_long_term_care": True,
        "ncp_leviable_means": False,
        "satisfaction_of_judgment_filed": True,
    },
    "b4": {"ncp_deceased": True, "estate_action_possible": False},
    "b5": {"ncp_lives_with_child": True, "intact_household": True, "services_not_appropriate": True},
    "b6": {"alleged_father_excluded": True, "other_father_identifiable": False, "no_other_father_attested": True},
    "b6 too late": {
        "paternity_child_born_on": 19 * YEAR,
        "paternity_time_barred": True,
        "paternity_action_pending": False,
    },
    "b6 against the child": {"paternity_against_childs_interest": True, "conceived_by_rape": True},
    "b6 unknown": {"father_identity_unknown": True, "father_search_diligent": True, "recipient_interviews": 1},
    "b7": {**NOT_LOCATED, "automated_locate_possible": True, "locate_efforts_since": 2 * YEAR + timedelta(days=1)},
    "b7 little data": {**NOT_LOCATED, "automated_locate_possible": False, "locate_efforts_since": timedelta(days=185)},
    "b7 number": {
        **NOT_LOCATED,
        "automated_locate_possible": True,
        "ssn_cannot_be_verified": True,
        "locate_efforts_since": YEAR + timedelta(days=1),
    },
    "b8": {
        "cannot_pay_through_minority": True,
        "support_potential": False,
        "incarcerated": True,
        "ncp_leviable_means": False,
    },
    "b9": {
        "receives_ssi": True,
        "receives_ssdi": False,
        "receives_ssr": False,
        "other_income": False,
        "current_order": True,
        "motion_to_modify_filed": True,
    },
    "b9 two": {"receives_ssi": True, "receives_ssr": True, "other_income": False, "current_order": False},
    "b10": {
        "ncp_foreign_citizen": True,
        "ncp_lives_abroad": True,
        "ncp_works_for_us_government": False,
        "ncp_works_for_us_company": False,
        "ncp_reachable_us_means": False,
        "reciprocity_with_country": False,
    },
    "b11": {"location_only_request": True, "location_service_provided": True},
    "b12": {**NO_AID, "recipient_asked_to_close": True, "requester_opened_case": True},
    "asked": {**NO_AID, "current_order": True, "arrears_total": "700.00"},
    "asked with nothing left": {**NO_AID, "current_order": False, "arrears_total": "0.00"},
    "asked on aid": {**NO_AID, "receives_cash_aid": True, "current_order": True},
    "asked with debt to the state": {**NO_AID, "arrears_assigned": "900.00", "current_order": True},
    "b13": {"limited_service": True, "limited_service_complete": True},
    "b14": {"good_cause_found": True, "enforcement_risks_harm": True},
    "b15": {**WITHOUT_AID, "recipient_unreachable": True, "contact_methods_tried": 2},
    "b16": {
        "receives_cash_aid": False,
        "service_basis": "medicaid",
        "cooperation_required": False,
        "noncooperation_documented": True,
        "recipient_action_essential": True,
    },
    "b17": {
        "responding_case": True,
        "initiating_failed_to_act": True,
        "initiating_action_essential": True,
        "initiating_failure_documented": True,
    },
    "b18": {"responding_case": True, "initiating_closed": True},
    "b19": {"responding_case": True, "initiating_services_not_needed": True},
    "b20": {
        "referred_by_program": True,
        "referral_inappropriate": True,
        "custodial_parent_applied": False,
        "noncustodial_parent_applied": False,
    },
    "b21": {
        "transferred_to_tribe": True,
        "tribal_notice_sent_on": timedelta(days=60),
        "recipient_answered_tribal_notice": False,
        "tribal_transfer_complete": True,
        "recipient_told_of_tribal_transfer": True,
    },
    "b21 agreed": {
        "transferred_to_tribe": True,
        "tribal_agreement_approved": True,
        "tribal_agreement_has_consent": True,
    },
    "c": {"child_ihs_eligible": True, "opened_for_ihs_referral": True},
    "payment_processing": {"payment_processing_case": True, "obligation_ended": True},
}
"""For each paragraph at least one story that meets it in every state, and some that meet only the federal rule."""

NOT_DRAWN = frozenset(
    {
        "notice_sent_on",
        "reply_waiting",
        "reply_could_lead",
        "requester_opened_case",
        "recipient_asked_to_close",
        "bypass_owner",
    }
)
"""Facts that a closing in progress makes known itself, and one that nothing is decided on."""


def told_on(story: Told, day: date) -> dict[str, Value]:
    """The facts of a story as they stand on a day."""
    return {name: _on(name, raw, day) for name, raw in story.items()}


def _on(name: str, raw: bool | int | str | timedelta, day: date) -> Value:  # noqa: FBT001 - a fact's value
    if isinstance(raw, timedelta):
        return day - raw
    return Decimal(raw) if isinstance(raw, str) and name.startswith("arrears") else raw


def changes(book: FactBook) -> list[tuple[str, bool | int | str | timedelta]]:
    """Everything that can become known of a case, what often decides several times over."""
    found: list[tuple[str, bool | int | str | timedelta]] = []
    for name, fact in book.items():
        if name not in NOT_DRAWN:
            found += [(name, raw) for raw in _values(fact.kind, list(fact.text.choices))]
    often = {*GROUND, *NO_AID, "current_order", "arrears_total", "bypass_expires_on"}
    return found + [each for each in found if each[0] in often] * 2


def _values(kind: str, choices: list[str]) -> list[bool | int | str | timedelta]:
    if kind == "yes_no":
        return [True, False]
    if kind == "money":
        return ["0.00", "0.01", "499.99", "500.00", "12000.00"]
    if kind == "date":
        return [timedelta(days=days) for days in (-90, 0, 59, 60, 200, 366, 731, 7000)]
    return [0, 1, 2] if kind == "count" else list(choices)


def without(facts: Facts, name: str) -> dict[str, Value]:
    """The facts with one of them no longer known."""
    return {each: value for each, value in facts.items() if each != name}
