"""Imports: what is reported is what was planted; killed again and again, every row is there once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.db import connections

from caseclose.caseload.making.records import make_records
from caseclose.casework.importing.closing import HOLDER
from caseclose.casework.importing.examine import check_records
from caseclose.casework.models import Hold, ImportedChunk, ImportRun
from tests.ground import empty
from tests.importing.contents import differences
from tests.importing.extracts import ON
from tests.importing.killing import begin, kill_when, run_to_the_end
from tests.importing.planting import Cell, Planted, plant
from tests.proofs.proof import Planted as Defect
from tests.proofs.proof import Proof, Setting

DATABASE = True
SHARE = 0.01
DONE, ROWS_REFUSED = 0, 3
LOG = "casework_locateeffort"
DAMAGE = {
    "a row that stands twice": f'INSERT INTO {LOG} (case_id, source, "on", found, source_key) SELECT case_id, source,'
    f""" "on", found, 'planted' FROM {LOG} LIMIT 1""",
    "a row that is lost": f"CREATE TABLE lost AS SELECT * FROM {LOG} LIMIT 1;"
    f" DELETE FROM {LOG} WHERE id = (SELECT id FROM lost)",
    "a value that is another": "UPDATE casework_supportorder SET monthly = monthly + 1 WHERE id ="
    " (SELECT max(id) FROM casework_supportorder)",
}
REPAIR = {
    "a row that stands twice": f"DELETE FROM {LOG} WHERE source_key = 'planted'",
    "a row that is lost": f"INSERT INTO {LOG} SELECT * FROM lost; DROP TABLE lost",
    "a value that is another": "SELECT 1",
}
"""What is done to the records once all is well, so that the comparison must notice it, and undone."""


def prove(setting: Setting) -> Proof:
    """Make an extract, plant faults in it, check it, and import it and the sound one with kills in between."""
    made = setting.folder / "made"
    make_records(
        made, cases=setting.many(sample=150, whole=54_000), seed=setting.seed, state="AR", as_of=ON, ending="csv"
    )
    planted = plant(made, setting.folder / "planted", seed=setting.seed, share=SHARE, on=ON)
    found = _reported(planted)
    wrongs = [f"planted and not reported: {cell}" for cell in sorted(planted.key - found)]
    wrongs += [f"reported and not planted: {cell}" for cell in sorted(found - planted.key)]
    kills = setting.many(sample=0, whole=10)
    wrongs += _sound(made, setting, kills)
    defects = list(_planted(made, planted, found))
    empty()
    wrongs += [] if setting.sampled else _with_refusals(planted, setting, kills)
    empty()
    return Proof(
        claim="Of an extract with faults every bad cell is reported, and no other; an import killed with -9 at any"
        " moment and begun again ends with every good row on record once, and refuses what it would have refused.",
        count=planted.rows,
        things="rows imported",
        counted=f"All rows of a made extract. Faults of {len(planted.kinds)} kinds were planted in {SHARE:.0%} of them"
        f" from the seed; the answer key is worked out apart from the import. {kills} kills of each import, each when"
        " so many parts were written, and some thousandths of a second later, as the seed says.",
        wrongs=wrongs,
        planted=defects,
        uncovered="Faults of kinds that nobody planted; a disk that is full.",
        figures={"faults planted": planted.faults, "cells that must be refused": len(planted.key)},
    )


def _reported(planted: Planted) -> set[Cell]:
    return set(check_records(folder=planted.folder, on=ON).refusals.select("file", "row", "column").iter_rows())


def _chunk_rows(setting: Setting) -> int:
    return setting.many(sample=300, whole=20_000)


def _killed(folder: Path, setting: Setting, kills: int, parts: int) -> int:
    """Import with kills, each when more is written than at the one before. Return how many struck."""
    chance = setting.draw(f"kills of {folder.name}")
    struck = 0
    for written in sorted(chance.randrange(parts) for _ in range(kills)):
        struck += kill_when(begin(folder, setting.folder, chunk_rows=_chunk_rows(setting)), written, chance)
    return struck


def _sound(made: Path, setting: Setting, kills: int) -> Iterator[str]:
    """The extract without faults, killed and begun again."""
    rows = sum(file.read_bytes().count(b"\n") - 1 for file in made.glob("*.csv"))
    struck = _killed(made, setting, kills, parts=rows // _chunk_rows(setting))
    if kills and struck == 0:
        yield "no kill struck an import that was at work"
    if (code := run_to_the_end(made, setting.folder, chunk_rows=_chunk_rows(setting))) != DONE:
        yield f"the import ends with {code}"
    yield from (f"{table}: {difference}" for table, difference in differences(made).items())
    added = sum(ImportedChunk.objects.values_list("added", flat=True))
    if added != rows:
        yield f"{added} rows were added, of {rows}"


def _with_refusals(planted: Planted, setting: Setting, kills: int) -> Iterator[str]:
    """The extract with faults, killed and begun again, refuses what the check reported, and holds its cases back."""
    _killed(planted.folder, setting, kills, parts=planted.rows // _chunk_rows(setting))
    if (code := run_to_the_end(planted.folder, setting.folder, chunk_rows=_chunk_rows(setting))) != ROWS_REFUSED:
        yield f"the import with refusals ends with {code}"
    listed = len((setting.folder / "refused.csv").read_text("utf-8").splitlines()) - 1
    if listed != len(planted.key):
        yield f"{listed} refusals are listed, of {len(planted.key)}"
    held = Hold.objects.filter(owner=HOLDER).count()
    refused = planted.rows - sum(ImportedChunk.objects.values_list("added", flat=True))
    if not 0 < held <= refused:
        yield f"{held} cases are held back for {refused} refused rows"
    run_to_the_end(planted.folder, setting.folder, chunk_rows=_chunk_rows(setting))
    if Hold.objects.filter(owner=HOLDER).count() != held:
        yield "the same extract again holds other cases back"
    if [run.state for run in ImportRun.objects.all()].count("done") < 1:
        yield "no import is on record as done"


def _planted(made: Path, planted: Planted, found: set[Cell]) -> Iterator[Defect]:
    """Plant what the comparisons must notice."""
    cell = sorted(found)[0]
    yield Defect("a fault that is not reported", found=found - {cell} != planted.key)
    yield Defect("a report too many", found=found | {("cases.csv", 2, "kind")} != planted.key)
    for what, statement in DAMAGE.items():
        with connections["owner"].cursor() as cursor:
            cursor.execute(statement)
        yield Defect(what, found=bool(differences(made)))
        with connections["owner"].cursor() as cursor:
            cursor.execute(REPAIR[what])
