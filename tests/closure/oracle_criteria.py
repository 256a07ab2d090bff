"""A second reading of 45 CFR 303.11(b) and (c), by hand: what each paragraph asks of what is known of a case.

Written from the text as it stands since 9 July 2020, for the tests only. It knows neither the policy files nor the
program: each paragraph is a plain question about known facts, and what is not known never helps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Known = Mapping[str, Any]
Question = Callable[[Known, date], bool]

SMALL = Decimal("500.00")
NOTHING = Decimal("0.00")
OF_AGE = 18 * 12


def yes(known: Known, *names: str) -> bool:
    """Every one of these is known to be so."""
    return all(known.get(name) is True for name in names)


def no(known: Known, *names: str) -> bool:
    """Every one of these is known not to be so."""
    return all(known.get(name) is False for name in names)


def either(known: Known, *names: str) -> bool:
    """At least one of these is known to be so."""
    return any(known.get(name) is True for name in names)


def money(known: Known, name: str, fits: Callable[[Decimal], bool]) -> bool:
    """An amount is known and fits."""
    return name in known and fits(known[name])


def at_least(known: Known, name: str, count: int) -> bool:
    """A number is known and large enough."""
    return name in known and known[name] >= count


def months_later(start: date, months: int) -> date:
    """The same day of the month so many months on; the month's last day where it has no such day."""
    year, month = start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1
    for back in range(4):
        try:
            return date(year, month, start.day - back)
        except ValueError:
            continue
    raise AssertionError("no month has fewer than 28 days")


def months_over(known: Known, name: str, months: int, day: date) -> bool:
    """So many months since a known date are over."""
    return name in known and months_later(known[name], months) <= day


def small_or_uncollectable(known: Known, _day: date) -> bool:
    small = money(known, "arrears_total", lambda owed: owed < SMALL)
    return no(known, "current_order") and (small or yes(known, "arrears_unenforceable"))


def all_assigned(known: Known, _day: date) -> bool:
    assigned = money(known, "arrears_assigned", lambda owed: owed > NOTHING)
    return no(known, "current_order") and assigned and money(known, "arrears_family", lambda owed: owed == NOTHING)


def long_term_care(known: Known, day: date) -> bool:
    grown = months_over(known, "youngest_child_born_on", OF_AGE, day)
    return no(known, "current_order", "ncp_leviable_means") and grown and yes(known, "ncp_in_long_term_care")


def death(known: Known, _day: date) -> bool:
    return yes(known, "ncp_deceased") and no(known, "estate_action_possible")


def lives_with_child(known: Known, _day: date) -> bool:
    home = either(known, "ncp_primary_caregiver", "intact_household")
    return home and yes(known, "ncp_lives_with_child", "services_not_appropriate")


def paternity(known: Known, day: date) -> bool:
    grown = months_over(known, "paternity_child_born_on", OF_AGE, day)
    harm = either(known, "conceived_by_incest", "conceived_by_rape", "adoption_pending")
    return any(
        (
            grown and yes(known, "paternity_time_barred"),
            yes(known, "alleged_father_excluded") and no(known, "other_father_identifiable"),
            yes(known, "paternity_against_childs_interest") and harm,
            yes(known, "father_identity_unknown", "father_search_diligent")
            and at_least(known, "recipient_interviews", 1),
        )
    )


def cannot_locate(known: Known, day: date) -> bool:
    if not yes(known, "ncp_location_unknown", "locate_efforts_diligent"):
        return False
    enough = yes(known, "automated_locate_possible")
    return any(
        (
            enough and months_over(known, "locate_efforts_since", 24, day),
            no(known, "automated_locate_possible") and months_over(known, "locate_efforts_since", 6, day),
            enough and yes(known, "ssn_cannot_be_verified") and months_over(known, "locate_efforts_since", 12, day),
        )
    )


def cannot_pay(known: Known, _day: date) -> bool:
    never = either(known, "cannot_pay_through_minority", "cannot_pay_after_majority")
    held = either(known, "in_psychiatric_institution", "incarcerated", "disability_verified")
    return never and held and no(known, "support_potential", "ncp_leviable_means")


def social_security(known: Known, _day: date) -> bool:
    if not (yes(known, "receives_ssi") and no(known, "other_income")):
        return False
    return no(known, "receives_ssdi", "receives_ssr") or either(known, "receives_ssdi", "receives_ssr")


