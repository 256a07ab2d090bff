"""The chunks of an extract written into the records: each whole, once, and said to be written.

A large table of a first extract is filled in one go. Everything else is written chunk by chunk, two at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Lock

import polars as pl
from django.db import Error, OperationalError, connection, connections, transaction

from caseclose.casework.importing import filling
from caseclose.casework.importing.checking import CheckedFolder, CheckedTable, Progress
from caseclose.casework.importing.descriptor import Table
from caseclose.casework.importing.merging import ImportStopped, merge
from caseclose.casework.models import ImportedChunk, ImportedFile
from caseclose.casework.services.locking import is_deadlock

WRITERS = 2
"""How many chunks are written at once, each on a connection of its own."""

CLAIM = """
INSERT INTO casework_importedchunk (file_id, number, added, changed) VALUES (%s, %s, 0, 0)
ON CONFLICT (file_id, number) DO NOTHING RETURNING id
"""


@dataclass(frozen=True, slots=True)
class _Job:
    table: Table
    file: int
    number: int
    rows: Path
    all_new: bool


def load(
    checked: CheckedFolder, files: dict[str, ImportedFile], empty: frozenset[str], progress: Progress | None = None
) -> None:
    """Write every chunk of `files` that is not written yet. Raises ImportStopped where one cannot be.

    `empty` names the tables of which nothing was on record when the import began.
    """
    told = _Told(sum(len(checked.tables[name].chunks) for name in files), progress)
    first = filling.first_extract()
    for stage in _stages(checked, files):
        jobs: SimpleQueue[_Job] = SimpleQueue()
        for table in stage:
            file = files[table.table.name]
            if first and _filled(table, file, told):
                continue
            for number, rows in enumerate(table.chunks):
                jobs.put(_Job(table.table, file.pk, number, rows, file.resource in empty))
        _write_all(jobs, told)


def _filled(table: CheckedTable, file: ImportedFile, told: _Told) -> bool:
    """Fill the table, if that is worth it and can be done. Say whether it was."""
    if table.rows < filling.FEWEST_ROWS or file.chunks.exists():
        return False
    with _stopping(file.resource):
        return filling.fill(table, file, told.one_more)


def _stages(checked: CheckedFolder, files: dict[str, ImportedFile]) -> Iterator[list[CheckedTable]]:
    """Yield tables that may be written together: none refers to one that is written with it or later."""
    left = [table for name, table in checked.tables.items() if name in files]
    while left:
        names = {table.table.name for table in left}
        now = [table for table in left if not names.intersection(table.table.targets)]
        yield now
        left = [table for table in left if table not in now]


class _Told:
    """Counts the chunks written, and tells the progress, from whichever thread."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done, self._total, self._progress, self._lock = 0, total, progress, Lock()

    def one_more(self) -> None:
        """Count one."""
        with self._lock:
            self._done += 1
            if self._progress is not None:
                self._progress("writing", self._done, self._total)


def _write_all(jobs: SimpleQueue[_Job], told: _Told) -> None:
    stop = Event()
    with ThreadPoolExecutor(WRITERS) as writers:
        working = [writers.submit(_work, jobs, told.one_more, stop) for _ in range(WRITERS)]
        try:
            for one in working:
                one.result()
        finally:
            stop.set()


def _work(jobs: SimpleQueue[_Job], done: Callable[[], None], stop: Event) -> None:
    """Write one chunk after another, until there is none or another writer has failed."""
    try:
        while not stop.is_set():
            _write(jobs.get_nowait())
            done()
    except Empty:
        return
    except BaseException:
        stop.set()
        raise
    finally:
        connections.close_all()


def _write(job: _Job) -> None:
    """Write one chunk. Where it and somebody who acts on cases wait for each other, it begins again."""
    with _stopping(job.table.name):
        try:
            _write_whole(job)
        except OperationalError as error:
            if not is_deadlock(error):
                raise
            _write(job)


def _write_whole(job: _Job) -> None:
    """Write one chunk in one transaction, unless it is written already."""
    with transaction.atomic():
        if _claim(job):
            merged = merge(job.table, pl.read_parquet(job.rows), all_new=job.all_new)
            chunk = ImportedChunk.objects.filter(file=job.file, number=job.number)
            chunk.update(added=merged.added, changed=merged.changed)


@contextmanager
def _stopping(table: str) -> Iterator[None]:
    """Raise ImportStopped where the database does not take rows of the table."""
    try:
        yield
    except Error as error:
        reason = str(error).split("\n", 1)[0]
        raise ImportStopped(
            f"{table}: the database did not take the rows: {reason}",
            "See to it and import the same folder again: it goes on where it stopped.",
        ) from error


def _claim(job: _Job) -> bool:
    """Say of the chunk that it is written, and return whether nobody had said so. Waits for who is about to."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [job.file, job.number])
        return cursor.fetchone() is not None
