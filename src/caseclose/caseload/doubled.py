"""Case ids that occur more than once in a caseload."""

from __future__ import annotations

import polars as pl

from caseclose.caseload.columns import CASE_ID
from caseclose.caseload.files import CaseFile, ids_of, whole


def doubled_ids(files: list[CaseFile]) -> frozenset[str]:
    """Return the ids that stand in more than one row of the caseload.

    Ids are compared by a 64-bit hash first, which takes 8 bytes a case; only the few that collide are compared as text.
    """
    hashes = pl.concat([_hashes(file) for file in files]).sort()
    twice = hashes.filter(hashes == hashes.shift(1)).unique()
    if twice.is_empty():
        return frozenset()
    found = [
        ids_of(file)
        .filter(pl.col(CASE_ID).hash().is_in(twice.implode()) & pl.col(CASE_ID).is_not_null())
        .collect(engine="streaming")
        for file in files
    ]
    ids = pl.concat(found).to_series()
    return frozenset(ids.filter(ids.is_duplicated()).to_list())


def _hashes(file: CaseFile) -> pl.Series:
    with whole(file.name):
        return ids_of(file).select(pl.col(CASE_ID).hash()).collect(engine="streaming").to_series()
