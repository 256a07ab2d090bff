"""caseclose letter: list the letters, show one with made facts, and check them all."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click
from rich.table import Table

from caseclose.caseload.aside import written_aside
from caseclose.cli import options
from caseclose.cli.caseload import bar
from caseclose.cli.console import CHECK_FAILED, OK, err, out, print_json, stop
from caseclose.law.errors import UnknownName
from caseclose.law.policy import Policy
from caseclose.law.written_states import OfficeText
from caseclose.letters.blocks import Composed
from caseclose.letters.composing import compose, writing_office
from caseclose.letters.refused import CannotWrite
from caseclose.letters.words import LetterFolder, letter_folder, letter_folders

MOST_SHOWN = 40
"""How many faults a check prints; with --json it gives all."""


@click.group()
def letter() -> None:
    """Letters: the words that each step of a closing owes someone."""


@letter.command("list")
@options.language
@options.as_json
def list_letters(lang: str, *, as_json: bool) -> None:
    """List every letter: its name, to whom it goes, and what it is owed for."""
    folders = letter_folders().values()
    if as_json:
        print_json(
            [
                {
                    "name": each.name,
                    "kind": each.kind,
                    "to": each.text.to,
                    "owed": each.text.owed[lang],
                    "languages": sorted(each.words),
                }
                for each in folders
            ]
        )
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("letter", "to", "owed"):
        table.add_column(heading)
    for each in folders:
        table.add_row(each.name, each.text.to.replace("_", " "), each.text.owed[lang])
    out().print(table)


@letter.command()
@click.argument("name")
@options.policy_dirs
@options.state_option(required=True)
@options.language
@click.option(
    "--out", "place", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
@click.option("--html", is_flag=True, help="Write the same letter as an HTML page.")
@click.option("--large", is_flag=True, help="Large print: 18 point.")
@click.option("--both", is_flag=True, help="Put the other language on the back.")
@click.option(
    "--criterion", default="", metavar="ID", help="The criterion to close under, such as us.b4; else the sample's."
)
@click.option(
    "--outcome", default="", metavar="NAME", help="payment_processing, state_debt_only or closed; else the sample's."
)
def preview(
    name: str, policy_dirs: tuple[Path, ...], state: str, lang: str, place: Path, criterion: str, outcome: str,
    *, html: bool, large: bool, both: bool,
) -> None:  # fmt: skip
    """Show one letter with made facts, as a PDF or as an HTML page. Nobody real is in it."""
    policy = options.load_policy(policy_dirs)
    composed = _composed(policy, name, state.lower(), lang, criterion, outcome, both=both)
    try:
        pages = written(composed, html=html, large=large)
        with written_aside(place) as aside:
            aside.write_bytes(pages)
    except CannotWrite as error:
        stop(str(error))
    except OSError as error:
        stop(f"{place} cannot be written: {error.strerror}", todo="Name another file with --out.")
    out().print(f"{place}: {composed.title}", markup=False)
    office = writing_office(policy, state.lower())
    if office is not None:
        note_not_read(office)


def note_not_read(office: OfficeText) -> None:
    """Say which lines of an office that are printed on letters nobody has read in an official text."""
    if office.not_read:
        lines = ", ".join(office.not_read)
        err().print(f"note: not read in an official text, so look it up: {office.name.en}, {lines}.", markup=False)


def written(composed: Composed, *, html: bool, large: bool) -> bytes:
    """Return a letter as a PDF, or as an HTML page. Raises CannotWrite."""
    from caseclose.letters.page import letter_page
    from caseclose.letters.printing import print_letter

    return letter_page(composed, large=large).encode() if html else print_letter(composed, large=large)


def _composed(
    policy: Policy, name: str, state: str, lang: str, criterion: str, outcome: str, *, both: bool
) -> Composed:
    from caseclose.letters.sampling import OUTCOMES, sample_facts

    if outcome and outcome not in OUTCOMES:
        stop(f"'{outcome}' is not an outcome of a closing", todo=f"Name one of: {', '.join(OUTCOMES)}.")
    try:
        facts = sample_facts(policy, letter_folder(name), state, criterion=criterion, outcome=outcome)
        return compose(policy, facts, lang, both=both)
    except CannotWrite as error:
        stop(str(error), todo="See what there is with: caseclose letter list")
    except UnknownName as error:
        stop(str(error), todo="Name one of them with --state.")


@letter.command()
@click.argument("place", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path))
@options.policy_dirs
@click.option("--state", default="ca", show_default=True, metavar="XX", help="The state whose letters to show.")
def gallery(place: Path, policy_dirs: tuple[Path, ...], state: str) -> None:
    """Write a picture of each letter in both languages into FOLDER, and a page that shows them."""
    from caseclose.letters.gallery import write_gallery

    try:
        files = len(list(write_gallery(options.load_policy(policy_dirs), state.lower(), place)))
    except (CannotWrite, UnknownName) as error:
        stop(str(error))
    except OSError as error:
        stop(f"{place} cannot be written: {error.strerror}", todo="Name another folder.")
    out().print(f"{place}: {files} files", markup=False)


@letter.command()
@click.argument("names", nargs=-1)
@options.policy_dirs
@options.as_json
def check(names: tuple[str, ...], policy_dirs: tuple[Path, ...], *, as_json: bool) -> None:
    """Make every letter, or those named, in every state, language and outcome, and check what was printed.

    Each must be PDF/UA-1, say the words that were to be said in their order and language, lack no glyph, show the
    address and nothing else in the window of the envelope, be plain to read, say deadline and action at its start, and
    be the same when made twice. Exits with 1 when anything is wrong. It takes a minute or two.
    """
    from caseclose.letters.checking.run import check_letters

    policy, chosen = options.load_policy(policy_dirs), _chosen(names)
    with bar("letters") as progress:
        shown = progress.add_task("", total=None)
        checked = check_letters(policy, chosen, lambda done, of: progress.update(shown, completed=done, total=of))
    if as_json:
        print_json({"ok": not checked.faults, **asdict(checked)})
    else:
        for fault in checked.faults[:MOST_SHOWN]:
            where = " ".join(part for part in (fault.letter, fault.state, fault.lang) if part)
            out().print(f"{where}: {fault.what}", markup=False)
        if len(checked.faults) > MOST_SHOWN:
            out().print(f"… and {len(checked.faults) - MOST_SHOWN} more; all of them with --json", markup=False)
        out().print(
            f"{checked.letters} letters, {checked.made:,} made twice and read back, {checked.names} hard names, "
            f"{len(checked.faults)} faults.",
            markup=False,
        )
    raise SystemExit(CHECK_FAILED if checked.faults else OK)


def _chosen(names: tuple[str, ...]) -> list[LetterFolder] | None:
    try:
        return [letter_folder(name) for name in names] or None
    except CannotWrite as error:
        stop(str(error), todo="See what there is with: caseclose letter list")
