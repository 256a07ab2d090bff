"""Bad cells planted in a good caseload, each with its place in the answer key."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from caseclose.caseload.columns import CASE_ID

Place = tuple[int, str]
"""The row, counted from 0, and the column. A row that is misshapen as a whole has no column."""

BAD_CELLS: dict[str, tuple[str, ...]] = {
    "arrears_total": ("-1.00", "$5", "4.999", "NaN", "1e5", "12345678901", "five", "(5.00)"),
    "arrears_family": ("-0.01", "5,00", "unknown", "0x10"),
    "last_arrears_payment_on": ("2026-02-30", "02/03/2020", "20-02-03", "2031-01-01", "1899-12-31"),
    "youngest_child_born_on": ("2026-13-01", "null", "45000"),
    "recipient_interviews": ("-1", "1.5", "two", "2147483648"),
    "current_order": ("yes", "1", "T", "n/a"),
    "money_held": ("maybe", "0"),
    "service_basis": ("tanf", "CASH_AID"),
    "bypass_owner": ("a\x07", "b\u202e", "x" * 201),
    CASE_ID: ("", "   ", "y" * 65, "c\x1b[0m", "1.23E+11"),
}
MISSHAPEN: tuple[Callable[[str], bytes], ...] = (
    lambda line: f"{line},".encode(),
    lambda line: line.rpartition(",")[0].encode(),
    lambda line: f'{line}"'.encode(),
    lambda line: f'"{line}'.encode(),
    lambda line: line.encode() + b"\xff",
    lambda line: f"{line}\0".encode(),
    lambda line: f"{line}\r{line}".encode(),
    lambda line: (line + "z" * 120_000).encode(),
)


@dataclass
class Planted:
    """A caseload as text columns with bad cells in it. `key` holds every place that must be refused."""

    frame: pl.DataFrame
    key: set[Place] = field(default_factory=set)
    misshapen: dict[int, bytes] = field(default_factory=dict)

    @property
    def rows(self) -> set[int]:
        """The rows that must be refused."""
        return {row for row, _ in self.key}

    def good(self) -> list[str]:
        """The ids of the rows that must be screened, in their order."""
        return [name for row, name in enumerate(self.frame[CASE_ID]) if row not in self.rows]

    def write_csv(self, path: Path) -> None:
        """Write the caseload as CSV, with the misshapen rows in it."""
        lines: list[bytes] = [line.encode() for line in self.frame.write_csv().rstrip("\n").split("\n")]
        for row, line in self.misshapen.items():
            lines[row + 1] = line
        path.write_bytes(b"\n".join(lines) + b"\n")


def plant(good: pl.DataFrame, cells: int, seed: int, *, misshape: int = 0, double: int = 0) -> Planted:
    """Plant bad cells in `cells` rows, the same id in `double` pairs of rows, and `misshape` misshapen rows."""
    draw = random.Random(seed)  # noqa: S311 - places and faults, not secrets
    wrong = draw.sample(range(good.height), cells + 2 * double + misshape + 2)
    columns = {name: good[name].cast(pl.String).to_list() for name in good.columns}
    planted = Planted(good)
    for row in wrong[:cells]:
        for column in draw.sample(sorted(BAD_CELLS), draw.choice((1, 1, 1, 2))):
            columns[column][row] = draw.choice(BAD_CELLS[column])
            planted.key.add((row, column))
    for first, second in zip(*[iter(wrong[cells : cells + 2 * double])] * 2, strict=True):
        columns[CASE_ID][second] = f" {columns[CASE_ID][first]}"
        planted.key |= {(first, CASE_ID), (second, CASE_ID)}
    _contradict(columns, wrong[-2], wrong[-1], planted.key)
    planted.frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    for row in wrong[cells + 2 * double : -2]:
        line = planted.frame[row].write_csv(include_header=False).rstrip("\n")
        planted.misshapen[row] = draw.choice(MISSHAPEN)(line)
        planted.key.add((row, ""))
    return planted


def _contradict(columns: dict[str, list[str | None]], sum_row: int, payment_row: int, key: set[Place]) -> None:
    """Plant figures that do not add up, and a payment where none was ever made."""
    for name, amount in (("arrears_total", "3.00"), ("arrears_family", "1.00"), ("arrears_assigned", "1.00")):
        columns[name][sum_row] = amount
    columns["arrears_payment_made"][payment_row] = "false"
    columns["last_arrears_payment_on"][payment_row] = "2010-01-01"
    key |= {(sum_row, "arrears_total"), (payment_row, "last_arrears_payment_on")}
