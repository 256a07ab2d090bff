"""Made offices, other agencies, people, cases, and who has which part. No name or address could be anyone's."""

from __future__ import annotations

import polars as pl
from polars import col

from caseclose.caseload.making.tables.drawing import NUMBER, PLACE, Drawn, Tables, years

CUSTODIAL, OTHER, CHILDREN = "A", "B", ("K", "L", "M")
"""The last letter of the keys of the people on a case."""

OFFICES, AGENCIES = 4, 3
CLOSED_YEARS = 3
_PARTNER, _LEADER, _FATHER = "partner", "leader", "father"


def with_family(drawn: Drawn) -> Drawn:
    """Return the cases with the dates that several tables need, and with who is on each."""
    frame = drawn.frame.with_columns(
        (~col("_father_identity_unknown")).alias(_FATHER),
        pl.min_horizontal(col("_third_child_born_on"), "_youngest_child_born_on").alias("oldest_on"),
    )
    shares_parent = col(_FATHER) & ~col("_ncp_deceased")
    frame = frame.with_columns(
        (
            col("_other_case_needs_remedy")
            & shares_parent
            & (~col("_other_case_needs_remedy") & shares_parent).shift(-1, fill_value=False)
        ).alias(_LEADER)
    ).with_columns(
        col(_LEADER).shift(1, fill_value=False).alias(_PARTNER),
        pl.when(_LEADER)
        .then(pl.min_horizontal("oldest_on", col("oldest_on").shift(-1)))
        .otherwise("oldest_on")
        .alias("oldest_of_both_on"),
    )
    earliest = pl.min_horizontal(
        "_last_arrears_payment_on", "_locate_efforts_since", "_contact_attempts_since", "_notice_sent_on"
    )
    opened = drawn.between(col("oldest_on"), pl.lit(drawn.as_of) - pl.duration(days=30), "opened")
    frame = frame.with_columns(pl.min_horizontal(opened, earliest).alias("opened_on"))
    begun = drawn.between(col("opened_on"), pl.lit(drawn.as_of), "order begun")
    return Drawn(drawn.batch, frame.with_columns(begun.alias("order_on")), drawn.book, drawn.state)


def people(drawn: Drawn) -> Tables:
    """Return persons, cases, participants and related cases."""
    return {
        "persons": pl.concat([_custodial(drawn), _noncustodial(drawn), *_children(drawn)]),
        "cases": _cases(drawn),
        "participants": pl.concat(_parts(drawn)),
        "related_cases": _related(drawn),
    }


def offices(state: str, zone: str) -> pl.DataFrame:
    """Return the offices of a state."""
    places = pl.int_range(1, OFFICES + 1, eager=True).cast(pl.String)
    return pl.DataFrame({"code": f"{state}-" + places, "name": "Made office " + places}).with_columns(
        state=pl.lit(state), zone=pl.lit(zone)
    )


def agencies() -> pl.DataFrame:
    """Return other agencies, with where letters to them go."""
    places = pl.int_range(1, AGENCIES + 1, eager=True).cast(pl.String)
    return pl.DataFrame({"code": "99" + places.str.zfill(5), "name": "Made agency " + places}).with_columns(
        mailing_line_1=pl.format("{} Made Box", pl.lit(places)), mailing_line_2=pl.lit("Madeville")
    )


