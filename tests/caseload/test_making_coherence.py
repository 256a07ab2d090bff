"""Made cases do not contradict themselves."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from polars import col

from caseclose.caseload.making.coherence import contradictions
from caseclose.caseload.making.make import make_caseload
from caseclose.law.spans import latest_start, read_span
from tests.caseload.made import AS_OF, a_case, read, share_of, whole

# ---- free of contradiction ---------------------------------------------------------------------------------------


def test_no_made_case_contradicts_itself(caseload: pl.DataFrame) -> None:
    assert contradictions(caseload, AS_OF) == {}


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2025, 2, 28), date(2025, 8, 31), date(2026, 1, 1)])
def test_no_made_case_contradicts_itself_on_hard_days(tmp_path: Path, day: date) -> None:
    make_caseload(tmp_path / "made.parquet", cases=100_000, seed=3, state="CA", as_of=day)
    assert contradictions(read(tmp_path / "made.parquet"), day) == {}


@pytest.mark.parametrize(
    ("known", "rule"),
    [
        (
            {"arrears_total": Decimal("500.00"), "arrears_family": Decimal("499.99"), "arrears_assigned": Decimal(0)},
            "past-due support is the sum of its two parts",
        ),
        ({"arrears_total": Decimal("1.00"), "arrears_family": Decimal("1.01")}, "no part is more than the whole"),
        (
            {"arrears_payment_made": False, "last_arrears_payment_on": date(2024, 1, 1)},
            "last_arrears_payment_on only with arrears_payment_made",
        ),
        (
            {"ncp_deceased": True, "ncp_works_for_us_company": True},
            "never both ncp_deceased and ncp_works_for_us_company",
        ),
        (
            {"receives_cash_aid": True, "service_basis": "application"},
            "cash aid is the reason why the case is open",
        ),
        ({"youngest_child_born_on": AS_OF}, "youngest_child_born_on lies before the day asked about"),
        ({"notice_sent_on": AS_OF + timedelta(days=1)}, "notice_sent_on does not lie ahead"),
        (
            {"paternity_child_born_on": date(2020, 1, 2), "youngest_child_born_on": date(2020, 1, 1)},
            "the child who needs paternity is not younger than the youngest",
        ),
        (
            {"other_father_identifiable": True, "father_identity_unknown": True},
            "never both other_father_identifiable and father_identity_unknown",
        ),
    ],
)
def test_a_contradiction_planted_in_one_case_is_found(
    caseload: pl.DataFrame, known: dict[str, object], rule: str
) -> None:
    planted = pl.concat([caseload.head(5_000), whole(a_case(**known)).select(caseload.columns)])
    assert contradictions(planted, AS_OF) == {rule: 1}


def test_what_is_unknown_contradicts_nothing() -> None:
    known = {"arrears_total": Decimal("500.00"), "arrears_family": Decimal("499.99"), "ncp_deceased": True}
    assert contradictions(whole(a_case(**known)), AS_OF) == {}


def test_cash_aid_mostly_goes_with_debt_to_the_state(caseload: pl.DataFrame) -> None:
    owing = caseload.filter(col("arrears_total") > 0)
    assigned = {aid: owing.filter(col("receives_cash_aid") == aid)["arrears_assigned"].gt(0) for aid in (True, False)}
    assert share_of(assigned[True]) == pytest.approx(0.9, abs=0.03)
    assert share_of(assigned[False]) == pytest.approx(0.27, abs=0.03)


def test_a_current_order_is_rare_once_the_youngest_child_is_grown(caseload: pl.DataFrame) -> None:
    grown = col("youngest_child_born_on") <= latest_start(AS_OF, read_span("18 years"))
    assert share_of(caseload.filter(grown)["current_order"]) < 0.15
    assert share_of(caseload.filter(~grown)["current_order"]) > 0.7
