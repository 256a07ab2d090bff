"""Made findings of workers, and the documents that prove them."""

from __future__ import annotations

import polars as pl
from polars import col

from caseclose.caseload.making.tables.drawing import NUMBER, PLACE, Drawn, Tables, years
from caseclose.law.reading import shipped

WORKERS = 40
_SHA = "0" * 40


def findings(drawn: Drawn) -> Tables:
    """Return findings and documents."""
    found = pl.concat(_found(drawn))
    return {"findings": found.drop("evidence"), "documents": pl.concat([_proofs(found), _orders(drawn)])}


def _found(drawn: Drawn) -> list[pl.DataFrame]:
    book, figures = drawn.book.found, drawn.book.figures
    as_of = pl.lit(drawn.as_of)
    cases = drawn.frame.with_columns(
        drawn.between(as_of - years(figures.findings_years), as_of, "found on").alias("found_on"),
        drawn.lucky("worked", figures.worked).alias("worked"),
        drawn.lucky("document", figures.found_with_document).alias("proven"),
        (drawn.chance("worker") * WORKERS).floor().cast(pl.Int32).alias("worker"),
    )
    return [
        _of_fact(cases, name, place, only_worked=name in book.when_worked)
        for place, name in enumerate((*book.when_so, *book.when_worked))
    ]


def _of_fact(cases: pl.DataFrame, name: str, place: int, *, only_worked: bool) -> pl.DataFrame:
    fact = shipped().facts[name]
    so = col(name) if fact.kind == "yes_no" and not only_worked else col(name).is_not_null()
    here = so & col("worked") if only_worked else so
    key = pl.format(f"{{}}-{place}", PLACE)
    return cases.filter(here).select(
        PLACE,
        col(NUMBER).alias("case"),
        ("F" + key).alias("finding_id"),
        pl.lit(name).alias("fact"),
        _as_text(name, fact.kind).alias("value"),
        "found_on",
        pl.format("made worker {}", "worker").alias("found_by"),
        pl.when("proven").then("D" + key).alias("document"),
        pl.lit(fact.text.evidence[0]).alias("evidence"),
    )


def _as_text(name: str, kind: str) -> pl.Expr:
    if kind == "date":
        return col(name).dt.strftime("%Y-%m-%d")
    return col(name).cast(pl.String)


def _proofs(found: pl.DataFrame) -> pl.DataFrame:
    return _documents(found.filter(col("document").is_not_null()), col("document"), col("evidence"), col("found_on"))


def _orders(drawn: Drawn) -> pl.DataFrame:
    copied = drawn.lucky("order on file", drawn.book.figures.order_on_file)
    cases = drawn.frame.with_columns(
        (copied & col("_ordered")).alias("copied"), pl.min_horizontal("order_on", pl.lit(drawn.as_of)).alias("in_on")
    ).filter("copied")
    ordered = cases.with_columns(col(NUMBER).alias("case"))
    return _documents(ordered, pl.format("D{}-order", PLACE), pl.lit("support_order"), col("in_on"))


def _documents(rows: pl.DataFrame, key: pl.Expr, evidence: pl.Expr, on: pl.Expr) -> pl.DataFrame:
    """Documents that are not there: their fingerprints are only digits."""
    digits = key.str.replace_all("[^0-9]", "").str.zfill(24)
    return rows.select(
        PLACE,
        key.alias("document_id"),
        "case",
        evidence.alias("evidence"),
        pl.format("Made document: {}", evidence).alias("title"),
        on.alias("received_on"),
        (pl.lit(_SHA) + digits).alias("sha256"),
    )