def _person(letter: str, **values: pl.Expr | pl.Series) -> list[pl.Expr]:
    """Return the columns of one person of each case. What is not given is absent."""
    absent = pl.lit(None, pl.String)
    street = pl.format("{} Made Street", col(PLACE).str.tail(4))
    usual: dict[str, pl.Expr | pl.Series] = {
        "person_id": pl.format("P{}" + letter, PLACE),
        "given_name": pl.format("Made Given {}" + letter, PLACE),
        "family_name": pl.format("Made Family {}", PLACE),
        "born_on": pl.lit(None, pl.Date),
        "died_on": pl.lit(None, pl.Date),
        "language": pl.lit("en"),
        "family_violence": pl.lit(value=False),
        "mailing_line_1": street,
        "mailing_line_2": absent,
        "substitute_line_1": absent,
        "substitute_line_2": absent,
        "safe_contact": pl.lit("mail"),
        "email": absent,
        "text_phone": absent,
        "electronic_channel": absent,
        "electronic_consent_on": pl.lit(None, pl.Date),
        "electronic_withdrawn_on": pl.lit(None, pl.Date),
    }
    return [col(PLACE), *(pl.lit(value).alias(name) if isinstance(value, pl.Series) else value.alias(name)
                          for name, value in {**usual, **values}.items())]  # fmt: skip


def _parent_born(drawn: Drawn, purpose: str, oldest: pl.Expr) -> pl.Expr:
    figures = drawn.book.figures
    span = figures.parent_youngest + figures.parent_span
    return drawn.between(oldest - years(span), oldest - years(figures.parent_youngest), f"{purpose} born")


def _custodial(drawn: Drawn) -> pl.DataFrame:
    figures, sources = drawn.book.figures, drawn.book.sources
    danger = pl.any_horizontal(
        pl.col("_risk_of_harm_reported", "_enforcement_risks_harm", "_conceived_by_rape").fill_null(value=False)
    )
    hidden = danger & drawn.lucky("substitute address", figures.substitute_address)
    known = pl.lit(drawn.lucky("custodial address", figures.address_known))
    town = pl.lit(f"Madeville, {drawn.state} 00000")
    agreed = drawn.lucky("consent", figures.consent_to_electronic)
    by_text = drawn.lucky("consent to texts", figures.consent_to_texts)
    consent = drawn.between(col("opened_on"), pl.lit(drawn.as_of), "consent on")
    return drawn.frame.select(
        _person(
            CUSTODIAL,
            born_on=_parent_born(drawn, "custodial", col("oldest_on")),
            language=drawn.one_of(sources.languages, sources.languages.values(), "language"),
            family_violence=danger,
            mailing_line_1=pl.when(known).then(pl.format("{} Made Street", col(PLACE).str.tail(4))),
            mailing_line_2=pl.when(known).then(town),
            substitute_line_1=pl.when(hidden).then(pl.format("PO Box {}", PLACE)),
            substitute_line_2=pl.when(hidden).then(pl.lit(f"Made Capital, {drawn.state} 00000")),
            safe_contact=pl.when(danger & ~hidden).then(pl.lit("phone")).otherwise(pl.lit("mail")),
            email=pl.when(agreed & ~by_text).then(pl.format("made.{}@made.example", PLACE)),
            text_phone=pl.when(agreed & by_text).then(pl.format("+1555{}", (col(PLACE).str.tail(7).str.zfill(7)))),
            electronic_channel=pl.when(agreed).then(pl.when(by_text).then(pl.lit("text")).otherwise(pl.lit("email"))),
            electronic_consent_on=pl.when(agreed).then(consent),
        )
    )


def _noncustodial(drawn: Drawn) -> pl.DataFrame:
    found = ~col("_ncp_location_unknown").fill_null(value=False) & ~col("_ncp_deceased").fill_null(value=False)
    known = found & drawn.lucky("other address", drawn.book.figures.address_known)
    born = _parent_born(drawn, "other", col("oldest_of_both_on"))
    return drawn.frame.filter(col(_FATHER) & ~col(_PARTNER)).select(PLACE).join(
        drawn.frame.select(
            _person(
                OTHER,
                born_on=born,
                died_on=pl.when(col("ncp_deceased")).then(pl.max_horizontal("_died_on", "_youngest_child_born_on")),
                mailing_line_1=pl.when(known).then(pl.format("{} Made Road", col(PLACE).str.tail(4))),
                mailing_line_2=pl.when(known).then(pl.lit(f"Madeville, {drawn.state} 00000")),
            )
        ), on=PLACE, how="left", maintain_order="left",
    )  # fmt: skip


