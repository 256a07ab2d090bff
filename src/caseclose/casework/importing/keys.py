"""Keys that stand twice, and references to rows that are not there: looked for over a whole table at once.

Keys are compared by a 64-bit hash, which takes 8 bytes a row. Two keys of one hash could hide a missing reference from
this check once in some million caseloads; the database's own foreign key would then stop the import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from caseclose.caseload.columns import ROW
from caseclose.caseload.files import CaseFile, whole
from caseclose.casework.importing.descriptor import Reference
from caseclose.casework.importing.folder import Extract
from caseclose.casework.importing.values import as_text

Known = Callable[[str, pl.Series], pl.Series]
"""Given a table and keys, returns those that the database holds."""

_BETWEEN = "\x1f"
_KEY = "key"


@dataclass(frozen=True)
class Keys:
    """The keys of one table, as sorted hashes: all that stand in its file, and those of good rows."""

    there: pl.Series
    good: pl.Series


@dataclass(frozen=True)
class Mark:
    """Rows, by their place in the file, that are refused in `column` for `reason`."""

    column: str
    reason: str
    rows: pl.Series


def key_of(columns: tuple[str, ...], plain: frozenset[str]) -> pl.Expr:
    """The key that stands in `columns`, as a hash; absent where a part of it is."""
    parts = [as_text(name, plain) for name in columns]
    text = parts[0] if len(parts) == 1 else pl.concat_str(parts, separator=_BETWEEN)
    return pl.when(text.is_not_null()).then(text.hash()).alias(_KEY)


def column_of(file: CaseFile, wanted: pl.Expr) -> pl.Series:
    """Return one expression over the whole file."""
    with whole(file.name):
        return pl.scan_parquet(file.table, glob=False).select(wanted).collect(engine="streaming").to_series()


def places_of(file: CaseFile) -> pl.Series:
    """Return the place of every row in the file."""
    with whole(file.name):
        frame = pl.scan_parquet(file.table, glob=False)
        if ROW in frame.collect_schema():
            return frame.select(ROW).collect(engine="streaming").to_series()
    return pl.int_range(1, file.rows + 1, eager=True).alias(ROW)


def doubled(extract: Extract) -> Iterator[Mark]:
    """Yield the rows whose key another row has too. None of them is taken until only one is left."""
    file = extract.file
    for columns in extract.table.keys:
        if not _has(file, columns):
            continue
        hashes = column_of(file, key_of(columns, extract.plain))
        ordered = hashes.drop_nulls().sort()
        twice = ordered.filter(ordered == ordered.shift(1)).unique().sort()
        if twice.len():
            name = " + ".join(columns)
            reason = f"{name} stands in more than one row; none of them is taken until only one is left"
            yield Mark(name, reason, places_of(file).filter(_among(hashes, twice)))


def dangling(extract: Extract, keys: Mapping[str, Keys], known: Known | None) -> Iterator[Mark]:
    """Yield the rows that refer to a row which is not there, or is refused itself.

    What a table refers to stands in the same folder. Where the folder has no such table, `known` is asked; without it
    the reference is left alone.
    """
    for reference in extract.table.schema.foreign_keys:
        target = reference.reference.resource
        if not _has(extract.file, reference.fields):
            continue
        if target in keys:
            yield from _not_in_folder(reference, target, extract, keys[target])
        elif known is not None:
            yield from _not_in_database(reference, target, extract, known)


def destroyed(extract: Extract, gone: frozenset[str]) -> Iterator[Mark]:
    """Yield the rows of cases whose records were destroyed here. What refers to them is refused with them."""
    if gone and extract.table.name == "cases":
        numbers = column_of(extract.file, as_text("number", extract.plain))
        reason = "the records of this case were destroyed, and an extract does not bring them back"
        yield Mark("number", reason, places_of(extract.file).filter(numbers.is_in(list(gone)).fill_null(value=False)))


def cases_of(extract: Extract, places: pl.Series) -> pl.Series:
    """Return the numbers of the cases that the rows at `places` belong to.

    Where rows share something, as remedies serve several cases, these are also the cases of the rows that share it.
    """
    table, numbers = extract.table, pl.Series(dtype=pl.String)
    if places.is_empty() or not table.case_columns:
        return numbers
    here = places_of(extract.file).is_in(places.implode())
    if table.schema.shared_by:
        shared = column_of(extract.file, as_text(table.schema.shared_by, extract.plain))
        here = here | shared.is_in(shared.filter(here).drop_nulls().implode())
    for name in table.case_columns:
        if _has(extract.file, (name,)):
            numbers.append(column_of(extract.file, as_text(name, extract.plain)).filter(here))
    return numbers.drop_nulls().unique().sort()


def _not_in_folder(reference: Reference, target: str, extract: Extract, keys: Keys) -> Iterator[Mark]:
    file = extract.file
    hashes = column_of(file, key_of(reference.fields, extract.plain))
    missing = ~_among(hashes, keys.good) & hashes.is_not_null()
    if not missing.any():
        return
    rows, places = hashes.filter(missing), places_of(file).filter(missing)
    refused = _among(rows, keys.there)
    if refused.any():
        yield Mark(reference.column, f"it refers to a row of {target} that is refused", places.filter(refused))
    if not refused.all():
        yield Mark(reference.column, f"it refers to a row that is not in {target}", places.filter(~refused))


def _not_in_database(reference: Reference, target: str, extract: Extract, known: Known) -> Iterator[Mark]:
    file = extract.file
    names = column_of(file, as_text(reference.column, extract.plain))
    there = known(target, names.drop_nulls().unique())
    missing = ~names.is_in(there.implode()) & names.is_not_null()
    if missing.any():
        reason = f"it refers to a row of {target} that is neither in this folder nor in the database"
        yield Mark(reference.column, reason, places_of(file).filter(missing))


def _has(file: CaseFile, columns: tuple[str, ...]) -> bool:
    with whole(file.name):
        return set(columns) <= set(pl.scan_parquet(file.table, glob=False).collect_schema())


def _among(hashes: pl.Series, ordered: pl.Series) -> pl.Series:
    """Say of each hash whether it stands in `ordered`. An absent one does not."""
    if ordered.is_empty():
        return pl.repeat(value=False, n=hashes.len(), eager=True)
    places = ordered.search_sorted(hashes.fill_null(0)).clip(upper_bound=ordered.len() - 1)
    return (ordered.gather(places) == hashes).fill_null(value=False)
