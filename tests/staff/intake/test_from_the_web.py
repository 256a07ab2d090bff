"""What was sent on the web and could not be placed: a clerk finds it among the papers, filled in as it was sent."""

from __future__ import annotations

import re

import pytest

from caseclose.casework.models import Closure, IncomingPaper, KeyedIn, Task
from caseclose.casework.selectors.papers import ON_PAPER
from tests.casework.filing import ASKS, a_case, sends, weighed
from tests.papers.hostile import picture
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


@pytest.mark.usefixtures("clean_database")
def test_a_signature_on_a_paper_is_looked_at_by_a_person_before_the_request_is_keyed_in() -> None:
    case = a_case()
    said = {name: value for name, value in ASKS.items() if name != "signer"} | {ON_PAPER: "yes"}
    sends("request", said, files=(picture(),))
    assert weighed() == {"placed": 1}
    assert [task.case_id for task in Task.objects.filter(kind="web_signature_to_see")] == ["1"]
    own, signed = IncomingPaper.objects.order_by("pk")
    client = signed_in(account("intake", office=case.office))
    page = client.get(f"/intake/paper/{own.pk}/").content.decode()
    assert "The signature is there. Look at it" in page
    assert f'href="/intake/paper/{signed.pk}/read/"' in page
    assert not re.search(r'name="signed" value="yes"[^>]*checked', page)
    assert re.search(r'name="safety" value="no"[^>]*checked', page)
    other = client.get(f"/intake/paper/{signed.pk}/").content.decode()
    assert f'href="/intake/paper/{own.pk}/read/"' in other
    assert "The signature is there" not in other
    sent = client.post(f"/intake/paper/{own.pk}/?as=request", {
        "key": key(), "arrived_on": own.arrived_on.isoformat(), "channel": "web", "signer": "Rosa Maker",
        "signed": "yes", "may_ask": "yes", "stop": ["all"], "safety": "no",
    })  # fmt: skip
    assert sent.status_code == 302, sent.content.decode()
    assert (Closure.objects.get().step, KeyedIn.objects.get().arrived_on) == ("requested", own.arrived_on)
