"""The public site under a mixed load of 200 requests a second, over sockets, as production serves it.

Those who ask come by chance, whether or not those before them have their answer: what they wait counts from when they
came. They run on the same cores as the site and its database.
"""

from __future__ import annotations

from benchmarks import worker
from benchmarks.figures import Findings, Line, Row, Setting
from benchmarks.public.serving import public_site

NAME = "public"
RATE, LIMIT = 200.0, 250.0
"""Requests a second, and milliseconds under which 95 of 100 are to be answered."""
MOST_CASES = 2_000


def find(setting: Setting) -> Findings:
    """Serve the site, make letters that can be answered, and let the crowd in."""
    with public_site() as site:
        made = worker.run("public.records", cases=min(setting.cases, MOST_CASES))
        found = worker.run(
            "public.client",
            port=site.port,
            pids=site.pids,
            codes=made["codes"],
            rate=RATE,
            limit=LIMIT,
            seed=setting.seed,
        )
    load = found["load"]
    alone = [Row(f"{name}, alone", rate, "a second") for name, rate in found["alone"].items()]
    plain, guide = found["alone"]["a view without a page"], found["alone"]["a page of the guide"]
    return Findings(
        NAME,
        f"The public site, {load['requests']:,} requests at {RATE:g} a second",
        [
            Row("half answered in", load["half"], "ms"),
            Row("99 of 100 in", load["nearly_all"], "ms"),
            Row("the longest", load["longest"], "ms"),
            Row("processor time of site and database for a request", found["processor_ms"], "ms"),
            Row("the client's share of the cores", found["client_cores"], "cores"),
            Row(f"highest rate with 95 of 100 under {LIMIT:g} ms", found["highest"], "a second"),
            *alone,
            Row("  a page of the guide, in views without a page", plain / guide, ""),
        ],
        [
            Line("answered a second", load["answered"], at_least=RATE * 0.95),
            Line("95 of 100 answered in", load["most"], "ms", at_most=LIMIT),
            Line("requests without the right answer", load["errors"], at_most=0),
        ],
        found,
    )
