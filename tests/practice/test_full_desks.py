"""A demonstration opens on desks on which there is something of each kind to do."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseclose.caseload.making.records import make_records
from caseclose.casework.importing.records import import_records
from caseclose.casework.models import Closure, OutboxMessage
from caseclose.casework.services.audit import verify
from caseclose.outside.fakes import fake_parties
from caseclose.outside.registry import ports_for
from caseclose.practice.full_desks import REPLIES, REQUESTS, fill_desks
from caseclose.practice.year import live
from tests.casework.closable import moment

SINCE, TODAY = date(2026, 11, 2), date(2026, 11, 12)


@pytest.mark.usefixtures("clean_database")
def test_requests_proposals_and_replies_wait_and_nobody_has_answered_them(tmp_path: Path) -> None:
    make_records(tmp_path / "records", cases=150, seed=7, state="CA", as_of=SINCE)
    import_records(folder=tmp_path / "records", on=SINCE, at=moment(SINCE), by="practice")
    ports = ports_for(fake_parties(tmp_path / "parties", agency="practice"))
    live(state="ca", since=SINCE, until=TODAY - timedelta(1), seed=7, ports=ports)
    fill_desks(state="ca", on=TODAY, seed=7, ports=ports)
    steps = Counter(Closure.objects.values_list("step", flat=True))
    assert 1 <= steps["replied"] <= REPLIES
    assert steps["noticed"] >= 1
    assert not OutboxMessage.objects.filter(kind="notice").exclude(state="sent").exists()
    assert 1 <= steps["requested"] <= REQUESTS
    assert steps["proposed"] >= 1
    assert Closure.objects.filter(step__in=["requested", "proposed"], begun_on=TODAY).exists()
    assert verify() == []
