"""Commands that look at what happened: history, audit."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from caseclose.cli import options
from caseclose.cli.console import CHECK_FAILED, OK, out, print_json, stop
from caseclose.cli.wiring import ready


@click.command()
@click.argument("number", metavar="CASE")
@options.language
@options.as_json
def history(number: str, lang: str, *, as_json: bool) -> None:
    """Tell the story of a case in sentences."""
    ready()
    from caseclose.casework.models import Case
    from caseclose.casework.selectors.history import history_of

    if not Case.objects.filter(number=number).exists():
        stop(f"there is no case {number}")
    sentences = history_of(number, lang)
    if as_json:
        print_json([asdict(sentence) for sentence in sentences])
        return
    for sentence in sentences:
        out().print(f"{sentence.on}  {sentence.words}", markup=False)


@click.group()
def audit() -> None:
    """Check that the journal is what it was."""


KEY = click.option(
    "--key-file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The key that heads are signed with. Keep it, and the heads, away from the database.",
)


@audit.command()
@KEY
@click.option("--to", "heads", required=True, type=click.Path(dir_okay=False, path_type=Path))
def head(key_file: Path, heads: Path) -> None:
    """Write the journal's signed head, one line, at the end of a file outside the database."""
    wiring = ready()
    from caseclose.casework.services.audit import head_as_text, take_head

    taken = take_head(key=key_file.read_bytes(), at=wiring.now())
    with heads.open("a", encoding="utf-8") as stream:
        stream.write(head_as_text(taken) + "\n")
    out().print(f"Head of entry {taken.number} written to {heads}.", markup=False)


@audit.command()
@click.option("--key-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--heads", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The file of signed heads.")
@options.as_json
def verify(key_file: Path | None, heads: Path | None, *, as_json: bool) -> None:
    """Check the chain and, with --heads, that nothing was cut or written anew. Exits with 1 where something was."""
    ready()
    from caseclose.casework.services.audit import BadHead, read_head
    from caseclose.casework.services.audit import verify as check

    if heads is not None and key_file is None:
        stop("the heads cannot be trusted without the key", todo="Name it with --key-file.")
    try:
        lines = heads.read_text(encoding="utf-8").splitlines() if heads is not None else []
        signed = tuple(read_head(line, key=key_file.read_bytes() if key_file else b"") for line in lines)
    except BadHead as error:
        stop(str(error), code=CHECK_FAILED)
    breaks = check(signed)
    if as_json:
        print_json({"whole": not breaks, "heads": len(signed), "breaks": [asdict(each) for each in breaks]})
    else:
        for each in breaks:
            out().print(f"entry {each.number}: {each.reason}", markup=False)
        heads_seen = f"{len(signed)} signed {'head' if len(signed) == 1 else 'heads'} compared"
        out().print(f"The journal is whole ({heads_seen})." if not breaks else f"{len(breaks)} breaks.")
    raise SystemExit(CHECK_FAILED if breaks else OK)
