"""Screening a caseload: part by part through checks and questions into a folder of results.

Memory is bounded by the size of a part. Results are written aside and put in place only when all of them are there.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from caseclose.caseload.aside import write_part, written_aside
from caseclose.caseload.checking import Checked, check_part
from caseclose.caseload.columns import CASE_ID, TYPES, CaseloadError
from caseclose.caseload.doubled import doubled_ids
from caseclose.caseload.files import CaseFile, caseload_files, open_file
from caseclose.caseload.one_case import ONE_CASE, one_case_file
from caseclose.caseload.refusals import Refusal, write_report
from caseclose.law.facts import FactBook
from caseclose.law.in_force import LawInForce
from caseclose.screening.ahead import ahead
from caseclose.screening.candidates import candidates
from caseclose.screening.sheet import Sheet, sheet_for
from caseclose.screening.summary import FILE, write_summary
from caseclose.screening.tally import Tally

PART_ROWS = 500_000
VERDICTS, MISSING, CANDIDATES = "verdicts", "missing", "candidates"


@dataclass(frozen=True)
class Screened:
    """What a screening found, and the folder that holds it."""

    law: LawInForce
    out: Path
    tally: Tally
    refusals: tuple[Refusal, ...]


Progress = Callable[[int, int], None]
"""Called with the rows done and the rows in all."""


Keep = Callable[[pl.DataFrame], None]
"""Given the candidates of each part."""


def screen(
    caseload: Path, law: LawInForce, out: Path, *, replace: bool = False, progress: Progress | None = None
) -> Screened:
    """Screen every case of `caseload` under `law` and leave the results in the folder `out`.

    Raises CaseloadError where the caseload cannot be used as a whole, or `out` is there already.
    """
    with _results(out, replace=replace) as aside:
        work = aside / "work"
        files = _opened(caseload, law, work)
        parts = _parts(files, law.policy.facts, law, doubled_ids(files))
        refusals = [refusal for file in files for refusal in file.refusals]
        found = _screen_into(aside, law, parts, sum(file.rows for file in files), refusals, progress)
        shutil.rmtree(work, ignore_errors=True)
    return Screened(law, out, *found)


def screen_frames(
    frames: Iterable[pl.DataFrame],
    total: int,
    law: LawInForce,
    out: Path,
    *,
    replace: bool = False,
    progress: Progress | None = None,
    keep: Keep | None = None,
) -> Screened:
    """Screen cases that are checked already, such as those of the case records; `total` says how many there are.

    The results are those of a caseload in files. `keep` is given the candidates. Raises CaseloadError as `screen` does.
    """
    parts = ((Checked(frame, ()), frame.height) for frame in frames)
    with _results(out, replace=replace) as aside:
        found = _screen_into(aside, law, parts, total, [], progress, keep)
    return Screened(law, out, *found)


@contextmanager
def _results(out: Path, *, replace: bool) -> Iterator[Path]:
    """Yield an empty folder that takes the place of `out` when the block ends well."""
    if out.exists() and not replace:
        raise CaseloadError(f"{out} is there already", "Name another folder, or use --replace to write it anew.")
    if out.exists() and not (out / FILE).exists():
        raise CaseloadError(f"{out} is not a folder of results, so it is not replaced", "Name another folder.")
    try:
        with written_aside(out) as aside:
            aside.mkdir()
            yield aside
    except OSError as error:
        place = error.filename or out
        raise CaseloadError(
            f"{place}: {error.strerror or error}", "Nothing was written; see to it and try again."
        ) from None


def _screen_into(
    folder: Path,
    law: LawInForce,
    parts: Iterable[tuple[Checked, int]],
    total: int,
    refusals: list[Refusal],
    progress: Progress | None,
    keep: Keep | None = None,
) -> tuple[Tally, tuple[Refusal, ...]]:
    tally, sheet = Tally(), sheet_for(law)
    for name in (VERDICTS, MISSING, CANDIDATES):
        (folder / name).mkdir()
    with ThreadPoolExecutor(max_workers=1) as writer:
        waiting: Future[None] | None = None
        done = 0
        for number, (checked, rows) in enumerate(ahead(parts), start=1):
            refusals += checked.refusals
            results = _answer(sheet, checked.good, tally)
            if keep is not None:
                keep(results[CANDIDATES])
            if waiting is not None:
                waiting.result()
            waiting = writer.submit(_write, folder, number, results)
            done += rows
            if progress is not None:
                progress(done, total)
        if waiting is not None:
            waiting.result()
    tally.refused = len({(refusal.file, refusal.row) for refusal in refusals})
    if refusals:
        write_report(folder, refusals)
    write_summary(folder, law, tally)
    return tally, tuple(refusals)


def _opened(caseload: Path, law: LawInForce, work: Path) -> list[CaseFile]:
    """Make the caseload's files ready to be read; the facts of one case, in TOML or JSON, are a caseload of one."""
    book = law.policy.facts
    if caseload.suffix.lower() in ONE_CASE:
        return [one_case_file(caseload, book, law.as_of, work)]
    return [open_file(path, book, work / str(n)) for n, path in enumerate(caseload_files(caseload))]


def _parts(
    files: list[CaseFile], book: FactBook, law: LawInForce, doubled: frozenset[str]
) -> Iterator[tuple[Checked, int]]:
    for file in files:
        for start in range(0, file.rows, PART_ROWS):
            part = file.part(start, PART_ROWS)
            yield check_part(file.name, part, book, law.as_of, doubled), part.height


Results = dict[str, pl.DataFrame]


def _answer(sheet: Sheet, part: pl.DataFrame, tally: Tally) -> Results:
    """Answer every question for the good rows of one part."""
    book = sheet.law.policy.facts
    absent = [
        pl.lit(None, dtype=TYPES[book[name].kind]).alias(name) for name in sheet.facts if name not in part.columns
    ]
    part = part.with_columns(absent)
    found = part.lazy().select(sheet.answers).collect()
    ids = part.select(CASE_ID)
    missing = sheet.evidence.missing(part, found)
    verdicts = found.lazy().select(sheet.words).collect()
    close = candidates(sheet.law, ids, found)
    tally.count_verdicts(found)
    tally.count_one_away(missing, sheet.parts)
    tally.candidates += int(close.select((pl.col("closable_under").list.len() > 0).sum()).item())
    tally.held += int(close.select((pl.col("closable_under").list.len() == 0).sum()).item())
    return {VERDICTS: ids.hstack(verdicts), MISSING: ids.hstack(missing), CANDIDATES: close}


def _write(folder: Path, number: int, results: Results) -> None:
    for name, frame in results.items():
        write_part(frame, folder / name / f"part-{number:05}.parquet", "zstd")
