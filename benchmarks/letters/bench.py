"""Ten thousand notices with a QR mark, printed by two processes; a few of the same by WeasyPrint and by reportlab."""

from __future__ import annotations

from benchmarks import worker
from benchmarks.figures import Findings, Line, Row, Setting

NAME = "letters"
NOTICES, PEERS_MAKE = 10_000, 20
"""How many notices; and how many a peer makes in each of its processes."""
MEGABYTE = 1_000_000
PEERS = {"WeasyPrint": "with_weasyprint", "reportlab": "with_reportlab"}


def find(setting: Setting) -> Findings:
    """Print the notices, and let the peers make theirs, each in child processes."""
    ours = worker.run("letters.by_caseclose", notices=min(setting.cases, NOTICES), seed=setting.seed)
    peers = {
        name: worker.run("letters.by_peers", by=by, notices=PEERS_MAKE, seed=setting.seed) for name, by in PEERS.items()
    }
    rows = [
        Row("processor milliseconds a notice", ours["processor_ms"], "ms"),
        Row("pages of a notice", ours["pages"], ""),
        Row("size of a notice", ours["bytes"] / 1000, "kB"),
        Row("memory, were each process alone", ours["memory_apart"] / MEGABYTE, "MB"),
        Row("read back and checked", ours["checked"], "notices"),
    ]
    for name, made in peers.items():
        rows.append(Row(f"{name}, notices a second, two processes", made["a_second"], f"({made['pages']} pages)"))
        rows.append(Row(f"  Caseclose against {name}", ours["a_second"] / made["a_second"], "times as fast"))
        rows.append(Row("  by processor time", made["processor_ms"] / ours["processor_ms"], "times"))
    lines = [
        Line("notices a second, two processes", ours["a_second"], "", at_least=140),
        Line("peak memory of all processes together", ours["memory"] / MEGABYTE, "MB", at_most=300),
        Line("faults in those read back", len(ours["faults"]), "", at_most=0),
    ]
    title = f"{ours['notices']:,} notices with a QR mark"
    return Findings(NAME, title, rows, lines, {"Caseclose": ours, **peers})
