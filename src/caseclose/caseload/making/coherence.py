"""What no case can be: facts that contradict each other, found in a facts-level table."""

from __future__ import annotations

from datetime import date

import polars as pl
from polars import col

from caseclose.caseload.making.facts import fact_kinds

AHEAD = {"bypass_expires_on"}


def contradictions(cases: pl.DataFrame | pl.LazyFrame, as_of: date) -> dict[str, int]:
    """Return, for each rule that some case breaks, the rule in words and how many cases break it.

    A case breaks a rule only by what is known about it: an unknown fact contradicts nothing.
    """
    rules = {**_RULES, **_dates_ahead(as_of)}
    counts = cases.lazy().select(expression.sum().alias(words) for words, expression in rules.items()).collect()
    return {words: count for words, count in counts.row(0, named=True).items() if count}


def _dates_ahead(as_of: date) -> dict[str, pl.Expr]:
    dates = [name for name, kind in fact_kinds().items() if kind == "date" and name not in AHEAD]
    rules = {f"{name} does not lie ahead": col(name) > as_of for name in dates}
    return {**rules, "youngest_child_born_on lies before the day asked about": col("youngest_child_born_on") >= as_of}


def _never_both(one: str, *others: str) -> dict[str, pl.Expr]:
    return {f"never both {one} and {other}": col(one) & col(other) for other in others}


def _only_with(needed: str, *facts: str) -> dict[str, pl.Expr]:
    return {f"{fact} only with {needed}": col(fact) & ~col(needed) for fact in facts}


def _date_only_with(needed: str, fact: str) -> dict[str, pl.Expr]:
    return {f"{fact} only with {needed}": col(fact).is_not_null() & ~col(needed)}


_SUM = col("arrears_family") + col("arrears_assigned")

_RULES: dict[str, pl.Expr] = {
    "past-due support is the sum of its two parts": col("arrears_total") != _SUM,
    "no amount is below zero": pl.min_horizontal("arrears_total", "arrears_family", "arrears_assigned") < 0,
    "no part is more than the whole": pl.max_horizontal("arrears_family", "arrears_assigned") > col("arrears_total"),
    "regular payments only where something is owed": col("regular_payments") & (col("arrears_total") == 0),
    "no satisfaction of judgment while something is owed": col("satisfaction_of_judgment_filed")
    & (col("arrears_total") > 0),
    "no end of the obligation while something is owed": col("obligation_ended") & (col("arrears_total") > 0),
    "the child who needs paternity is not younger than the youngest": col("paternity_child_born_on")
    > col("youngest_child_born_on"),
    "cash aid is the reason why the case is open": col("receives_cash_aid") & (col("service_basis") != "cash_aid"),
    "the reason cash aid only with cash aid": ~col("receives_cash_aid") & (col("service_basis") == "cash_aid"),
    "foster care is the reason why the case is open": col("receives_foster_care")
    & (col("service_basis") != "foster_care"),
    **_only_with("arrears_payment_made", "regular_payments"),
    **_date_only_with("arrears_payment_made", "last_arrears_payment_on"),
    **_never_both("obligation_ended", "current_order"),
    **_never_both("receives_cash_aid", "receives_foster_care"),
    **_never_both("location_only_request", "limited_service", "current_order", "receives_cash_aid"),
    **_only_with("location_only_request", "location_service_provided"),
    **_only_with("limited_service", "limited_service_complete"),
    **_only_with("child_ihs_eligible", "opened_for_ihs_referral"),
    **_never_both("paternity_time_barred", "paternity_action_pending"),
    **_never_both("other_father_identifiable", "father_identity_unknown", "no_other_father_attested"),
    **_only_with("father_identity_unknown", "father_search_diligent"),
    **_only_with("conceived_by_rape", "conceived_by_forcible_rape"),
    **_never_both(
        "ncp_deceased",
        "ncp_lives_with_child",
        "ncp_location_unknown",
        "incarcerated",
        "ncp_in_long_term_care",
        "in_psychiatric_institution",
        "ncp_lives_abroad",
        "ncp_works_for_us_government",
        "ncp_works_for_us_company",
        "receives_ssi",
        "receives_ssdi",
        "receives_ssr",
        "disability_verified",
        "other_income",
    ),
    **_only_with("ncp_deceased", "estate_action_possible"),
    **_never_both(
        "ncp_location_unknown",
        "ncp_lives_with_child",
        "incarcerated",
        "ncp_in_long_term_care",
        "in_psychiatric_institution",
        "ncp_lives_abroad",
        "ncp_works_for_us_government",
        "ncp_works_for_us_company",
    ),
    **_date_only_with("ncp_location_unknown", "locate_efforts_since"),
    **_only_with("ncp_lives_with_child", "ncp_primary_caregiver", "intact_household"),
    **_never_both(
        "incarcerated",
        "ncp_lives_with_child",
        "ncp_lives_abroad",
        "ncp_in_long_term_care",
        "in_psychiatric_institution",
        "ncp_works_for_us_company",
        "receives_ssi",
    ),
    **_only_with("incarcerated", "parole_possible"),
    **_only_with("ncp_lives_abroad", "reciprocity_with_country"),
    **_never_both("receives_ssr", "receives_ssdi"),
    **_only_with("other_income", "ncp_works_for_us_government", "ncp_works_for_us_company"),
    **_never_both("cannot_pay_through_minority", "cannot_pay_after_majority"),
    **_never_both("recipient_unreachable", "recipient_asked_to_close"),
    **_only_with("recipient_asked_to_close", "requester_opened_case"),
    **_date_only_with("recipient_unreachable", "contact_attempts_since"),
    **_only_with("recipient_unreachable", "contact_reestablished", "first_class_letter_sent"),
    **_only_with("responding_case", "initiating_failed_to_act", "initiating_closed", "initiating_services_not_needed"),
    **_only_with("initiating_failed_to_act", "initiating_failure_documented"),
    **_only_with("transferred_to_tribe", "tribal_transfer_complete"),
    **_date_only_with("transferred_to_tribe", "tribal_notice_sent_on"),
    **_only_with("tribal_transfer_complete", "recipient_told_of_tribal_transfer"),
    **_only_with("tribal_agreement_approved", "tribal_agreement_has_consent"),
    **_date_only_with("bypass_flag", "bypass_expires_on"),
    **_date_only_with("bypass_flag", "bypass_owner"),
}
