"""What a PDF says to those who do not see it: its structure tree, and what the PDF/UA-1 checker finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from pikepdf import Array, Dictionary, Name, Object


def findings(pdf: bytes, *, warnings: bool) -> Iterator[tuple[str, str]]:
    """Yield each rule that the checker finds broken, and what it says; errors alone, or warnings too.

    It covers a part of the standard, and a rule of it that cannot run on this file counts as not run: finding nothing
    proves no conformance.
    """
    import pdfua  # only whoever checks needs it

    least = pdfua.Severity.WARNING if warnings else pdfua.Severity.ERROR
    with TemporaryDirectory() as place:
        path = Path(place) / "checked.pdf"
        path.write_bytes(pdf)
        report = pdfua.validate(str(path))
    for finding in report.findings:
        if finding.severity >= least:
            yield finding.rule_id, finding.message


def elements(element: Object) -> Iterator[Object]:
    """Yield every element of a structure tree below `element`, in reading order."""
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def heads_without_scope(tree: Object) -> int:
    """Return how many head cells of tables do not say whether they head a column or a row."""
    heads = (each for each in elements(tree) if Name.TH == each.S)
    return sum("/Scope" not in _attributes(each) for each in heads)


def _attributes(element: Object) -> set[str]:
    found = element.get("/A", Array())
    entries = list(found) if isinstance(found, Array) else [found]
    return {str(key) for entry in entries if isinstance(entry, Dictionary) for key in entry}
