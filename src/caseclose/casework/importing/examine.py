"""An extract checked as a whole: files found, opened and gone through. This writes nothing and needs no database."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from caseclose.caseload.aside import work_folder
from caseclose.caseload.columns import CaseloadError
from caseclose.casework.importing.checking import CheckedFolder, Progress, check_extracts
from caseclose.casework.importing.descriptor import shipped_schema
from caseclose.casework.importing.folder import open_extracts, table_files
from caseclose.casework.importing.keys import Known


def check_records(*, folder: Path, on: date, progress: Progress | None = None) -> CheckedFolder:
    """Check the extract of the day `on`. Raises CaseloadError where the folder cannot be used as a whole.

    What a table refers to must stand in the folder. References to a table that the folder lacks are not looked at.
    """
    files = table_files(folder, shipped_schema())
    with work_folder() as aside:
        return check_files(files, dict.fromkeys(files, ""), on, aside, progress=progress)


def check_files(
    files: dict[str, Path],
    digests: dict[str, str],
    on: date,
    aside: Path,
    *,
    known: Known | None = None,
    progress: Progress | None = None,
    gone: frozenset[str] = frozenset(),
) -> CheckedFolder:
    """Check the files of an extract, leaving the good rows in `aside`. Raises CaseloadError.

    `gone` are the numbers of cases whose records were destroyed: an extract does not bring them back.
    """
    before = _marks(files)
    extracts = open_extracts(files, digests, shipped_schema(), aside / "files")
    checked = check_extracts(extracts, on, aside / "good", known, progress, gone)
    changed = [name for name, mark in _marks(files).items() if mark != before[name]]
    if changed:
        raise CaseloadError(f"{', '.join(changed)}: the file changed while it was read", "Wait until it is written.")
    return checked


def _marks(files: dict[str, Path]) -> dict[str, tuple[int, int]]:
    """Return what shows that a file was written to: its size and when it was changed."""
    return {name: (path.stat().st_size, path.stat().st_mtime_ns) for name, path in files.items()}
