"""The facts of one case: the same from every kind of file, and refused in words whatever the bytes."""

from __future__ import annotations

import json
import string
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclose.caseload.columns import TYPES, CaseloadError
from caseclose.caseload.one_case import OneCase, read_case
from caseclose.law.reading import shipped
from caseclose.law.values import contradiction
from caseclose.law.verdict import Facts, Value

AS_OF = date(2026, 11, 22)
BOOK = shipped().facts
MANY = settings(max_examples=80, deadline=None, database=None)
LETTERS = string.ascii_letters + string.digits + "éñ'\"\\,;=#[]{}/&<>%$ "
TEXTS = st.text(LETTERS, min_size=1, max_size=20).map(str.strip).filter(lambda text: text.lower() not in {"", "na"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("case")


def values(name: str) -> st.SearchStrategy[Value]:
    """Any value that the fact can have."""
    fact = BOOK[name]
    kinds: dict[str, st.SearchStrategy[Value]] = {
        "yes_no": st.booleans(),
        "money": st.decimals(0, 9_999_999_999, places=2),
        "date": st.dates(date(1900, 1, 1), AS_OF),
        "count": st.integers(0, 2**31 - 1),
        "choice": st.sampled_from(sorted(fact.text.choices) or ["none"]),
        "text": TEXTS,
    }
    return kinds[fact.kind]


def cases() -> st.SearchStrategy[Facts]:
    anything = st.fixed_dictionaries({}, optional={name: values(name) for name in BOOK})
    return anything.filter(lambda facts: not contradiction(BOOK, facts))


def as_toml(facts: Facts) -> str:
    return "".join(f"{name} = {_toml(value)}\n" for name, value in {"case_id": "A-1", **facts}.items())


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value) if isinstance(value, str) else str(value)


def as_json(facts: Facts) -> str:
    plain: dict[str, Any] = {
        name: value if isinstance(value, bool | int | str) else str(value) for name, value in facts.items()
    }
    return json.dumps({"case_id": "A-1", **plain})


def as_frame(facts: Facts) -> pl.DataFrame:
    kinds = {"case_id": pl.String(), **{name: TYPES[BOOK[name].kind] for name in facts}}
    return pl.DataFrame([{"case_id": "A-1", **facts}], schema=kinds)


@settings(MANY, max_examples=20)
@given(facts=cases())
def test_a_case_is_the_same_from_toml_json_csv_and_parquet(facts: Facts, folder: Path) -> None:
    (folder / "case.toml").write_text(as_toml(facts), encoding="utf-8")
    (folder / "case.json").write_text(as_json(facts), encoding="utf-8")
    as_frame(facts).write_csv(folder / "case.csv")
    as_frame(facts).write_parquet(folder / "case.parquet")
    for ending in ("toml", "json", "csv", "parquet"):
        case = read_case(folder / f"case.{ending}", BOOK, AS_OF)
        assert (case.case_id, dict(case.facts)) == ("A-1", dict(facts))
        assert {name: type(value) for name, value in case.facts.items()} == {n: type(v) for n, v in facts.items()}


def read_or_refused(path: Path) -> tuple[OneCase, str]:
    """The case in a file, or an empty one with the reason why it is refused."""
    try:
        return read_case(path, BOOK, AS_OF), ""
    except CaseloadError as error:
        return OneCase("", {}), str(error)


PIECES = [
    "arrears_total", "money_held", "case_id", "sources", "bypass_owner", " = ", "=", ":", ",", "\n", "\n", "true",
    "5.00", "2024-02-29", '"', "'", '"""', "[", "]", "[[", "]]", "{", "}", ".", "nan", "inf", "1e9", "0x", "9" * 30,
    "\\u0000", "\\ud800", "#", "\0", "\r", "null", "NaN", "é", "\ufeff", '"a"', '"arrears_total": 5',
    '{"money_held": true}',
]  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=25).map("".join).map(str.encode)


@MANY
@given(content=TEXT | st.binary(max_size=80), ending=st.sampled_from(["toml", "json"]))
def test_any_bytes_are_a_case_or_are_refused_with_the_name_of_the_file(
    content: bytes, ending: str, folder: Path
) -> None:
    path = folder / f"any.{ending}"
    path.write_bytes(content)
    case, reason = read_or_refused(path)
    assert reason.encode("utf-8") == b"" or reason.startswith(str(path))
    assert set(case.facts) <= set(BOOK)
    assert case.case_id.isprintable()


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
RAWS = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
)
NAMES = [
    "arrears_total", "money_held", "notice_sent_on", "service_basis", "bypass_owner", "recipient_interviews", "case_id",
    "sources", "nothing",
]  # fmt: skip


@MANY
@given(raw=RAWS, name=st.sampled_from(NAMES))
def test_any_value_of_any_entry_is_taken_or_refused(raw: object, name: str, folder: Path) -> None:
    path = folder / "entry.json"
    path.write_text(json.dumps({name: raw}), encoding="utf-8")
    case, reason = read_or_refused(path)
    assert reason.encode("utf-8") == b"" or str(path) in reason
    assert all(isinstance(value, bool | int | Decimal | date | str) for value in case.facts.values())


def test_sources_are_kept_and_blanks_are_absent(folder: Path) -> None:
    path = folder / "case.toml"
    path.write_text('case_id = 7\nmoney_held = ""\nbypass_flag = true\n[sources]\nbypass_flag = " the log "\n', "utf-8")
    assert read_case(path, BOOK, AS_OF) == OneCase("7", {"bypass_flag": True}, {"bypass_flag": "the log"})


def test_every_fault_of_a_case_is_told_at_once_with_its_line(folder: Path) -> None:
    path = folder / "case.json"
    path.write_text('{"arrears_total": -1,\n"monny_held": true,\n"sources": {"bypass_flag": 5}}', encoding="utf-8")
    with pytest.raises(CaseloadError) as caught:
        read_case(path, BOOK, AS_OF)
    told = str(caught.value).split("\n")
    assert [line.removeprefix(f"{path}:").split(": ")[:2] for line in told] == [
        ["1", "arrears_total"],
        ["2", "there is no fact called 'monny_held'. Did you mean money_held?"],
        ["3", "sources"],
    ]
