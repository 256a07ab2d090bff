"""Made caseloads: the same every time, like real ones as a whole, free of contradiction, and hard where rules turn."""

from __future__ import annotations

import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files as resource_files
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from polars import col

from caseclose.caseload.making.answers import Odds
from caseclose.caseload.making.batch import Batch
from caseclose.caseload.making.book import OURS, read_book, rows_of, shipped_book, shipped_text
from caseclose.caseload.making.cases import BATCH_ROWS, drawn
from caseclose.caseload.making.coherence import contradictions
from caseclose.caseload.making.dates import leap_days
from caseclose.caseload.making.facts import TYPES, columns, fact_kinds
from caseclose.caseload.making.files import ABOUT_KEY, PART_ROWS, write
from caseclose.caseload.making.make import make_caseload
from caseclose.caseload.making.shapes import by_row
from caseclose.law.spans import after, latest_start, read_span

AS_OF = date(2025, 6, 30)
CASES = 300_000
ENDINGS = ["made.parquet", "made.csv", "made"]


@pytest.fixture(scope="module")
def caseload(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    out = tmp_path_factory.mktemp("caseload") / "made.parquet"
    make_caseload(out, cases=CASES, seed=1, state="AR", as_of=AS_OF)
    return pl.read_parquet(out)


@pytest.fixture(scope="module")
def batch() -> Batch:
    return drawn(shipped_book().recipes("AR"), seed=1, number=0, as_of=AS_OF)


@pytest.fixture(scope="module")
def facts() -> dict[str, dict[str, object]]:
    written = resource_files("caseclose").joinpath("policy", "facts.toml").read_text("utf-8")
    return tomllib.loads(written)


def a_case(**known: object) -> pl.DataFrame:
    """A case of which only the given facts are known."""
    return pl.DataFrame([known], schema={name: kind for name, kind in columns(fact_kinds()).items() if name in known})


def whole(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with a column for every fact."""
    missing = [pl.lit(None, kind).alias(name) for name, kind in columns(fact_kinds()).items() if name not in frame]
    return frame.with_columns(missing)


def share_of(answers: pl.Series) -> float:
    """The share of yes among the answers that are known."""
    return int(answers.sum()) / (len(answers) - answers.null_count())


def read(out: Path) -> pl.DataFrame:
    if out.suffix == ".csv":
        return pl.read_csv(out, schema=columns(fact_kinds()))
    return pl.read_parquet(out if out.is_file() else sorted(out.glob("*.parquet")))


# ---- the same every time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ENDINGS)
def test_the_same_seed_makes_the_same_bytes(tmp_path: Path, name: str) -> None:
    once = make_caseload(tmp_path / "once" / name, cases=2_000, seed=4, state="AR", as_of=AS_OF)
    again = make_caseload(tmp_path / "again" / name, cases=2_000, seed=4, state="AR", as_of=AS_OF)
    assert [file.read_bytes() for file in once.files] == [file.read_bytes() for file in again.files]
    assert [file.name for file in once.files] == [file.name for file in again.files]


def test_another_seed_makes_other_cases(tmp_path: Path) -> None:
    for seed in (1, 2):
        make_caseload(tmp_path / f"{seed}.parquet", cases=2_000, seed=seed, state="AR", as_of=AS_OF)
    assert not read(tmp_path / "1.parquet").equals(read(tmp_path / "2.parquet"))


def test_two_batches_of_one_seed_are_not_alike(caseload: pl.DataFrame) -> None:
    first, second = caseload.drop("case_id")[:BATCH_ROWS], caseload.drop("case_id")[BATCH_ROWS : 2 * BATCH_ROWS]
    assert share_of(first["arrears_total"].eq_missing(second["arrears_total"])) < 0.2


def test_fewer_cases_are_the_first_of_more(tmp_path: Path, caseload: pl.DataFrame) -> None:
    make_caseload(tmp_path / "few.parquet", cases=BATCH_ROWS + 17, seed=1, state="AR", as_of=AS_OF)
    assert read(tmp_path / "few.parquet").equals(caseload.head(BATCH_ROWS + 17))


def test_one_parquet_file_one_csv_file_and_a_folder_hold_the_same_rows(tmp_path: Path) -> None:
    made = [make_caseload(tmp_path / name, cases=120_000, seed=9, state="CA", as_of=AS_OF) for name in ENDINGS]
    one, csv, folder = (read(caseload.path) for caseload in made)
    assert one.equals(csv)
    assert one.equals(folder)


def test_a_folder_holds_parts_of_half_a_million_rows_and_a_readme(tmp_path: Path) -> None:
    frames = [pl.DataFrame({"case_id": ["AR-1"]}).select(pl.col("case_id").repeat_by(250_000).explode())] * 5
    files = write(frames, pl.Schema({"case_id": pl.String}), tmp_path / "made", "made, not real")
    assert [file.name for file in files] == [
        "README.txt",
        "part-00001.parquet",
        "part-00002.parquet",
        "part-00003.parquet",
    ]
    assert [len(pl.read_parquet(file)) for file in files[1:]] == [PART_ROWS, PART_ROWS, PART_ROWS // 2]


# ---- the table ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ENDINGS)
def test_there_is_a_column_of_the_right_type_for_every_fact(
    tmp_path: Path, name: str, facts: dict[str, dict[str, object]]
) -> None:
    make_caseload(tmp_path / name, cases=500, seed=1, state="AR", as_of=AS_OF)
    wanted = {"case_id": pl.String(), **{fact: TYPES[str(text["kind"])] for fact, text in facts.items()}}
    assert dict(read(tmp_path / name).schema) == wanted


def test_every_case_has_its_own_id_that_begins_with_the_state(caseload: pl.DataFrame) -> None:
    assert caseload["case_id"].n_unique() == CASES
    assert caseload["case_id"].str.contains(r"^AR-\d{8}$").all()
    assert caseload["case_id"][0] == "AR-00000001"
    assert caseload["case_id"][-1] == f"AR-{CASES:08}"


def test_every_choice_is_one_that_the_fact_allows(caseload: pl.DataFrame, facts: dict[str, dict[str, object]]) -> None:
    choices = facts["service_basis"]["choices"]
    assert isinstance(choices, list | dict)
    assert set(caseload["service_basis"].drop_nulls()) == set(choices)


def test_a_csv_file_says_true_and_false_and_leaves_out_what_is_unknown(tmp_path: Path) -> None:
    out = tmp_path / "made.csv"
    make_caseload(out, cases=300, seed=1, state="AR", as_of=AS_OF)
    text = pl.read_csv(out, infer_schema=False)
    assert set(text["receives_medicaid"]) == {"true", "false", None}
    assert text["youngest_child_born_on"].drop_nulls().str.contains(r"^\d{4}-\d\d-\d\d$").all()
    assert text["arrears_total"].drop_nulls().str.contains(r"^\d+\.\d\d$").all()


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


# ---- like real caseloads as a whole ------------------------------------------------------------------------------


def among(numerator: pl.Expr, denominator: pl.Expr) -> Callable[[pl.DataFrame], float]:
    return lambda cases: float(cases.filter(denominator).select(numerator.mean()).item())


CERTIFIED = col("arrears_total") >= 500
MEASURES: dict[str, Callable[[pl.DataFrame], float]] = {
    "current_assistance": among(col("receives_cash_aid") | col("receives_foster_care"), pl.lit(value=True)),
    "owes_500_or_more": lambda cases: len(cases.filter(CERTIFIED)) / len(cases) / (1 - 0.02),
    "debts_under_10000": among(col("arrears_total") < 10_000, CERTIFIED),
    "debts_over_40000": among(col("arrears_total") >= 40_000, CERTIFIED),
    "debts_over_100000": among(col("arrears_total") >= 100_000, CERTIFIED),
    "dollars_owed_to_the_state": lambda cases: float(
        cases.select(col("arrears_assigned").sum().cast(float) / (col("arrears_total").sum().cast(float))).item()
    ),
    "paid_on_debt_in_a_year": lambda cases: float(
        cases.filter(col("arrears_total") > 0)
        .select(
            (
                col("last_arrears_payment_on").fill_null(date(1900, 1, 1)) > latest_start(AS_OF, read_span("12 months"))
            ).mean()
        )
        .item()
    ),
    "medicaid": among(col("receives_medicaid"), pl.lit(value=True)),
    "parent_abroad": among(col("ncp_lives_abroad"), pl.lit(value=True)),
    "parent_in_prison": among(col("incarcerated"), pl.lit(value=True)),
}


@pytest.mark.parametrize("name", MEASURES)
def test_the_caseload_as_a_whole_shows_what_was_published(caseload: pl.DataFrame, name: str) -> None:
    figure = shipped_book().published[name]
    assert MEASURES[name](caseload) == pytest.approx(figure.worth, abs=figure.within)


@pytest.mark.parametrize(("name", "asked"), [("with_order", "ordered"), ("former_assistance", "assistance is former")])
def test_what_has_no_column_of_its_own_shows_what_was_published(batch: Batch, name: str, asked: str) -> None:
    figure = shipped_book().published[name]
    assert batch.holds([asked]).mean() == pytest.approx(figure.worth, abs=figure.within)


def test_every_published_figure_is_measured() -> None:
    assert {*MEASURES, "with_order", "former_assistance"} == set(shipped_book().published)


def test_every_share_of_yes_answers_is_the_one_in_made_toml(batch: Batch) -> None:
    for name, recipe in shipped_book().make.items():
        if not isinstance(recipe, Odds):
            continue
        for row, here in by_row(recipe.rows, batch):
            cases = int(here.sum())
            if row.share is None or cases == 0:
                continue
            drift = 5 * np.sqrt(row.share * (1 - row.share) / cases)
            assert batch.made[name].values[here].mean() == pytest.approx(row.share, abs=drift + 1e-9), (name, row)


@pytest.mark.parametrize(("state", "share"), [("AR", 0.87), ("NC", 0.8693), ("MD", 0.775)])
def test_a_state_has_its_own_share_of_orders_where_a_source_says_so(state: str, share: float) -> None:
    made = drawn(shipped_book().recipes(state), seed=1, number=0, as_of=AS_OF)
    assert made.holds(["ordered"]).mean() == pytest.approx(share, abs=0.006)


def test_every_figure_names_its_source_or_says_that_it_is_an_assumption() -> None:
    book = shipped_book()
    rows = [
        row for recipes in [book.make, *book.state.values()] for recipe in recipes.values() for row in rows_of(recipe)
    ]
    assert all(row.source in book.source or row.source in OURS for row in rows)
    used = {row.source for row in rows} | {figure.source for figure in book.published.values()}
    assert set(book.source) - used <= {"crs-2016"}


# ---- what is unknown ---------------------------------------------------------------------------------------------


def test_every_fact_has_its_own_rate_of_being_unknown() -> None:
    rates = {name: recipe.unknown for name, recipe in shipped_book().make.items() if recipe.unknown is not None}
    assert set(rates) == set(fact_kinds())
    assert all(0 < rate < 1 for rate in rates.values())


def test_each_fact_is_unknown_as_often_as_its_rate_says(caseload: pl.DataFrame, batch: Batch) -> None:
    first = caseload.head(BATCH_ROWS)
    for name in fact_kinds():
        rate = shipped_book().make[name].unknown or 0.0
        arises = ~batch.made[name].absent
        missing = first[name].is_null().to_numpy()
        assert missing[~arises].all(), name
        drift = 5 * np.sqrt(rate * (1 - rate) / max(1, int(arises.sum())))
        assert missing[arises].mean() == pytest.approx(rate, abs=drift), name


def test_findings_of_workers_are_unknown_far_more_often_than_records(facts: dict[str, dict[str, object]]) -> None:
    def mean_rate(said_by: str) -> float:
        rates = [shipped_book().make[name].unknown or 0.0 for name in facts if facts[name]["said_by"] == said_by]
        return float(np.mean(rates))

    assert mean_rate("worker") > 8 * mean_rate("records")


# ---- hard where rules turn ---------------------------------------------------------------------------------------

AMOUNTS = ["0.00", "0.01", "149.99", "150.00", "150.01", "499.99", "500.00", "500.01", "2499.99", "2500.00", "2500.01"]


@pytest.mark.parametrize("fact", ["arrears_total", "arrears_family", "arrears_assigned"])
@pytest.mark.parametrize("amount", AMOUNTS)
def test_amounts_stand_just_on_under_and_over_every_limit(caseload: pl.DataFrame, fact: str, amount: str) -> None:
    assert (caseload[fact] == Decimal(amount)).sum() >= 10


@pytest.mark.parametrize(
    ("fact", "span"),
    [
        ("youngest_child_born_on", "18 years"),
        ("paternity_child_born_on", "18 years"),
        ("locate_efforts_since", "2 years"),
        ("locate_efforts_since", "12 months"),
        ("locate_efforts_since", "6 months"),
        ("locate_efforts_since", "3 years"),
        ("last_arrears_payment_on", "12 months"),
        ("last_arrears_payment_on", "60 days"),
        ("contact_attempts_since", "60 days"),
        ("notice_sent_on", "60 days"),
        ("tribal_notice_sent_on", "60 days"),
    ],
)
@pytest.mark.parametrize("off", [-1, 0, 1])
def test_dates_stand_on_the_day_that_a_span_is_over_and_a_day_either_side(
    caseload: pl.DataFrame, fact: str, span: str, off: int
) -> None:
    turn = latest_start(AS_OF, read_span(span))
    assert (caseload[fact] == turn + timedelta(days=off)).sum() >= 5
    assert after(turn, read_span(span)) <= AS_OF


def test_a_flag_ends_on_the_day_asked_about_and_a_day_either_side(caseload: pl.DataFrame) -> None:
    for off in (-1, 0, 1):
        assert (caseload["bypass_expires_on"] == AS_OF + timedelta(days=off)).sum() >= 5


def test_children_are_born_on_every_29_february(caseload: pl.DataFrame) -> None:
    for day in leap_days(AS_OF):
        assert (caseload["youngest_child_born_on"] == day).sum() >= 20


def test_searches_begin_on_the_last_day_of_a_month_more_often_than_by_chance(caseload: pl.DataFrame) -> None:
    begun = caseload["locate_efforts_since"].drop_nulls()
    assert share_of(begun == begun.dt.month_end()) > 1.2 / 30.4


# ---- whole, or not at all ----------------------------------------------------------------------------------------


class PulledPlugError(Exception):
    """Something that stops a run in the middle."""


def pull_the_plug(_made: int) -> None:
    raise PulledPlugError


@pytest.mark.parametrize("name", ENDINGS)
def test_a_run_that_is_stopped_leaves_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(PulledPlugError):
        make_caseload(tmp_path / name, cases=150_000, seed=1, state="AR", as_of=AS_OF, progress=pull_the_plug)
    assert list(tmp_path.iterdir()) == []


KILLED_RUN = """
import os, signal, sys
from datetime import date
from pathlib import Path
from caseclose.caseload.making.make import make_caseload

def die(made):
    os.kill(os.getpid(), signal.SIGKILL)

make_caseload(Path(sys.argv[1]), cases=150_000, seed=1, state="AR", as_of=date(2025, 6, 30), progress=die)
"""


@pytest.mark.parametrize("name", ENDINGS)
def test_a_run_that_is_killed_leaves_nothing_half_made_and_can_be_run_again(tmp_path: Path, name: str) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED_RUN, str(tmp_path / name)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not (tmp_path / name).exists()
    make_caseload(tmp_path / name, cases=500, seed=1, state="AR", as_of=AS_OF)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ENDINGS)
def test_a_made_caseload_never_replaces_anything(tmp_path: Path, name: str) -> None:
    make_caseload(tmp_path / name, cases=500, seed=1, state="AR", as_of=AS_OF)
    before = read(tmp_path / name)
    with pytest.raises(FileExistsError, match="already something"):
        make_caseload(tmp_path / name, cases=500, seed=2, state="AR", as_of=AS_OF)
    assert read(tmp_path / name).equals(before)


def test_a_run_tells_how_many_cases_are_made(tmp_path: Path) -> None:
    told: list[int] = []
    make_caseload(tmp_path / "m.parquet", cases=250_000, seed=1, state="AR", as_of=AS_OF, progress=told.append)
    assert told == [100_000, 200_000, 250_000]


def test_a_made_caseload_says_that_it_is_made_and_how_to_make_it_again(tmp_path: Path) -> None:
    folder = make_caseload(tmp_path / "made", cases=1_500, seed=77, state="AR", as_of=AS_OF)
    file = make_caseload(tmp_path / "made.parquet", cases=1_500, seed=77, state="AR", as_of=AS_OF)
    readme = (folder.path / "README.txt").read_text("utf-8")
    assert "made, not real" in readme
    assert "1,500 cases" in readme
    assert "cases=1500, seed=77, state='AR', as_of=date(2025, 6, 30)" in readme
    for parquet in (file.path, folder.path / "part-00001.parquet"):
        assert pl.read_parquet_metadata(parquet)[ABOUT_KEY] == readme.strip()


@pytest.mark.parametrize(("cases", "seed", "state"), [(0, 1, "AR"), (-5, 1, "AR"), (10, -1, "AR"), (10, 1, "Ark")])
def test_a_count_a_seed_or_a_state_that_cannot_be_is_refused(tmp_path: Path, cases: int, seed: int, state: str) -> None:
    with pytest.raises(ValueError, match="not"):
        make_caseload(tmp_path / "made.parquet", cases=cases, seed=seed, state=state, as_of=AS_OF)
    assert list(tmp_path.iterdir()) == []


# ---- the figures file --------------------------------------------------------------------------------------------


def test_figures_without_a_known_source_are_refused() -> None:
    text = shipped_text().replace('source = "ocse-2019-10"', 'source = "hearsay"')
    with pytest.raises(ValueError, match="arrears_assigned has a row with no known source"):
        read_book(text)


def test_a_recipe_that_asks_for_a_fact_made_later_is_refused() -> None:
    text = shipped_text().replace('when = ["not ordered"], share = 0.0', 'when = ["not money_held"], share = 0.0')
    with pytest.raises(ValueError, match="current_order needs money_held"):
        read_book(text)


def test_a_key_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="unknwon"):
        read_book(shipped_text().replace("unknown = 0.15", "unknwon = 0.15"))
