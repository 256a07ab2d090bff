"""Every letter that the process posts is there to be written."""

from __future__ import annotations

import pytest

from caseclose.casework.services.outbox import addressing
from caseclose.casework.services.outbox.messages import INTENT
from caseclose.closure.events import NoticeSent
from caseclose.law.reading import shipped
from caseclose.letters.words import letter_folders, letter_for
from caseclose.outside.other_party import OWN_SYSTEMS
from caseclose.outside.registry import PARTY_OF

POSTED = {
    *addressing.LETTERS.values(), addressing.GRANTED, addressing.STOPPED, addressing.ENDED,
    addressing.OTHER_PARENT_TOLD, "case_reopened", "notice_to_initiating_agency", "notice_to_responding_agency",
    *(duty.letter for duty in shipped().duties.values() if duty.letter),
}  # fmt: skip
RELEASED_BY = sorted(set(PARTY_OF.values()) - {OWN_SYSTEMS, "mail_vendor", "messenger", "agency_network"})


@pytest.mark.parametrize("kind", sorted(POSTED))
def test_each_kind_that_is_posted_has_its_letter(kind: str) -> None:
    assert letter_for(kind).kind == kind


@pytest.mark.parametrize("party", RELEASED_BY)
def test_each_party_that_holds_something_has_a_letter_that_tells_it_to_let_go(party: str) -> None:
    assert f"release_{party}" in letter_folders()


def test_each_notice_has_its_letter() -> None:
    kind = addressing.LETTERS[NoticeSent]
    assert letter_for(kind, INTENT).name == "notice"
    assert letter_for(kind, "limited_service_ended").name == "notice"
    assert letter_for(kind, "tribal_transfer").name == "notice_tribal_transfer"
    assert letter_for("notice_to_initiating_agency", "intent_to_close_initiating").text.clock is not None
