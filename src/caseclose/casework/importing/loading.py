"""The chunks of an extract written into the records, two at a time. A chunk is written whole, once, and said to be so."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path

import polars as pl
from django.db import Error, connection, connections, transaction

from caseclose.casework.importing.checking import CheckedFolder, CheckedTable, Progress
from caseclose.casework.importing.descriptor import Table
from caseclose.casework.importing.merging import ImportStopped, merge
from caseclose.casework.models import ImportedChunk, ImportedFile

WRITERS = 2
"""How many chunks are written at once, each on a connection of its own."""

CLAIM = """
INSERT INTO casework_importedchunk (file_id, number, added, changed) VALUES (%s, %s, 0, 0)
ON CONFLICT (file_id, number) DO NOTHING RETURNING id
"""


def load(checked: CheckedFolder, files: dict[str, ImportedFile], progress: Progress | None = None) -> None:
    """Write every chunk that is not written yet. Raises ImportStopped where one cannot be."""
    total = sum(len(checked.tables[name].chunks) for name in files)
    done = 0
    with ThreadPoolExecutor(WRITERS, initializer=connections.close_all) as writers:
        try:
            for stage in _stages(checked, files):
                waiting = {
                    writers.submit(_load_chunk, table.table, files[table.table.name].pk, number, path)
                    for table in stage
                    for number, path in enumerate(table.chunks)
                }
                while waiting:
                    finished, waiting = wait(waiting, return_when=FIRST_EXCEPTION, timeout=1)
                    for future in finished:
                        future.result()
                        done += 1
                    if progress is not None:
                        progress("writing", done, total)
        finally:
            writers.shutdown(wait=True, cancel_futures=True)


def _stages(checked: CheckedFolder, files: dict[str, ImportedFile]) -> Iterator[list[CheckedTable]]:
    """Yield tables that may be written together: none refers to one that is written with it or later."""
    left = [checked.tables[name] for name in checked.tables if name in files]
    while left:
        names = {table.table.name for table in left}
        now = [table for table in left if not _targets(table.table) & names]
        yield now
        left = [table for table in left if table not in now]


def _targets(table: Table) -> set[str]:
    return {reference.reference.resource for reference in table.schema.foreign_keys}


def _load_chunk(table: Table, file: int, number: int, path: Path) -> None:
    """Write one chunk, unless it is written already."""
    try:
        with transaction.atomic():
            if _claim(file, number):
                rows = pl.read_parquet(path)
                merged = merge(table, rows)
                ImportedChunk.objects.filter(file=file, number=number).update(
                    added=merged.added, changed=merged.changed
                )
    except Error as error:
        reason = str(error).split("\n", 1)[0]
        raise ImportStopped(
            f"{table.name}: the database refused to take the rows: {reason}",
            "See to it and import the same folder again: it goes on where it stopped.",
        ) from error
    finally:
        pass


def _claim(file: int, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [file, number])
        return cursor.fetchone() is not None
