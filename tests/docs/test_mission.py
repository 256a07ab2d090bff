"""docs/mission.md has a row for every sentence of the two agency pages, and each row leads to policy that is there."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "mission.md"
POLICY = ROOT / "src" / "caseclose" / "policy"

SAN_MATEO = (
    "6763181483c1",
    "1a375854e50f",
    "a8835da35af5",
    "eb449c9cec13",
    "b3e60aaa4d58",
    "7b9a5b736032",
    "cdc8d6d9e9ce",
    "9113f81f38fc",
    "67182fd8855b",
    "fda07fcfa1eb",
    "3b3aeb952681",
    "7609801c53b0",
    "a67b5abf3472",
    "1174eb298767",
    "8496c4d9a6e9",
    "bde4730972e9",
)

ARKANSAS = (
    "f226ab71e1ed",
    "952902472487",
    "2b67d4c6356b",
    "2b4149c017f2",
    "d23190dd82ff",
    "bb4def838c57",
    "9a8c92f64567",
    "60f7a86fd89c",
    "c635d4414843",
    "c9b75e257b7f",
    "bf3d0300f526",
    "09ac627c72c6",
    "6808a903010c",
    "a64893bd5b1e",
    "048133c4c59e",
    "b6f896a0562e",
    "355c1f0639a6",
    "440847b79419",
    "a78e3156fb3b",
    "aa470b1fa133",
    "a342a66698c5",
    "9efd9b653f05",
    "1215d0b63fdf",
    "e72f50ee56a0",
    "4d5e418eac6d",
    "9c17b1ba8f63",
    "7fb973f181e4",
)

ROW = re.compile(
    r"^\| (?P<page>SM|AR)-(?P<number>\d{2}) \| (?P<fingerprint>\S+) \| (?P<asks>[^|]+) \| (?P<carried>[^|]+) \|$"
)
CARRIER = re.compile(r"^(?P<file>\S+\.toml)(?P<entries>(?: `[^`]+`)+)$")


@dataclass(frozen=True)
class Carrier:
    """One policy file and one entry in it that carries a sentence."""

    row: str
    file: str
    entry: str

    def __str__(self) -> str:
        return f"{self.row} {self.file} {self.entry}"


def rows() -> list[re.Match[str]]:
    return [row for line in PAGE.read_text(encoding="utf-8").splitlines() if (row := ROW.match(line))]


def carriers() -> list[Carrier]:
    found = []
    for row in rows():
        name = f"{row['page']}-{row['number']}"
        for part in row["carried"].strip().split(" · "):
            carrier = CARRIER.match(part)
            assert carrier is not None, f"{name}: a file and its entries in backticks are wanted, not {part!r}"
            found += [Carrier(name, carrier["file"], entry) for entry in re.findall(r"`([^`]+)`", carrier["entries"])]
    return found


def names_in(value: object) -> Iterator[str]:
    """Every key and every text of a TOML value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from names_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names_in(inner)


@cache
def names_in_file(file: str) -> frozenset[str]:
    return frozenset(names_in(tomllib.loads((POLICY / file).read_text(encoding="utf-8"))))


def test_every_row_of_the_tables_can_be_read() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert len(rows()) == len([line for line in lines if re.match(r"^\| *(SM|AR)", line)])


@pytest.mark.parametrize(("page", "sentences"), [("SM", SAN_MATEO), ("AR", ARKANSAS)])
def test_each_sentence_has_its_row_in_the_order_of_the_page(page: str, sentences: tuple[str, ...]) -> None:
    assert tuple(row["fingerprint"] for row in rows() if row["page"] == page) == sentences


@pytest.mark.parametrize(("page", "count"), [("SM", len(SAN_MATEO)), ("AR", len(ARKANSAS))])
def test_the_rows_of_a_page_are_numbered_without_a_gap(page: str, count: int) -> None:
    assert [int(row["number"]) for row in rows() if row["page"] == page] == list(range(1, count + 1))


def test_the_constants_hold_no_sentence_twice() -> None:
    assert len(set(SAN_MATEO + ARKANSAS)) == len(SAN_MATEO + ARKANSAS)


@pytest.mark.parametrize("carrier", carriers(), ids=str)
def test_what_carries_a_sentence_is_in_the_policy(carrier: Carrier) -> None:
    assert (POLICY / carrier.file).is_file()
    assert carrier.entry in names_in_file(carrier.file)
