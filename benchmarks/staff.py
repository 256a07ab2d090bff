"""Pages of the staff application over a large caseload: seconds of the server, questions to the database, weight.

The pages go through the whole of Django, in one process, with the database on the same machine: what a browser waits
for, less the network. The queue is looked at as a worker, as a supervisor of the largest and of a small office, and as
an auditor, who sees every office. Weights are those of what is sent: compressed.
"""

from __future__ import annotations

import gzip
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import staff_records, worker
from benchmarks.figures import Findings, Line, Row, Setting
from benchmarks.importing import database

NAME = "staff"
MOST = 1_000_000
ROUNDS = 60
"""How often each page is asked for, after a few times that are not counted."""
WARM = 5
SLOWEST, MOST_QUESTIONS, FIRST_KB, LATER_KB = 60.0, 12, 250.0, 40.0
KILOBYTE = 1000


def find(setting: Setting) -> Findings:
    """Make the records, then ask for each page many times."""
    cases = min(setting.cases, MOST)
    with database():
        made = worker.run("staff_records", cases=cases)
        found = worker.run("staff")
    rows = [Row("seconds to make the records", made["seconds"], "s")]
    for name, page in found["pages"].items():
        rows += [Row(f"{name}: half under", page["half"], "ms"), Row("  95 of 100 under", page["most"], "ms"),
                 Row("  questions", page["questions"], ""), Row("  weight", page["kilobytes"], "kB")]  # fmt: skip
    pages = found["pages"].values()
    worked_on = [page["most"] for name, page in found["pages"].items() if not name.startswith("search")]
    return Findings(
        NAME,
        f"Pages over {cases:,} cases, {made['open']:,} of them being closed",
        rows,
        [
            Line("slowest page of a queue or a case, 95 of 100 under", max(worked_on), "ms", at_most=SLOWEST),
            Line("most questions of a page", max(page["questions"] for page in pages), at_most=MOST_QUESTIONS),
            Line("heaviest page", max(page["kilobytes"] for page in pages), "kB", at_most=LATER_KB),
            Line("first page with all it needs", found["first_kilobytes"], "kB", at_most=FIRST_KB),
        ],
        {"made": made, **found},
    )


def work() -> dict[str, Any]:
    """Ask for each page as the people who look at it, and return what was measured."""
    from caseclose.site.setup import prepare

    os.environ["CASECLOSE_SECRET"] = secrets.token_hex()
    prepare()
    with _as_measured():
        pages = dict(_pages())
        measured = {name: _measured(ask) for name, ask in pages.items()}
        first = next(iter(pages.values()))(0)
        return {"pages": measured, "first_kilobytes": (len(first) + _static_weight(first)) / KILOBYTE}


@contextmanager
def _as_measured() -> Iterator[None]:
    """Static files under their own names, so that nothing has to be gathered; and no second factor."""
    from django.test import override_settings

    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=plain, SECOND_FACTOR=False):
        yield


Ask = Callable[[int], bytes]


def _pages() -> Iterator[tuple[str, Ask]]:
    large, small = staff_records.office(0), staff_records.office(staff_records.OFFICES - 1)
    people = {
        "worker": _browser("caseworker", staff_records.worker(large, 1), large),
        "supervisor": _browser("supervisor", "supervisor of the largest", large),
        "supervisor of a small office": _browser("supervisor", "supervisor of a small one", small),
        "auditor": _browser("auditor", "an auditor", None),
    }
    for who, browser in people.items():
        scope = "mine" if who == "worker" else "office"
        yield f"queue, {who}", _get(browser, f"/queue/?scope={scope}")
        yield f"queue, {who}, second page", _get(browser, _second(browser, f"/queue/?scope={scope}"))
    boss = people["supervisor"]
    yield "queue of a team", _get(people["worker"], "/queue/?scope=team")
    yield "queue of nobody", _get(boss, "/queue/?scope=unassigned")
    for name in ("tasks", "releases", "held", "past", "replies"):
        yield f"queue, supervisor, {name}", _get(boss, f"/queue/?scope=office&list={name}")
    yield (
        "queue, supervisor of a small office, tasks",
        _get(people["supervisor of a small office"], "/queue/?scope=office&list=tasks"),
    )
    numbers = staff_records.numbers_of(large, ROUNDS + WARM + 1)
    for tab in ("", "why/", "money/", "papers/", "notes/"):
        yield f"case {tab}".rstrip(" /"), _case(boss, numbers, tab)
    yield "search by name", _post(boss, "garc mar")
    yield "search by number", _post(boss, numbers[0][-5:])


def _browser(role: str, name: str, office: str | None) -> Any:  # noqa: ANN401 - Django's client
    from django.test import Client

    from caseclose.staff.models import Account
    from caseclose.staff.screens.signing_in.views import BACKEND

    team = staff_records.team(name) if role == "caseworker" else ""
    who = Account.objects.create(sign_in=name, name=name, office_id=office, team=team, roles=[role])
    browser = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    browser.force_login(who, backend=BACKEND)
    return browser


def _content(answer: Any) -> bytes:  # noqa: ANN401
    assert answer.status_code == 200, answer.status_code
    content: bytes = answer.content
    return content


def _get(browser: Any, address: str) -> Ask:  # noqa: ANN401
    return lambda _turn: _content(browser.get(address))


def _case(browser: Any, numbers: list[str], tab: str) -> Ask:  # noqa: ANN401
    return lambda turn: _content(browser.get(f"/case/{numbers[turn % len(numbers)]}/{tab}"))


def _post(browser: Any, words: str) -> Ask:  # noqa: ANN401
    return lambda _turn: _content(browser.post("/search/", {"sought": words}))


def _second(browser: Any, address: str) -> str:  # noqa: ANN401
    page = gzip.decompress(_content(browser.get(address))).decode()
    found = re.search(r'href="\?([^"]*)" rel="next"', page)
    return f"/queue/?{found[1].replace('&amp;', '&')}" if found else address


def _measured(ask: Ask) -> dict[str, float]:
    """Return what 50 and 95 of 100 were under, in milliseconds, and questions and weight of the last page."""
    for turn in range(WARM):
        ask(turn)
    took = []
    for turn in range(WARM, WARM + ROUNDS):
        begun = time.perf_counter()
        ask(turn)
        took.append((time.perf_counter() - begun) * 1000)
    took.sort()
    with _counting() as sent:
        page = ask(WARM + ROUNDS)
    return {"half": took[ROUNDS // 2], "most": took[ROUNDS * 95 // 100], "questions": len(sent),
            "kilobytes": len(page) / KILOBYTE}  # fmt: skip


@contextmanager
def _counting() -> Iterator[list[str]]:
    from django.db import connection

    sent: list[str] = []

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401, FBT001
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield sent


def _static_weight(page: bytes) -> int:
    """Return the bytes of all static files that a page needs, as they are sent: compressed as whitenoise does."""
    import brotli
    from django.contrib.staticfiles import finders

    names = set(re.findall(r'(?:href|src)="/static/([^"]+)"', gzip.decompress(page).decode()))
    paths = [Path(str(finders.find(name))) for name in names]
    fonts = [
        path.parent / name
        for path in paths
        if path.suffix == ".css"
        for name in re.findall(r'url\("?([^")]+\.woff2)', path.read_text(encoding="utf-8"))
    ]
    weights = [len(brotli.compress(path.read_bytes())) for path in paths] + [path.stat().st_size for path in fonts]
    return int(sum(weights))
