"""OpenFisca: a variable for each fact and criterion, answered for all cases at once.

OpenFisca has no absent values, so a yes_no fact is one of three words, an absent amount is not a number, and an absent
date is not a time. A comparison with any of these is false.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.caseload import DAY
from benchmarks.peers.facts import TEN, compared, frame
from benchmarks.worker import Stopwatch

Case = build_entity(key="case", plural="cases", label="A child support case", is_person=True)
Answer = Enum("Answer", "unknown yes no")
Basis = Enum("Basis", "unknown application former_assistance medicaid cash_aid foster_care other_agency")
PERIOD = DAY.isoformat()
YES_NO = {"value_type": Enum, "possible_values": Answer, "default_value": Answer.unknown}
BASIS = {"value_type": Enum, "possible_values": Basis, "default_value": Basis.unknown}
MONEY = {"value_type": float, "default_value": float("nan")}
COUNT = {"value_type": int, "default_value": -1}
DATE = {"value_type": date}
Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]


class Facts:
    """The facts of all cases as a criterion reads them."""

    def __init__(self, case: Callable[[str, object], Array], period: object) -> None:
        self._case, self._period = case, period

    def __getitem__(self, fact: str) -> Array:
        return self._case(fact, self._period)

    def yes(self, fact: str) -> Mask:
        """The fact is known to be so."""
        return np.asarray(self[fact] == Answer.yes)

    def no(self, fact: str) -> Mask:
        """The fact is known not to be so."""
        return np.asarray(self[fact] == Answer.no)

    def says(self, fact: str, word: str) -> Mask:
        """The choice is known and is this word."""
        return np.asarray(self[fact] == Basis[word])

    def by(self, fact: str, day: str) -> Mask:
        """The date is known and not after the day."""
        return self[fact] <= np.datetime64(day)


def of_own_will(of: Facts) -> Mask:
    """Services rest on an application, on aid that ended, or on Medicaid without a duty to cooperate."""
    asked = of.says("service_basis", "application") | of.says("service_basis", "former_assistance")
    free = of.says("service_basis", "medicaid") & of.no("cooperation_required")
    return of.no("receives_cash_aid") & (asked | free)


def cannot_locate(of: Facts) -> Mask:
    """Nobody could find the parent, for as long as the data at hand ask for."""
    since, automated = "locate_efforts_since", of.yes("automated_locate_possible")
    long_enough = (
        (automated & of.by(since, "2024-11-22"))
        | (of.no("automated_locate_possible") & of.by(since, "2026-05-22"))
        | (automated & of.yes("ssn_cannot_be_verified") & of.by(since, "2025-11-22"))
    )
    return of.yes("ncp_location_unknown") & of.yes("locate_efforts_diligent") & long_enough


def social_security(of: Facts) -> Mask:
    """The parent lives on SSI, alone or with other Social Security benefits."""
    alone = of.no("receives_ssdi") & of.no("receives_ssr")
    with_others = of.yes("receives_ssdi") | of.yes("receives_ssr")
    return of.yes("receives_ssi") & of.no("other_income") & (alone | with_others)


def abroad(of: Facts) -> Mask:
    """The parent is a citizen of another country, lives there, and is out of reach."""
    works_here = of.no("ncp_works_for_us_government") & of.no("ncp_works_for_us_company")
    out_of_reach = of.no("ncp_reachable_us_means") & of.no("reciprocity_with_country")
    return of.yes("ncp_foreign_citizen") & of.yes("ncp_lives_abroad") & works_here & out_of_reach


CRITERIA: dict[str, Callable[[Facts], Mask]] = {
    "b1": lambda of: of.no("current_order") & ((of["arrears_total"] < 500) | of.yes("arrears_unenforceable")),
    "b2": lambda of: of.no("current_order") & (of["arrears_assigned"] > 0) & (of["arrears_family"] == 0),
    "b4": lambda of: of.yes("ncp_deceased") & of.no("estate_action_possible"),
    "b7": cannot_locate,
    "b9": social_security,
    "b10": abroad,
    "b12": lambda of: (
        of.no("receives_cash_aid")
        & of.yes("recipient_asked_to_close")
        & of.no("medical_support_assigned")
        & (of["arrears_assigned"] == 0)
    ),
    "b15": lambda of: of_own_will(of) & of.yes("recipient_unreachable") & (of["contact_methods_tried"] >= 2),
    "b16": lambda of: of_own_will(of) & of.yes("noncooperation_documented") & of.yes("recipient_action_essential"),
    "b19": lambda of: of.yes("responding_case") & of.yes("initiating_services_not_needed"),
}


def _variable(name: str, **given: object) -> type:
    """Return the class that OpenFisca wants for each variable."""
    fixed = {"entity": Case, "definition_period": DateUnit.DAY, "label": name}
    return type(name, (Variable,), {**fixed, **given})


def _formula(criterion: Callable[[Facts], Mask]) -> Callable[[Callable[[str, object], Array], object], Mask]:
    def formula(case: Callable[[str, object], Array], period: object) -> Mask:
        return criterion(Facts(case, period))

    return formula


def _kind(name: str, dtype: pl.DataType) -> dict[str, Any]:
    if name == "service_basis":
        return BASIS
    return {pl.Boolean: YES_NO, pl.Date: DATE, pl.Int32: COUNT}.get(type(dtype), MONEY)


def _inputs(column: pl.Series) -> Array:
    """Return a column as the array that OpenFisca keeps."""
    if column.dtype == pl.Boolean:
        codes = column.cast(pl.UInt8).replace_strict({1: Answer.yes.index, 0: Answer.no.index}, default=0)
        return EnumArray(codes.cast(pl.UInt8).to_numpy().copy(), Answer)  # type: ignore[no-any-return]
    if column.dtype == pl.String:
        codes = column.replace_strict({word.name: word.index for word in Basis}, default=0)
        return EnumArray(codes.cast(pl.UInt8).to_numpy().copy(), Basis)  # type: ignore[no-any-return]
    if column.dtype == pl.Int32:
        return column.fill_null(-1).to_numpy()
    return column.to_numpy() if column.dtype == pl.Date else column.cast(pl.Float32).fill_null(float("nan")).to_numpy()


def work(folder: str, cases: int) -> dict[str, Any]:
    """Answer the ten criteria for the first `cases` cases."""
    table = frame(folder, cases)
    system = TaxBenefitSystem([Case])
    for name, dtype in table.schema.items():
        system.add_variable(_variable(name, **_kind(name, dtype)))
    for name, criterion in CRITERIA.items():
        system.add_variable(_variable(name, value_type=bool, formula=_formula(criterion)))
    inputs = {name: _inputs(table[name]) for name in table.columns}
    watch = Stopwatch()
    simulation = SimulationBuilder().build_default_simulation(system, table.height)
    for name, array in inputs.items():
        simulation.set_input(name, PERIOD, array)
    answers = {name: simulation.calculate(name, PERIOD) for name in TEN}
    return {**watch.seconds(), "cases": table.height, **compared(table, pl.DataFrame(answers))}
