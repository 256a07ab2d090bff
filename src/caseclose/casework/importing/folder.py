"""The folder of an extract: which file holds which table, and the files made ready to be read in parts."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

import polars as pl

from caseclose.caseload.columns import ROW, CaseloadError, is_text
from caseclose.caseload.files import CaseFile, open_table, whole
from caseclose.casework.importing.descriptor import Descriptor, Table
from caseclose.casework.importing.values import fits
from caseclose.law.errors import nearest
from caseclose.law.values import harmless

ENDINGS = (".csv", ".parquet")


@dataclass(frozen=True)
class Extract:
    """One table's file: what it is, what it holds (by its SHA-256), and how it is read."""

    table: Table
    path: Path
    sha256: str
    file: CaseFile
    plain: frozenset[str]
    """The columns of text with no letter beyond ASCII in them."""


def table_files(folder: Path, schema: Descriptor) -> dict[str, Path]:
    """Return the file of each table that `folder` holds, in the order of the schema. Raises CaseloadError."""
    if not folder.is_dir():
        raise CaseloadError(f"{folder}: there is no such folder", "Name the folder that holds one file for each table.")
    paths = [
        path for path in sorted(folder.iterdir()) if not path.name.startswith(".") and not _passed_over(path, schema)
    ]
    faults = [fault for path in paths if (fault := _fault_of(path, schema))]
    found = {path.stem: path for path in paths}
    names = [path.stem for path in paths]
    faults += [
        f"{name}: there are two files for this table; keep one of them" for name in found if names.count(name) > 1
    ]
    if faults:
        raise CaseloadError("\n".join(faults), "See the tables with: caseclose records schema")
    if not found:
        raise CaseloadError(f"{folder}: there is no table of the schema in this folder", "Its files are cases.csv, …")
    return {name: found[name] for name in schema.tables if name in found}


def _passed_over(path: Path, schema: Descriptor) -> bool:
    """Say whether a file is none of ours: neither a table nor something that stands for one."""
    is_table = path.suffix.lower() in ENDINGS and not path.is_dir()
    return not is_table and path.name.split(".")[0] not in schema.tables


def _fault_of(path: Path, schema: Descriptor) -> str:
    if path.suffix.lower() not in ENDINGS or path.is_dir():
        return f"{harmless(path.name)}: a table is one .csv or .parquet file"
    if path.stem not in schema.tables:
        return f"{harmless(path.name)}: the schema has no table of this name.{nearest(path.stem, schema.tables)}"
    return ""


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file. Raises CaseloadError where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise CaseloadError(f"{path}: {error.strerror or 'the file cannot be read'}") from None


def open_extracts(files: dict[str, Path], digests: dict[str, str], schema: Descriptor, aside: Path) -> list[Extract]:
    """Make every file ready to be read. Raises one CaseloadError that names every file that cannot be used."""
    found: list[Extract] = []
    faults: list[CaseloadError] = []
    for name, path in files.items():
        table = schema.tables[name]
        try:
            file = _opened(table, path, aside)
            found.append(Extract(table, path, digests[name], file, _plain_columns(file)))
        except CaseloadError as error:
            faults.append(error)
    if faults:
        raise CaseloadError("\n".join(str(fault) for fault in faults), "\n".join({f.todo: None for f in faults}))
    return found


def _opened(table: Table, path: Path, aside: Path) -> CaseFile:
    return open_table(
        path,
        aside,
        names=lambda file, names: _check_names(table, file, names),
        types=lambda file, types: _check_types(table, file, types),
    )


def _plain_columns(file: CaseFile) -> frozenset[str]:
    with whole(file.name):
        rows = pl.scan_parquet(file.table, glob=False)
        names = [name for name, dtype in rows.collect_schema().items() if is_text(dtype)]
        text = pl.col(names).cast(pl.String).str
        longer = rows.select(text.len_bytes().sum() != text.len_chars().sum()).collect(engine="streaming")
    return frozenset(name for name in names if not longer[name].item())


def _check_names(table: Table, file: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise CaseloadError(f"{file}: column {harmless(twice[0])} is there more than once", "Keep one of them.")
    strange = [name for name in names if name not in table.columns]
    if strange:
        listed = "; ".join(f"{harmless(name)}{nearest(name, table.columns)}" for name in strange[:10])
        raise CaseloadError(
            f"{file}: {len(strange)} column(s) are not in the schema: {listed}",
            "Rename or leave them out. See the columns with: caseclose records schema",
        )
    needed = [column.name for column in table.schema.fields if column.constraints.required]
    missing = [name for name in needed if name not in names]
    if missing:
        raise CaseloadError(f"{file}: there is no column {', '.join(missing)}", "The schema asks for these columns.")


def _check_types(table: Table, file: str, types: dict[str, pl.DataType]) -> None:
    wrong = [
        f"column '{name}' is {str(dtype).split('(', 1)[0]}, but the schema asks for a {table.columns[name].kind}"
        for name, dtype in types.items()
        if name != ROW and not fits(table.columns[name], dtype, key=name in table.key_columns)
    ]
    if wrong:
        raise CaseloadError(f"{file}: {'; '.join(wrong)}", "Write the column anew in that kind, or as text.")
