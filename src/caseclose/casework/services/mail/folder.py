"""A batch as the mail vendor gets it: print-ready files and a manifest, in a folder that is there whole or not at all.

No name of a file and no line of the manifest says anything of a case or a person.
"""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pikepdf

MANIFEST = "manifest.jsonl"
PART = 400
"""Letters in one print file. More would need more memory than a small machine has."""

_TITLE = "Letters"


@dataclass(frozen=True, slots=True)
class Entry:
    """One letter in the manifest: where it stands in the batch and in its file, and how it is known to the vendor."""

    sequence: int
    key: str
    file: str
    page: int
    pages: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One letter that goes into the folder."""

    key: str
    sha256: str
    pages: int
    pdf: bytes


def name_of(batch: int) -> str:
    """Return the name of a batch's folder."""
    return f"batch-{batch:06}"


def write_aside(home: Path, batch: int, sheets: Iterator[Sheet]) -> Path:
    """Write the files of a batch beside its place, on the disk; return where. What a killed writer left there goes."""
    aside = home / f".{name_of(batch)}.aside"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700, parents=True)
    entries: list[Entry] = []
    for number, part in enumerate(_parts(sheets), start=1):
        file = f"letters-{number:03}.pdf"
        _write(aside / file, _joined(part))
        page = 1
        for sheet in part:
            entries.append(Entry(len(entries) + 1, sheet.key, file, page, sheet.pages, sheet.sha256))
            page += sheet.pages
    lines = "".join(json.dumps(asdict(entry)) + "\n" for entry in entries)
    _write(aside / MANIFEST, lines.encode())
    _flush(aside)
    return aside


def put_in_place(aside: Path, home: Path, batch: int) -> Path:
    """Rename a batch into its place; return where it is."""
    place = home / name_of(batch)
    aside.rename(place)
    _flush(home)
    return place


def read_manifest(place: Path) -> list[Entry]:
    """Return the letters of a batch that is in its place. Raises OSError and ValueError where it cannot be read."""
    lines = (place / MANIFEST).read_text(encoding="utf-8").splitlines()
    return [Entry(**json.loads(line)) for line in lines]


def _parts(sheets: Iterator[Sheet]) -> Iterator[list[Sheet]]:
    part: list[Sheet] = []
    for sheet in sheets:
        part.append(sheet)
        if len(part) == PART:
            yield part
            part = []
    if part:
        yield part


def _joined(sheets: Sequence[Sheet]) -> bytes:
    """Join letters to one file to print. It bears no title of any of them."""
    joined, opened = pikepdf.new(), []
    for sheet in sheets:
        letter = pikepdf.open(io.BytesIO(sheet.pdf))
        opened.append(letter)
        joined.pages.extend(letter.pages)
    joined.docinfo["/Title"] = _TITLE
    written = io.BytesIO()
    joined.save(written, deterministic_id=True)
    _close([joined, *opened])
    return written.getvalue()


def _close(files: Iterable[pikepdf.Pdf]) -> None:
    for file in files:
        file.close()


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
