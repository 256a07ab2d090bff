"""No case closes on records of which some are of the new extract and some of the old."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction
from psycopg.errors import DeadlockDetected

from caseclose.casework.importing import loading
from caseclose.casework.models import Balance, Case, Closure, Finding, ImportRun
from caseclose.casework.selectors.facts import facts_of_cases
from caseclose.casework.services import acting
from caseclose.casework.services.daily.closings import close_due
from caseclose.casework.services.daily.day import work_day
from caseclose.casework.services.matters import lock_matters
from caseclose.closure.commands import Close
from caseclose.closure.refused import Refused
from tests.casework.closable import DAY, DUE, SYSTEM, a_closable_case, do, moment, noticed
from tests.importing.extracts import an_extract, bring_in

pytestmark = pytest.mark.usefixtures("clean_database")
PATIENT = 120.0
BEFORE, NEWEST = DUE - timedelta(days=40), DUE - timedelta(days=2)


def half_way_into_a_payment(folder: Path) -> Path:
    """A case that may not close: much is owed. In the extract little is owed, because it was just paid, nor may it."""
    a_closable_case("1", arrears_unenforceable="false")
    noticed("1")
    Balance.objects.create(case_id="1", as_of=BEFORE, family="900.00", assigned="0.00")
    paid = {"case": "1", "found_on": NEWEST, "found_by": "worker one"}
    return an_extract(
        folder,
        {
            "balances": [{"case": "1", "as_of": NEWEST, "family": "100.00", "assigned": "0.00"}],
            "findings": [
                {"finding_id": "f1", "fact": "arrears_payment_made", "value": "true", **paid},
                {"finding_id": "f2", "fact": "last_arrears_payment_on", "value": NEWEST, **paid},
            ],
        },
    )


class Interrupted:
    """An import on other connections, which stands still between its balances and its findings."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._go_on, self._half_way, write = Event(), Event(), loading._write_whole
        self.trouble: list[BaseException] = []

        def in_turn(job: Any) -> None:
            if job.table.name == "findings":
                self._half_way.wait(PATIENT)
                self._go_on.wait(PATIENT)
            write(job)
            self._half_way.set()

        monkeypatch.setattr(loading, "_write_whole", in_turn)
        self._thread = Thread(target=self._run, args=(folder,))
        self._thread.start()
        assert self._half_way.wait(PATIENT)

    def _run(self, folder: Path) -> None:
        try:
            bring_in(folder, DUE)
        except BaseException as trouble:  # noqa: BLE001 - the test looks at it
            self.trouble.append(trouble)
        finally:
            connections.close_all()

    def ends(self) -> None:
        self._go_on.set()
        self._thread.join()
        assert self.trouble == []


def step() -> str:
    return Closure.objects.get().step


def test_a_case_does_not_close_half_way_through_an_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    importing = Interrupted(half_way_into_a_payment(tmp_path), monkeypatch)
    try:
        with pytest.raises(Refused) as refused:
            close_due(on=DUE, at=moment(DUE))
        assert refused.value.rule == "import_under_way"
        with pytest.raises(Refused):
            do(Close(), SYSTEM, DUE)
        assert step() == "noticed"
    finally:
        importing.ends()
    assert close_due(on=DUE, at=moment(DUE)) == {"kept_open": 1}


def test_it_would_close_if_nobody_looked_whether_an_import_is_under_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acting, "import_under_way", lambda: None)
    importing = Interrupted(half_way_into_a_payment(tmp_path), monkeypatch)
    try:
        assert close_due(on=DUE, at=moment(DUE)) == {"closed": 1}
    finally:
        importing.ends()


@pytest.mark.parametrize("table", ["balances", "findings"])
def test_an_import_that_begins_while_a_case_is_in_hand_changes_nothing_of_it_until_then(
    tmp_path: Path, table: str
) -> None:
    half_way_into_a_payment(tmp_path)
    for name in {"balances", "findings"} - {table}:
        (tmp_path / f"{name}.csv").unlink()
    importing = Thread(target=lambda: _bring_in(tmp_path))
    with transaction.atomic():
        lock_matters(["1"])
        before = _on_record()
        importing.start()
        _wait_until_somebody_waits()
        assert _on_record() == before
        (facts,) = facts_of_cases(DUE, ["1"])
        assert (facts.facts["arrears_total"], facts.facts["arrears_payment_made"]) == (900, False)
    importing.join()
    assert _on_record() != before
    assert ImportRun.objects.get().state == ImportRun.State.DONE


def _bring_in(folder: Path) -> None:
    try:
        bring_in(folder, DUE)
    finally:
        connections.close_all()


def _on_record() -> tuple[int, int]:
    return Balance.objects.count(), Finding.objects.count()


def _wait_until_somebody_waits() -> None:
    ends = time.monotonic() + PATIENT
    while time.monotonic() < ends:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits for the case")


def test_the_rest_of_the_day_is_done_and_the_closings_are_said_to_be_left(tmp_path: Path) -> None:
    half_way_into_a_payment(tmp_path)
    ImportRun.objects.create(fingerprint="x", on=DAY, by="worker one", begun_at=moment(DAY))
    work = work_day(on=DUE, at=moment(DUE), ports={})
    assert work.broken == ["closings"]
    day = f"{DAY:%B} {DAY.day}, {DAY.year}"
    assert [trouble for trouble in work.troubles if day in trouble and "imported again" in trouble]
    assert "ageing" in work.done
    assert step() == "noticed"
    ImportRun.objects.update(state=ImportRun.State.ABANDONED)
    assert work_day(on=DUE, at=moment(DUE), ports={}).done["closings"] == {"kept_open": 1}


def test_an_import_that_the_database_parts_from_somebody_else_begins_that_chunk_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, write, parted = half_way_into_a_payment(tmp_path), loading._write_whole, list[str]()

    def once_parted(job: Any) -> None:
        with transaction.atomic():
            write(job)
            if job.table.name not in parted:
                parted.append(job.table.name)
                raise OperationalError("deadlock detected") from DeadlockDetected()

    monkeypatch.setattr(loading, "_write_whole", once_parted)
    bring_in(folder, DUE)
    assert sorted(parted) == ["balances", "findings"]
    assert Case.objects.get().balances.filter(as_of=NEWEST).count() == 1
