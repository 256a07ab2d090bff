"""Importing the folder of an extract into the records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import polars as pl

from caseclose.caseload.aside import work_folder
from caseclose.casework.importing.checking import CheckedFolder, Progress
from caseclose.casework.importing.closing import Ending, Written, end
from caseclose.casework.importing.descriptor import shipped_schema
from caseclose.casework.importing.examine import check_files
from caseclose.casework.importing.folder import digest_of, table_files
from caseclose.casework.importing.loading import load
from caseclose.casework.importing.refused import none_refused
from caseclose.casework.importing.runs import (
    Standing,
    alone,
    begin,
    destroyed_cases,
    fingerprint_of,
    interrupted,
    is_same,
    known_in_database,
    newest_files,
    stop_where_older,
)


@dataclass(frozen=True)
class Imported:
    """What an import did. Where nothing was `new`, every file had been imported before and nothing was even checked."""

    new: bool
    resumed: bool = False
    rows: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    refusals: pl.DataFrame = field(default_factory=none_refused)
    tables: dict[str, Written] = field(default_factory=dict)
    unchanged: tuple[str, ...] = ()
    held: int = 0
    let_go: int = 0


def import_records(*, folder: Path, on: date, at: datetime, by: str, progress: Progress | None = None) -> Imported:
    """Bring the extract of the day `on` into the records.

    The whole folder is checked before anything is written. Rows that cannot be right are refused, and so are the rows
    that refer to them; their cases are held back from closing until a later extract brings them right. An import that
    was interrupted goes on where it stopped. Raises CaseloadError where the folder cannot be used, and ImportStopped.
    """
    files = table_files(folder, shipped_schema())
    digests = {name: digest_of(path) for name, path in files.items()}
    fingerprint = fingerprint_of(digests, on)
    with alone():
        newest = newest_files()
        stop_where_older(newest, list(files), on)
        same = {name for name, digest in digests.items() if name in newest and is_same(newest[name], digest)}
        if same == set(files) and not interrupted(fingerprint):
            return Imported(new=False, unchanged=tuple(files))
        with work_folder() as aside:
            checked = check_files(
                files, digests, on, aside, known=known_in_database, progress=progress, gone=destroyed_cases()
            )
            standing = begin(checked, same, fingerprint, on=on, at=at, by=by)
            fresh = {name: file for name, file in standing.files.items() if not file.unchanged}
            load(checked, fresh, standing.empty, progress)
        return _told(checked, standing, end(standing, on=on, at=at, by=by))


def _told(checked: CheckedFolder, standing: Standing, ending: Ending) -> Imported:
    return Imported(
        new=True,
        resumed=standing.resumed,
        rows={name: table.rows for name, table in checked.tables.items()},
        refused={name: table.refused for name, table in checked.tables.items()},
        refusals=checked.refusals,
        tables=ending.tables,
        unchanged=tuple(name for name, file in standing.files.items() if file.unchanged),
        held=ending.held,
        let_go=ending.let_go,
    )
