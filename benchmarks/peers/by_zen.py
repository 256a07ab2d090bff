"""ZEN engine: one decision with one expression node. Dates are text, as JSON has no dates; each null is guarded.

The batch call is used, which is far faster here than one call for each case.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import zen

from benchmarks.peers.facts import compared, frame, one_by_one
from benchmarks.worker import Stopwatch

OF_OWN_WILL = (
    "receives_cash_aid == false and (service_basis in ['application', 'former_assistance']"
    " or (service_basis == 'medicaid' and cooperation_required == false))"
)
KEY = "closing"
RULES = {
    "b1": "current_order == false and"
    " ((arrears_total != null and arrears_total < 500) or arrears_unenforceable == true)",
    "b2": "current_order == false and arrears_assigned != null and arrears_assigned > 0 and arrears_family == 0",
    "b4": "ncp_deceased == true and estate_action_possible == false",
    "b7": "ncp_location_unknown == true and locate_efforts_diligent == true and locate_efforts_since != null and"
    " ((automated_locate_possible == true and d(locate_efforts_since) <= d('2024-11-22'))"
    " or (automated_locate_possible == false and d(locate_efforts_since) <= d('2026-05-22'))"
    " or (automated_locate_possible == true and ssn_cannot_be_verified == true"
    " and d(locate_efforts_since) <= d('2025-11-22')))",
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


def decision() -> dict[str, Any]:
    """Return the decision as ZEN's own JSON: input, expressions, output."""
    place = {"x": 0, "y": 0}
    expressions = [{"id": name, "key": name, "value": rule} for name, rule in RULES.items()]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "facts", "position": place},
        {"id": "rules", "type": "expressionNode", "name": "rules", "position": place,
         "content": {"expressions": expressions}},
        {"id": "out", "type": "outputNode", "name": "answers", "position": place},
    ]  # fmt: skip
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "rules"},
        {"id": "2", "type": "edge", "sourceId": "rules", "targetId": "out"},
    ]
    return {"nodes": nodes, "edges": edges}


def work(folder: str, cases: int) -> dict[str, Any]:
    """Answer the ten criteria for the first `cases` cases."""
    table = frame(folder, cases)
    rows = [{name: _in_json(value) for name, value in facts.items()} for facts in one_by_one(table)]
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {KEY: decision()}}})
    watch = Stopwatch()
    found = engine.evaluate_batch([{"key": KEY, "context": facts} for facts in rows])
    answers = [one["data"]["result"] for one in found]
    spent = watch.seconds()
    return {**spent, "cases": len(rows), **compared(table, pl.DataFrame(answers))}


def _in_json(value: object) -> object:
    """Return a value as JSON has it: money as a number, a date as text."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value