def abroad(known: Known, _day: date) -> bool:
    reach = ("ncp_works_for_us_government", "ncp_works_for_us_company", "ncp_reachable_us_means")
    away = yes(known, "ncp_foreign_citizen", "ncp_lives_abroad")
    return away and no(known, *reach, "reciprocity_with_country")


def recipient_asks(known: Known, _day: date) -> bool:
    unassigned = money(known, "arrears_assigned", lambda owed: owed == NOTHING)
    free = no(known, "receives_cash_aid", "medical_support_assigned")
    return yes(known, "recipient_asked_to_close") and free and unassigned


def served_without_aid(known: Known) -> bool:
    basis = known.get("service_basis")
    medicaid = basis == "medicaid" and no(known, "cooperation_required")
    return no(known, "receives_cash_aid") and (basis in ("application", "former_assistance") or medicaid)


def cannot_reach(known: Known, _day: date) -> bool:
    tried = at_least(known, "contact_methods_tried", 2)
    return served_without_aid(known) and yes(known, "recipient_unreachable") and tried


def no_cooperation(known: Known, _day: date) -> bool:
    return served_without_aid(known) and yes(known, "noncooperation_documented", "recipient_action_essential")


def bad_referral(known: Known, _day: date) -> bool:
    applied = ("custodial_parent_applied", "noncustodial_parent_applied")
    return yes(known, "referred_by_program", "referral_inappropriate") and no(known, *applied)


def tribal(known: Known, day: date) -> bool:
    sent = known.get("tribal_notice_sent_on")
    silent = sent is not None and day - sent >= timedelta(days=60) and no(known, "recipient_answered_tribal_notice")
    done = yes(known, "tribal_transfer_complete", "recipient_told_of_tribal_transfer")
    agreed = yes(known, "tribal_agreement_approved", "tribal_agreement_has_consent")
    asked = yes(known, "recipient_asked_for_tribal_transfer")
    return yes(known, "transferred_to_tribe") and (((asked or silent) and done) or agreed)


def payment_processing_over(known: Known, _day: date) -> bool:
    """Not of 303.11: a payment-processing case ends on three grounds of its own, as the agencies' pages say."""
    over = either(known, "obligation_ended", "court_asked_to_close", "other_agency_asked_to_close")
    return yes(known, "payment_processing_case") and over


def all_of(*names: str) -> Question:
    """A paragraph that asks for nothing but findings."""
    return lambda known, _day: yes(known, *names)


FEDERAL: dict[str, Question] = {
    "b1": small_or_uncollectable,
    "b2": all_assigned,
    "b3": long_term_care,
    "b4": death,
    "b5": lives_with_child,
    "b6": paternity,
    "b7": cannot_locate,
    "b8": cannot_pay,
    "b9": social_security,
    "b10": abroad,
    "b11": all_of("location_only_request", "location_service_provided"),
    "b12": recipient_asks,
    "b13": all_of("limited_service", "limited_service_complete"),
    "b14": all_of("good_cause_found", "enforcement_risks_harm"),
    "b15": cannot_reach,
    "b16": no_cooperation,
    "b17": all_of(
        "responding_case", "initiating_failed_to_act", "initiating_action_essential", "initiating_failure_documented"
    ),
    "b18": all_of("responding_case", "initiating_closed"),
    "b19": all_of("responding_case", "initiating_services_not_needed"),
    "b20": bad_referral,
    "b21": tribal,
    "c": all_of("child_ihs_eligible", "opened_for_ihs_referral"),
    "payment_processing": payment_processing_over,
}
"""What each paragraph asks."""


def year_without_payment(known: Known, day: date) -> bool:
    """22 CCR 118203(a)(1): no payment on the arrears in the twelve months before."""
    return no(known, "arrears_payment_made") or months_over(known, "last_arrears_payment_on", 12, day)


def low_chance_and_approved(known: Known, _day: date) -> bool:
    """Ark. Admin. Code 006.25.1-7, 7.2(2): a low likelihood of collection, after review and approval."""
    return yes(known, "collection_unlikely", "assigned_closing_approved")


def small_without_regular_payments(known: Known, _day: date) -> bool:
    """Ark. Admin. Code 006.25.1-7, 7.2(1): under $500, but open until paid in full if regular payments come in."""
    return no(known, "regular_payments") and money(known, "arrears_total", lambda owed: owed < SMALL)


NARROWED: dict[tuple[str, str], Question] = {
    ("ca", "b1"): year_without_payment,
    ("ca", "b4"): death,
    ("ar", "b1"): small_without_regular_payments,
    ("ar", "b2"): low_chance_and_approved,
}
"""What a state asks beyond the federal paragraph."""
