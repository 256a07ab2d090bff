"""Made orders, balances, aid, payments, and remedies with the cases that they serve."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
from polars import col

from caseclose.caseload.making.tables.drawing import NUMBER, PLACE, Drawn, Tables, years

AID_YEARS, FORMER_YEARS = 4, 10
DAYS_TO_PAY_OUT = 2
REMEDIES = (
    "income_withholding",
    "federal_tax_offset",
    "passport",
    "credit_bureau",
    "medical_support_notice",
    "driver_license",
    "real_property_lien",
    "bank_levy",
    "unemployment_intercept",
)
PARTIES = {"income_withholding": "Made Employer", "bank_levy": "Made Bank"}


def money(drawn: Drawn) -> Tables:
    """Return orders, balances, assistance, medical assignments, payments, remedies and the cases of remedies."""
    remedies = _remedies(drawn)
    return {
        "orders": _orders(drawn),
        "balances": _balances(drawn),
        "assistance": pl.concat(_assistance(drawn)),
        "medical_assignments": _assignments(drawn),
        "payments": _payments(drawn),
        "remedies": remedies.drop("case", "partner"),
        "remedy_cases": _served(remedies),
    }


def _orders(drawn: Drawn) -> pl.DataFrame:
    ended = drawn.between(col("order_on") + pl.duration(days=1), pl.lit(drawn.as_of), "order ended")
    return (
        drawn.frame.with_columns(pl.when(~col("current_order")).then(ended).alias("ended_on"))
        .filter(col("_ordered") & col("current_order").is_not_null())
        .select(
            PLACE,
            pl.format("O{}", PLACE).alias("order_id"),
            col(NUMBER).alias("case"),
            col("_monthly").alias("monthly"),
            pl.min_horizontal(col("order_on"), pl.lit(drawn.as_of)).alias("begun_on"),
            "ended_on",
            col("_order_medical").alias("medical"),
        )
    )


def _balances(drawn: Drawn) -> pl.DataFrame:
    known = col("arrears_family").is_not_null() & col("arrears_assigned").is_not_null()
    return drawn.frame.filter(known).select(
        PLACE,
        col(NUMBER).alias("case"),
        pl.lit(_month_end(drawn.as_of)).alias("as_of"),
        col("arrears_family").alias("family"),
        col("arrears_assigned").alias("assigned"),
    )


def _month_end(as_of: date) -> date:
    return as_of.replace(day=1) - timedelta(days=1)


def _assistance(drawn: Drawn) -> list[pl.DataFrame]:
    as_of, never = pl.lit(drawn.as_of), pl.lit(None, pl.Date)
    begun = drawn.between(as_of - years(AID_YEARS), as_of, "aid begun")
    left = drawn.between(as_of - years(FORMER_YEARS), as_of - pl.duration(days=40), "aid ended")
    joined = drawn.between(left - years(AID_YEARS), left, "former aid begun")
    kinds = {
        "cash_aid": (col("receives_cash_aid"), begun, never),
        "former": ((col("_assistance") == "former") & ~col("receives_cash_aid"), joined, left),
        "medicaid": (col("receives_medicaid"), begun, never),
        "foster_care": (col("receives_foster_care"), begun, never),
    }
    return [
        drawn.frame.select(
            PLACE,
            pl.format("A{}-" + kind, PLACE).alias("period_id"),
            col(NUMBER).alias("case"),
            pl.lit("cash_aid" if kind == "former" else kind).alias("kind"),
            first.alias("begun_on"),
            last.alias("ended_on"),
            there.alias("there"),
        )
        .filter("there")
        .drop("there")
        for kind, (there, first, last) in kinds.items()
    ]


def _assignments(drawn: Drawn) -> pl.DataFrame:
    as_of = pl.lit(drawn.as_of)
    begun = drawn.between(as_of - years(AID_YEARS), as_of, "aid begun")
    return (
        drawn.frame.with_columns(begun.alias("begun_on"))
        .filter("medical_support_assigned")
        .select(PLACE, pl.format("M{}", PLACE).alias("assignment_id"), col(NUMBER).alias("case"), "begun_on",
                pl.lit(None, pl.Date).alias("ended_on"))
    )  # fmt: skip


def _payments(drawn: Drawn) -> pl.DataFrame:
    """The last payment, and where payments are regular those of the months before it."""
    sources, months = drawn.book.sources.payments, drawn.book.figures.regular_payments
    back = pl.when(col("regular_payments")).then(pl.lit(months)).otherwise(pl.lit(1))
    paid = drawn.frame.with_columns(
        drawn.one_of(sources, sources.values(), "payment source").alias("source"),
        (drawn.chance("pay out") * (DAYS_TO_PAY_OUT + 1)).floor().cast(pl.Int32).alias("wait"),
        col("money_held").fill_null(value=False).alias("held"),
        pl.int_ranges(0, back).alias("month"),
    ).filter(col("last_arrears_payment_on").is_not_null())
    received = col("last_arrears_payment_on").dt.offset_by(pl.format("-{}mo", "month"))
    return (
        paid.select(PLACE, NUMBER, "source", "wait", "held", "month", "_monthly", "last_arrears_payment_on")
        .explode("month")
        .with_columns(received.alias("received_on"))
        .with_columns((col("received_on") + pl.duration(days="wait")).alias("out"))
        .select(
            PLACE,
            pl.format("Y{}-{}", PLACE, "month").alias("receipt"),
            col(NUMBER).alias("case"),
            col("_monthly").fill_null(pl.lit("50.00").cast(pl.Decimal(12, 2))).alias("amount"),
            "source",
            "received_on",
            pl.when((col("out") <= drawn.as_of) & ~(col("held") & (col("month") == 0)))
            .then(col("out"))
            .alias("disbursed_on"),
        )
    )


def _remedies(drawn: Drawn) -> pl.DataFrame:
    found = []
    partner = col(NUMBER).shift(-1)
    for place, kind in enumerate(REMEDIES):
        placed = drawn.between(col("order_on"), pl.lit(drawn.as_of), f"{kind} placed")
        ended = drawn.between(placed, pl.lit(drawn.as_of), f"{kind} ended on")
        gone = drawn.lucky(f"{kind} ended", drawn.book.figures.remedy_ended)
        party = (
            pl.format(f"{PARTIES[kind]} {{}}", col(PLACE).str.tail(3)) if kind in PARTIES else pl.lit(None, pl.String)
        )
        found.append(
            drawn.frame.select(
                PLACE,
                pl.format(f"R{{}}-{place}", PLACE).alias("remedy_id"),
                pl.lit(kind).alias("kind"),
                placed.alias("placed_on"),
                pl.when(gone).then(ended).alias("ended_on"),
                party.alias("party"),
                col(NUMBER).alias("case"),
                pl.when("leader").then(partner).alias("partner"),
                col(f"_{kind}").alias("there"),
            )
            .filter("there")
            .drop("there")
        )
    return pl.concat(found)


def _served(remedies: pl.DataFrame) -> pl.DataFrame:
    """Each remedy serves its own case; where the parent has two, some serve both."""
    second = remedies.filter(col("partner").is_not_null())
    following = (col(PLACE).cast(pl.Int64) + 1).cast(pl.String).str.zfill(8)
    return pl.concat(
        [
            remedies.select(PLACE, col("remedy_id").alias("remedy"), "case"),
            second.select(following.alias(PLACE), col("remedy_id").alias("remedy"), col("partner").alias("case")),
        ]
    )
