"""Ten thousand notices with a QR mark, made by two processes; a few of the same by WeasyPrint and by reportlab."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from typing import Any

from benchmarks import worker
from benchmarks.figures import Findings, Line, Row, Setting

NAME = "letters"
NOTICES, PROCESSES, PEERS_MAKE = 10_000, 2, 40
MEGABYTE = 1_000_000
STATE = "ca"


def find(setting: Setting) -> Findings:
    """Make the notices, and the peers' letters, each in a child process."""
    found = worker.run("letters", by="caseclose", notices=min(setting.cases, NOTICES))
    peers = {by: worker.run("letters", by=by, notices=PEERS_MAKE) for by in ("weasyprint", "reportlab")}
    rows = [
        Row("processor milliseconds a notice", found["processor_ms"], "ms"),
        Row("size of one", found["bytes"] / 1000, "kB"),
        *(Row(f"one process of {by}, notices a second", made["a_second"], "") for by, made in peers.items()),
    ]
    lines = [
        Line("notices a second, two processes", found["a_second"], "", at_least=140),
        Line("peak memory of the larger process", found["peak_bytes"] / MEGABYTE, "MB", at_most=300),
    ]
    return Findings(NAME, f"{found['notices']:,} notices with a QR mark", rows, lines, {"caseclose": found, **peers})


def work(by: str, notices: int) -> dict[str, Any]:
    """Make so many notices by one maker: ours in two processes, a peer's in this one."""
    begun = time.perf_counter()
    if by == "caseclose":
        share = notices // PROCESSES
        with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
            parts = list(pool.map(make, range(0, share * PROCESSES, share), [share] * PROCESSES))
    else:
        parts = [make(0, notices, by)]
    wall = time.perf_counter() - begun
    made = sum(part["made"] for part in parts)
    return {
        "notices": made,
        "a_second": made / wall,
        "processor_ms": 1000 * sum(part["processor_seconds"] for part in parts) / made,
        "peak_bytes": max(part["peak_bytes"] for part in parts),
        "bytes": parts[0]["bytes"],
    }


def make(first: int, count: int, by: str = "caseclose") -> dict[str, float]:
    """Make `count` notices, each with its own name, case and code, and return what they took."""
    from caseclose.letters.page import letter_page
    from caseclose.letters.printing import print_letter

    begun, size = time.process_time(), 0
    for composed in _notices(first, count):
        if by == "caseclose":
            size = len(print_letter(composed))
        elif by == "weasyprint":
            size = len(_weasyprint(letter_page(composed)))
        else:
            size = len(_reportlab(composed))
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return {"made": count, "processor_seconds": time.process_time() - begun, "peak_bytes": peak, "bytes": size}


def _notices(first: int, count: int) -> Iterator[Any]:
    from caseclose.law.reading import shipped
    from caseclose.letters.composing import compose
    from caseclose.letters.facts import Addressee, ReplyWay
    from caseclose.letters.sampling import sample_facts
    from caseclose.letters.words import letter_folder

    policy = shipped()
    facts = sample_facts(policy, letter_folder("notice"), STATE)
    for number in range(first, first + count):
        code = f"{number:08X}"
        yield compose(
            policy,
            replace(
                facts,
                case=f"{number:010}",
                to=Addressee(f"Rosa Ejemplo {number}", (f"{number} Sample Street", *facts.to.lines[1:])),
                reply=ReplyWay(code, f"https://support.example/r/{code}"),
            ),
            "es" if number % 2 else "en",
        )


def _weasyprint(page: str) -> bytes:
    """The page of the letter, tagged, with the machine's fonts."""
    from weasyprint import HTML  # type: ignore[import-untyped, unused-ignore]

    return bytes(HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))


def _reportlab(composed: Any) -> bytes:  # noqa: ANN401 - it is imported in the child process only
    """The words of the letter as paragraphs, and the QR mark: untagged, as reportlab has no tags."""
    import io
    from xml.sax.saxutils import escape  # noqa: S406 - it only escapes

    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    style, out = getSampleStyleSheet()["Normal"], io.BytesIO()
    mark = Drawing(90, 90)
    mark.add(QrCodeWidget(f"https://{composed.reply.link}"))
    parts = [Paragraph(escape(words), style) for words in composed.words()]
    SimpleDocTemplate(out, title=composed.title).build([*parts, mark])
    return out.getvalue()
