"""What a batch came to, on the screen, as JSON, and the refused cases as a CSV file."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, NoReturn

from caseclose.caseload.aside import written_aside
from caseclose.caseload.refusals import inert
from caseclose.cli.console import OK, ROWS_REFUSED, out, print_json, stop

SHOWN = 20
_DID = {"propose": "proposed", "approve": "approved", "keep_open": "kept open", "reopen": "opened again"}
COLUMNS = ("case", "rule", "why", "find_out", "cites")


def print_batch(number: int, report: Path, *, as_json: bool) -> dict[str, Any]:
    """Print a batch and write its refused cases to `report`; return its page. Stops where there is no such batch."""
    from caseclose.casework.selectors.batches import batch_page

    page = batch_page(number)
    if page is None:
        stop(f"there is no batch {number}", todo="See which there are: caseclose bulk list")
    if page["refused"]:
        write_refused(report, page["refused"])
    if as_json:
        print_json({**page, "report": str(report) if page["refused"] else None})
    else:
        _print(page, report)
    return page


def end(page: dict[str, Any]) -> NoReturn:
    """Exit with 0, or with 3 where some cases are refused."""
    raise SystemExit(ROWS_REFUSED if page["refused"] else OK)


def write_refused(report: Path, refused: list[dict[str, Any]]) -> None:
    """Write the refused cases as a CSV file that no spreadsheet runs anything of.

    It says which rule refuses and what to find out. What is known of the case, amounts and dates, stays out of it.
    """
    try:
        with written_aside(report) as aside, aside.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(COLUMNS)
            for row in refused:
                cells = (row["case"], row["rule"], row["words"], row["missing"], "; ".join(row["cites"]))
                writer.writerow([inert(str(cell)) for cell in cells])
    except OSError as error:
        stop(f"{report}: {error.strerror or error}", todo="Name another place with --report; nothing is done twice.")


def _print(page: dict[str, Any], report: Path) -> None:
    console, did = out(), _DID[page["kind"]]
    refused = page["refused"]
    if page["state"] == "previewed":
        console.print(f"Preview {page['batch']}, fingerprint {page['fingerprint']}", markup=False)
        console.print(f"{len(page['waiting']):,} cases would be {did}, {len(refused):,} would be refused.")
    else:
        still = f", {len(page['waiting']):,} wait" if page["waiting"] else ""
        console.print(f"Batch {page['batch']}: {len(page['done']):,} {did}, {len(refused):,} refused{still}.")
    for row in refused[:SHOWN]:
        console.print(f"  case {row['case']}: {row['rule']}: {row['words']} {row['todo']}", markup=False)
    if len(refused) > SHOWN:
        console.print(f"  and {len(refused) - SHOWN:,} more")
    if refused:
        console.print(f"All that are refused: {report}", markup=False)
    for number, note in page["remedies"].items():
        said = [f"{words}: {', '.join(note[name])}" for name, words in _REMEDIES.items() if note.get(name)]
        console.print(f"  case {number}: {'; '.join(said)}", markup=False)


_REMEDIES = {"taken_back": "not sent yet and taken back", "gone": "let go already, a person decides"}
