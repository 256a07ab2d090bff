"""The evidence that is missing where a verdict of polars_verdicts.py is unknown, as a person writes it in Polars.

A fact is missing evidence where it is absent and nothing around it settles the question without it. The expressions
read the verdicts as columns that stand beside the facts already. Each fact is one bit, in the order in which the
paragraph asks for it, and the number that the bits make is the place of its words in a fixed list.
"""

from __future__ import annotations

from functools import reduce
from operator import add

import polars as pl

from benchmarks.by_hand.polars_verdicts import (
    a_year_without_payment,
    cannot_pay,
    cares_or_intact,
    medicaid_only,
    no_answer,
    of_own_will,
    other_benefit,
    small_or_unenforceable,
    told_to_end,
    transfer_wanted,
    why_cannot_pay,
    why_not_for_the_child,
)

Bits = dict[str, pl.Expr]
"""Facts in order, each with the condition under which it is missing, given that the verdict is unknown."""


def absent(*facts: str) -> Bits:
    """Facts that every unknown verdict misses when they are absent."""
    return {fact: pl.col(fact).is_null() for fact in facts}


def within(group: pl.Expr, bits: Bits) -> Bits:
    """Facts inside a group that may be settled without them."""
    return {fact: group.is_null() & missing for fact, missing in bits.items()}


def verdict(name: str) -> pl.Expr:
    """A verdict found before."""
    return pl.col(name)


in_debt = within(small_or_unenforceable, absent("arrears_total", "arrears_unenforceable"))
in_own_will = within(of_own_will, {**absent("service_basis"), **within(medicaid_only, absent("cooperation_required"))})
in_why_not = within(why_not_for_the_child, absent("conceived_by_incest", "conceived_by_rape", "adoption_pending"))
child_born = absent("paternity_child_born_on")
time_barred = absent("paternity_time_barred")
excluded = absent("alleged_father_excluded")
other_father = absent("other_father_identifiable")
against_interest = {**absent("paternity_against_childs_interest"), **in_why_not}
nobody_known = absent("father_identity_unknown", "father_search_diligent", "recipient_interviews")


def in_federal(limb: str, bits: Bits) -> Bits:
    """Facts of a limb of the federal paragraph on paternity, which every limb of California's paragraph asks for."""
    return within(verdict("us.b6"), within(verdict(f"us.b6.{limb}"), bits))


