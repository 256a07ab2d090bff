"""rule-engine: one rule for each criterion. A fact that is absent is null; each null is guarded."""

from __future__ import annotations

from typing import Any

import polars as pl
import rule_engine

from benchmarks.peers.facts import compared, frame, one_by_one
from benchmarks.worker import Stopwatch

OF_OWN_WILL = (
    "receives_cash_aid == false and (service_basis in ['application', 'former_assistance']"
    " or (service_basis == 'medicaid' and cooperation_required == false))"
)
RULES = {
    "b1": "current_order == false and"
    " ((arrears_total != null and arrears_total < 500) or arrears_unenforceable == true)",
    "b2": "current_order == false and arrears_assigned != null and arrears_assigned > 0 and arrears_family == 0",
    "b4": "ncp_deceased == true and estate_action_possible == false",
    "b7": "ncp_location_unknown == true and locate_efforts_diligent == true and locate_efforts_since != null and"
    " ((automated_locate_possible == true and locate_efforts_since <= d'2024-11-22')"
    " or (automated_locate_possible == false and locate_efforts_since <= d'2026-05-22')"
    " or (automated_locate_possible == true and ssn_cannot_be_verified == true"
    " and locate_efforts_since <= d'2025-11-22'))",
    "b9": "receives_ssi == true and other_income == false and"
    " ((receives_ssdi == false and receives_ssr == false) or receives_ssdi == true or receives_ssr == true)",
    "b10": "ncp_foreign_citizen == true and ncp_lives_abroad == true and ncp_works_for_us_government == false and"
    " ncp_works_for_us_company == false and ncp_reachable_us_means == false and reciprocity_with_country == false",
    "b12": "receives_cash_aid == false and recipient_asked_to_close == true and medical_support_assigned == false and"
    " arrears_assigned == 0",
    "b15": f"{OF_OWN_WILL} and recipient_unreachable == true and"
    " contact_methods_tried != null and contact_methods_tried >= 2",
    "b16": f"{OF_OWN_WILL} and noncooperation_documented == true and recipient_action_essential == true",
    "b19": "responding_case == true and initiating_services_not_needed == true",
}


def work(folder: str, cases: int) -> dict[str, Any]:
    """Answer the ten criteria for the first `cases` cases."""
    table = frame(folder, cases)
    rows = one_by_one(table)
    context = rule_engine.Context(default_value=None)
    rules = {name: rule_engine.Rule(text, context=context) for name, text in RULES.items()}
    watch = Stopwatch()
    answers = [{name: rule.matches(facts) for name, rule in rules.items()} for facts in rows]
    spent = watch.seconds()
    return {**spent, "cases": len(rows), **compared(table, pl.DataFrame(answers))}
