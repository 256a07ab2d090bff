"""Keeping what a screening of the records found, so that workers can go through it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from io import BytesIO

import polars as pl
from django.db import connection, transaction

from caseclose.caseload.columns import CASE_ID
from caseclose.casework.models import Candidate

_COPY = """
COPY casework_candidate (case_id, closable_under, held_by, must_close, screened_on, policy) FROM STDIN (FORMAT csv)
"""


def keep_candidates(*, state: str, found: Iterable[pl.DataFrame], on: date, policy: str) -> int:
    """Put the candidates of a screening in place of those of the state's last one. Return how many there are.

    All of them or none: whoever looks meanwhile sees the last screening.
    """
    rows = [frame for frame in found if frame.height]
    with transaction.atomic():
        Candidate.objects.filter(case__office__state__iexact=state).delete()
        for frame in rows:
            _copy(frame, on, policy)
    return sum(frame.height for frame in rows)


def _copy(frame: pl.DataFrame, on: date, policy: str) -> None:
    as_json = [
        pl.col(name).map_elements(lambda each: json.dumps(list(each)), return_dtype=pl.String).alias(name)
        for name in ("closable_under", "held_by")
    ]
    lines = frame.select(CASE_ID, *as_json, "must_close", pl.lit(on).alias("on"), pl.lit(policy).alias("policy"))
    text = BytesIO()
    lines.write_csv(text, include_header=False)
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        copy.write(text.getbuffer())