MISSING: dict[str, Bits] = {
    "us.b1": {**absent("current_order"), **in_debt},
    "us.b2": absent("current_order", "arrears_assigned", "arrears_family"),
    "us.b3": absent("current_order", "youngest_child_born_on", "ncp_in_long_term_care", "ncp_leviable_means"),
    "us.b4": absent("ncp_deceased", "estate_action_possible"),
    "us.b5": {
        **absent("ncp_lives_with_child"),
        **within(cares_or_intact, absent("ncp_primary_caregiver", "intact_household")),
        **absent("services_not_appropriate"),
    },
    "us.b6.i": {**child_born, **time_barred},
    "us.b6.ii": {**excluded, **other_father},
    "us.b6.iii": against_interest,
    "us.b6.iv": nobody_known,
    "us.b7.i": absent(
        "ncp_location_unknown", "locate_efforts_diligent", "automated_locate_possible", "locate_efforts_since"
    ),
    "us.b7.ii": absent(
        "ncp_location_unknown", "locate_efforts_diligent", "automated_locate_possible", "locate_efforts_since"
    ),
    "us.b7.iii": absent(
        "ncp_location_unknown",
        "locate_efforts_diligent",
        "automated_locate_possible",
        "ssn_cannot_be_verified",
        "locate_efforts_since",
    ),
    "us.b8": {
        **within(cannot_pay, absent("cannot_pay_through_minority", "cannot_pay_after_majority")),
        **absent("support_potential"),
        **within(why_cannot_pay, absent("in_psychiatric_institution", "incarcerated", "disability_verified")),
        **absent("ncp_leviable_means"),
    },
    "us.b9.i": absent("receives_ssi", "receives_ssdi", "receives_ssr", "other_income"),
    "us.b9.ii": {
        **absent("receives_ssi"),
        **within(other_benefit, absent("receives_ssdi", "receives_ssr")),
        **absent("other_income"),
    },
    "us.b10": absent(
        "ncp_foreign_citizen",
        "ncp_lives_abroad",
        "ncp_works_for_us_government",
        "ncp_works_for_us_company",
        "ncp_reachable_us_means",
        "reciprocity_with_country",
    ),
    "us.b11": absent("location_only_request", "location_service_provided"),
    "us.b12": absent("receives_cash_aid", "recipient_asked_to_close", "medical_support_assigned", "arrears_assigned"),
    "us.b13": absent("limited_service", "limited_service_complete"),
    "us.b14": absent("good_cause_found", "enforcement_risks_harm"),
    "us.b15": {
        **absent("receives_cash_aid"),
        **in_own_will,
        **absent("recipient_unreachable", "contact_methods_tried"),
    },
    "us.b16": {
        **absent("receives_cash_aid"),
        **in_own_will,
        **absent("noncooperation_documented", "recipient_action_essential"),
    },
    "us.b17": absent(
        "responding_case", "initiating_failed_to_act", "initiating_action_essential", "initiating_failure_documented"
    ),
    "us.b18": absent("responding_case", "initiating_closed"),
    "us.b19": absent("responding_case", "initiating_services_not_needed"),
    "us.b20": absent(
        "referred_by_program", "referral_inappropriate", "custodial_parent_applied", "noncustodial_parent_applied"
    ),
    "us.b21.i": {
        **absent("transferred_to_tribe"),
        **within(
            transfer_wanted,
            {
                **absent("recipient_asked_for_tribal_transfer"),
                **within(no_answer, absent("tribal_notice_sent_on", "recipient_answered_tribal_notice")),
            },
        ),
        **absent("tribal_transfer_complete", "recipient_told_of_tribal_transfer"),
    },
    "us.b21.iv": absent("transferred_to_tribe", "tribal_agreement_approved", "tribal_agreement_has_consent"),
    "us.c": absent("child_ihs_eligible", "opened_for_ihs_referral"),
    "us.payment_processing": {
        **absent("payment_processing_case"),
        **within(told_to_end, absent("obligation_ended", "court_asked_to_close", "other_agency_asked_to_close")),
    },
    "ca.b1": {
        **absent("current_order"),
        **within(a_year_without_payment, absent("arrears_payment_made", "last_arrears_payment_on")),
        **in_debt,
    },
    "ca.b4": absent("ncp_deceased", "estate_action_possible"),
    "ca.b6.i": {
        **child_born,
        **absent("paternity_action_pending"),
        **in_federal("i", time_barred),
        **in_federal("ii", {**excluded, **other_father}),
        **in_federal("iii", against_interest),
        **in_federal("iv", nobody_known),
    },
    "ca.b6.ii": {
        **excluded,
        **absent("no_other_father_attested"),
        **in_federal("i", {**child_born, **time_barred}),
        **in_federal("ii", other_father),
        **in_federal("iii", against_interest),
        **in_federal("iv", nobody_known),
    },
    "ca.b6.iii": {
        **against_interest,
        **in_federal("i", {**child_born, **time_barred}),
        **in_federal("ii", {**excluded, **other_father}),
        **in_federal("iv", nobody_known),
    },
    "ca.b6.iv": {
        **nobody_known,
        **in_federal("i", {**child_born, **time_barred}),
        **in_federal("ii", {**excluded, **other_father}),
        **in_federal("iii", against_interest),
    },
}


def missing_words(name: str, bits: Bits) -> pl.Expr:
    """Return the words for the number that the bits make: none where the verdict is known."""
    width = pl.UInt8() if len(bits) < 8 else pl.UInt16()
    nothing = pl.lit(0, width)
    weighed = [
        pl.when(missing).then(pl.lit(1 << place, width)).otherwise(nothing)
        for place, missing in enumerate(bits.values())
    ]
    code = pl.when(verdict(name).is_null()).then(reduce(add, weighed)).otherwise(nothing)
    return code.cat.to(pl.Enum(every_list(list(bits))))


def every_list(facts: list[str]) -> list[str]:
    """Return the words for every set of facts, at the place that its bits make."""
    lists = [""]
    for fact in facts:
        lists += [f"{before}, {fact}" if before else fact for before in lists]
    return lists
