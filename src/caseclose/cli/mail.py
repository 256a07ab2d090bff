"""caseclose mail: the mail room. Letters handed to the mail vendor, its proof of mailing, and what comes back."""

from __future__ import annotations

import os
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from caseclose.cli import options
from caseclose.cli.carrying_out import ROLES, refuse
from caseclose.cli.caseload import bar
from caseclose.cli.console import CHECK_FAILED, DAY, OK, ROWS_REFUSED, out, print_json, stop
from caseclose.cli.letter import note_not_read
from caseclose.cli.reply_link import link_on_letters
from caseclose.cli.wiring import Moment, Wiring, ready
from caseclose.closure.commands import Actor
from caseclose.closure.refused import Refused
from caseclose.closure.steps import Role
from caseclose.law.reading import shipped

if TYPE_CHECKING:
    from caseclose.casework.services.mail.batches import Batched

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
on_day = click.option("--on", "on", type=DAY, required=True, metavar="DATE", help="The day of the office.")
at_moment = click.option("--at", "at", type=Moment(), metavar="MOMENT", help="The moment (default: now).")


@click.group()
def mail() -> None:
    """Hand letters to the mail vendor, take its proof of mailing, and record what comes back.

    The day on which the vendor mailed a notice is day 0: its days run from then, and not before it is proven.
    """


@mail.command()
@on_day
@at_moment
@click.option("--out", "home", type=FOLDER, metavar="FOLDER",
              help="Where the batch is put, in a folder of its own (default: the mail vendor's tray).")  # fmt: skip
@click.option("--processes", type=click.IntRange(1, 64), default=os.cpu_count() or 1, metavar="N",
              help="Print on so many processes (default: as many as there are cores).")  # fmt: skip
@options.as_json
def batch(on: date, at: datetime | None, home: Path | None, processes: int, *, as_json: bool) -> None:
    """Make all letters that wait, and put them in a folder: print-ready files and a manifest.

    The mail vendor that CASECLOSE_PARTIES names has a tray, from which it takes them.

    A batch that was broken off goes on where it was. A letter that cannot be written waits, and a person is asked.
    """
    wiring = ready()
    from caseclose.casework.services.fingerprints import NoCodeKey
    from caseclose.casework.services.mail.batches import Busy, hand_over_letters

    with bar("{task.description}") as progress:
        row = progress.add_task("letters", total=None)
        try:
            done = hand_over_letters(
                on=on,
                at=at or wiring.now(),
                home=home or _tray(wiring),
                link=link_on_letters(),
                processes=processes,
                show=lambda made, of: progress.update(row, completed=made, total=of),
            )
        except Busy:
            stop("a batch is being made by another process", todo="Wait until it is done.")
        except NoCodeKey as lacks:
            stop(str(lacks), todo="Name the file with the key of codes in CASECLOSE_CODE_KEY_FILE.")
    if as_json:
        print_json(asdict(done))
    else:
        _say_batch(done)
    raise SystemExit(ROWS_REFUSED if done.unwritten else OK)


def _say_batch(done: Batched) -> None:
    from caseclose.casework.selectors.offices import offices_not_read

    if done.batch:
        went_on = " It had been broken off before." if done.resumed else ""
        out().print(
            f"Batch {done.batch}: {done.letters:,} letters, {done.pages:,} pages, in {done.place}.{went_on}",
            markup=False,
        )
        for office in offices_not_read(shipped()):
            note_not_read(office)
    else:
        out().print("No letter was handed over.")
    if done.unwritten:
        out().print(f"{done.unwritten:,} letters cannot be written; see `caseclose task list`.", markup=False)


def _tray(wiring: Wiring) -> Path:
    from caseclose.casework.ports import MailVendor
    from caseclose.casework.services.outbox.messages import MAIL_VENDOR

    vendor = wiring.connect("").ports.get(MAIL_VENDOR)
    if not isinstance(vendor, MailVendor):
        stop("the parties outside have no mail vendor with a tray", todo="Say with --out where the batch is put.")
    return vendor.tray


