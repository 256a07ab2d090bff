"""Made searches for parents, by quarter and source, and made attempts to reach recipients."""

from __future__ import annotations

from datetime import timedelta

import polars as pl
from polars import col

from caseclose.caseload.making.tables.drawing import NUMBER, PLACE, Drawn, Tables, years

MOST_QUARTERS = 12
QUARTER_DAYS = 90
_HERE = "here"


def efforts(drawn: Drawn) -> Tables:
    """Return locate efforts and contact attempts."""
    return {
        "locate_efforts": pl.concat([_searches(drawn), _found(drawn)]),
        "contact_attempts": pl.concat([_attempts(drawn), _reached(drawn)]),
    }


def _searches(drawn: Drawn) -> pl.DataFrame:
    """Failed searches from the first day to the day asked about: diligent ones with several sources each quarter."""
    sources = drawn.book.sources.locate
    as_of = pl.lit(drawn.as_of)
    begun = pl.max_horizontal("locate_efforts_since", as_of - timedelta(days=MOST_QUARTERS * QUARTER_DAYS))
    diligent = col("locate_efforts_diligent").fill_null(value=False)
    cases = drawn.frame.with_columns(begun.alias("begun")).filter(
        col("ncp_location_unknown") & col("locate_efforts_since").is_not_null()
    )
    quarters = (as_of - col("begun")).dt.total_days() // QUARTER_DAYS + 1
    rows = cases.select(
        PLACE, NUMBER, "begun",
        pl.int_ranges(0, quarters).alias("quarter"),
        pl.when(diligent).then(pl.lit(len(sources) - 1)).otherwise(pl.lit(1)).alias("wanted"),
    ).explode("quarter").with_columns(pl.int_ranges(0, col("wanted")).alias("place")).explode("place")  # fmt: skip
    named = pl.Series(list(sources))
    which = (col("quarter") + col("place")) % len(sources)
    day = col("begun") + pl.duration(days=col("quarter") * QUARTER_DAYS + col("place"))
    return rows.select(
        PLACE,
        pl.format("L{}-{}-{}", PLACE, "quarter", "place").alias("effort_id"),
        col(NUMBER).alias("case"),
        pl.lit(named).gather(which).alias("source"),
        pl.min_horizontal(day, as_of).alias("on"),
        pl.lit(value=False).alias("found"),
    )


def _found(drawn: Drawn) -> pl.DataFrame:
    as_of = pl.lit(drawn.as_of)
    on = drawn.between(as_of - years(1), as_of, "found on")
    lucky = drawn.lucky("found", drawn.book.figures.found_lately)
    return (
        drawn.frame.with_columns(on.alias("on"), (lucky & ~col("ncp_location_unknown")).alias(_HERE))
        .filter(_HERE)
        .select(
            PLACE,
            pl.format("L{}-found", PLACE).alias("effort_id"),
            col(NUMBER).alias("case"),
            pl.lit(drawn.book.sources.locate[0]).alias("source"),
            "on",
            pl.lit(value=True).alias("found"),
        )
    )


def _attempts(drawn: Drawn) -> pl.DataFrame:
    """Failed attempts, one for each way of contact that was tried; after some the recipient was reached again."""
    apart = drawn.book.figures.contact_days_apart
    ways = pl.Series(["letter", *drawn.book.sources.contact])
    letter = pl.when(col("first_class_letter_sent")).then(pl.lit("first_class_letter")).otherwise(pl.lit("letter"))
    cases = drawn.frame.filter(col("recipient_unreachable") & col("contact_attempts_since").is_not_null())
    tried = col("contact_methods_tried").fill_null(1).clip(1, len(ways)).cast(pl.Int64)
    again = col("contact_reestablished").fill_null(value=False)
    rows = cases.select(
        PLACE, NUMBER, "contact_attempts_since", tried.alias("tried"), letter.alias("letter"),
        pl.int_ranges(0, tried + again.cast(pl.Int64)).alias("place"),
    ).explode("place")  # fmt: skip
    way = pl.lit(ways).gather(col("place") % len(ways))
    day = col("contact_attempts_since") + pl.duration(days=col("place") * apart)
    return rows.select(
        PLACE,
        pl.format("C{}-{}", PLACE, "place").alias("attempt_id"),
        col(NUMBER).alias("case"),
        pl.when(col("place") == 0).then(col("letter")).otherwise(way).alias("method"),
        pl.min_horizontal(day, pl.lit(drawn.as_of)).alias("on"),
        (col("place") == col("tried")).alias("reached"),
    )


def _reached(drawn: Drawn) -> pl.DataFrame:
    as_of = pl.lit(drawn.as_of)
    on = drawn.between(as_of - years(1), as_of, "reached on")
    lucky = drawn.lucky("reached", drawn.book.figures.reached_lately)
    return (
        drawn.frame.with_columns(on.alias("on"), (lucky & ~col("recipient_unreachable")).alias(_HERE))
        .filter(_HERE)
        .select(
            PLACE,
            pl.format("C{}-reached", PLACE).alias("attempt_id"),
            col(NUMBER).alias("case"),
            pl.lit(drawn.book.sources.contact[0]).alias("method"),
            "on",
            pl.lit(value=True).alias("reached"),
        )
    )
