"""Case numbers given to a command: by name, or as a file with one a line."""

from __future__ import annotations

from pathlib import Path

from caseclose.cli.console import stop

LONGEST = 64


def case_numbers(named: tuple[str, ...], listed: Path | None) -> list[str]:
    """Return the case numbers named or listed, each once, in the order given. Stops where there are none.

    The file is UTF-8 text. Empty lines and those that begin with # are passed over, and of a CSV file only the first
    column is read, with a heading such as case_id left out.
    """
    if named and listed is not None:
        stop("cases are named and listed", todo="Name them, or list them in a file.")
    numbers = list(named) if listed is None else _read(listed)
    if not numbers:
        stop("no case is named", todo="Name cases, or list them in a file, one a line.")
    return list(dict.fromkeys(numbers))


def _read(listed: Path) -> list[str]:
    try:
        lines = listed.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        stop(f"{listed}: this is not UTF-8 text", todo="Save the list as text, one case number a line.")
    cells = [line.split(",", 1)[0].strip().strip('"') for line in lines]
    found = [cell for cell in cells if cell and not cell.startswith("#")]
    numbers = found[1:] if found and found[0].lower() in {"case", "case_id", "number"} else found
    odd = [number for number in numbers if len(number) > LONGEST or not number.isprintable()]
    if odd:
        stop(f"{listed}: {len(odd)} lines hold no case number", todo=f"A case number has up to {LONGEST} characters.")
    return numbers
