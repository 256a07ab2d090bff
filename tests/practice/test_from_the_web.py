"""What is handed out for trying the public site leads where it says."""

from __future__ import annotations

import pytest

from caseclose.casework.models import OutboxMessage
from caseclose.casework.selectors.following import act_followed, case_followed
from caseclose.casework.services.mail.codes import ways_to_reply
from caseclose.practice.from_the_web import file_request_to_try, to_try
from tests.casework.closable import DAY, moment, noticed
from tests.casework.filing import a_case, weighed


@pytest.mark.usefixtures("clean_database")
def test_a_code_a_reference_and_a_case_are_handed_out_and_lead_somewhere() -> None:
    for number in ("1", "2", "3"):
        a_case(number)
    noticed("1")
    OutboxMessage.objects.update(state="sent", sent_on=DAY)
    ways_to_reply(list(OutboxMessage.objects.filter(kind="notice")), "")
    file_request_to_try(state="ca", on=DAY, at=moment(DAY))
    file_request_to_try(state="ca", on=DAY, at=moment(DAY))
    assert weighed() == {"taken": 1}
    found = {what: (code, name) for what, code, name in to_try(DAY)}
    assert set(found) == {"notice", "reference", "case"}
    standing, act = case_followed(*found["notice"], DAY), act_followed(*found["reference"])
    assert standing is not None
    assert (standing.step, act is not None) == ("noticed", True)
    assert found["case"][0] == "2"