def _children(drawn: Drawn) -> list[pl.DataFrame]:
    born = (col("youngest_child_born_on"), col("_second_child_born_on"), col("_third_child_born_on"))
    return [
        drawn.frame.filter(col("_children") > place).select(_person(CHILDREN[place], born_on=day))
        for place, day in enumerate(born)
    ]


def _cases(drawn: Drawn) -> pl.DataFrame:
    custodial, other = pl.format("P{}" + CUSTODIAL, PLACE), _other_person()
    closed = drawn.between(pl.lit(drawn.as_of) - years(CLOSED_YEARS), pl.lit(drawn.as_of), "closed on")
    only_payments = col("payment_processing_case").fill_null(value=False)
    office = (drawn.chance("office") * OFFICES).floor().cast(pl.Int32) + 1
    return drawn.frame.select(
        PLACE,
        col(NUMBER),
        (pl.lit(f"{drawn.state}-") + pl.lit(office).cast(pl.String)).alias("office"),
        pl.when(only_payments).then(pl.lit("payment_processing")).otherwise(pl.lit("enforcement")).alias("kind"),
        "service_basis",
        "opened_on",
        pl.when(only_payments).then(pl.max_horizontal(closed, "opened_on")).alias("enforcement_closed_on"),
        pl.when(col("custodial_parent_applied")).then(custodial)
        .when(col("noncustodial_parent_applied") & col(_FATHER)).then(other).alias("opened_by"),
        col("responding_case").alias("responding"),
    )  # fmt: skip


def _other_person() -> pl.Expr:
    """The key of the noncustodial parent: of two related cases, the parent of the first."""
    own = pl.format("P{}" + OTHER, PLACE)
    return pl.when(col(_PARTNER)).then(own.shift(1)).otherwise(own)


def _parts(drawn: Drawn) -> list[pl.DataFrame]:
    alleged = col("_paternity_needed")
    settled = pl.when(~alleged).then(pl.lit(value=True)).when(col("paternity_child_born_on").is_not_null()).then(
        pl.lit(value=False)
    )  # fmt: skip
    role = pl.when(alleged).then(pl.lit("alleged_father")).otherwise(pl.lit("noncustodial_parent"))
    unsaid = pl.lit(None, pl.Boolean)
    whole = drawn.frame.select(
        PLACE,
        NUMBER,
        _FATHER,
        "_children",
        role.alias("role"),
        settled.alias("settled"),
        _other_person().alias("other"),
    )
    rows = [_part(whole, CUSTODIAL, pl.lit("custodial_party"), unsaid)]
    rows.append(_part(whole.filter(_FATHER), OTHER, col("role"), unsaid, col("other")))
    for place, letter in enumerate(CHILDREN):
        paternity = col("settled") if place == 0 else pl.lit(value=True)
        rows.append(_part(whole.filter(col("_children") > place), letter, pl.lit("child"), paternity))
    return rows


def _part(
    frame: pl.DataFrame, letter: str, role: pl.Expr, paternity: pl.Expr, person: pl.Expr | None = None
) -> pl.DataFrame:
    return frame.select(
        PLACE,
        pl.format("T{}" + letter, PLACE).alias("participant_id"),
        col(NUMBER).alias("case"),
        (pl.format("P{}" + letter, PLACE) if person is None else person).alias("person"),
        role.alias("role"),
        paternity.alias("paternity_established"),
    )


def _related(drawn: Drawn) -> pl.DataFrame:
    """The pairs stand with the second case, which is not there where the first one is the last of all."""
    pairs = drawn.frame.select(PLACE, NUMBER, _PARTNER, col(NUMBER).shift(1).alias("first")).filter(_PARTNER)
    return pl.concat(
        [
            pairs.select(PLACE, col("first").alias("case"), col(NUMBER).alias("other")),
            pairs.select(PLACE, col(NUMBER).alias("case"), col("first").alias("other")),
        ]
    )
