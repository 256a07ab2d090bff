"""Made records: the same for the same seed, coherent with the facts of the same cases, and nobody's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from polars import col

from caseclose.caseload.making.book import shipped_book
from caseclose.caseload.making.make import make_caseload
from caseclose.caseload.making.records import make_records
from caseclose.caseload.making.tables.book import read_records, records_text, shipped_records
from caseclose.caseload.making.tables.money import REMEDIES
from caseclose.casework.importing.descriptor import shipped_schema
from caseclose.casework.importing.examine import check_records
from caseclose.casework.importing.vocabularies import vocabulary
from tests.importing.extracts import ON

CASES = 20_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "records"
    make_records(out, cases=CASES, seed=5, state="CA", as_of=ON)
    return out


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    out = tmp_path_factory.mktemp("facts") / "made.parquet"
    make_caseload(out, cases=CASES, seed=5, state="CA", as_of=ON)
    return pl.read_parquet(out).rename({"case_id": "case"})


def table(folder: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(folder / f"{name}.parquet")


def test_the_same_seed_makes_the_same_files_and_another_seed_others(tmp_path: Path) -> None:
    folders = [tmp_path / str(place) for place in range(3)]
    for out, seed in zip(folders, (1, 1, 2), strict=True):
        make_records(out, cases=300, seed=seed, state="AR", as_of=ON, ending="csv")
    one, same, other = ({path.name: path.read_bytes() for path in out.iterdir()} for out in folders)
    assert one == same
    assert [name for name in one if one[name] == other[name]] == ["agencies.csv", "offices.csv"]


def test_a_folder_holds_every_table_and_says_that_it_is_made(folder: Path) -> None:
    assert {path.stem for path in folder.glob("*.parquet")} == set(shipped_schema().tables)
    text = (folder / "README.txt").read_text("utf-8")
    assert text.startswith("These case records are made, not real.")
    assert "--records --cases 20000 --seed 5 --state ca --on 2026-11-22" in text


def test_nothing_of_them_is_refused(folder: Path) -> None:
    checked = check_records(folder=folder, on=ON)
    assert checked.refusals.height == 0
    assert all(each.rows > 0 for each in checked.tables.values())


def test_fewer_cases_are_the_first_of_more(folder: Path, tmp_path: Path) -> None:
    make_records(tmp_path / "few", cases=1_000, seed=5, state="CA", as_of=ON)
    few, many = (table(where, "orders") for where in (tmp_path / "few", folder))
    assert few.height > 0
    assert few.equals(many.head(few.height))


def test_every_name_address_and_document_is_plainly_made(folder: Path) -> None:
    persons = table(folder, "persons")
    assert persons["given_name"].str.starts_with("Made Given ").all()
    assert persons["family_name"].str.starts_with("Made Family ").all()
    assert persons["mailing_line_1"].drop_nulls().str.contains(r"^\d{4} Made (Street|Road)$").all()
    assert table(folder, "documents")["title"].str.starts_with("Made document: ").all()


def test_every_case_of_the_facts_is_a_case_of_the_records(folder: Path, facts: pl.DataFrame) -> None:
    assert table(folder, "cases")["number"].to_list() == facts["case"].to_list()


def test_orders_and_balances_say_what_the_facts_say(folder: Path, facts: pl.DataFrame) -> None:
    order = table(folder, "orders").select("case", running=col("ended_on").is_null())
    orders = facts.select("case", "current_order").join(order, on="case", how="inner")
    assert orders.filter(col("running") != col("current_order")).height == 0
    assert facts.filter(col("current_order")).join(order, on="case", how="anti").height == 0
    balances = facts.join(table(folder, "balances"), on="case", how="inner")
    assert (
        balances.filter((col("family") != col("arrears_family")) | (col("assigned") != col("arrears_assigned"))).height
        == 0
    )
    assert balances.height == facts.drop_nulls(["arrears_family", "arrears_assigned"]).height


def test_aid_that_runs_is_the_aid_of_the_facts(folder: Path, facts: pl.DataFrame) -> None:
    running = table(folder, "assistance").filter(col("ended_on").is_null()).select("case", "kind")
    for kind in ("cash_aid", "medicaid", "foster_care"):
        there = set(running.filter(col("kind") == kind)["case"])
        assert there == set(facts.filter(col(f"receives_{kind}"))["case"])


def test_searches_begin_when_the_facts_say_and_reach_the_day(folder: Path, facts: pl.DataFrame) -> None:
    failed = table(folder, "locate_efforts").filter(~col("found"))
    searched = failed.group_by("case").agg(
        first=col("on").min(), last=col("on").max(), sources=col("source").n_unique()
    )
    known = facts.filter(col("ncp_location_unknown") & col("locate_efforts_since").is_not_null())
    both = known.join(searched, on="case", how="left")
    lately = both.filter(col("locate_efforts_since") > ON - timedelta(days=1000))
    assert (lately["first"] == lately["locate_efforts_since"]).all()
    assert (both["last"] > ON - timedelta(days=100)).all()
    diligent = both.filter(col("locate_efforts_diligent"))
    assert diligent["sources"].min() == 4


def test_attempts_to_reach_the_recipient_use_the_ways_that_the_facts_count(folder: Path, facts: pl.DataFrame) -> None:
    failed = table(folder, "contact_attempts").filter(~col("reached"))
    tried = failed.group_by("case").agg(ways=col("method").n_unique(), first=col("on").min())
    known = facts.filter(col("recipient_unreachable")).drop_nulls(["contact_attempts_since", "contact_methods_tried"])
    both = known.filter(col("contact_methods_tried").is_between(1, 5)).join(tried, on="case")
    assert both.height > 100
    assert (both["ways"] == both["contact_methods_tried"]).all()
    assert (both["first"] == both["contact_attempts_since"]).all()


def test_findings_say_what_the_facts_say(folder: Path, facts: pl.DataFrame) -> None:
    found = table(folder, "findings")
    wide = facts.with_columns(pl.exclude("case").cast(pl.String)).unpivot(index="case", variable_name="fact")
    compared = found.join(wide, on=["case", "fact"], suffix="_of_facts")
    assert compared.height == found.height > 0
    assert compared.filter(col("value") != col("value_of_facts")).height == 0
    said = set(found.filter(col("fact") == "incarcerated")["case"])
    assert said == set(facts.filter(col("incarcerated"))["case"])


def test_a_flagged_person_has_a_safe_way_to_be_reached(folder: Path) -> None:
    flagged = table(folder, "persons").filter("family_violence")
    assert 0.005 < flagged.height / CASES < 0.1
    safe = col("substitute_line_1").is_not_null() | (col("safe_contact") == "phone")
    assert flagged.select(safe.all()).item()
    others = table(folder, "persons").filter(~col("family_violence"))
    assert others["substitute_line_1"].null_count() == others.height


def test_some_remedies_serve_two_cases_of_one_parent(folder: Path) -> None:
    served = table(folder, "remedy_cases").group_by("remedy").agg("case")
    shared = served.filter(col("case").list.len() == 2)
    assert shared.height > 0
    related = {frozenset(pair) for pair in table(folder, "related_cases").iter_rows()}
    assert {frozenset(cases) for cases in shared["case"]} <= related
    parts = table(folder, "participants").filter(col("role").is_in(["noncustodial_parent", "alleged_father"]))
    cases_of = parts.group_by("person").agg("case").filter(col("case").list.len() == 2)
    assert {frozenset(cases) for cases in cases_of["case"]} == related


def test_children_are_younger_than_their_parents(folder: Path) -> None:
    born = table(folder, "persons").select(col("person_id").alias("person"), "born_on")
    parts = table(folder, "participants").join(born, on="person")
    children = parts.filter(col("role") == "child").drop_nulls("born_on")
    both = children.join(parts.filter(col("role") != "child"), on="case", suffix="_of_parent")
    years = (both["born_on"] - both["born_on_of_parent"]).dt.total_days() / 365.25
    assert float(str(years.min())) > 16


def test_the_words_of_the_records_are_words_of_the_policy() -> None:
    book = shipped_records()
    assert set(REMEDIES) <= vocabulary("remedies")
    assert {*book.found.when_so, *book.found.when_worked} <= vocabulary("facts")


def test_a_figure_with_no_source_or_made_too_late_is_found() -> None:
    for right, wrong in (('source = "assumption"', 'source = "hearsay"'), ('"_nothing"', "")):
        text = (
            records_text().replace(right, wrong)
            if wrong
            else records_text().replace('than = "second', 'than = "fourth')
        )
        with pytest.raises(ValueError, match=r"records\.toml"):
            read_records(text, shipped_book())


@pytest.mark.parametrize(("cases", "seed", "state"), [(0, 1, "AR"), (1, -1, "AR"), (1, 1, "Arkansas")])
def test_records_that_cannot_be_made_are_refused(cases: int, seed: int, state: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="A caseload|A seed|A state"):
        make_records(tmp_path / "out", cases=cases, seed=seed, state=state, as_of=ON)
    assert list(tmp_path.iterdir()) == []


def test_made_records_never_replace_anything(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        make_records(tmp_path, cases=1, seed=1, state="AR", as_of=ON)
