"""The verdicts of California's criteria and limbs on 2026-11-22, as a person writes them in Polars.

True is met, false is not met, null is unknown: Polars joins booleans by Kleene's rules, as the law language does.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import reduce
from operator import and_, or_

import polars as pl

TWO_MONTHS_BEFORE_NOTICE = date(2026, 9, 23)
SIX_MONTHS_AGO = date(2026, 5, 22)
A_YEAR_AGO = date(2025, 11, 22)
TWO_YEARS_AGO = date(2024, 11, 22)
EIGHTEEN_YEARS_AGO = date(2008, 11, 22)

yes = pl.col


def no(fact: str) -> pl.Expr:
    """The fact is not so."""
    return ~pl.col(fact)


def both(*parts: pl.Expr) -> pl.Expr:
    """All parts hold."""
    return reduce(and_, parts)


def one_of(*parts: pl.Expr) -> pl.Expr:
    """One part is enough."""
    return reduce(or_, parts)


def dollars(amount: str) -> pl.Expr:
    """An amount of the same type as the columns of money."""
    return pl.lit(Decimal(amount), dtype=pl.Decimal(12, 2))


small_or_unenforceable = one_of(yes("arrears_total") < dollars("500.00"), yes("arrears_unenforceable"))
a_year_without_payment = one_of(no("arrears_payment_made"), yes("last_arrears_payment_on") <= A_YEAR_AGO)
cares_or_intact = one_of(yes("ncp_primary_caregiver"), yes("intact_household"))
why_not_for_the_child = one_of(yes("conceived_by_incest"), yes("conceived_by_rape"), yes("adoption_pending"))
cannot_pay = one_of(yes("cannot_pay_through_minority"), yes("cannot_pay_after_majority"))
why_cannot_pay = one_of(yes("in_psychiatric_institution"), yes("incarcerated"), yes("disability_verified"))
other_benefit = one_of(yes("receives_ssdi"), yes("receives_ssr"))
basis = pl.col("service_basis")
medicaid_only = both(basis == "medicaid", no("cooperation_required"))
of_own_will = one_of(basis == "application", basis == "former_assistance", medicaid_only)
no_answer = both(yes("tribal_notice_sent_on") <= TWO_MONTHS_BEFORE_NOTICE, no("recipient_answered_tribal_notice"))
transfer_wanted = one_of(yes("recipient_asked_for_tribal_transfer"), no_answer)
told_to_end = one_of(yes("obligation_ended"), yes("court_asked_to_close"), yes("other_agency_asked_to_close"))

of_age = yes("paternity_child_born_on") <= EIGHTEEN_YEARS_AGO
b6_i = both(of_age, yes("paternity_time_barred"))
b6_ii = both(yes("alleged_father_excluded"), no("other_father_identifiable"))
b6_iii = both(yes("paternity_against_childs_interest"), why_not_for_the_child)
b6_iv = both(yes("father_identity_unknown"), yes("father_search_diligent"), yes("recipient_interviews") >= 1)
b6 = one_of(b6_i, b6_ii, b6_iii, b6_iv)

searched = both(yes("ncp_location_unknown"), yes("locate_efforts_diligent"))
searched_since = yes("locate_efforts_since")
automated = yes("automated_locate_possible")
b7_i = both(searched, automated, searched_since <= TWO_YEARS_AGO)
b7_ii = both(searched, ~automated, searched_since <= SIX_MONTHS_AGO)
b7_iii = both(searched, automated, yes("ssn_cannot_be_verified"), searched_since <= A_YEAR_AGO)

ssi = yes("receives_ssi")
b9_i = both(ssi, no("receives_ssdi"), no("receives_ssr"), no("other_income"))
b9_ii = both(ssi, other_benefit, no("other_income"))

tribe = yes("transferred_to_tribe")
b21_i = both(tribe, transfer_wanted, yes("tribal_transfer_complete"), yes("recipient_told_of_tribal_transfer"))
b21_iv = both(tribe, yes("tribal_agreement_approved"), yes("tribal_agreement_has_consent"))

ca_b6_i = both(of_age, no("paternity_action_pending"), b6)
ca_b6_ii = both(yes("alleged_father_excluded"), yes("no_other_father_attested"), b6)
ca_b6_iii = both(b6_iii, b6)
ca_b6_iv = both(b6_iv, b6)

VERDICTS: dict[str, pl.Expr] = {
    "us.b1": both(no("current_order"), small_or_unenforceable),
    "us.b2": both(
        no("current_order"), yes("arrears_assigned") > dollars("0.00"), yes("arrears_family") == dollars("0.00")
    ),
    "us.b3": both(
        no("current_order"),
        yes("youngest_child_born_on") <= EIGHTEEN_YEARS_AGO,
        yes("ncp_in_long_term_care"),
        no("ncp_leviable_means"),
    ),
    "us.b4": both(yes("ncp_deceased"), no("estate_action_possible")),
    "us.b5": both(yes("ncp_lives_with_child"), cares_or_intact, yes("services_not_appropriate")),
    "us.b6": b6,
    "us.b6.i": b6_i,
    "us.b6.ii": b6_ii,
    "us.b6.iii": b6_iii,
    "us.b6.iv": b6_iv,
    "us.b7": one_of(b7_i, b7_ii, b7_iii),
    "us.b7.i": b7_i,
    "us.b7.ii": b7_ii,
    "us.b7.iii": b7_iii,
    "us.b8": both(cannot_pay, no("support_potential"), why_cannot_pay, no("ncp_leviable_means")),
    "us.b9": one_of(b9_i, b9_ii),
    "us.b9.i": b9_i,
    "us.b9.ii": b9_ii,
    "us.b10": both(
        yes("ncp_foreign_citizen"),
        yes("ncp_lives_abroad"),
        no("ncp_works_for_us_government"),
        no("ncp_works_for_us_company"),
        no("ncp_reachable_us_means"),
        no("reciprocity_with_country"),
    ),
    "us.b11": both(yes("location_only_request"), yes("location_service_provided")),
    "us.b12": both(
        no("receives_cash_aid"),
        yes("recipient_asked_to_close"),
        no("medical_support_assigned"),
        yes("arrears_assigned") == dollars("0.00"),
    ),
    "us.b13": both(yes("limited_service"), yes("limited_service_complete")),
    "us.b14": both(yes("good_cause_found"), yes("enforcement_risks_harm")),
    "us.b15": both(
        no("receives_cash_aid"), of_own_will, yes("recipient_unreachable"), yes("contact_methods_tried") >= 2
    ),
    "us.b16": both(
        no("receives_cash_aid"), of_own_will, yes("noncooperation_documented"), yes("recipient_action_essential")
    ),
    "us.b17": both(
        yes("responding_case"),
        yes("initiating_failed_to_act"),
        yes("initiating_action_essential"),
        yes("initiating_failure_documented"),
    ),
    "us.b18": both(yes("responding_case"), yes("initiating_closed")),
    "us.b19": both(yes("responding_case"), yes("initiating_services_not_needed")),
    "us.b20": both(
        yes("referred_by_program"),
        yes("referral_inappropriate"),
        no("custodial_parent_applied"),
        no("noncustodial_parent_applied"),
    ),
    "us.b21": one_of(b21_i, b21_iv),
    "us.b21.i": b21_i,
    "us.b21.iv": b21_iv,
    "us.c": both(yes("child_ihs_eligible"), yes("opened_for_ihs_referral")),
    "us.payment_processing": both(yes("payment_processing_case"), told_to_end),
    "ca.b1": both(no("current_order"), a_year_without_payment, small_or_unenforceable),
    "ca.b4": both(yes("ncp_deceased"), no("estate_action_possible")),
    "ca.b6": one_of(ca_b6_i, ca_b6_ii, ca_b6_iii, ca_b6_iv),
    "ca.b6.i": ca_b6_i,
    "ca.b6.ii": ca_b6_ii,
    "ca.b6.iii": ca_b6_iii,
    "ca.b6.iv": ca_b6_iv,
}