@mail.command()
@click.argument("file", type=FILE)
@on_day
@at_moment
@options.as_json
def proof(file: Path, on: date, at: datetime | None, *, as_json: bool) -> None:
    """Take the vendor's proof of mailing: a line for each letter with its key, and `mailed_on` or `refused`.

    FILE is CSV with a heading, or a JSON document a line. A line that cannot be is listed and changes nothing.
    """
    wiring = ready()
    from caseclose.casework.services.mail.proofs import BadProof, take_proof_file

    try:
        taken = take_proof_file(file, on=on, at=at or wiring.now())
    except BadProof as error:
        stop(str(error))
    if as_json:
        print_json({"fates": taken.fates, "odd": [{"line": line, "why": why} for line, why in taken.odd]})
    else:
        said = ", ".join(f"{fate} {count:,}" for fate, count in sorted(taken.fates.items()))
        out().print(f"{file.name}: {said or 'no letters'}.", markup=False)
        for line, why in taken.odd:
            out().print(f"  line {line}: {why}", markup=False)
    raise SystemExit(ROWS_REFUSED if taken.odd else OK)


@mail.command()
@click.argument("key")
@on_day
@at_moment
@click.option("--by", required=True, metavar="NAME", help="Who acts. The history keeps the name.")
@click.option("--role", type=ROLES, default="intake", show_default=True)
@options.as_json
def returned(key: str, on: date, at: datetime | None, by: str, role: str, *, as_json: bool) -> None:
    """Record letters that came back. KEY is the code on the letter, or a file with a code on each line.

    A notice that came back stops its days, and its address is searched; about another letter a person is asked.
    """
    wiring = ready()
    from caseclose.casework.services.mail.returned import record_returned
    from caseclose.casework.services.mail.stored import NoLetter

    keys = _keys_in(Path(key)) if Path(key).is_file() else [key]
    found, unknown = [], []
    for each in keys:
        try:
            found.append(record_returned(key=each, by=Actor(by, Role(role)), on=on, at=at or wiring.now()))
        except NoLetter:
            unknown.append(each)
        except Refused as refused:
            refuse(refused, as_json=as_json)
    if as_json:
        print_json({"returned": [asdict(each) for each in found], "unknown": unknown})
    else:
        for letter in found:
            what = "its days have stopped, and its address is searched" if letter.notice else "a person is asked"
            again = " (recorded before)" if letter.repeated else ""
            out().print(f"Case {letter.case}: the letter '{letter.letter}' came back; {what}{again}.", markup=False)
        for code in unknown:
            out().print(f"No letter has the code '{code[:40]}'.", markup=False)
    raise SystemExit(ROWS_REFUSED if unknown else OK)


def _keys_in(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    return [line.strip() for line in text.splitlines() if line.strip()]


@mail.command()
@click.argument("key")
@click.option("--out", "file", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="FILE",
              help="Where the letter is written.")  # fmt: skip
def show(key: str, file: Path) -> None:
    """Write a letter to a file exactly as it was handed over. KEY is the code on the letter, or its own key."""
    ready()
    from caseclose.casework.services.mail.stored import NoLetter, letter_as_sent

    try:
        letter = letter_as_sent(key)
    except NoLetter:
        stop(f"no letter was handed over under '{key[:40]}'", todo="The manifest of a batch lists the codes in it.")
    file.write_bytes(letter.pdf)
    out().print(
        f"{file}: {letter.pages} pages, handed over on {letter.message.sent_on}, sha256 {letter.sha256}", markup=False
    )


@mail.command()
@options.as_json
def check(*, as_json: bool) -> None:
    """Check that every stored letter is the one that was made, and that the journal tells of it."""
    ready()
    from caseclose.casework.services.mail.stored import check_letters

    faults = [{"letter": key, "wrong": why} for key, why in check_letters()]
    if as_json:
        print_json({"faults": faults})
    else:
        for fault in faults:
            out().print(f"{fault['letter']}: {fault['wrong']}", markup=False)
        out().print(
            f"{len(faults)} stored letters are not as they were made." if faults else "Every letter is as it was made."
        )
    raise SystemExit(CHECK_FAILED if faults else OK)
