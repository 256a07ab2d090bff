"""A practice office lives through some months, and everything in it is accounted for."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseclose.caseload.making.records import make_records
from caseclose.casework.importing.records import import_records
from caseclose.casework.models import Case, Closure, JournalEntry, Payment, ReleaseOrder, Task
from caseclose.casework.selectors.happenings import case_with_most_to_tell, happenings, money_moved
from caseclose.casework.selectors.ledger_check import faults_of_ledger, forgotten_money
from caseclose.casework.selectors.releases import remedies_without_order, unaccounted_releases
from caseclose.casework.services.audit import verify
from caseclose.embedded.server import Server
from caseclose.outside.fakes import fake_parties
from caseclose.outside.registry import ports_for
from caseclose.outside.weather import Weather
from caseclose.practice.year import Lived, live
from tests.casework.closable import moment

SINCE, UNTIL = date(2025, 11, 24), date(2026, 2, 28)
LONG_AGO = date(2025, 1, 1)
ROUGH = Weather(seed=3, lose=0.05, delay=0.05, double=0.05, refuse=0.05)
SIXTY = timedelta(days=60)


@pytest.fixture
def lived(clean_database: Server, tmp_path: Path) -> Lived:
    del clean_database
    make_records(tmp_path / "records", cases=150, seed=11, state="AR", as_of=SINCE)
    import_records(folder=tmp_path / "records", on=SINCE, at=moment(SINCE), by="practice")
    ports = ports_for(fake_parties(tmp_path / "parties", agency="practice", weather=ROUGH))
    return live(state="ar", since=SINCE, until=UNTIL, seed=5, ports=ports)


def test_an_office_closes_cases_both_ways_and_forgets_nothing(lived: Lived) -> None:
    assert lived.days == (UNTIL - SINCE).days + 1
    assert lived.troubles == []
    steps = Counter(Closure.objects.values_list("way", "step"))
    assert steps["request", "closed"] > 0
    assert steps["proposal", "closed"] > 0
    assert steps["request", "declined"] > 0
    assert unaccounted_releases(UNTIL) == []
    assert [remedy for remedy in remedies_without_order() if _closed_here(remedy.pk)] == []
    assert verify() == []
    assert faults_of_ledger() == []
    assert forgotten_money(UNTIL) == []
    asked = Task.objects.filter(key__startswith="payment:").values_list("key", flat=True)
    assert max((int(key.rsplit(":", 1)[1]) for key in asked), default=0) <= 3
    happened = happenings(SINCE, UNTIL)
    assert sum(happened.criteria.values()) == Closure.objects.filter(step="closed").count()
    assert sum(sum(months.values()) for months in happened.kinds.values()) == JournalEntry.objects.count()
    assert sum(happened.releases.values()) == ReleaseOrder.objects.count()
    assert happened.cases["enforcement"] == Case.objects.filter(kind="enforcement").count()
    assert case_with_most_to_tell(SINCE, UNTIL) is not None
    money = money_moved(SINCE, UNTIL)
    assert money.pop("received") == sum(money.values()) > 0
    assert not Payment.objects.filter(taken_on=None, disbursed_on=None, received_on__lt=UNTIL).exists()
    assert money_moved(LONG_AGO, LONG_AGO) == {}
    assert happenings(LONG_AGO, LONG_AGO).kinds == {}
    assert case_with_most_to_tell(LONG_AGO, LONG_AGO) is None
    for closure in Closure.objects.filter(step="closed").exclude(notice=""):
        assert closure.noticed_on is not None
        assert closure.closed_on is not None
        assert closure.closed_on >= closure.noticed_on + SIXTY


def _closed_here(remedy: int) -> bool:
    return Closure.objects.filter(step="closed", case__remedies=remedy).exists()
