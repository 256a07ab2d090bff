"""Reading the facts of one case, of many, and of all as the columns of a caseload."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from time import monotonic, sleep

import polars as pl
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from caseclose.caseload.columns import CASE_ID, TYPES
from caseclose.casework.facts.asking import Chosen, FromTo, Listed, of_findings, of_view
from caseclose.casework.facts.reading import views
from caseclose.casework.models import Case
from caseclose.casework.selectors.facts import facts_frame, facts_frames, facts_of_case, facts_of_cases
from caseclose.closure.assessment import assess
from caseclose.law.in_force import law_in_force
from caseclose.law.reading import shipped
from tests.casework.chance import a_life, tell
from tests.casework.factories import DAY, a_case, a_document, clear_for_closing, known

pytestmark = pytest.mark.usefixtures("clean_database")

BOOK = shipped().facts
SEED = 7_011


def some_lives(count: int) -> list[str]:
    """Cases with lives by chance, and the cases that they share remedies with. Returns every number."""
    rng = Random(SEED)  # noqa: S311
    for number in range(count):
        tell(a_life(f"{number:03}", rng))
    return sorted(Case.objects.values_list("number", flat=True))


@pytest.mark.parametrize("state", ["us", *shipped().states])
@pytest.mark.parametrize("day", [date(2016, 12, 31), date(2017, 1, 19), DAY], ids=str)
def test_an_empty_case_gives_no_facts_at_all_and_is_not_closable(state: str, day: date) -> None:
    a_case(state=state)
    read = facts_of_case("1", day)
    assert read.facts == {}
    assert read.sources == {}
    assert assess(law_in_force(shipped(), state, day), read.facts).closable_under == ()


def test_a_case_with_a_small_debt_and_no_order_is_closable_from_its_records() -> None:
    case = a_case(state="ar", arrears=("312.40", "0.00"), order_ended_on=date(2025, 6, 1))
    clear_for_closing(case)
    a_document(case, "arrears_ledger")
    facts = facts_of_case("1", DAY, proposed="ar.b1").facts
    assert "us.b1" in assess(law_in_force(shipped(), "us", DAY), facts).closable_under
    assert facts["documentation_on_file"] is True


def test_every_fact_comes_with_its_source() -> None:
    for number in some_lives(10):
        read = facts_of_case(number, DAY)
        assert set(read.sources) == set(read.facts)
        assert all(source and "{" not in source and "None" not in source for source in read.sources.values())


def test_a_case_that_there_is_not_is_an_error() -> None:
    a_case("1")
    with pytest.raises(Case.DoesNotExist, match="there is no case 2"):
        facts_of_case("2", DAY)
    assert [case.number for case in facts_of_cases(DAY, ["2", "1", "1"])] == ["1"]


def test_many_cases_read_as_one_by_one_in_chunks_of_any_size() -> None:
    numbers = some_lives(12)
    one_by_one = [facts_of_case(number, DAY) for number in numbers]
    for chunk in (1, 7, len(numbers), 5_000):
        assert list(facts_of_cases(DAY, chunk=chunk)) == one_by_one
        assert list(facts_of_cases(DAY, reversed(numbers), chunk=chunk)) == one_by_one
    assert list(facts_of_cases(DAY, [])) == []


def test_a_proposed_criterion_is_weighed_for_many_cases_too() -> None:
    a_document(a_case("1"), "arrears_ledger")
    a_document(a_case("2"), "death_record")
    read = [case.facts.get("documentation_on_file") for case in facts_of_cases(DAY, proposed="us.b1")]
    assert read == [True, False]


@pytest.mark.parametrize("cases", [1, 40])
def test_a_chunk_takes_one_query_for_each_view_however_many_cases_it_has(cases: int) -> None:
    numbers = [a_case(f"{number:02}").number for number in range(cases)]
    with CaptureQueriesContext(connection) as queries:
        assert len(list(facts_of_cases(DAY, numbers))) == cases
    assert len(queries) == len(views()) + 2, "one for each view, one for the findings, one for the numbers"


def test_one_case_takes_one_query() -> None:
    a_case()
    with CaptureQueriesContext(connection) as queries:
        facts_of_case("1", DAY)
    assert len(queries) == 1


def test_the_caseload_has_the_columns_of_every_fact_in_their_types() -> None:
    wanted = {CASE_ID: pl.String(), **{name: TYPES[fact.kind] for name, fact in BOOK.items()}}
    assert dict(facts_frame(DAY).schema) == wanted
    a_case()
    assert dict(facts_frame(DAY).schema) == wanted


def test_the_caseload_says_of_every_case_what_its_records_say() -> None:
    numbers = some_lives(15)
    rows = facts_frame(DAY).rows(named=True)
    assert [row[CASE_ID] for row in rows] == numbers
    for row in rows:
        facts = {name: value for name, value in row.items() if value is not None and name != CASE_ID}
        assert facts == facts_of_case(row[CASE_ID], DAY).facts


def test_parts_read_at_once_say_the_same_and_leave_no_connection_behind() -> None:
    some_lives(5)
    whole = facts_frame(DAY)
    assert pl.concat(facts_frames(DAY, rows=1)).equals(whole)
    end = monotonic() + 10
    while others_connected() and monotonic() < end:
        sleep(0.05)
    assert others_connected() == 0


def others_connected() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_in_a_transaction_the_caseload_has_what_the_transaction_wrote() -> None:
    a_case("1")
    with transaction.atomic():
        a_case("2", arrears=("1.00", "0.00"))
        assert pl.concat(facts_frames(DAY, rows=1))["arrears_total"].to_list() == [None, Decimal("1.00")]


def test_parts_of_the_caseload_add_up_to_the_whole() -> None:
    some_lives(5)
    whole = facts_frame(DAY)
    for rows in (1, 3, whole.height):
        parts = list(facts_frames(DAY, rows=rows))
        assert max(part.height for part in parts) == rows
        assert pl.concat(parts).equals(whole)


def test_numbers_that_look_like_numbers_stay_text() -> None:
    for number in ("007", "7", "1e3", 'a "quoted", one', "línea"):
        a_case(number, arrears=("1.00", "0.00"))
    assert sorted(facts_frame(DAY)[CASE_ID]) == sorted(Case.objects.values_list("number", flat=True))
    assert facts_frame(DAY)["arrears_total"].null_count() == 0
    assert known("arrears_total", number='a "quoted", one') is not None


# ---- the views themselves ------------------------------------------------------------------------------------------

KINDS = {
    "bool": ("yes_no",),
    "numeric": ("money",),
    "date": ("date",),
    "int4": ("count",),
    "text": ("text", "choice"),
}
WAYS = (Listed(["1"]), FromTo(["1", "2"]))


@pytest.mark.parametrize("chosen", WAYS, ids=["listed", "from and to"])
@pytest.mark.parametrize("view", views())
def test_a_view_has_a_column_for_each_of_its_facts_and_of_their_kind(view: str, chosen: Chosen) -> None:
    text, values = of_view(view, DAY, chosen)
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid, typname FROM pg_type")
        types = dict(cursor.fetchall())
        cursor.execute(f"SELECT * FROM {text} LIMIT 0", values)
        columns = {column.name: KINDS[types[column.type_code]] for column in cursor.description}
    assert next(iter(columns)) == "case_number"
    for name in views()[view]:
        assert BOOK[name].kind in columns[name], name


def test_no_fact_is_derived_twice() -> None:
    derived = [name for words in views().values() for name in words]
    assert len(derived) == len(set(derived))
    assert set(derived) <= set(BOOK)


@pytest.mark.parametrize("chosen", WAYS, ids=["listed", "from and to"])
@pytest.mark.parametrize("view", [*views(), "findings"])
def test_a_view_is_planned_as_a_part_of_the_query_that_reads_it(view: str, chosen: Chosen) -> None:
    text, values = of_findings(DAY, chosen) if view == "findings" else of_view(view, DAY, chosen)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN SELECT * FROM {text}", values)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Function Scan" not in plan
