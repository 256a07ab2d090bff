"""What was sent on the web and could not be placed: a clerk finds it among the papers, filled in as it was sent."""

from __future__ import annotations

import re

import pytest

from caseclose.casework.models import Closure, IncomingPaper, KeyedIn
from tests.casework.filing import ASKS, a_case, sends, weighed
from tests.staff.intake.desk import key
from tests.staff.office import account, signed_in


@pytest.mark.usefixtures("clean_database")
def test_a_request_with_a_slip_in_its_number_is_placed_and_keyed_in_as_it_was_sent() -> None:
    case = a_case()
    sends("request", {**ASKS, "number": "17"})
    assert weighed() == {"unknown": 1}
    paper, client = IncomingPaper.objects.get(), signed_in(account("intake", office=case.office))
    assert f"/intake/paper/{paper.pk}/" in client.get("/intake/").content.decode()
    client.post(f"/intake/paper/{paper.pk}/place/", {"number": "1"})
    page = client.get(f"/intake/paper/{paper.pk}/").content.decode()
    assert re.search(r'name="signer" value="Rosa Maker"', page)
    sent = client.post(f"/intake/paper/{paper.pk}/?as=request", {
        "key": key(), "arrived_on": paper.arrived_on.isoformat(), "channel": "web", "signer": "Rosa Maker",
        "signed": "yes", "may_ask": "yes", "stop": ["all"], "safety": "no",
    })  # fmt: skip
    assert sent.status_code == 302, sent.content.decode()
    assert (Closure.objects.get().step, KeyedIn.objects.get().channel) == ("requested", "web")
