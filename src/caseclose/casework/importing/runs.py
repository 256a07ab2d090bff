"""Imports as they are kept: which one this is, what was imported before, and what an import leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

import polars as pl
from django.db import OperationalError, connection, transaction

from caseclose.casework.importing.checking import CHUNK_ROWS, CheckedFolder
from caseclose.casework.importing.merging import ImportStopped
from caseclose.casework.importing.targets import TARGETS
from caseclose.casework.models import Case, ImportedFile, ImportRun, RefusedCase

PATIENCE = "30s"
_IMPORT_LOCK = 4_510_304
"""Number of the database's advisory lock that lets one import at a time run."""


@contextmanager
def alone() -> Iterator[None]:
    """Hold the import lock. Raises ImportStopped where another import keeps it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{PATIENCE}'")
        try:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_IMPORT_LOCK])
        except OperationalError:
            raise ImportStopped("another import is running", "Wait until it has ended, then try again.") from None
        finally:
            cursor.execute("RESET lock_timeout")
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_IMPORT_LOCK])


def newest_files() -> dict[str, ImportedFile]:
    """Return for each table the file that was imported last, whole or not."""
    files = ImportedFile.objects.order_by("resource", "-run_id").distinct("resource").select_related("run")
    return {file.resource: file for file in files}


def is_same(newest: ImportedFile, digest: str) -> bool:
    """Say whether a file with this digest holds nothing new: it was the last one, imported whole, no row refused."""
    return newest.sha256 == digest and newest.run.state == ImportRun.State.DONE and not newest.refused


def stop_where_older(newest: dict[str, ImportedFile], names: list[str], on: date) -> None:
    """Raise ImportStopped where a later extract of one of the tables is in the records already."""
    for name in names:
        if name in newest and newest[name].run.on > on:
            raise ImportStopped(
                f"{name}: an extract of {newest[name].run.on} is in the records already; this one is of {on}",
                "Import extracts in the order of their days.",
            )


def known_in_database(table: str, keys: pl.Series) -> pl.Series:
    """Return those of `keys` that the records of a table hold. A case whose records were destroyed is not one."""
    target = TARGETS[table]
    standing = f"AND kind <> '{Case.Kind.DESTROYED}'" if table == "cases" else ""
    found: list[str] = []
    with connection.cursor() as cursor:
        for part in keys.to_frame("key").iter_slices(CHUNK_ROWS):
            column = connection.ops.quote_name(target.key[0])
            query = (
                f"SELECT {column} FROM {connection.ops.quote_name(target.table)} WHERE {column} = ANY(%s) {standing}"  # noqa: S608
            )
            cursor.execute(query, [part["key"].to_list()])
            found += [key for (key,) in cursor.fetchall()]
    return pl.Series(found, dtype=pl.String)


def destroyed_cases() -> frozenset[str]:
    """Return the numbers of the cases whose records were destroyed."""
    return frozenset(Case.objects.filter(kind=Case.Kind.DESTROYED).values_list("number", flat=True))


@dataclass(frozen=True)
class Standing:
    """An import that is running: what it is, its files, and whether it goes on where it was interrupted."""

    run: ImportRun
    files: dict[str, ImportedFile]
    resumed: bool
    empty: frozenset[str] = frozenset()
    """The tables of which nothing was on record when it began."""


def fingerprint_of(digests: dict[str, str], on: date) -> str:
    """Return what stands for an extract: its day, its files by content, and the size of the chunks it is written in."""
    said = [on.isoformat(), str(CHUNK_ROWS), *(f"{name}:{digest}" for name, digest in sorted(digests.items()))]
    return sha256("\n".join(said).encode()).hexdigest()


def interrupted(fingerprint: str) -> bool:
    """Say whether the import of this extract was begun and has not ended."""
    return ImportRun.objects.filter(state=ImportRun.State.RUNNING, fingerprint=fingerprint).exists()


def begin(
    checked: CheckedFolder, passed_over: set[str], fingerprint: str, *, on: date, at: datetime, by: str
) -> Standing:
    """Begin an import, or go on with the same one where it was interrupted. Another interrupted one is given up."""
    with transaction.atomic():
        before = ImportRun.objects.filter(state=ImportRun.State.RUNNING).first()
        if before is not None and before.fingerprint == fingerprint:
            return Standing(before, {file.resource: file for file in before.files.all()}, resumed=True)
        if before is not None:
            before.state = ImportRun.State.ABANDONED
            before.save(update_fields=["state"])
        run = ImportRun.objects.create(fingerprint=fingerprint, on=on, by=by, begun_at=at)
        files = {}
        for name, table in checked.tables.items():
            files[name] = ImportedFile.objects.create(
                run=run,
                resource=name,
                name=table.extract.file.name[:200],
                sha256=table.extract.sha256,
                rows=table.rows,
                refused=table.refused,
                unchanged=name in passed_over,
            )
            _remember_cases(table.cases, files[name])
        return Standing(run, files, resumed=False, empty=_empty_tables())


def _empty_tables() -> frozenset[str]:
    names = {name: connection.ops.quote_name(target.table) for name, target in TARGETS.items()}
    asked = ", ".join(f"NOT EXISTS (SELECT FROM {table})" for table in names.values())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")  # noqa: S608 - our own names
        return frozenset(name for name, empty in zip(names, cursor.fetchone(), strict=True) if empty)


def _remember_cases(cases: pl.Series, file: ImportedFile) -> None:
    longest = RefusedCase._meta.get_field("number").max_length or 0
    numbers = [number for number in cases if len(number) <= longest and number.isprintable()]
    RefusedCase.objects.bulk_create([RefusedCase(file=file, number=number) for number in numbers], batch_size=5_000)
