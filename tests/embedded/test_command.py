"""`caseclose db`, as people run it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from psycopg.conninfo import make_conninfo

from caseclose.embedded.server import APPLICATION, OWNER
from tests.cli.running import Ran, run, run_apart
from tests.embedded.serving import ask, do, python, quick, started


def db(home: Path, *words: str, **env: str) -> Ran:
    return run_apart("db", *words, cwd=home, CASECLOSE_HOME=str(home), **env)


@pytest.fixture
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run `caseclose db` in this process: for what needs no table, and so no Django, which has only one database."""
    monkeypatch.setenv("CASECLOSE_HOME", str(home))
    return lambda *words: run("db", *words)


def told(ran: Ran) -> dict[str, Any]:
    assert ran.code == 0, ran.err
    page: dict[str, Any] = json.loads(ran.out)
    return page


def test_a_database_is_started_looked_at_stopped_and_thrown_away(home: Path, here: Callable[..., Ran]) -> None:
    assert told(here("status", "--json"))["state"] == "absent"
    first = db(home, "start", "--json")
    assert "Making a database in" in first.err
    begun = told(first)
    assert (begun["started"], begun["state"], begun["migrations_pending"]) == (True, "running", [])
    assert begun["migrated"][0] == "casework.0001_cases"
    again = db(home, "start").out
    for words in ("running", "PostgreSQL", str(home / "database"), " MB", "up to date"):
        assert words in again
    assert told(db(home, "status", "--json"))["pid"] == begun["pid"]
    assert told(here("stop", "--json")) == {"stopped": True}
    assert here("stop").out == "No database was running.\n"
    assert told(here("reset", "--yes", "--json")) == {"reset": True}
    assert here("reset", "--yes").out == "There was no database.\n"


def test_tables_that_are_behind_are_named_and_brought_up_to_date(home: Path) -> None:
    server = started(home)
    before = told(db(home, "status", "--json"))["migrations_pending"]
    assert len(before) >= 5
    assert f"{len(before)} migrations to run: caseclose db start" in db(home, "status").out
    assert told(db(home, "start", "--json"))["migrated"] == before
    assert ask(server, "SELECT count(*) FROM casework_case", APPLICATION) == 0


def test_two_who_migrate_at_once_do_it_once(home: Path) -> None:
    started(home)
    code = """
import threading
from caseclose.casework import schema
schema.set_up()
ran = []
threads = [threading.Thread(target=lambda: ran.append(len(schema.migrate()))) for _ in range(2)]
[each.start() for each in threads]
[each.join() for each in threads]
print(sorted(ran)[0], len(ran))
"""
    ran = python(code, home)
    assert (ran.stdout, ran.stderr) == ("0 2\n", "")


def test_throwing_away_asks_first(home: Path, here: Callable[..., Ran]) -> None:
    server = started(home)
    do(server, "CREATE TABLE kept ()")
    refused = here("reset")
    assert refused.code == 2
    assert "would throw away the database in" in refused.err
    assert "caseclose db reset --yes" in refused.err
    assert ask(server, "SELECT to_regclass('kept')::text") == "kept"


def test_a_named_database_is_neither_stopped_nor_thrown_away(
    home: Path, here: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = started(home)
    monkeypatch.setenv("CASECLOSE_DSN", "postgresql://app:s3cret@db.internal/cases")
    for words in (["reset", "--yes"], ["stop"]):
        refused = here(*words)
        assert refused.code == 2
        assert "names a database that Caseclose does not run" in refused.err
        assert "s3cret" not in refused.err
    assert server.running()


def test_a_named_database_is_brought_up_to_date_and_no_server_is_started(home: Path) -> None:
    elsewhere = home / "elsewhere"
    server = started(elsewhere)
    named = {"CASECLOSE_DSN": make_conninfo(**server.address(APPLICATION))}
    without = db(home, "start", **named)
    assert without.code == 2
    assert "CASECLOSE_OWNER_DSN is not set" in without.err
    named["CASECLOSE_OWNER_DSN"] = make_conninfo(**server.address(OWNER))
    begun = told(db(home, "start", "--json", **named))
    assert (begun["started"], begun["named_by"], begun["migrations_pending"]) == (False, "CASECLOSE_DSN", [])
    assert begun["migrated"][0] == "casework.0001_cases"
    assert "running (named by CASECLOSE_DSN)" in db(home, "status", **named).out
    assert quick(home).status().state == "absent"


def test_a_named_database_that_does_not_answer_is_an_error_without_its_password(home: Path) -> None:
    failed = db(home, "status", CASECLOSE_DSN="postgresql://app:s3cret@127.0.0.1:1/cases")
    assert failed.code == 2
    assert "the database cannot be used: connection failed" in failed.err
    assert "s3cret" not in failed.err + failed.out


def test_what_keeps_the_server_from_starting_is_said_with_what_to_do(
    home: Path, here: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASECLOSE_POSTGRES", str(home))
    failed = here("start")
    assert failed.code == 2
    assert failed.err.startswith("error: CASECLOSE_POSTGRES names no folder of PostgreSQL 15 or newer")
